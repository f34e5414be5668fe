use super::index::Index;
use super::question::{self, Terme};
use crate::store::LigneEnfant;
use escale_domain::date::{DateCivile, DatePartielle};
use escale_domain::nom::{squelette, une_lettre};
use escale_domain::texte::fold;
use proptest::prelude::*;

fn jour() -> DateCivile {
    DateCivile::new(2026, 11, 21).expect("a day")
}

fn ligne(nom: &str, prenom: &str, naissance: &str, graphie: Option<&str>) -> LigneEnfant {
    LigneEnfant {
        id: nom.to_owned(),
        nom_naissance: nom.to_owned(),
        prenoms_naissance: format!("[\"{prenom}\"]"),
        prenom_utilise: prenom.to_owned(),
        sexe: "F".to_owned(),
        date_naissance: naissance.to_owned(),
        date_naissance_estimee: false,
        num_dossier_local: "2026-0413".to_owned(),
        graphie_origine: graphie.map(str::to_owned),
    }
}

/// The names that a text finds, in order.
fn noms(index: &Index, texte: &str) -> Vec<String> {
    let trouves = index.search(&question::read(texte, jour()));
    trouves.into_iter().map(|rang| index.ids[rang].clone()).collect()
}

#[test]
fn names_are_found_however_they_are_typed() {
    let cyrillique = r#"{"ecriture":"cyrillique","nom":"КОВАЛЕНКО","prenoms":["Оксана"],
        "translitterations":["Kovalenko Oksana"]}"#;
    let luca = ("DE LUCA", "Théo", None);
    let ali = ("BEN ALI", "Karim", None);
    let jp = ("MARTIN", "Jean-Pierre", None);
    let ivan = ("KOVALENKO", "Oxana", Some(cyrillique));
    for ((nom, prenom, graphie), texte, trouve) in [
        (("D’ŒUVRE-MBAYE", "Zoé", None), "oeuvre", true),
        (("D’ŒUVRE-MBAYE", "Zoé", None), "d'œuvre mbaye zoe", true),
        (("D’ŒUVRE-MBAYE", "Zoé", None), "mbaye", true),
        (luca, "deluca", true),
        (luca, "theo deluca", true),
        (luca, "deluca theo", true),
        (luca, "luca theo", true),
        (luca, "theo luca", true),
        (luca, "lucas", false),
        (("N’GUESSAN", "Awa", None), "awa nguessan", true),
        (ali, "karim benali", true),
        (ali, "ben ali", true),
        (ali, "bénaly karim", true),
        (("BENALI", "Karim", None), "ben ali karim", true),
        (("LE GOFF", "Maël", None), "mael legoff", true),
        (("LEGOFF", "Maël", None), "le goff", true),
        (jp, "jeanpierre martin", true),
        (jp, "jean martin", true),
        (jp, "jeanpierre durand", false),
        (("TESSIER", "Maya", None), "teissier", true),
        (("TESSIER", "Maya", None), "maïa tesier", true),
        (("BEN ALI", "Mohamed", None), "mouhammad benali", true),
        (("OUATTARA", "Fatimah", None), "wattara fatima", true),
        (ivan, "оксана", true),
        (ivan, "oksana", true),
        (ivan, "covalenko", true),
        (("MARTIN", "Léa", None), "0413", true),
        (("MARTIN", "Léa", None), "0414", false),
        (("MARTIN", "Léa", None), "2026-04", true),
        (("MARTIN", "Léa", None), "lea martin 2026", true),
        (("MARTIN", "Léa", None), "lia martin", false),
        (("MARTIN", "Léa", None), "", true),
    ] {
        let index = Index::new(vec![ligne(nom, prenom, "2019-03-07", graphie)]);
        assert_eq!(!noms(&index, texte).is_empty(), trouve, "{texte} in {nom} {prenom}");
    }
}

/// A name that is written as it was typed leaves out those that are a letter away.
#[test]
fn a_letter_is_forgiven_only_where_nobody_is_found() {
    let base = Index::new(vec![
        ligne("TEISSIER", "Maya", "2019-03-07", None),
        ligne("TESSIER", "Maya", "2019-03-07", None),
    ]);
    let noms = |texte: &str| noms(&base, texte);
    assert_eq!(noms("tessier"), ["TESSIER"]);
    assert_eq!(noms("taissier"), ["TEISSIER"]);
    assert_eq!(noms("maïa 3/7/2019").len(), 2, "day and month exchanged");
    assert_eq!(noms("maya 8/3/2019").len(), 0);
}

