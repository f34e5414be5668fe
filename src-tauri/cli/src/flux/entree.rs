//! A table as it comes in: its delimiter, its header, then one row at a time.

use super::valeurs;
use super::{Arret, Calcul};
use csv::{ByteRecord, ReaderBuilder};
use std::cell::Cell;
use std::io::{BufRead, BufReader, Chain, Cursor, Read};
use std::rc::Rc;

/// The longest header, and the longest row: beyond, a quote was left open.
const ENTETE_MAX: u64 = 1 << 20;
const LIGNE_MAX: usize = 16 << 20;

/// A table whose header was read.
pub(super) struct Entree<R: Read> {
    lecteur: csv::Reader<Borne<R>>,
    rang: ByteRecord,
    /// Bytes read since the last row.
    lus: Rc<Cell<usize>>,
    /// The sign between two fields.
    pub(super) separateur: u8,
    /// The header, as it came.
    pub(super) noms: Vec<Vec<u8>>,
    /// The places of the columns that are passed through.
    pub(super) gardees: Vec<usize>,
    /// The columns that bear the name of an added one: they are replaced.
    pub(super) remplacees: Vec<String>,
    /// The columns that the computation reads, with their places.
    lues: Vec<(&'static str, usize)>,
}

pub(super) struct Ligne<'a> {
    pub(super) rang: &'a ByteRecord,
    lues: &'a [(&'static str, usize)],
    largeur: usize,
    virgule: bool,
}

/// What was read to find the delimiter, then the rest, counted.
struct Borne<R: Read> {
    source: Chain<Cursor<Vec<u8>>, BufReader<R>>,
    lus: Rc<Cell<usize>>,
}

impl<R: Read> Read for Borne<R> {
    fn read(&mut self, tampon: &mut [u8]) -> std::io::Result<usize> {
        if self.lus.get() > LIGNE_MAX {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        let lus = self.source.read(tampon)?;
        self.lus.set(self.lus.get() + lus);
        Ok(lus)
    }
}

impl<R: Read> Entree<R> {
    /// Reads the header, and finds in it what the computation needs.
    pub(super) fn open<C: Calcul>(entree: R) -> Result<Self, Arret> {
        let mut entree = BufReader::with_capacity(1 << 16, entree);
        let mut debut = Vec::new();
        let mut borne = (&mut entree).take(ENTETE_MAX);
        borne.read_until(b'\n', &mut debut).map_err(|_| illisible())?;
        if debut.starts_with(&[0xff, 0xfe]) || debut.starts_with(&[0xfe, 0xff]) {
            let phrase = "L’entrée est en UTF-16 : convertissez-la en UTF-8.";
            return Err(Arret::Usage(phrase.to_owned()));
        }
        if let Some(suite) = debut.strip_prefix(&[0xef, 0xbb, 0xbf]) {
            debut = suite.to_vec();
        }
        let separateur = separateur(&debut, C::LUES);
        let lus = Rc::new(Cell::new(0));
        let source = Cursor::new(debut).chain(entree);
        let mut lecteur = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separateur)
            .buffer_capacity(1 << 16)
            .from_reader(Borne { source, lus: Rc::clone(&lus) });
        let mut rang = ByteRecord::new();
        if !lecteur.read_byte_record(&mut rang).map_err(|_| illisible())? {
            let colonnes = C::REQUISES.iter().map(|noms| noms.join(" ou "));
            let colonnes = colonnes.collect::<Vec<_>>().join(", ");
            return Err(Arret::Usage(format!(
                "L’entrée est vide : une ligne d’en-têtes est attendue ({colonnes})."
            )));
        }
        let noms: Vec<Vec<u8>> = rang.iter().map(<[u8]>::to_vec).collect();
        let plies: Vec<String> = noms.iter().map(|nom| fold(nom)).collect();
        let lues = find::<C>(&plies)?;
        let ajoutee = |nom: &String| C::AJOUTEES.contains(&nom.as_str());
        let gardees = (0..plies.len()).filter(|place| !ajoutee(&plies[*place])).collect();
        let remplacees = plies.into_iter().filter(ajoutee).collect();
        Ok(Self { lecteur, rang, lus, separateur, noms, gardees, remplacees, lues })
    }

