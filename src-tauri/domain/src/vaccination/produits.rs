//! What is in a product: trade name → valences.

use super::Valence::{
    self, Bcg, Coq, Dtp, Grippe, Hepb, Hib, Hpv, Menacwy, Menb, Menc, Pnc, Ror, Rota, Varicelle,
    Vrs,
};
use crate::texte::plier;

const HEXAVALENT: &[Valence] = &[Dtp, Coq, Hib, Hepb];
const PENTAVALENT: &[Valence] = &[Dtp, Coq, Hib];
const TETRAVALENT: &[Valence] = &[Dtp, Coq];

/// Names folded, without spaces. A name on paper matches when its first words, joined, are one of
/// these; the longest wins. "Infanrix" or "pentavalent" alone say too little and are not here.
/// The valences are common knowledge of the trade, written from memory; check a product against its
/// public summary (base-donnees-publique.medicaments.gouv.fr) before adding it.
const PRODUITS: &[(&str, &[Valence])] = &[
    ("infanrixhexa", HEXAVALENT),
    ("hexyon", HEXAVALENT),
    ("hexacima", HEXAVALENT),
    ("vaxelis", HEXAVALENT),
    ("hexavalent", HEXAVALENT),
    ("infanrixquinta", PENTAVALENT),
    ("pentavac", PENTAVALENT),
    ("infanrixtetra", TETRAVALENT),
    ("tetravac", TETRAVALENT),
    ("tetravacacellulaire", TETRAVALENT),
    ("repevax", TETRAVALENT),
    ("boostrixtetra", TETRAVALENT),
    ("boostrixpolio", TETRAVALENT),
    ("dtcap", TETRAVALENT),
    ("dtcapolio", TETRAVALENT),
    ("revaxis", &[Dtp]),
    ("dtpolio", &[Dtp]),
    ("dtp", &[Dtp]),
    ("acthib", &[Hib]),
    ("engerix", &[Hepb]),
    ("engerixb", &[Hepb]),
    ("engerixb10", &[Hepb]),
    ("engerixb20", &[Hepb]),
    ("hbvaxpro", &[Hepb]),
    ("hbvaxpro5", &[Hepb]),
    ("hbvaxpro10", &[Hepb]),
    ("fendrix", &[Hepb]),
    ("genhevac", &[Hepb]),
    ("genhevacb", &[Hepb]),
    ("twinrix", &[Hepb]),
    ("prevenar", &[Pnc]),
    ("prevenar7", &[Pnc]),
    ("prevenar13", &[Pnc]),
    ("prevenar20", &[Pnc]),
    ("apexxnar", &[Pnc]),
    ("vaxneuvance", &[Pnc]),
    ("synflorix", &[Pnc]),
    ("pneumovax", &[Pnc]),
    ("pneumovax23", &[Pnc]),
    ("bexsero", &[Menb]),
    ("trumenba", &[Menb]),
    ("nimenrix", &[Menacwy]),
    ("menquadfi", &[Menacwy]),
    ("menveo", &[Menacwy]),
    ("neisvac", &[Menc]),
    ("neisvacc", &[Menc]),
    ("menjugate", &[Menc]),
    ("menjugatekit", &[Menc]),
    ("meningitec", &[Menc]),
    ("priorix", &[Ror]),
    ("mmrvaxpro", &[Ror]),
    ("mmr", &[Ror]),
    ("ror", &[Ror]),
    ("rorvax", &[Ror]),
    ("proquad", &[Ror, Varicelle]),
    ("priorixtetra", &[Ror, Varicelle]),
    ("rotarix", &[Rota]),
    ("rotateq", &[Rota]),
    ("gardasil", &[Hpv]),
    ("gardasil9", &[Hpv]),
    ("cervarix", &[Hpv]),
    ("bcg", &[Bcg]),
    ("monovax", &[Bcg]),
    ("vaxigrip", &[Grippe]),
    ("vaxigriptetra", &[Grippe]),
    ("influvac", &[Grippe]),
    ("influvactetra", &[Grippe]),
    ("fluarix", &[Grippe]),
    ("fluarixtetra", &[Grippe]),
    ("flucelvax", &[Grippe]),
    ("fluenz", &[Grippe]),
    ("fluenztetra", &[Grippe]),
    ("varivax", &[Varicelle]),
    ("varilrix", &[Varicelle]),
    ("beyfortus", &[Vrs]),
    ("nirsevimab", &[Vrs]),
    ("synagis", &[Vrs]),
    ("palivizumab", &[Vrs]),
    ("enflonsia", &[Vrs]),
];

/// The valences of a product, whatever its case, accents, punctuation, trademark signs and what
/// follows the name ("INFANRIX-HEXA®, 2e dose"). None for a product that is not known: nothing is
/// guessed.
#[must_use]
pub fn valences_du_produit(produit: &str) -> Option<&'static [Valence]> {
    let mots = mots(produit);
    let mut joint = String::new();
    let mut trouve = None;
    for mot in &mots {
        joint.push_str(mot);
        if let Some((_, valences)) = PRODUITS.iter().find(|(nom, _)| *nom == joint) {
            trouve = Some(*valences);
        }
    }
    trouve
}

/// The words of a name, folded, without trademark signs and without a leading "vaccin".
fn mots(produit: &str) -> Vec<String> {
    let sans_marque: String =
        produit.chars().map(|c| if matches!(c, '®' | '™' | '©') { ' ' } else { c }).collect();
    plier(&sans_marque)
        .split(' ')
        .skip_while(|mot| *mot == "vaccin")
        .filter(|mot| !mot.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether the product is the hepatitis B vaccine at 20 µg (Engerix B20).
pub(super) fn est_hepb_20ug(produit: &str) -> bool {
    let joint = mots(produit).concat();
    joint.starts_with("engerixb20") || joint.starts_with("engerix20")
}

/// Whether the product is RotaTeq, whose series has three doses.
pub(super) fn est_rotateq(produit: &str) -> bool {
    mots(produit).concat().starts_with("rotateq")
}

/// Whether the product is the live influenza vaccine (Fluenz).
pub(super) fn est_grippe_vivant(produit: &str) -> bool {
    mots(produit).concat().starts_with("fluenz")
}