#[test]
fn a_birth_date_is_told_from_a_name_and_may_be_a_number() {
    for (texte, date, mots) in [
        ("7/3/2019", Some("2019-03-07"), &[""][..]),
        ("mars 2019", Some("2019-03"), &[""]),
        ("martin 7/3/2019", Some("2019-03-07"), &["martin", ""]),
        ("110215", Some("2015-02-11"), &["110215"]),
        ("11022015", Some("2015-02-11"), &["11022015"]),
        ("martin 110215", Some("2015-02-11"), &["martin", "110215"]),
        ("2019-03-07", Some("2019-03-07"), &["2019 03 07"]),
        ("000123", None, &["000123"]),
        ("2019", Some("2019"), &["2019"]),
        ("martin 2019", Some("2019"), &["martin", "2019"]),
        ("2027", None, &["2027"]),
        ("0413", None, &["0413"]),
        ("martin", None, &["martin"]),
    ] {
        let termes = question::read(texte, jour());
        let trouvee = termes.iter().find_map(|t| t.date).map(DatePartielle::iso);
        assert_eq!(trouvee.as_deref(), date, "{texte}");
        assert_eq!(termes.iter().map(|t| t.mot.as_str()).collect::<Vec<_>>(), mots, "{texte}");
    }
}

#[test]
fn figures_are_looked_for_as_a_day_and_as_a_number() {
    let mut numero = ligne("NUMERO", "Ana", "2018-01-01", None);
    numero.num_dossier_local = "110215".to_owned();
    let base = Index::new(vec![numero, ligne("NEE", "Lou", "2015-02-11", None)]);
    assert_eq!(noms(&base, "110215"), ["NUMERO", "NEE"]);
}

#[test]
fn a_year_finds_who_was_born_in_it_then_the_numbers_that_hold_it() {
    let numerote = |nom: &str, naissance: &str, numero: &str| {
        let mut ligne = ligne(nom, "Ana", naissance, None);
        ligne.num_dossier_local = numero.to_owned();
        ligne
    };
    let base = Index::new(vec![
        numerote("ANCIEN", "2009-05-05", "2015-0007"),
        numerote("DEDANS", "2009-05-05", "2026-12015"),
        numerote("NEE", "2015-02-11", "2026-0001"),
        numerote("NULLE", "2014-12-31", "2026-0002"),
        numerote("NEE-AUSSI", "2015-12-31", "2026-0003"),
    ]);
    let noms = |texte: &str| noms(&base, texte);
    assert_eq!(noms("2015"), ["NEE", "NEE-AUSSI", "ANCIEN", "DEDANS"]);
    assert_eq!(noms("ana 2014"), ["NULLE"]);
    assert_eq!(noms("nee 2015"), ["NEE", "NEE-AUSSI"]);
    assert_eq!(noms("1999"), [""; 0]);
}

/// The same search, child by child and word by word, as it is meant.
struct Fiche {
    ligne: LigneEnfant,
    mots: String,
    colle: String,
    debuts: Vec<usize>,
    sons: Vec<String>,
}

impl Fiche {
    fn new(ligne: LigneEnfant) -> Self {
        let noms = [&ligne.nom_naissance, &ligne.prenom_utilise, &ligne.prenoms_naissance];
        let noms = noms.map(|nom| fold(nom)).join(" ");
        let mots = format!("{noms} {}", fold(&ligne.num_dossier_local));
        let mots = mots.split(' ').filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(" ");
        let (mut debuts, mut debut) = (Vec::new(), 0);
        for mot in mots.split(' ') {
            debuts.push(debut);
            debut += mot.len();
        }
        let colle = |nom: &str| fold(nom).replace(' ', "");
        let mut sons: Vec<String> = mots.split(' ').map(squelette).collect();
        sons.extend([&ligne.nom_naissance, &ligne.prenom_utilise].map(|n| squelette(&colle(n))));
        Self { colle: mots.replace(' ', ""), mots, debuts, sons, ligne }
    }

