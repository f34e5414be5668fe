//! A word that stands nowhere else, sown into every text of a record.

use crate::others;
use escale_domain::bilan::VoletCode;
use escale_domain::codes::Visibilite;
use escale_domain::dictionnaire::{self, Nature};
use escale_domain::document::{PaperKind, regle};
use escale_domain::dossier::Dossier;
use serde_json::{Value, json};

/// A word of one line that stands nowhere else.
fn canary(n: usize) -> String {
    let letter = |k: usize| char::from(b'a' + u8::try_from(k % 26).expect("a letter"));
    format!("zqx{}{}{}wk", letter(n / 676), letter(n / 26), letter(n))
}

/// A word that was sown, and the code of the field where it was.
pub(crate) struct Sown {
    pub(crate) word: String,
    pub(crate) code: String,
    /// Whether only a doctor may read it, whatever its code says.
    pub(crate) closed: bool,
    pub(crate) v3: bool,
}

/// Sows a word into every text of a record that no rule lets out on B, C or D. A text that must
/// be a code, a date or a number stays as it is, since the record would not read otherwise.
pub(crate) fn sow(dossier: &Dossier) -> (Dossier, Vec<Sown>) {
    let mut whole = serde_json::to_value(with_every_item(dossier)).expect("a value");
    let mut leaves = Vec::new();
    walk(&whole, String::new(), &mut leaves);
    let mut sown = Vec::new();
    for pointer in leaves {
        let Some(mut field) = place(&whole, &pointer) else { continue };
        field.word = canary(sown.len());
        let before = std::mem::replace(
            whole.pointer_mut(&pointer).expect("a leaf"),
            Value::from(format!("Un {} là", field.word)),
        );
        match serde_json::from_value::<Dossier>(whole.clone()) {
            Ok(_) => sown.push(field),
            Err(_) => *whole.pointer_mut(&pointer).expect("a leaf") = before,
        }
    }
    (serde_json::from_value(whole).expect("a record"), sown)
}

/// An answer to every question of the dictionary, so that a new item is tried too.
fn with_every_item(dossier: &Dossier) -> Dossier {
    let mut dossier = dossier.clone();
    let model = dossier.reponses.brutes()[0].clone();
    for item in VoletCode::ALL.iter().flat_map(|s| dictionnaire::items(*s)) {
        // An objection that names the canary would be one that cannot be read.
        let computed = matches!(item.nature, Nature::Calcul) || item.code == "ado.opposition_info";
        if computed || item.code.starts_with("syn.") {
            continue;
        }
        let known = dossier.reponses.brutes().iter().position(|r| r.code == item.code);
        let value = match item.nature {
            Nature::Obs => json!({ "etat": "anormal", "texte": "à voir" }),
            Nature::Liste => json!([{ item.colonnes[0].cle: "à voir" }]),
            Nature::Objet => json!({ "texte": "à voir" }),
            _ => json!("à voir"),
        };
        let sort = others().any(|genre| regle(genre, item.code).sort());
        match known {
            // What goes out keeps its value: its texts are sown one by one.
            Some(_) if sort => {}
            Some(i) => dossier.reponses.brutes_mut()[i].valeur = value,
            None => {
                let mut answer = model.clone();
                answer.code = item.code.to_owned();
                answer.section = item.section;
                answer.visibilite = item.visibilite;
                answer.valeur = value;
                answer.inclure_courrier = None;
                dossier.reponses.push(answer);
            }
        }
    }
    dossier
}

fn walk(value: &Value, pointer: String, leaves: &mut Vec<String>) {
    match value {
        Value::String(_) | Value::Null => leaves.push(pointer),
        Value::Array(list) => {
            for (i, item) in list.iter().enumerate() {
                walk(item, format!("{pointer}/{i}"), leaves);
            }
        }
        Value::Object(object) => {
            for (key, item) in object {
                walk(item, format!("{pointer}/{key}"), leaves);
            }
        }
        _ => {}
    }
}

/// What a leaf belongs to; none for what may go out, or holds the record together.
fn place(whole: &Value, pointer: &str) -> Option<Sown> {
    let path: Vec<&str> = pointer.split('/').skip(1).collect();
    let parent = |depth: usize| whole.pointer(&format!("/{}", path[..depth].join("/")));
    let secret = |owner: &Value| owner["visibilite"] == "V3";
    let (code, v3) = match path.as_slice() {
        // A state that is no state would hide the words beside it.
        ["reponses", _, "valeur", .., "etat"] => return None,
        ["reponses", _, "valeur", ..] => {
            let answer = parent(2)?;
            let code = answer["code"].as_str()?.to_owned();
            // What an objection names must stay readable, or the paper is refused.
            if code == "ado.opposition_info" && path.contains(&"portee") {
                return None;
            }
            let item = dictionnaire::item(&code).map(|i| i.visibilite);
            let v3 = secret(answer) || item == Some(Visibilite::V3);
            // What goes out of an answer that may: the allergen. Codes of closed lists stay.
            if regle(PaperKind::B, &code).sort() && path.last() != Some(&"reaction") {
                return None;
            }
            (code, v3 && answer["inclure_courrier"] != true)
        }
        ["reponses", ..] => return None,
        ["preconisations", _, key, ..] => {
            if matches!(*key, "id" | "code" | "visibilite") {
                return None;
            }
            (format!("preco.{key}"), secret(parent(2)?))
        }
        // A tool with a reason for not being used has no result.
        ["outils", _, "visibilite" | "non_passe_motif"] => return None,
        ["outils", _, key, ..] => (format!("outil.{key}"), secret(parent(2)?)),
        ["enfant", "secret_oppositions", _, "portee", ..] => return None,
        [top @ ("enfant" | "bilan"), key, ..] => (format!("{top}.{key}"), false),
        ["demande", key, ..] | ["synthese", key, ..] => ((*key).to_owned(), false),
        // Who they are is said of the pair and of those who do something: by name, and no more.
        ["professionnels", _, "id" | "nom" | "prenom"] => return None,
        // The number of who signed goes with their signature, on a prescription.
        ["professionnels", _, "rpps"] => ("bilan.signatures".to_owned(), false),
        [top, ..] => ((*top).to_owned(), false),
        [] => return None,
    };
    // The place of an appointment, who does it: they go out where the recommendation does.
    let free = others().any(|genre| regle(genre, &code).sort());
    let closed = path.last() == Some(&"reaction") || code == "preco.frequence";
    (v3 || closed || !free).then(|| Sown { word: String::new(), code, closed, v3 })
}

/// Whether a field may stand on a prescription, though on none of the others.
pub(crate) fn on_prescription(field: &Sown) -> bool {
    !field.v3 && !field.closed && regle(PaperKind::E, &field.code).sort()
}
