//! What was measured and examined: the abnormal in detail, the normal in one line, and what was not
//! examined said as such. A missing answer means that the question was not asked.

use super::lettre::{Lettre, chain, label, minuscule};
use super::phrases::{self, Normal};
use super::titre;
use crate::block::{Block, Marker, Span, Style, bold, detail, plain};
use escale_domain::age::Age;
use escale_domain::bilan::{Outil, Reponse, VoletCode};
use escale_domain::dictionnaire::{self, normal};
use escale_domain::texte::nombre;

pub(super) fn blocks(lettre: &Lettre<'_>) -> Vec<Block> {
    let mut blocks = depistages(lettre);
    let volets = [VoletCode::S10, VoletCode::S11, VoletCode::S04];
    let tri = Tri::new(lettre, volets.into_iter().flat_map(codes));
    let moins_de_six_ans = Age::a(lettre.dossier.enfant.date_naissance, lettre.dossier.bilan.date)
        .is_none_or(|age| age.mois < 72);
    let nom = if moins_de_six_ans { "Développement" } else { "Apprentissages et école" };
    blocks.extend(section(nom, tri.blocks()));
    // What is observed and what daily life is like are read together, tools first.
    let mut vie = outils(lettre);
    let volets = [VoletCode::S12, VoletCode::S03];
    vie.extend(Tri::new(lettre, volets.into_iter().flat_map(codes)).blocks());
    blocks.extend(section("Santé psychique et vie quotidienne", vie));
    blocks
}

/// A section, unless there is nothing in it.
pub(super) fn section(nom: &str, contenu: Vec<Block>) -> Vec<Block> {
    if contenu.is_empty() {
        return Vec::new();
    }
    std::iter::once(titre(nom)).chain(contenu).collect()
}

pub(super) fn codes(volet: VoletCode) -> Vec<&'static str> {
    dictionnaire::items(volet).iter().map(|item| item.code).collect()
}

/// Answers sorted by what a reader does with them.
#[derive(Default)]
pub(super) struct Tri {
    pub(super) anormaux: Vec<Vec<Span>>,
    pub(super) autres: Vec<Vec<Span>>,
    pub(super) normaux: Vec<Normal>,
    pub(super) non_examines: Vec<String>,
    pub(super) inconnus: Vec<String>,
}

impl Tri {
    pub(super) fn new<'a>(lettre: &Lettre<'a>, codes: impl Iterator<Item = &'static str>) -> Self {
        let mut tri = Self::default();
        for code in codes {
            if let Some(reponse) = lettre.reponse(code) {
                tri.add(lettre, reponse);
            }
        }
        tri
    }

    fn add(&mut self, lettre: &Lettre<'_>, reponse: &Reponse) {
        let code = reponse.code.as_str();
        if !dictionnaire::examine(code, &reponse.valeur) {
            self.non_examines.push(minuscule(&label(code)));
            return;
        }
        let commente = reponse.valeur["texte"].as_str().is_some_and(|t| !t.trim().is_empty());
        match normal(code, &reponse.valeur) {
            Some(true) if !commente => self.normaux.push(Normal::de(code)),
            Some(false) => self.anormaux.push(lettre.ligne(reponse)),
            _ if !lettre.dossier.lexique.est_renseigne(code, &reponse.valeur) => {
                self.inconnus.push(minuscule(&label(code)));
            }
            _ => self.autres.push(lettre.ligne(reponse)),
        }
    }

    pub(super) fn blocks(self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.anormaux.is_empty() {
            blocks.push(Block::List(Marker::Bullet, Style::Detail, self.anormaux));
        }
        let mut reste: Vec<Span> = chain(&self.autres);
        // Free text that fills lines stands alone; short answers share a paragraph.
        const COURT: usize = 260;
        if reste.iter().map(|s| s.text.len()).sum::<usize>() > COURT {
            end(&mut reste);
            blocks.push(Block::Paragraph(detail(std::mem::take(&mut reste))));
        }
        for (titre, mots) in [
            ("Sans particularité", phrases::regroup(self.normaux)),
            ("Non examiné", self.non_examines),
            ("Non renseigné", self.inconnus),
        ] {
            let mots: Vec<String> = mots.into_iter().filter(|m| !m.is_empty()).collect();
            if !mots.is_empty() {
                if !reste.is_empty() {
                    end(&mut reste);
                    reste.push(plain(" "));
                }
                reste.push(bold(titre));
                reste.push(plain(format!("\u{a0}: {}.", mots.join(", "))));
            }
        }
        if !reste.is_empty() {
            blocks.push(Block::Paragraph(detail(reste)));
        }
        blocks
    }
}

