//! An act: who, on which device, when, which verb, on which child; with the fields it changes.

use super::chaine::{self, Empreinte, Graine, Lien, Maille};
use super::conflit::{self, Conflit, Courant};
use super::entite::Entite;
use super::secret::Pret;
use super::tables::{Champ, Row};
use super::valeur::Valeur;
use super::{Ecriture, Store, projection};
use crate::error::{Code, Error, Result};
use serde_json::Value;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

escale_domain::codes! {
    Verbe {
        CentreCreer = "centre_creer", "Création du centre";
        ProfessionnelAjouter = "professionnel_ajouter", "Ajout d’un professionnel";
        CompteOuvrir = "compte_ouvrir", "Ouverture d’un compte";
        DossierImporter = "dossier_importer", "Import d’un dossier";
        EnfantCreer = "enfant_creer", "Création d’un enfant";
        EnfantModifier = "enfant_modifier", "Modification de l’identité";
        MedecinDefinir = "medecin_definir", "Médecin référent";
        BilanCreer = "bilan_creer", "Ouverture d’un bilan";
        BilanRepondre = "bilan_repondre", "Réponse";
        CourrierCocher = "courrier_cocher", "Réponse au courrier du médecin";
        VoletSigner = "volet_signer", "Signature d’une partie";
        VoletReprendre = "volet_reprendre", "Reprise d’une partie";
        VoletNonRealise = "volet_non_realise", "Partie non réalisée";
        BilanSigner = "bilan_signer", "Signature du bilan";
        PreconisationEcrire = "preconisation_ecrire", "Préconisation";
        PreconisationRetirer = "preconisation_retirer", "Retrait d’une préconisation";
        DocumentFaire = "document_faire", "Document";
        DocumentDupliquer = "document_dupliquer", "Duplicata d’un document";
        DocumentEnvoyer = "document_envoyer", "Envoi d’un document";
        DocumentAccuser = "document_accuser", "Accusé de réception";
        ConsentementEnregistrer = "consentement_enregistrer", "Consentement ou information";
        ConsentementRetirer = "consentement_retirer", "Retrait d’un consentement";
        OppositionEnregistrer = "opposition_enregistrer", "Opposition du mineur";
        OppositionLever = "opposition_lever", "Levée d’une opposition";
        ReglageModifier = "reglage_modifier", "Réglage du centre";
        CourbeImporter = "courbe_importer", "Courbe de référence importée";
        FormulairePublier = "formulaire_publier", "Formulaire du centre publié";
        FormulaireRetirer = "formulaire_retirer", "Formulaire du centre retiré";
        ParentsModifier = "parents_modifier", "Tailles des parents";
        DoseAjouter = "dose_ajouter", "Dose de vaccin";
        DoseRayer = "dose_rayer", "Dose rayée";
        VaccinDecider = "vaccin_decider", "Décision vaccinale";
        ExamenCompter = "examen_compter", "Examen obligatoire";
        ReperageNoter = "reperage_noter", "Repérage des TND";
        OutilNoter = "outil_noter", "Résultat d’un outil";
        OutilRetirer = "outil_retirer", "Retrait d’un résultat";
        AlerteRepondre = "alerte_repondre", "Réponse à une alerte";
        PropositionTraiter = "proposition_traiter", "Proposition de synthèse";
        VoletPasser = "volet_passer", "Passage de main d’une partie";
        BilanAjouter = "bilan_ajouter", "Addendum à un bilan";
    }
}

/// Which value the writer had seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vu {
    /// The object is made by this act.
    Neuf,
    /// The field had no value.
    Rien,
    /// The value that this act gave.
    Acte(Uuid),
    /// Whatever value the field had once this act was in the base: the screen shows a whole object
    /// and knows the last act that touched it.
    Jusqua(Uuid),
    /// The program itself has just read the value; no screen showed it.
    Courant,
}

impl Vu {
    /// From what a screen sends back: the act it saw, or nothing.
    #[must_use]
    pub fn de_l_ecran(vu: Option<Uuid>) -> Self {
        vu.map_or(Self::Rien, Self::Acte)
    }
}

