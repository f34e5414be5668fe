//! The place of a refusal, for a reader who has the form and not the file.

use serde_json::Value;

/// `item[2].enableWhen[0].operator` as "« Logement » › condition 1 › operator".
#[must_use]
pub fn ou_en_lettres(json: &str, chemin: &str) -> String {
    let racine: Value =
        serde_json::from_str(json.trim_start_matches('\u{feff}')).unwrap_or(Value::Null);
    let mut ici = &racine;
    let mut mots = Vec::new();
    for pas in chemin.split('.') {
        let (cle, rang) = match pas.strip_suffix(']').and_then(|p| p.split_once('[')) {
            Some((cle, rang)) => (cle, rang.parse::<usize>().ok()),
            None => (pas, None),
        };
        ici = ici.get(cle).unwrap_or(&Value::Null);
        let Some(rang) = rang else {
            mots.push(cle.to_owned());
            continue;
        };
        ici = ici.get(rang).unwrap_or(&Value::Null);
        let nomme =
            |cle: &str| ici.get(cle).and_then(Value::as_str).filter(|t| !t.trim().is_empty());
        let n = rang + 1;
        mots.push(match cle {
            "item" => match nomme("text").or_else(|| nomme("linkId")) {
                Some(texte) => format!("«\u{a0}{}\u{a0}»", court(texte)),
                None => format!("élément {n}"),
            },
            "enableWhen" => format!("condition {n}"),
            "answerOption" | "concept" | "contains" => format!("réponse {n}"),
            "extension" => format!("extension {n}"),
            "contained" => format!("liste {n}"),
            "initial" => format!("valeur initiale {n}"),
            autre => format!("{autre} {n}"),
        });
    }
    mots.join(" › ")
}

fn court(texte: &str) -> String {
    let propre: String = texte.chars().filter(|c| !c.is_control()).collect();
    match propre.char_indices().nth(60) {
        Some((fin, _)) => format!("{}…", propre[..fin].trim_end()),
        None => propre,
    }
}