/// Ends a run of short answers as a sentence does.
fn end(spans: &mut Vec<Span>) {
    const FIN: [char; 5] = ['.', '!', '?', '…', '»'];
    if spans.last().is_some_and(|s| !s.text.ends_with(FIN)) {
        spans.push(plain("."));
    }
}

fn depistages(lettre: &Lettre<'_>) -> Vec<Block> {
    const A_PART: [&str; 6] = [
        "vis.av_od",
        "vis.av_og",
        "vis.av_bino",
        "aud.otoscopie_d",
        "aud.otoscopie_g",
        "aud.methode",
    ];
    let volets = [VoletCode::S09, VoletCode::S06, VoletCode::S07];
    let codes = volets.into_iter().flat_map(codes).filter(|code| !A_PART.contains(code));
    // No glasses is no finding; it is said with the acuity, "sans correction".
    let codes = codes.filter(|code| !lettre.reponse(code).is_some_and(sans_lunettes));
    let mut tri = Tri::new(lettre, codes);
    tri.autres.extend(acuites(lettre));
    let tympans = ["aud.otoscopie_d", "aud.otoscopie_g"].map(|code| lettre.reponse(code));
    let normaux =
        tympans.iter().flatten().filter(|r| normal(&r.code, &r.valeur) == Some(true)).count();
    if normaux == 2 {
        tri.normaux.push(Normal::dit("otoscopie"));
    } else {
        tympans.into_iter().flatten().for_each(|r| tri.add(lettre, r));
    }
    if let Some(methode) = lettre.reponse("aud.methode") {
        match tri.normaux.iter_mut().find(|n| n.code == "aud.conclusion") {
            Some(audition) => audition.mots.push_str(&format!(" ({})", lettre.mots(methode))),
            None => tri.add(lettre, methode),
        }
    }
    section("Examen et dépistages", tri.blocks())
}

/// Whether an answer says that no glasses are worn, and nothing else.
fn sans_lunettes(reponse: &Reponse) -> bool {
    let champs = reponse.valeur.as_object();
    let seul = champs.is_some_and(|c| c.iter().all(|(cle, v)| cle == "port" || v.is_null()));
    reponse.code == "vis.lunettes" && seul && reponse.valeur["port"] == "non"
}

/// The three acuities on one line, with what they have in common said once.
fn acuites(lettre: &Lettre<'_>) -> Option<Vec<Span>> {
    let mut valeurs = Vec::new();
    let mut details = Vec::new();
    for (code, oeil) in
        [("vis.av_od", "œil droit"), ("vis.av_og", "œil gauche"), ("vis.av_bino", "les deux yeux")]
    {
        let Some(reponse) = lettre.reponse(code) else { continue };
        let mots = lettre.mots(reponse);
        let (valeur, detail) = mots.split_once(' ').unwrap_or((&mots, ""));
        valeurs.push(format!("{oeil} {valeur}"));
        details.push(detail.to_owned());
    }
    let commun = details.first()?.clone();
    let texte = if details.iter().all(|d| *d == commun) {
        let suite = if commun.is_empty() { String::new() } else { format!(", {commun}") };
        format!("{}{suite}", valeurs.join(", "))
    } else {
        let lignes = valeurs.iter().zip(&details).map(|(v, d)| format!("{v} {d}"));
        lignes.map(|l| l.trim().to_owned()).collect::<Vec<_>>().join(", ")
    };
    Some(vec![bold("Acuité visuelle"), plain(format!("\u{a0}: {texte}"))])
}

