//! The header file: one slot per person, one for the recovery key. It holds no name: a slot is
//! found by a digest of the account name that is bound to this vault.
//!
//! Opening it proves the whole of it: its last line is a digest under the master key, and its
//! bytes are those that we would write.

use crate::Hasard;
use crate::cle::{CleMaitresse, Cout, WrappedKey, derive_cle};
use crate::mot_de_passe::prepare;
use crate::recuperation::CleRecuperation;
use crate::secret::{self, Prive, Publique};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The only format so far.
const FORMAT: u32 = 1;
/// What the slot of the recovery key is bound to.
const RECUPERATION: &str = "recuperation";

/// The header of a vault.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entete {
    format: u32,
    id: Uuid,
    /// Public half of the pair of reinforced secrecy.
    secret: String,
    emplacements: BTreeMap<String, WrappedKey>,
    /// Slot of the recovery key whose sheet was saved or printed.
    recuperation: Option<WrappedKey>,
    /// Slot of a recovery key that is on no paper yet. It opens, too: the user may have copied it
    /// from the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recuperation_sans_fiche: Option<WrappedKey>,
    /// Digest of all the rest under the master key; empty while it is computed.
    sceau: String,
}

#[derive(Debug)]
pub(crate) struct OpenHeader {
    pub(crate) maitresse: CleMaitresse,
    /// The private half of reinforced secrecy, where the slot holds it.
    pub(crate) secret: Option<Prive>,
}

impl Entete {
    /// An empty header, for a vault whose values under reinforced secrecy are sealed for `secret`.
    pub(crate) fn new(id: Uuid, secret: &Publique) -> Self {
        Self {
            format: FORMAT,
            id,
            secret: hex::encode(secret),
            emplacements: BTreeMap::new(),
            recuperation: None,
            recuperation_sans_fiche: None,
            sceau: String::new(),
        }
    }

    pub(crate) fn read(chemin: &Path) -> Result<Self> {
        let texte = std::fs::read(chemin)?;
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        let abime = || Error::CoffreAbime("does not read");
        let version: Version = serde_json::from_slice(&texte).map_err(|_| abime())?;
        if version.format > FORMAT {
            return Err(Error::PlusRecent);
        }
        let lue: Self = serde_json::from_slice(&texte).map_err(|_| abime())?;
        // Even one more space shows that another program wrote the file.
        if lue.format != FORMAT || serde_json::to_vec_pretty(&lue)? != texte {
            return Err(abime());
        }
        Ok(lue)
    }