    /// The next row, if there is one.
    pub(super) fn suivante(&mut self) -> Result<Option<Ligne<'_>>, Arret> {
        self.lus.set(0);
        match self.lecteur.read_byte_record(&mut self.rang) {
            Ok(true) => Ok(Some(Ligne {
                rang: &self.rang,
                lues: &self.lues,
                largeur: self.noms.len(),
                virgule: self.separateur != b',',
            })),
            Ok(false) => Ok(None),
            Err(_) if self.lus.get() > LIGNE_MAX => Err(Arret::Echec(
                "Une ligne est trop longue : un guillemet est sans doute resté ouvert.".to_owned(),
            )),
            Err(_) => Err(illisible()),
        }
    }
}

fn illisible() -> Arret {
    Arret::Echec("L’entrée ne se lit plus.".to_owned())
}

fn fold(nom: &[u8]) -> String {
    String::from_utf8_lossy(nom).trim().to_ascii_lowercase()
}

/// The delimiter with which the header has the most of the known names.
fn separateur(debut: &[u8], connus: &[&str]) -> u8 {
    let reconnus = |separateur: u8| {
        let mut lecteur =
            ReaderBuilder::new().has_headers(false).delimiter(separateur).from_reader(debut);
        let mut rang = ByteRecord::new();
        let _ = lecteur.read_byte_record(&mut rang);
        rang.iter().filter(|nom| connus.contains(&fold(nom).as_str())).count()
    };
    // Of equals, `max_by_key` takes the last.
    [b'\t', b';', b','].into_iter().max_by_key(|s| reconnus(*s)).unwrap_or(b',')
}

/// Where the columns that are read stand.
fn find<C: Calcul>(plies: &[String]) -> Result<Vec<(&'static str, usize)>, Arret> {
    let mut lues = Vec::new();
    for nom in C::LUES {
        let mut places = (0..plies.len()).filter(|place| plies[*place] == *nom);
        if let Some(place) = places.next() {
            lues.push((*nom, place));
        }
        if places.next().is_some() {
            return Err(Arret::Usage(format!("La colonne {nom} est donnée deux fois.")));
        }
    }
    let la = |nom: &&str| lues.iter().any(|(lue, _)| lue == nom);
    let manquent: Vec<String> = C::REQUISES
        .iter()
        .filter(|noms| !noms.iter().any(la))
        .map(|noms| noms.join(" ou "))
        .collect();
    match manquent.as_slice() {
        [] => Ok(lues),
        [une] => Err(Arret::Usage(format!("Il manque la colonne {une}."))),
        plusieurs => Err(Arret::Usage(format!("Il manque les colonnes {}.", plusieurs.join(", ")))),
    }
}

impl Ligne<'_> {
    /// Whether the row has as many fields as the header.
    pub(super) fn complete(&self) -> Result<(), String> {
        match (self.rang.len(), self.largeur) {
            (lus, attendus) if lus == attendus => Ok(()),
            (lus, attendus) => Err(format!(
                "Cette ligne a {lus}\u{a0}champ{s} et l’en-tête {attendus}.",
                s = if lus > 1 { "s" } else { "" }
            )),
        }
    }

    /// A field, without the blanks around it; empty when the column is not there, or for R's `NA`.
    pub(super) fn texte(&self, colonne: &str) -> Result<&str, String> {
        let place = self.lues.iter().find(|(nom, _)| *nom == colonne).map(|(_, place)| *place);
        let octets = place.and_then(|place| self.rang.get(place)).unwrap_or_default();
        match std::str::from_utf8(octets) {
            Ok(texte) if texte.trim() == "NA" => Ok(""),
            Ok(texte) => Ok(texte.trim()),
            Err(_) => Err(format!("La colonne {colonne} n’est pas en UTF-8.")),
        }
    }

    /// A number; none when the field is empty. A decimal comma is read where it delimits nothing.
    pub(super) fn nombre(&self, colonne: &str) -> Result<Option<f64>, String> {
        match self.texte(colonne)? {
            "" => Ok(None),
            texte => valeurs::nombre(texte, self.virgule)
                .map(Some)
                .ok_or_else(|| format!("La colonne {colonne} n’est pas un nombre.")),
        }
    }

    /// A number that must be there.
    pub(super) fn nombre_requis(&self, colonne: &str) -> Result<f64, String> {
        self.nombre(colonne)?.ok_or_else(|| format!("La colonne {colonne} est vide."))
    }
}
