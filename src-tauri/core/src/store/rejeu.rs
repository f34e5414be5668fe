//! The journal played again in memory: its chain, the conflicts, and what every table must hold.
//!
//! Of each field only a keyed digest of its present value is kept, sixteen bytes with its act: the
//! record of a whole centre fits, and nothing of it is copied.

use super::chaine::{self, Empreinte, Graine, Lien, Maille};
use super::effacement::Trace;
use super::entite::{Entite, Forme};
use super::mots::Mots;
use super::tables::Colonne;
use super::valeur::Valeur;
use super::verification::{Ecart, Verification};
use crate::error::{Code, Error, Result};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// What a value of the journal stands for that no column of its form holds: no digest is even but 0.
const ILLISIBLE: u64 = 2;

/// An object of the journal.
pub(super) struct Joue {
    n: i64,
    pub(super) entite: Entite,
    pub(super) id: Uuid,
    champs: Vec<Champ>,
}

/// The present value of a field.
struct Champ {
    champ: u32,
    acte: u32,
    attendu: u64,
}

/// An act, as the base holds it.
pub(super) struct ActeRelu<'a> {
    pub(super) appareil: i64,
    pub(super) lien: Lien<'a>,
    pub(super) graine: Option<Vec<u8>>,
    pub(super) empreinte: Empreinte,
}

/// A change, as the base holds it.
pub(super) struct Relu {
    pub(super) acte: i64,
    pub(super) rang: i64,
    pub(super) objet: i64,
    pub(super) champ: i64,
    pub(super) vu: Option<i64>,
    pub(super) valeur: Option<Valeur>,
}

/// (object, field, loser, winner) and the act that settled it.
pub(super) type Conflits = BTreeMap<(i64, i64, i64, i64), Option<i64>>;

/// What playing the journal remembers.
pub(super) struct Rejeu<'a> {
    mots: &'a Mots,
    /// In the order of their numbers.
    pub(super) objets: Vec<Joue>,
    /// Numbers and identifiers of all acts, in the order of their numbers.
    actes: Vec<(i64, Uuid)>,
    traces: HashMap<(i64, i64), Trace>,
    colonnes: HashMap<(Entite, i64), &'static Colonne>,
    /// Key of the digests of present values: of this run alone, so that an attacker cannot prepare
    /// two values with the same digest.
    cle: Empreinte,
    /// Rank and digest of the last act of each device, by its number.
    pub(super) tetes: HashMap<i64, (i64, Empreinte)>,
    pub(super) conflits: Conflits,
}

impl<'a> Rejeu<'a> {
    pub(super) fn nouveau(
        mots: &'a Mots,
        objets: Vec<(i64, i64, Uuid)>,
        actes: Vec<(i64, Uuid)>,
        traces: HashMap<(i64, i64), Trace>,
        cle: Empreinte,
    ) -> Result<Self> {
        let mut colonnes = HashMap::new();
        for entite in Entite::ALL {
            for colonne in entite.colonnes() {
                colonnes.insert((*entite, mots.numero(colonne.nom)?), colonne);
            }
        }
        let joue = |(n, mot, id)| {
            let entite = Entite::de_nom(mots.texte(mot)?)
                .ok_or_else(|| Error::new(Code::BaseAbimee, "unknown entity in the journal"))?;
            Ok(Joue { n, entite, id, champs: Vec::new() })
        };
        let objets = objets.into_iter().map(joue).collect::<Result<_>>()?;
        let (tetes, conflits) = (HashMap::new(), BTreeMap::new());
        Ok(Self { mots, objets, actes, traces, colonnes, cle, tetes, conflits })
    }

    /// Where an object stands in the list: numbers have no holes unless the file was tampered with.
    pub(super) fn place(&self, n: i64) -> Option<usize> {
        place(&self.objets, n, |objet| objet.n)
    }