    fn mot(&self, terme: &Terme, tolerant: bool) -> Option<u32> {
        let mot = terme.mot.as_str();
        if mot.is_empty() {
            return None;
        }
        if self.mots.split(' ').any(|m| m.starts_with(mot)) {
            return Some(2);
        }
        let colle = mot.len() >= 4 && self.debuts.iter().any(|d| self.colle[*d..].starts_with(mot));
        let lettres = tolerant && !mot.bytes().any(|b| b.is_ascii_digit());
        let trouve = colle
            || self.mots.contains(mot)
            || self.sons.contains(&terme.son)
            || (lettres
                && (self.mots.split(' ').any(|m| une_lettre(m, mot))
                    || self.sons.iter().any(|s| une_lettre(s, &terme.son))));
        trouve.then_some(1)
    }

    fn score(&self, termes: &[Terme], tolerant: bool) -> Option<u32> {
        let score = |terme: &Terme| {
            let nee = |date: DatePartielle| {
                let inverse = question::inverse(date).filter(|_| tolerant);
                self.ligne.date_naissance.starts_with(&date.iso())
                    || inverse.is_some_and(|d| d.iso() == self.ligne.date_naissance)
            };
            let jour = terme.date.filter(|date| nee(*date)).map(|date| match date {
                DatePartielle::Annee(_) => 3,
                _ if terme.mot.is_empty() => 2,
                _ => 1,
            });
            jour.max(self.mot(terme, tolerant))
        };
        let colle: String = termes.iter().map(|t| t.mot.as_str()).collect();
        let glues = termes.iter().all(|t| t.date.is_none())
            && colle.len() >= 4
            && self.colle.contains(&colle);
        termes.iter().map(score).sum::<Option<u32>>().or(glues.then_some(1))
    }
}

fn un_par_un(lignes: &[LigneEnfant], texte: &str) -> Vec<String> {
    let termes = question::read(texte, jour());
    let fiches: Vec<Fiche> = lignes.iter().cloned().map(Fiche::new).collect();
    let passe = |tolerant| {
        let mut trouvees: Vec<(i64, String, String, String)> = Vec::new();
        for fiche in &fiches {
            let Some(score) = fiche.score(&termes, tolerant) else { continue };
            let ligne = &fiche.ligne;
            let (nom, prenom) = (fold(&ligne.nom_naissance), fold(&ligne.prenom_utilise));
            trouvees.push((-i64::from(score), nom, prenom, ligne.id.clone()));
        }
        trouvees.sort();
        trouvees.into_iter().map(|(.., id)| id).collect::<Vec<_>>()
    };
    let exactes = passe(false);
    if exactes.is_empty() { passe(true) } else { exactes }
}

proptest! {
    /// Words are compared once for all the children who have them: it finds what a comparison of each
    /// child would find, in the same order.
    #[test]
    fn the_index_finds_what_each_child_alone_would(
        enfants in prop::collection::vec(
            ("(DE |BEN |LE )?[ABL]{1,2}[AOU]{1,2}[NRS]?[AI]{0,2}(-LA|’HA)?", "[ML][aé]{1,2}[rlt]?[iaé](-Lou)?",
             prop::sample::select(vec!["2019-03-07", "2019-07-03", "2020-12-01"]), 0..30_u32),
            1..12,
        ),
        texte in prop_oneof![
            "[abl]{1,2}[aou]{1,2}[nrs]?[ai]{0,2}",
            "(de |ben |le )?[abl]{1,2}[aou]{1,2}[nrs]?[ai]{0,2} ?[ml][ae]{0,2}[rlt]?",
            "[0-3]{1,4}", "2026-00[0-2]", "0?[37]/0?[37]/2019( l[ae]?)?", "l?a? ?20(19|20|26)",
        ],
    ) {
        let lignes: Vec<LigneEnfant> = (0..)
            .zip(enfants)
            .map(|(rang, (nom, prenom, naissance, numero))| LigneEnfant {
                id: format!("{rang:03}"),
                num_dossier_local: format!("2026-{numero:04}"),
                ..ligne(&nom, &prenom, naissance, None)
            })
            .collect();
        let trouves = noms(&Index::new(lignes.clone()), &texte);
        prop_assert_eq!(trouves, un_par_un(&lignes, &texte));
    }
}
