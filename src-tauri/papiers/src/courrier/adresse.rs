//! A postal address as the envelope's window and the sorting machines want it (NF Z 10-011): at most
//! six lines of 38 characters, no punctuation from the street on, the locality in capitals.

use escale_domain::enfant::{Adresse, MedecinReferent};

const LONGUEUR: usize = 38;
const LIGNES: usize = 6;

/// Words that the postal service abbreviates where a line is too long.
const ABREGES: [(&str, &str); 10] = [
    ("boulevard", "BD"),
    ("avenue", "AV"),
    ("place", "PL"),
    ("chemin", "CHE"),
    ("impasse", "IMP"),
    ("résidence", "RES"),
    ("bâtiment", "BAT"),
    ("appartement", "APP"),
    ("faubourg", "FG"),
    ("général", "GAL"),
];

/// The lines of the window for the référent doctor.
pub fn lignes(medecin: &MedecinReferent) -> Vec<String> {
    let titre = match medecin.civilite.trim() {
        "Dr" | "Docteur" => "Docteur",
        "Pr" | "Professeur" => "Professeur",
        autre => autre,
    };
    let nom = format!("{titre} {} {}", medecin.prenom, medecin.nom);
    let mut haut = vec![cut(nom.trim())];
    let specialite = medecin.specialite.trim();
    if !specialite.is_empty() {
        haut.push(super::lettre::majuscule(specialite));
    }
    let bas = postale(&medecin.adresse);
    // The speciality gives way first: the letter must arrive.
    if haut.len() + bas.len() > LIGNES {
        haut.truncate(1);
    }
    haut.into_iter().chain(bas).collect()
}

/// The lines of a label for a place.
pub fn lieu(nom: &str, adresse: &Adresse) -> Vec<String> {
    let nom = cut(&sans_ponctuation(nom));
    let haut = (!nom.is_empty()).then_some(nom);
    haut.into_iter().chain(postale(adresse)).take(LIGNES).collect()
}

fn postale(adresse: &Adresse) -> Vec<String> {
    let rues = adresse.lignes.iter().map(|l| cut(&sans_ponctuation(l))).filter(|l| !l.is_empty());
    let commune = sans_ponctuation(&adresse.commune).replace(['-', '’', '\''], " ").to_uppercase();
    let mut lignes: Vec<String> = rues.collect();
    let place = LIGNES - 2 - usize::from(adresse.pays.is_some());
    while lignes.len() > place {
        // Lines in excess are joined rather than lost.
        let reste = lignes.pop().unwrap_or_default();
        if let Some(derniere) = lignes.last_mut() {
            *derniere = format!("{derniere} {reste}");
        }
    }
    lignes.push(format!("{} {commune}", adresse.code_postal).trim().to_owned());
    lignes.extend(adresse.pays.as_ref().map(|p| p.to_uppercase()));
    lignes
}

fn sans_ponctuation(ligne: &str) -> String {
    let ligne: String =
        ligne.chars().map(|c| if matches!(c, ',' | ';' | '.' | ':') { ' ' } else { c }).collect();
    ligne.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Shortens a line that is too long by the official abbreviations, as far as they go.
fn cut(ligne: &str) -> String {
    let mut ligne = ligne.to_owned();
    for (mot, abrege) in ABREGES {
        if ligne.chars().count() <= LONGUEUR {
            break;
        }
        let mots: Vec<&str> =
            ligne.split(' ').map(|m| if m.to_lowercase() == mot { abrege } else { m }).collect();
        ligne = mots.join(" ");
    }
    if ligne.chars().count() > LONGUEUR {
        ligne = ligne.replace("Docteur ", "Dr ").replace("Professeur ", "Pr ");
    }
    ligne
}

#[cfg(test)]
mod tests {
    use super::*;

    fn medecin(lignes: &[&str], commune: &str) -> MedecinReferent {
        MedecinReferent {
            civilite: "Dr".into(),
            nom: "GAUTIER".into(),
            prenom: "Bruno".into(),
            specialite: "médecine générale".into(),
            rpps: String::new(),
            adresse: Adresse {
                lignes: lignes.iter().map(|l| (*l).to_owned()).collect(),
                code_postal: "42000".into(),
                commune: commune.into(),
                pays: None,
            },
            telephone: String::new(),
            mssante: String::new(),
            declare_medecin_traitant: true,
        }
    }

    #[test]
    fn an_address_follows_the_norm() {
        assert_eq!(
            lignes(&medecin(&["18, rue des Violettes"], "Saint-Étienne")),
            [
                "Docteur Bruno GAUTIER",
                "Médecine générale",
                "18 rue des Violettes",
                "42000 SAINT ÉTIENNE",
            ]
        );
    }

    #[test]
    fn a_long_address_keeps_six_lines_and_loses_nothing() {
        let longue = [
            "Maison de santé pluriprofessionnelle",
            "Bâtiment C",
            "Résidence du Parc",
            "Escalier 4",
            "127 boulevard du Maréchal-de-Lattre-de-Tassigny",
        ];
        let lignes = lignes(&medecin(&longue, "Roanne"));
        assert_eq!(lignes.len(), 6);
        assert_eq!(lignes[5], "42000 ROANNE");
        assert!(lignes[4].contains("Escalier 4 127 BD du Maréchal"), "{lignes:?}");
    }
}