    /// Checks the digests of an act, then plays its changes.
    pub(super) fn play(
        &mut self,
        acte: &ActeRelu<'_>,
        changements: &[Relu],
        compte: &mut Verification,
    ) -> Result<()> {
        let appareil = || acte.lien.appareil.to_string();
        let rang = acte.lien.rang;
        let avant = self.tetes.get(&acte.appareil).copied().unwrap_or((0, [0; 32]));
        if rang != avant.0 + 1 {
            compte.ecarts.push(Ecart::Manque { appareil: appareil(), rang });
        }
        let graine = acte.graine.as_deref().map(Graine::de);
        let mut empreintes = Vec::with_capacity(changements.len());
        for relu in changements {
            let place = self
                .place(relu.objet)
                .ok_or_else(|| Error::new(Code::BaseAbimee, "a change of no object"))?;
            let empreinte = self.empreinte(place, relu, graine.as_ref())?;
            match (&empreinte, &relu.valeur) {
                (Some(_), Some(_)) => compte.valeurs += 1,
                (Some(_), None) => compte.effacees += 1,
                (None, _) => {
                    let entite = self.objets[place].entite.nom();
                    let champ = format!("{entite}.{}", self.mots.texte(relu.champ)?);
                    compte.ecarts.push(Ecart::Valeur { appareil: appareil(), rang, champ });
                }
            }
            empreintes.push(empreinte.unwrap_or([0; 32]));
            self.project(place, relu)?;
        }
        let calcul = chaine::empreinte_acte(&avant.1, &acte.lien, empreintes.into_iter());
        if calcul != acte.empreinte {
            compte.ecarts.push(Ecart::Acte { appareil: appareil(), rang });
        }
        self.tetes.insert(acte.appareil, (rang, acte.empreinte));
        Ok(())
    }

    /// The digest of a change; none where a value lacks that was not erased, or is there although it
    /// was.
    fn empreinte(
        &self,
        place: usize,
        relu: &Relu,
        graine: Option<&Graine>,
    ) -> Result<Option<Empreinte>> {
        let trace = self.traces.get(&(relu.acte, relu.rang));
        let sel = match (graine, trace) {
            (Some(graine), None) => graine.sel(relu.rang),
            (None, Some(Trace::Sel(sel))) => *sel,
            (None, Some(Trace::Empreinte(empreinte))) if relu.valeur.is_none() => {
                return Ok(Some(*empreinte));
            }
            _ => return Ok(None),
        };
        let Some(valeur) = &relu.valeur else { return Ok(None) };
        let objet = &self.objets[place];
        let maille = Maille {
            entite: objet.entite.nom(),
            objet: objet.id,
            champ: self.mots.texte(relu.champ)?,
            // An act that is not there agrees with no digest.
            vu: relu.vu.map(|vu| {
                place_de(&self.actes, vu).map_or(Uuid::nil(), |place| self.actes[place].1)
            }),
            valeur,
        };
        Ok(Some(maille.empreinte(&sel)))
    }

    fn project(&mut self, place: usize, relu: &Relu) -> Result<()> {
        let abime = || Error::new(Code::BaseAbimee, "number in the journal");
        let entite = self.objets[place].entite;
        let colonne = self
            .colonnes
            .get(&(entite, relu.champ))
            .ok_or_else(|| Error::new(Code::BaseAbimee, "unknown field in the journal"))?;
        let attendu = match &relu.valeur {
            Some(valeur) => self.attend(colonne, valeur),
            None => self.attend(colonne, &Valeur::de(&colonne.vide())?),
        };
        let (champ, acte) = (relu.champ, relu.acte);
        let court = u32::try_from(champ).map_err(|_| abime())?;
        let numero = u32::try_from(acte).map_err(|_| abime())?;
        let champs = &mut self.objets[place].champs;
        let Some(present) = champs.iter_mut().find(|c| c.champ == court) else {
            champs.push(Champ { champ: court, acte: numero, attendu });
            return Ok(());
        };
        let courant = i64::from(present.acte);
        (present.acte, present.attendu) = (numero, attendu);
        if relu.vu == Some(courant) {
            let debut = (relu.objet, champ, i64::MIN, i64::MIN);
            let fin = (relu.objet, champ, i64::MAX, i64::MAX);
            for (_, choisi) in self.conflits.range_mut(debut..=fin) {
                choisi.get_or_insert(acte);
            }
        } else {
            self.conflits.insert((relu.objet, champ, courant, acte), None);
        }
        Ok(())
    }

