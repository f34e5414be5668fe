//! A table as it goes out: the same delimiter, or one JSON object per row.

use super::entree::{Entree, Ligne};
use super::{Arret, Calcul};
use std::io::{BufWriter, Read, Write};

const TAMPON: usize = 1 << 16;

pub(super) enum Cellule {
    Vide,
    Texte(String),
    /// Already written, with a decimal point.
    Nombre(String),
    Booleen(bool),
}

impl Cellule {
    fn texte(&self) -> &str {
        match self {
            Self::Vide => "",
            Self::Texte(texte) | Self::Nombre(texte) => texte,
            Self::Booleen(vrai) => ["false", "true"][usize::from(*vrai)],
        }
    }
}

/// Where rows are written, through one buffer.
pub(super) struct Ecriture<W: Write> {
    forme: Forme<W>,
    gardees: Vec<usize>,
}

enum Forme<W: Write> {
    Csv(Box<csv::Writer<W>>),
    /// The keys of a row, already in JSON.
    Json(BufWriter<W>, Vec<String>),
}

impl<W: Write> Ecriture<W> {
    pub(super) fn open<C: Calcul>(
        sortie: W,
        entree: &Entree<impl Read>,
        json: bool,
    ) -> Result<Self, Arret> {
        let gardees = entree.gardees.clone();
        let noms = gardees.iter().map(|place| entree.noms[*place].as_slice());
        let noms = noms.chain(C::AJOUTEES.iter().map(|nom| nom.as_bytes()));
        let forme = match json {
            true => {
                let cles = noms.map(|nom| en_json(String::from_utf8_lossy(nom).trim())).collect();
                Forme::Json(BufWriter::with_capacity(TAMPON, sortie), cles)
            }
            false => {
                let mut csv = csv::WriterBuilder::new()
                    .flexible(true)
                    .delimiter(entree.separateur)
                    .buffer_capacity(TAMPON)
                    .from_writer(sortie);
                csv.write_record(noms).map_err(Arret::ecriture_csv)?;
                Forme::Csv(Box::new(csv))
            }
        };
        Ok(Self { forme, gardees })
    }

    /// Writes a row: what it had, in its place, then what was computed.
    pub(super) fn ligne(&mut self, ligne: &Ligne<'_>, cellules: &[Cellule]) -> Result<(), Arret> {
        let champs = self.gardees.iter().map(|place| ligne.rang.get(*place));
        match &mut self.forme {
            Forme::Csv(csv) => {
                let champs = champs.map(Option::unwrap_or_default);
                csv.write_record(champs.chain(cellules.iter().map(|c| c.texte().as_bytes())))
                    .map_err(Arret::ecriture_csv)
            }
            Forme::Json(sortie, cles) => {
                let champs = champs.map(|champ| match champ {
                    Some(octets) => en_json(&String::from_utf8_lossy(octets)),
                    None => "null".to_owned(),
                });
                let cellules = cellules.iter().map(|cellule| match cellule {
                    Cellule::Vide => "null".to_owned(),
                    Cellule::Texte(texte) => en_json(texte),
                    Cellule::Nombre(_) | Cellule::Booleen(_) => cellule.texte().to_owned(),
                });
                let mut debut = '{';
                for (cle, valeur) in cles.iter().zip(champs.chain(cellules)) {
                    write!(sortie, "{debut}{cle}:{valeur}").map_err(|e| Arret::ecriture(&e))?;
                    debut = ',';
                }
                sortie.write_all(b"}\n").map_err(|e| Arret::ecriture(&e))
            }
        }
    }

    /// Writes what is left in the buffer.
    pub(super) fn finish(self) -> Result<(), Arret> {
        let ecrit = match self.forme {
            Forme::Csv(mut csv) => csv.flush(),
            Forme::Json(mut sortie, _) => sortie.flush(),
        };
        ecrit.map_err(|e| Arret::ecriture(&e))
    }
}

fn en_json(texte: &str) -> String {
    serde_json::Value::from(texte).to_string()
}