    /// Seals, writes a temporary file, syncs, renames: a power cut leaves the old header or the new
    /// one.
    pub(crate) fn write(&mut self, chemin: &Path, maitresse: &CleMaitresse) -> Result<()> {
        self.sceau = self.compute(maitresse)?;
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

    /// The digest of all that the header says, under the master key.
    fn compute(&self, maitresse: &CleMaitresse) -> Result<String> {
        let nu = Self { sceau: String::new(), ..self.clone() };
        let texte = serde_json::to_vec(&nu)?;
        Ok(blake3::keyed_hash(&maitresse.derive_entete(), &texte).to_hex().to_string())
    }

    /// The public half of reinforced secrecy.
    pub(crate) fn publique(&self) -> Result<Publique> {
        crate::cle::octets(&self.secret).ok_or(Error::CoffreAbime("no public key"))
    }

    /// Whether an account has this name.
    #[must_use]
    pub(crate) fn connait(&self, identifiant: &str) -> bool {
        self.emplacements.contains_key(&self.repere(identifiant))
    }

    /// Makes or renews the slot of a person, who holds the private half of reinforced secrecy where
    /// it is given.
    pub(crate) fn put(
        &mut self,
        identifiant: &str,
        mot_de_passe: &str,
        (maitresse, tenu): (&CleMaitresse, Option<&Prive>),
        cout: Cout,
        chance: &dyn Hasard,
    ) -> Result<()> {
        let repere = self.repere(identifiant);
        let mot_de_passe = prepare(mot_de_passe);
        let boite =
            self.close(&repere, mot_de_passe.as_bytes(), (maitresse, tenu), cout, chance)?;
        self.emplacements.insert(repere, boite);
        Ok(())
    }

    /// Wraps the keys under a new recovery key. The one whose sheet is in the safe still opens until
    /// [`Self::confirm_recuperation`].
    pub(crate) fn put_recuperation(
        &mut self,
        cle: &CleRecuperation,
        cles: (&CleMaitresse, Option<&Prive>),
        cout: Cout,
        chance: &dyn Hasard,
    ) -> Result<()> {
        let boite = self.close(RECUPERATION, cle.octets(), cles, cout, chance)?;
        self.recuperation_sans_fiche = Some(boite);
        Ok(())
    }

    /// A slot: a pair of its own beside the master key, and the private half of reinforced secrecy
    /// closed for that pair.
    fn close(
        &self,
        repere: &str,
        secret: &[u8],
        (maitresse, tenu): (&CleMaitresse, Option<&Prive>),
        cout: Cout,
        chance: &dyn Hasard,
    ) -> Result<WrappedKey> {
        let prive = Prive::make(chance);
        let publique = prive.publique();
        let clair = Zeroizing::new([maitresse.octets().as_slice(), &*prive.octets()].concat());
        let lie_a = self.lien(repere, &publique);
        let mut boite = WrappedKey::close(secret, &lie_a, (&clair, &publique), cout, chance)?;
        if let Some(tenu) = tenu {
            self.entrust(repere, &mut boite, tenu, chance)?;
        }
        Ok(boite)
    }

    /// Gives a slot the private half of reinforced secrecy. Says whether the slot lacked it.
    fn entrust(
        &self,
        repere: &str,
        boite: &mut WrappedKey,
        tenu: &Prive,
        chance: &dyn Hasard,
    ) -> Result<bool> {
        if boite.secret.is_some() {
            return Ok(false);
        }
        let publique = boite.publique()?;
        let lie_a = self.lien(repere, &publique);
        boite.secret = Some(hex::encode(&secret::entrust(&publique, &lie_a, tenu, chance)?));
        Ok(true)
    }

    /// Brings the holders of the private half of reinforced secrecy in line with the team: every
    /// caregiver's account (`true`) and the recovery key; any other account only while no caregiver
    /// holds it. Giving needs the private half (`tenu`), taking away does not. Says whether
    /// anything changed.
    pub(crate) fn grant(
        &mut self,
        comptes: &[(String, bool)],
        moi: &str,
        tenu: Option<&Prive>,
        chance: &dyn Hasard,
    ) -> Result<bool> {
        let soignants: Vec<String> =
            comptes.iter().filter(|(_, soigne)| *soigne).map(|(nom, _)| self.repere(nom)).collect();
        let mut change = false;
        if let Some(tenu) = tenu {
            for repere in &soignants {
                if let Some(mut boite) = self.emplacements.get(repere).cloned()
                    && self.entrust(repere, &mut boite, tenu, chance)?
                {
                    self.emplacements.insert(repere.clone(), boite);
                    change = true;
                }
            }
            let recuperations = [self.recuperation_sans_fiche.clone(), self.recuperation.clone()];
            let [sans_fiche, avec_fiche] = recuperations.map(|boite| {
                let Some(mut boite) = boite else { return Ok((None, false)) };
                let donnee = self.entrust(RECUPERATION, &mut boite, tenu, chance)?;
                Ok::<_, Error>((Some(boite), donnee))
            });
            let (sans_fiche, avec_fiche) = (sans_fiche?, avec_fiche?);
            change |= sans_fiche.1 || avec_fiche.1;
            (self.recuperation_sans_fiche, self.recuperation) = (sans_fiche.0, avec_fiche.0);
        }
        if soignants.iter().any(|repere| self.tient_a(repere)) {
            for (repere, boite) in &mut self.emplacements {
                if !soignants.contains(repere) && boite.secret.take().is_some() {
                    change = true;
                }
            }
        } else if let Some(tenu) = tenu {
            // No caregiver has the key yet: its present holder keeps it.
            let repere = self.repere(moi);
            if let Some(mut boite) = self.emplacements.get(&repere).cloned()
                && self.entrust(&repere, &mut boite, tenu, chance)?
            {
                self.emplacements.insert(repere, boite);
                change = true;
            }
        }
        Ok(change)
    }

    /// Whether the slot of an account holds the private half of reinforced secrecy.
    pub(crate) fn tient(&self, identifiant: &str) -> bool {
        self.tient_a(&self.repere(identifiant))
    }

    fn tient_a(&self, repere: &str) -> bool {
        self.emplacements.get(repere).is_some_and(|boite| boite.secret.is_some())
    }

    /// Whether a recovery key waits for its sheet.
    pub(crate) const fn fiche_attendue(&self) -> bool {
        self.recuperation_sans_fiche.is_some()
    }

    /// The sheet of the new recovery key is on paper: the one before opens nothing any more.
    pub(crate) fn confirm_recuperation(&mut self) {
        if let Some(boite) = self.recuperation_sans_fiche.take() {
            self.recuperation = Some(boite);
        }
    }

    /// Tries a password on the slot of an account; none where it is not the right one.
    pub(crate) fn open(&self, identifiant: &str, mot_de_passe: &str) -> Result<Option<OpenHeader>> {
        let repere = self.repere(identifiant);
        let boite = self.emplacements.get(&repere);
        // An unknown name costs the same derivation, so that the time does not tell which accounts
        // exist.
        let cout = self.emplacements.values().next().map_or(Cout::d_essai(), WrappedKey::cout);
        let mot_de_passe = prepare(mot_de_passe);
        if let Some(boite) = boite {
            return self.attempt(&repere, boite, mot_de_passe.as_bytes());
        }
        derive_cle(mot_de_passe.as_bytes(), &[0; 16], cout)?;
        Ok(None)
    }

    pub(crate) fn open_recuperation(&self, cle: &CleRecuperation) -> Result<Option<OpenHeader>> {
        for boite in [&self.recuperation_sans_fiche, &self.recuperation].into_iter().flatten() {
            if let Some(ouverte) = self.attempt(RECUPERATION, boite, cle.octets())? {
                return Ok(Some(ouverte));
            }
        }
        Ok(None)
    }

    /// Opens a slot, then proves the header with the key that it gave.
    fn attempt(
        &self,
        repere: &str,
        boite: &WrappedKey,
        secret: &[u8],
    ) -> Result<Option<OpenHeader>> {
        let abime = |quoi: &'static str| Error::CoffreAbime(quoi);
        let publique = boite.publique()?;
        let lie_a = self.lien(repere, &publique);
        let Some(clair) = boite.open(secret, &lie_a)? else { return Ok(None) };
        let (maitresse, reste) =
            clair.split_first_chunk::<32>().ok_or_else(|| abime("slot without a key"))?;
        let maitresse = CleMaitresse::de_octets(*maitresse);
        if self.sceau != self.compute(&maitresse)? {
            return Err(abime("seal of the header"));
        }
        let mut tenu = None;
        if let Some(boite) = &boite.secret {
            let prive = Prive::de_octets(reste).ok_or_else(|| abime("slot without a pair"))?;
            let boite = hex::decode(boite).map_err(|_| abime("slot encoding"))?;
            let recu = secret::receive(&prive, &lie_a, &boite);
            let recu = recu.filter(|recu| self.publique().is_ok_and(|p| p == recu.publique()));
            tenu = Some(recu.ok_or_else(|| abime("key of reinforced secrecy"))?);
        }
        Ok(Some(OpenHeader { maitresse, secret: tenu }))
    }

    /// Where the slot of an account name lies. Case, accents and spaces do not count.
    fn repere(&self, identifiant: &str) -> String {
        let mut calcul = blake3::Hasher::new_derive_key("escale 2026 emplacement");
        calcul.update(self.id.as_bytes());
        calcul.update(escale_domain::texte::fold(identifiant).as_bytes());
        hex::encode(&calcul.finalize().as_bytes()[..16])
    }

    /// Binds a slot to this vault, to its place and to its pair, so that slots cannot be exchanged.
    fn lien(&self, repere: &str, publique: &Publique) -> Vec<u8> {
        [self.id.as_bytes(), repere.as_bytes(), publique.as_slice()].concat()
    }
}