/// A field that changes. It is made of a typed column, see [`Changement::set`].
#[derive(Debug, Clone, PartialEq)]
pub struct Changement {
    pub(super) entite: Entite,
    pub(super) objet: Uuid,
    /// Which column of the entity.
    pub(super) champ: &'static str,
    /// New value; null clears.
    pub(super) valeur: Value,
    /// What the writer had seen.
    pub(super) vu: Vu,
}

impl Changement {
    /// A field that the program writes over what it has just read.
    #[must_use]
    pub fn set<R: Row>(objet: Uuid, champ: Champ<R>) -> Self {
        let Champ { nom, valeur, .. } = champ;
        Self { entite: R::ENTITE, objet, champ: nom, valeur, vu: Vu::Courant }
    }

    /// Fields of one object that the program writes over what it has just read.
    #[must_use]
    pub fn all<R: Row>(objet: Uuid, champs: impl IntoIterator<Item = Champ<R>>) -> Vec<Self> {
        champs.into_iter().map(|champ| Self::set(objet, champ)).collect()
    }

    /// Columns of a new object, those that have a value.
    #[must_use]
    pub fn fresh<R: Row>(objet: Uuid, champs: impl IntoIterator<Item = Champ<R>>) -> Vec<Self> {
        let mut changements = Self::all(objet, champs);
        changements.retain(|c| !c.valeur.is_null());
        changements.iter_mut().for_each(|c| c.vu = Vu::Neuf);
        changements
    }

    /// Every field of a new object that has a value.
    #[must_use]
    pub fn new<R: Row>(row: &R) -> Vec<Self> {
        Self::of(row, Vu::Neuf).into_iter().filter(|c| !c.valeur.is_null()).collect()
    }

    /// Every field of an object.
    #[must_use]
    pub fn of<R: Row>(row: &R, vu: Vu) -> Vec<Self> {
        let (objet, valeurs) = row.valeurs();
        let change = |(champ, valeur)| Self { entite: R::ENTITE, objet, champ, valeur, vu };
        valeurs.into_iter().map(change).collect()
    }

    /// The same, of a writer who had seen that.
    #[must_use]
    pub fn vu(self, vu: Vu) -> Self {
        Self { vu, ..self }
    }
}

/// An act to be recorded.
#[derive(Debug, Clone)]
pub struct Acte {
    pub verbe: Verbe,
    /// Who does it; none for the program itself.
    pub auteur: Option<Uuid>,
    /// Which child it is about.
    pub enfant: Option<Uuid>,
    /// Why, where a reason is asked for.
    pub motif: Option<String>,
    pub changements: Vec<Changement>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Ecrit {
    pub acte: Uuid,
    /// When, in milliseconds since 1970.
    pub instant: i64,
    /// Which entities changed, so that a screen knows what to read again; none when all of it was
    /// written already.
    pub entites: BTreeSet<Entite>,
    /// Fields that another writer had changed meanwhile; both values are kept.
    pub conflits: Vec<Conflit>,
}

/// A change on its way into the journal.
pub(super) struct Ligne {
    pub(super) objet: i64,
    /// Whether this act makes the object.
    neuf: bool,
    pub(super) changement: Changement,
    /// Number of the field's name.
    pub(super) champ: i64,
    valeur: Valeur,
    /// Number of the act whose value the writer had seen.
    vu: Option<i64>,
    /// Whether the writer had the present value before their eyes, and what waited beside it.
    pub(super) regle: bool,
    empreinte: Empreinte,
}

/// Fields of one object and their values.
type Champs<'a> = Vec<(&'a str, &'a Value)>;

/// What becomes of the changes of an act.
#[derive(Default)]
struct Preparation {
    lignes: Vec<Ligne>,
    conflits: Vec<Conflit>,
    /// The act that had already given a field the value wanted here.
    deja: Option<Courant>,
}

impl Store {
    /// Records an act: the journal and the tables in one transaction, on the disk when it returns.
    /// A repeated act of the same author is not written twice, so that a request whose reply was
    /// lost can be sent again: the answer is then the first act.
    ///
    /// # Errors
    /// Nothing is written when it fails.
    pub async fn record(&self, acte: Acte) -> Result<Ecrit> {
        let ecrit = self.append(vec![acte]).await?.pop();
        ecrit.ok_or_else(|| Error::new(Code::Interne, "no act"))
    }

