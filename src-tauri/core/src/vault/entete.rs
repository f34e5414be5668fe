//! The header file: one slot per person, one for the recovery key. It names nobody: a slot is
//! found by a digest of the account name that is bound to this vault.

use super::cle::{CleMaitresse, Cout, Enveloppe, derive_cle, hexa};
use super::recuperation::CleRecuperation;
use crate::error::{Code, Error, Result};
use crate::monde::Monde;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use uuid::Uuid;

const FORMAT: u32 = 1;
/// What the slot of the recovery key is bound to.
const RECUPERATION: &str = "recuperation";

/// The header of a vault.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entete {
    format: u32,
    id: Uuid,
    emplacements: BTreeMap<String, Enveloppe>,
    /// Slot of the recovery key whose sheet was saved or printed.
    recuperation: Option<Enveloppe>,
    /// Slot of a recovery key that is on no paper yet. It opens, too: somebody may have copied it
    /// from the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recuperation_sans_fiche: Option<Enveloppe>,
}

impl Entete {
    pub(super) fn new(id: Uuid) -> Self {
        Self {
            format: FORMAT,
            id,
            emplacements: BTreeMap::new(),
            recuperation: None,
            recuperation_sans_fiche: None,
        }
    }

    pub(super) fn lire(chemin: &Path) -> Result<Self> {
        let texte = std::fs::read(chemin)?;
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        let abime = |_| Error::new(Code::CoffreAbime, "header does not read");
        let version: Version = serde_json::from_slice(&texte).map_err(abime)?;
        if version.format > FORMAT {
            return Err(Error::new(Code::BasePlusRecente, "header of a newer format"));
        }
        serde_json::from_slice(&texte).map_err(abime)
    }

    /// Writes beside, syncs, renames: a power cut leaves the old header or the new one.
    pub(super) fn ecrire(&self, chemin: &Path) -> Result<()> {
        let provisoire = chemin.with_extension("coffre.nouveau");
        let mut fichier = std::fs::File::create(&provisoire)?;
        fichier.write_all(&serde_json::to_vec_pretty(self)?)?;
        fichier.sync_all()?;
        std::fs::rename(&provisoire, chemin)?;
        #[cfg(unix)]
        if let Some(dossier) = chemin.parent() {
            std::fs::File::open(dossier)?.sync_all()?;
        }
        Ok(())
    }

    /// Whether somebody has this account name.
    #[must_use]
    pub fn connait(&self, identifiant: &str) -> bool {
        self.emplacements.contains_key(&self.repere(identifiant))
    }

    pub(super) fn poser(
        &mut self,
        identifiant: &str,
        mot_de_passe: &str,
        maitresse: &CleMaitresse,
        cout: Cout,
        monde: &dyn Monde,
    ) -> Result<()> {
        let repere = self.repere(identifiant);
        let boite = Enveloppe::fermer(
            mot_de_passe.as_bytes(),
            &self.lien(&repere),
            maitresse,
            cout,
            monde,
        )?;
        self.emplacements.insert(repere, boite);
        Ok(())
    }

    /// Wraps the master key under a new recovery key. The one whose sheet is in the safe still opens
    /// until [`Self::confirmer_recuperation`].
    pub(super) fn poser_recuperation(
        &mut self,
        cle: &CleRecuperation,
        maitresse: &CleMaitresse,
        cout: Cout,
        monde: &dyn Monde,
    ) -> Result<()> {
        let boite =
            Enveloppe::fermer(cle.octets(), &self.lien(RECUPERATION), maitresse, cout, monde)?;
        self.recuperation_sans_fiche = Some(boite);
        Ok(())
    }

    /// Whether a recovery key waits for its sheet.
    pub(super) const fn fiche_attendue(&self) -> bool {
        self.recuperation_sans_fiche.is_some()
    }

    /// The sheet of the new recovery key is on paper: the one before opens nothing any more.
    pub(super) fn confirmer_recuperation(&mut self) {
        if let Some(boite) = self.recuperation_sans_fiche.take() {
            self.recuperation = Some(boite);
        }
    }

    pub(super) fn ouvrir(
        &self,
        identifiant: &str,
        mot_de_passe: &str,
    ) -> Result<Option<CleMaitresse>> {
        let repere = self.repere(identifiant);
        if let Some(boite) = self.emplacements.get(&repere) {
            return boite.ouvrir(mot_de_passe.as_bytes(), &self.lien(&repere));
        }
        // An unknown name costs what the others cost, so that time does not tell who has an account.
        let cout = self.emplacements.values().next().map_or(Cout::d_essai(), Enveloppe::cout);
        derive_cle(mot_de_passe.as_bytes(), &[0; 16], cout)?;
        Ok(None)
    }

    pub(super) fn ouvrir_recuperation(
        &self,
        cle: &CleRecuperation,
    ) -> Result<Option<CleMaitresse>> {
        for boite in [&self.recuperation_sans_fiche, &self.recuperation].into_iter().flatten() {
            if let Some(maitresse) = boite.ouvrir(cle.octets(), &self.lien(RECUPERATION))? {
                return Ok(Some(maitresse));
            }
        }
        Ok(None)
    }

    /// Where the slot of an account name lies. Case, accents and spaces do not count.
    fn repere(&self, identifiant: &str) -> String {
        let mut calcul = blake3::Hasher::new_derive_key("escale 2026 emplacement");
        calcul.update(self.id.as_bytes());
        calcul.update(escale_domain::texte::plier(identifiant).as_bytes());
        hexa(&calcul.finalize().as_bytes()[..16])
    }

    /// Binds a slot to this vault and to its place, so that slots cannot be exchanged.
    fn lien(&self, repere: &str) -> Vec<u8> {
        [self.id.as_bytes(), repere.as_bytes()].concat()
    }
}
