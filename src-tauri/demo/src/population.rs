//! A seeded population: invented children in any number, each with a full bilan, made from the
//! invented records by changing names, dates and record numbers.

use crate::base::dossiers;
use escale_core::api::{self, Core};
use escale_core::error::{Code, Error, Result};
use escale_domain::date::DatePartielle;
use escale_domain::dossier::Dossier;
use serde_json::{Value, json};

const NOMS: &[&str] = &[
    "MARTIN",
    "BERNARD",
    "PETIT-DUBOIS",
    "DURAND",
    "LEROY",
    "MOREAU",
    "SIMON",
    "LAURENT",
    "LEFEBVRE",
    "MICHEL",
    "GARCIA",
    "DAVID",
    "BERTRAND",
    "ROUX",
    "VINCENT",
    "FOURNIER",
    "MOREL",
    "GIRARD",
    "ANDRÉ",
    "MERCIER",
    "DUPONT",
    "LAMBERT",
    "BONNET",
    "FRANÇOIS",
    "MARTINEZ",
    "LEGRAND",
    "GARNIER",
    "FAURE",
    "ROUSSEAU",
    "BLANC",
    "GUÉRIN",
    "MULLER",
    "HENRY",
    "ROUSSEL",
    "NICOLAS",
    "PERRIN",
    "MORIN",
    "MATHIEU",
    "CLÉMENT",
    "GAUTHIER",
    "DUMONT",
    "LOPEZ",
    "FONTAINE",
    "CHEVALIER",
    "ROBIN",
    "MASSON",
    "SANCHEZ",
    "GÉRARD",
    "NGUYEN",
    "BOYER",
    "DENIS",
    "LEMAIRE",
    "DUVAL",
    "JOLY",
    "GAUTIER",
    "ROGER",
    "ROCHE",
    "ROY",
    "NOËL",
    "MEYER",
    "LUCAS",
    "MEUNIER",
    "JEAN",
    "PEREZ",
    "D’ALMEIDA",
    "DE LA TOUR",
    "N’DIAYE",
    "DIALLO",
    "TRAORÉ",
    "BENALI",
    "HADDAD",
    "KONÉ",
];
const FILLES: &[&str] = &[
    "Emma",
    "Jade",
    "Louise",
    "Alice",
    "Chloé",
    "Inès",
    "Léa",
    "Manon",
    "Zoé",
    "Anaïs",
    "Camille",
    "Sarah",
    "Lina",
    "Aïcha",
    "Éva",
    "Romane",
    "Juliette",
    "Agathe",
    "Noémie",
    "Clémence",
];
const GARCONS: &[&str] = &[
    "Gabriel", "Léo", "Raphaël", "Louis", "Arthur", "Jules", "Hugo", "Lucas", "Adam", "Nathan",
    "Théo", "Noé", "Tom", "Malik", "Sacha", "Ethan", "Mathis", "Yanis", "Enzo", "Maël",
];

/// What peopling a base did.
#[derive(Debug, Clone, Copy)]
pub struct Population {
    /// Children recorded.
    pub enfants: u64,
    /// Fields recorded.
    pub changements: u64,
}

/// Adds `nombre` invented children to the open base, the same ones for the same number; `avance` is
/// told after each.
///
/// # Errors
/// The base refuses; the children before stay.
pub async fn populate(core: &Core, nombre: u64, mut avance: impl FnMut(u64)) -> Result<Population> {
    let modeles: Vec<Value> =
        dossiers()?.iter().map(serde_json::to_value).collect::<std::result::Result<_, _>>()?;
    let avant = api::statistiques(core).await?.changements;
    let mut tirage = Tirage(0x5EED);
    for rang in 1..=nombre {
        let modele = &modeles[usize::try_from(rang).unwrap_or(0) % modeles.len()];
        api::save_dossier(core, invent(modele, rang, &mut tirage)?).await?;
        avance(rang);
    }
    let apres = api::statistiques(core).await?.changements;
    Ok(Population { enfants: nombre, changements: u64::try_from(apres - avant).unwrap_or(0) })
}

/// One invented child: another name, all dates moved back by the same number of months.
fn invent(modele: &Value, rang: u64, tirage: &mut Tirage) -> Result<Dossier> {
    let mut dossier = modele.clone();
    let recul = -i32::try_from(tirage.moins_de(36)).unwrap_or(0);
    step_back(&mut dossier, recul);
    let prenoms = if dossier["enfant"]["sexe"] == "F" { FILLES } else { GARCONS };
    let prenom = prenoms[tirage.moins_de(prenoms.len())];
    let nom = NOMS[tirage.moins_de(NOMS.len())];
    let second = NOMS[tirage.moins_de(NOMS.len())];
    let enfant = &mut dossier["enfant"];
    enfant["nom_naissance"] = json!(format!("{nom} {second}"));
    enfant["prenoms_naissance"] = json!([prenom]);
    enfant["prenom_utilise"] = json!(prenom);
    enfant["num_dossier_local"] = json!(format!("FICTIF-{rang:06}"));
    // A made-up number must not look like a real one: no INS, and no sibling of another record.
    enfant["ins_statut"] = json!("provisoire");
    enfant["ins_matricule"] = Value::Null;
    enfant["ins_oid"] = Value::Null;
    enfant["graphie_origine"] = Value::Null;
    enfant["fratrie"] = json!([]);
    // Spreads the birth days, so that two children of one model are not twins.
    let naissance = enfant["date_naissance"].as_str().and_then(DatePartielle::parse_iso);
    if let Some(DatePartielle::Jour(jour)) = naissance {
        let ecart = i32::try_from(tirage.moins_de(20)).unwrap_or(0);
        enfant["date_naissance"] = json!(jour.plus_jours(-ecart));
    }
    dossier["case_id"] = json!(format!("h00-fictif-{rang:06}"));
    serde_json::from_value(dossier)
        .map_err(|e| Error::new(Code::Interne, format!("invented record: {:?}", e.classify())))
}

/// Moves every date by whole months.
fn step_back(valeur: &mut Value, mois: i32) {
    match valeur {
        Value::String(texte) if texte.len() == 10 || texte.len() == 7 => {
            *texte = match DatePartielle::parse_iso(texte) {
                Some(DatePartielle::Jour(jour)) => jour.plus_mois(mois).iso(),
                Some(DatePartielle::Mois(annee, m)) => {
                    let total = i32::from(annee) * 12 + i32::from(m) - 1 + mois;
                    format!("{:04}-{:02}", total.div_euclid(12), total.rem_euclid(12) + 1)
                }
                _ => return,
            };
        }
        Value::Array(liste) => liste.iter_mut().for_each(|v| step_back(v, mois)),
        Value::Object(champs) => champs.values_mut().for_each(|v| step_back(v, mois)),
        _ => {}
    }
}

/// Sebastiano Vigna's SplitMix64: seeded, so that a population comes back the same.
struct Tirage(u64);

impl Tirage {
    fn moins_de(&mut self, borne: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        usize::try_from(z % borne as u64).unwrap_or(0)
    }
}