    /// Records acts about several children as one: all of them, or none.
    ///
    /// # Errors
    /// Nothing is written when it fails.
    pub async fn record_ensemble(&self, actes: Vec<Acte>) -> Result<Vec<Ecrit>> {
        self.append(actes).await
    }

    async fn append(&self, actes: Vec<Acte>) -> Result<Vec<Ecrit>> {
        let mut ecriture = self.ecriture.lock().await;
        let Ecriture { connexion, tete, douteuse } = &mut *ecriture;
        let mut transaction = connexion.begin_with("BEGIN IMMEDIATE").await?;
        if *douteuse {
            *tete = chaine::Tete::read(&mut transaction, self.appareil.n).await?;
            *douteuse = false;
        }
        let mut suite = tete.clone();
        let mut ecrits = Vec::with_capacity(actes.len());
        for acte in actes {
            ecrits.push(self.chain(&mut transaction, &mut suite, acte).await?);
        }
        if ecrits.iter().all(|ecrit| ecrit.entites.is_empty()) {
            return Ok(ecrits);
        }
        *douteuse = true;
        transaction.commit().await?;
        (*tete, *douteuse) = (suite, false);
        Ok(ecrits)
    }

    /// Puts one act at the end of the chain, unless all of it was written already.
    async fn chain(
        &self,
        transaction: &mut SqliteConnection,
        tete: &mut chaine::Tete,
        acte: Acte,
    ) -> Result<Ecrit> {
        let maintenant = self.monde.maintenant();
        let id = self.monde.nouvel_id();
        let mut suite = tete.clone();
        let horloge = suite.advance(maintenant);

        let mut changements = acte.changements;
        if let Some(motif) = acte.motif {
            changements.push(Changement {
                entite: Entite::Motif,
                objet: id,
                champ: "texte",
                valeur: Value::String(motif),
                vu: Vu::Neuf,
            });
        }
        let prets = self.seal(transaction, changements).await?;
        let mut graine = [0; 16];
        self.monde.hasard(&mut graine);
        let Preparation { lignes, conflits, deja } =
            self.prepare(transaction, &mut suite, prets, acte.auteur, &Graine::de(&graine)).await?;
        if let (true, Some(deja)) = (lignes.is_empty(), deja) {
            return Ok(Ecrit {
                acte: deja.id,
                instant: deja.horloge >> 16,
                entites: BTreeSet::new(),
                conflits,
            });
        }
        let lien = Lien {
            id,
            appareil: self.appareil.id,
            rang: suite.rang,
            horloge,
            verbe: acte.verbe.code(),
            auteur: acte.auteur,
            enfant: acte.enfant,
        };
        suite.empreinte =
            chaine::empreinte_acte(&tete.empreinte, &lien, lignes.iter().map(|l| l.empreinte));
        let numeros = (suite.acte, self.appareil.n, self.mots.numero(lien.verbe)?);
        chaine::insert(transaction, numeros, &lien, &graine, &suite.empreinte).await?;
        insert_changements(transaction, suite.acte, &lignes).await?;
        for conflit in &conflits {
            let champ = self.mots.numero(conflit.champ)?;
            conflit::insert(transaction, conflit, champ, suite.acte).await?;
        }
        conflit::settle(transaction, &lignes, suite.acte).await?;
        let mut objets: BTreeMap<(Entite, Uuid), (bool, Champs<'_>)> = BTreeMap::new();
        for ligne in &lignes {
            let changement = &ligne.changement;
            let cle = (changement.entite, changement.objet);
            let (_, champs) = objets.entry(cle).or_insert_with(|| (ligne.neuf, Vec::new()));
            champs.push((changement.champ, &changement.valeur));
        }
        for ((entite, objet), (neuf, champs)) in &objets {
            projection::put(transaction, *entite, *objet, *neuf, champs).await?;
        }
        *tete = suite;
        Ok(Ecrit {
            acte: id,
            instant: horloge >> 16,
            entites: objets.keys().map(|(entite, _)| *entite).collect(),
            conflits,
        })
    }

    /// Numbers the objects, finds what each field held, and computes the digests.
    async fn prepare(
        &self,
        connexion: &mut SqliteConnection,
        suite: &mut chaine::Tete,
        prets: Vec<Pret>,
        auteur: Option<Uuid>,
        graine: &Graine,
    ) -> Result<Preparation> {
        let mut numeros: BTreeMap<(Entite, Uuid), (i64, bool)> = BTreeMap::new();
        let mut preparation = Preparation::default();
        for Pret { changement, clair } in prets {
            let cle = (changement.entite, changement.objet);
            let (objet, neuf) = match numeros.get(&cle) {
                Some(connu) => *connu,
                None => {
                    let entite = self.mots.numero(cle.0.nom())?;
                    let connu =
                        projection::number(connexion, suite, entite, cle.1, changement.vu).await?;
                    numeros.insert(cle, connu);
                    connu
                }
            };
            let champ = self.mots.numero(changement.champ)?;
            let courant = match neuf {
                true => None,
                false => conflit::courant(connexion, objet, champ).await?,
            };
            let present = courant.as_ref().map(|c| (c.n, c.id));
            let vu = match changement.vu {
                Vu::Neuf | Vu::Rien => None,
                Vu::Acte(acte) => match present {
                    Some((_, id)) if id == acte => present,
                    // An act that this base does not have cannot have been seen.
                    _ => conflit::acte_vu(connexion, acte).await?,
                },
                Vu::Jusqua(acte) => conflit::vu_jusqua(connexion, objet, champ, acte).await?,
                Vu::Courant => present,
            };
            let valeur = Valeur::de(&changement.valeur)?;
            let mut regle = false;
            if let Some(courant) = courant {
                regle = vu == present;
                let pareil = match (&clair, &courant.valeur) {
                    // No two sealed values are alike: what counts is what they say.
                    (Some(clair), Some(avant)) => self.dit_pareil(&changement, clair, avant)?,
                    (_, avant) => avant.as_ref() == Some(&valeur),
                };
                let repete = !regle && courant.auteur == auteur;
                if pareil && (repete || matches!(changement.vu, Vu::Jusqua(_))) {
                    preparation.deja = Some(courant);
                    continue;
                }
                if !regle {
                    preparation.conflits.push(Conflit {
                        entite: changement.entite,
                        objet: changement.objet,
                        champ: changement.champ,
                        numero: objet,
                        perdant: courant.n,
                    });
                }
            }
            let maille = Maille {
                entite: changement.entite.nom(),
                objet: changement.objet,
                champ: changement.champ,
                vu: vu.map(|(_, id)| id),
                valeur: &valeur,
            };
            let rang = i64::try_from(preparation.lignes.len()).unwrap_or(i64::MAX);
            let empreinte = maille.empreinte(&graine.sel(rang));
            preparation.lignes.push(Ligne {
                objet,
                neuf,
                changement,
                champ,
                valeur,
                vu: vu.map(|(n, _)| n),
                regle,
                empreinte,
            });
        }
        Ok(preparation)
    }

    /// Whether a field says already what is about to be sealed for it.
    fn dit_pareil(&self, changement: &Changement, clair: &Value, avant: &Valeur) -> Result<bool> {
        let Changement { entite, objet, champ, .. } = changement;
        let avant = serde_json::from_str(&avant.clone().json())?;
        Ok(self.unseal(*entite, *objet, champ, &avant)?.as_ref() == Some(clair))
    }
}

/// Rows of one statement: SQLite takes 32,766 parameters, and a shorter text is parsed faster.
const PAR_REQUETE: usize = 64;

async fn insert_changements(
    connexion: &mut SqliteConnection,
    acte: i64,
    lignes: &[Ligne],
) -> Result<()> {
    for (paquet, groupe) in lignes.chunks(PAR_REQUETE).enumerate() {
        let places = vec!["(?,?,?,?,?,?)"; groupe.len()].join(",");
        let sql = format!(
            "INSERT INTO changement (acte, rang, objet, champ, vu, valeur) VALUES {places}"
        );
        // The text holds nothing but question marks.
        let mut requete = sqlx::query(AssertSqlSafe(sql));
        for (rang, ligne) in groupe.iter().enumerate() {
            requete = requete
                .bind(acte)
                .bind(i64::try_from(paquet * PAR_REQUETE + rang).unwrap_or(i64::MAX))
                .bind(ligne.objet)
                .bind(ligne.champ)
                .bind(ligne.vu)
                .bind(ligne.valeur.clone());
        }
        requete.execute(&mut *connexion).await?;
    }
    Ok(())
}