/// Name, score and conclusion of each tool; never the texts of its items.
fn outils(lettre: &Lettre<'_>) -> Vec<Block> {
    let items: Vec<Vec<Span>> = lettre.outils().map(|o| outil(lettre, o)).collect();
    if items.is_empty() {
        Vec::new()
    } else {
        vec![Block::List(Marker::Bullet, Style::Detail, items)]
    }
}

/// The language that stands for the version of a tool, by its ISO 639-1 code.
fn langue(code: &str) -> Option<&'static str> {
    const LANGUES: [(&str, &str); 28] = [
        ("am", "amharique"),
        ("ar", "arabe"),
        ("bn", "bengali"),
        ("cs", "tchèque"),
        ("de", "allemand"),
        ("en", "anglais"),
        ("es", "espagnol"),
        ("fa", "persan"),
        ("fr", "français"),
        ("hy", "arménien"),
        ("it", "italien"),
        ("ka", "géorgien"),
        ("ku", "kurde"),
        ("ln", "lingala"),
        ("nl", "néerlandais"),
        ("pl", "polonais"),
        ("ps", "pachto"),
        ("pt", "portugais"),
        ("ro", "roumain"),
        ("ru", "russe"),
        ("so", "somali"),
        ("sq", "albanais"),
        ("ta", "tamoul"),
        ("ti", "tigrigna"),
        ("tr", "turc"),
        ("uk", "ukrainien"),
        ("vi", "vietnamien"),
        ("zh", "chinois"),
    ];
    LANGUES.iter().find(|(c, _)| *c == code).map(|(_, nom)| *nom)
}

fn outil(lettre: &Lettre<'_>, outil: &Outil) -> Vec<Span> {
    // The language of a tool is all that some records have for its version.
    let mut tete = vec![match langue(outil.version.trim()) {
        Some(langue) => format!("version en {langue}"),
        None => outil.version.trim().to_owned(),
    }];
    if !outil.repondant.trim().is_empty() {
        tete.push(format!("rempli avec : {}", outil.repondant));
    }
    if outil.date != lettre.dossier.bilan.date {
        tete.push(format!("le {}", outil.date.court()));
    }
    tete.retain(|t| !t.trim().is_empty());
    let mut spans = vec![bold(lettre.libre(&outil.outil))];
    if !tete.is_empty() {
        spans.push(plain(format!(" ({})", lettre.libre(&tete.join(", ")))));
    }
    if let Some(motif) = &outil.non_passe_motif {
        spans.push(plain(format!("\u{a0}: non passé, {}", lettre.libre(motif))));
        return spans;
    }
    let mut parties = Vec::new();
    let chiffre = |v: &serde_json::Value| match v.as_f64() {
        Some(n) => nombre(n),
        None => v.as_str().map_or_else(|| v.to_string(), str::to_owned),
    };
    if let Some(score) = outil.score_brut.as_ref().and_then(serde_json::Number::as_f64) {
        let seuil = outil.seuil.as_deref().map(|s| s.replace(">=", "≥").replace("<=", "≤"));
        let seuil = seuil.map_or_else(String::new, |s| format!(" (seuil\u{a0}: {s})"));
        parties.push(format!("score {}{seuil}", nombre(score)));
    }
    // What the conclusion says in the same words is not said twice.
    let conclusion = outil.conclusion.trim();
    let sous: Vec<String> = outil
        .sous_scores_dits()
        .map(|(nom, v)| format!("{} {}", phrases::sous_score(nom), chiffre(v)))
        .filter(|dit| !conclusion.contains(dit.as_str()))
        .collect();
    parties.push(sous.join(", "));
    parties.retain(|p| !p.trim().is_empty());
    // The conclusion is a sentence of its own, with the capital that its author gave it.
    let texte = match parties.join(" ; ") {
        chiffres if conclusion.is_empty() => chiffres,
        chiffres if chiffres.is_empty() => conclusion.to_owned(),
        chiffres => format!("{chiffres}. {}", super::lettre::majuscule(conclusion)),
    };
    spans.push(plain(format!("\u{a0}: {}", lettre.libre(&texte))));
    spans
}