    fn attend(&self, colonne: &Colonne, valeur: &Valeur) -> u64 {
        match valeur {
            Valeur::Texte(texte) if texte == "null" && colonne.nulle => 0,
            _ => projete(colonne.forme, valeur).map_or(ILLISIBLE, |p| self.resume(&p)),
        }
    }

    /// The digest of what a field of a table must hold; 0 for nothing.
    pub(super) fn attendu(&self, place: usize, champ: i64) -> u64 {
        let champs = &self.objets[place].champs;
        champs.iter().find(|c| i64::from(c.champ) == champ).map_or(0, |c| c.attendu)
    }

    /// Whether an act gave the object a field, so that its row must be there.
    pub(super) fn ecrit(&self, place: usize) -> bool {
        !self.objets[place].champs.is_empty()
    }

    /// A short digest of a value of a table, never 0 but for nothing.
    pub(super) fn resume(&self, projete: &Projete<'_>) -> u64 {
        let (genre, octets): (u8, &[u8]) = match projete {
            Projete::Rien => return 0,
            Projete::Texte(texte) => (b't', texte.as_bytes()),
            Projete::Entier(n) => (b'n', &n.to_le_bytes()),
            Projete::Reel(n) => (b'r', &n.to_le_bytes()),
        };
        let mut calcul = blake3::Hasher::new_keyed(&self.cle);
        calcul.update(&[genre]).update(octets);
        let empreinte = calcul.finalize();
        let (huit, _) = empreinte.as_bytes().split_at(8);
        huit.iter().fold(0, |n, octet| (n << 8) | u64::from(*octet)) | 1
    }
}

fn place<T>(liste: &[T], n: i64, numero: impl Fn(&T) -> i64) -> Option<usize> {
    let droit = usize::try_from(n - 1).ok()?;
    if liste.get(droit).is_some_and(|t| numero(t) == n) {
        return Some(droit);
    }
    liste.binary_search_by_key(&n, numero).ok()
}

fn place_de(actes: &[(i64, Uuid)], n: i64) -> Option<usize> {
    place(actes, n, |acte| acte.0)
}

/// A value as a table holds it.
pub(super) enum Projete<'a> {
    Rien,
    Texte(std::borrow::Cow<'a, str>),
    Entier(i64),
    Reel(f64),
}

/// What a value of the journal is in a column of that form; none where it is of another kind.
fn projete(forme: Forme, valeur: &Valeur) -> Option<Projete<'_>> {
    let texte = match valeur {
        Valeur::Texte(texte) if texte == "null" && forme != Forme::Json => {
            return Some(Projete::Rien);
        }
        Valeur::Texte(texte) => texte,
        Valeur::Id(id) if matches!(forme, Forme::Texte | Forme::Id) => {
            return Some(Projete::Texte(id.to_string().into()));
        }
        Valeur::Id(id) if forme == Forme::Json => {
            return Some(Projete::Texte(format!("\"{id}\"").into()));
        }
        Valeur::Id(_) => return None,
    };
    match forme {
        Forme::Texte | Forme::Id => {
            let nu = texte.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
            match nu.filter(|nu| !nu.contains(['\\', '"'])) {
                Some(nu) => Some(Projete::Texte(nu.into())),
                None => {
                    serde_json::from_str::<String>(texte).ok().map(|t| Projete::Texte(t.into()))
                }
            }
        }
        Forme::Json => Some(Projete::Texte(texte.as_str().into())),
        Forme::Entier => texte.parse().ok().map(Projete::Entier),
        Forme::Reel => serde_json::from_str(texte).ok().map(Projete::Reel),
        Forme::Bool => match texte.as_str() {
            "true" => Some(Projete::Entier(1)),
            "false" => Some(Projete::Entier(0)),
            _ => None,
        },
    }
}
