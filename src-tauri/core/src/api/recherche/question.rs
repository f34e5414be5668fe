//! The text typed to find a child.

use escale_domain::date::{DateCivile, DatePartielle, parse_date};
use escale_domain::nom::squelette;
use escale_domain::texte::fold;

/// One thing that a child must have: a word, a birth date, or one that is either.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Terme {
    /// The folded word; empty where only a date was meant.
    pub(super) mot: String,
    pub(super) son: String,
    /// The birth date that it may be.
    pub(super) date: Option<DatePartielle>,
}

impl Terme {
    fn mot(plie: &str, date: Option<DatePartielle>) -> Self {
        let son = squelette(&plie.replace(' ', ""));
        Self { mot: plie.to_owned(), son, date }
    }

    const fn date(date: DatePartielle) -> Self {
        Self { mot: String::new(), son: String::new(), date: Some(date) }
    }
}

/// The terms of a search. Figures that read as a day (`070319`, `2019-03`) or as a year of birth (`2019`)
/// may be a record number too, and are looked for as both.
pub(super) fn read(texte: &str, aujourd_hui: DateCivile) -> Vec<Terme> {
    let texte = texte.trim();
    let chiffres = |t: &str| t.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let jour = |t: &str| {
        let lue = parse_date(t, aujourd_hui).ok().map(|saisie| saisie.date);
        lue.filter(|date| match date {
            DatePartielle::Annee(an) => t.len() == 4 && (1900..=aujourd_hui.0.year()).contains(an),
            _ => true,
        })
    };
    if let Some(date) = jour(texte) {
        return match chiffres(texte) {
            true => vec![Terme::mot(&fold(texte), Some(date))],
            false => vec![Terme::date(date)],
        };
    }
    let mut termes = Vec::new();
    for morceau in texte.split_whitespace() {
        match parse_date(morceau, aujourd_hui) {
            Ok(saisie) if morceau.contains(['/', '.']) => termes.push(Terme::date(saisie.date)),
            _ if chiffres(morceau) && jour(morceau).is_some() => {
                termes.push(Terme::mot(&fold(morceau), jour(morceau)));
            }
            _ => {
                let plie = fold(morceau);
                termes
                    .extend(plie.split(' ').filter(|m| !m.is_empty()).map(|m| Terme::mot(m, None)));
            }
        }
    }
    termes
}

/// A day with its day and month exchanged.
pub(super) fn inverse(date: DatePartielle) -> Option<DateCivile> {
    let DatePartielle::Jour(jour) = date else { return None };
    DateCivile::new(jour.0.year(), jour.0.day(), jour.0.month())
}
