//! How an object is written (ISO 32000-1, 7.3): lopdf writes whole files only.

use lopdf::{Dictionary, Object, StringFormat};
use std::io::{Error, Result, Write};

/// Writes one object. A stream has no place inside another, and is refused.
pub(super) fn write_objet(sortie: &mut Vec<u8>, objet: &Object) -> Result<()> {
    match objet {
        Object::Null => sortie.write_all(b"null"),
        Object::Boolean(vrai) => write!(sortie, "{vrai}"),
        Object::Integer(n) => write!(sortie, "{n}"),
        Object::Real(n) => write!(sortie, "{n}"),
        Object::Name(nom) => write_nom(sortie, nom),
        Object::String(texte, format) => chaine(sortie, texte, format),
        Object::Array(objets) => {
            sortie.push(b'[');
            for (i, objet) in objets.iter().enumerate() {
                if i > 0 {
                    sortie.push(b' ');
                }
                write_objet(sortie, objet)?;
            }
            sortie.push(b']');
            Ok(())
        }
        Object::Dictionary(dictionnaire) => write_dictionnaire(sortie, dictionnaire),
        Object::Reference((n, generation)) => write!(sortie, "{n} {generation} R"),
        Object::Stream(_) => Err(Error::other("a stream inside an object")),
    }
}

fn write_dictionnaire(sortie: &mut Vec<u8>, dictionnaire: &Dictionary) -> Result<()> {
    sortie.extend_from_slice(b"<<");
    for (cle, valeur) in dictionnaire {
        write_nom(sortie, cle)?;
        sortie.push(b' ');
        write_objet(sortie, valeur)?;
    }
    sortie.extend_from_slice(b">>");
    Ok(())
}

fn write_nom(sortie: &mut Vec<u8>, nom: &[u8]) -> Result<()> {
    sortie.push(b'/');
    for octet in nom {
        match octet {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'+' | b'.' => {
                sortie.push(*octet);
            }
            autre => write!(sortie, "#{autre:02X}")?,
        }
    }
    Ok(())
}

fn chaine(sortie: &mut Vec<u8>, texte: &[u8], format: &StringFormat) -> Result<()> {
    // What is not plain ASCII is safe in hexadecimal only.
    let simple = texte.iter().all(|o| o.is_ascii_graphic() || *o == b' ')
        && !texte.iter().any(|o| matches!(o, b'(' | b')' | b'\\'));
    if *format == StringFormat::Literal && simple {
        sortie.push(b'(');
        sortie.extend_from_slice(texte);
        sortie.push(b')');
        return Ok(());
    }
    write!(sortie, "<{}>", hex::encode_upper(texte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn objects_are_written_as_the_standard_says() {
        let objet = dictionary! {
            "Type" => "A b",
            "Kids" => vec![Object::Reference((3, 0)), 7.into(), Object::Null],
            "T" => Object::string_literal("(é)"),
            "S" => Object::string_literal("sRGB"),
        };
        let mut sortie = Vec::new();
        write_objet(&mut sortie, &objet.into()).expect("written");
        let dit = String::from_utf8(sortie).expect("ASCII");
        assert_eq!(dit, "<</Type /A#20b/Kids [3 0 R 7 null]/T <28C3A929>/S (sRGB)>>");
    }
}
