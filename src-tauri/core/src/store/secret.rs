//! Reinforced secrecy (V3) in the base: what is sealed on its way in, and where it lies.
//!
//! A sealed value is the value of the field, in the journal and in the tables alike: `verify`
//! compares it as it is, in any session. Of an answer the question is sealed too, and its
//! identifier, which could be derived from the bilan and the question without any key, is replaced
//! by one that needs the key.

use super::acte::{Changement, Vu};
use super::entite::Entite;
use super::lecture::{self, Objet};
use super::tables::{self, Dedans, Ident};
use super::{Store, projection};
use crate::error::{Code, Error, Result};
use escale_domain::codes::Visibilite;
use escale_domain::dictionnaire;
use escale_vault::{Scelleur, est_scelle};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What an unreadable text is shown as, where something must stand.
pub(super) const MASQUE: &str = "Sous secret renforcé";

/// The question by which an adolescent objects (CSP R.1111-6).
pub(super) const OPPOSITION: &str = "ado.opposition_info";

/// What of an objection stays in the clear: what it names, and whom it keeps out. Papers must
/// honour it, and the secretary makes papers without holding the key.
fn opposition(saisie: &Value) -> Value {
    let mut dite = saisie.clone();
    let valeur = &saisie["valeur"];
    dite["valeur"] = json!({
        "date": valeur["date"], "portee": valeur["portee"].as_array().cloned().unwrap_or_default(),
        "destinataires_exclus": valeur["destinataires_exclus"],
    });
    dite
}

/// Whether a column is sealed whole where its row is V3.
pub(super) fn scellee(entite: Entite, champ: &str) -> bool {
    let table = entite.table();
    matches!(table.secret, tables::Secret::V3 | tables::Secret::Motif)
        && table.colonne(champ).is_some_and(|colonne| !colonne.clair)
}

/// Whether the identifier of a row is derived from what it is about, which would tell it.
pub(super) const fn derivee(entite: Entite) -> bool {
    let table = entite.table();
    matches!(table.id, Ident::Derive(..))
        && matches!(table.secret, tables::Secret::V3 | tables::Secret::Reponse)
}

/// A change on its way into the journal; where it was sealed, with what it says.
pub(super) struct Pret {
    pub(super) changement: Changement,
    pub(super) clair: Option<Value>,
}

impl Pret {
    pub(super) const fn en_clair(changement: Changement) -> Self {
        Self { changement, clair: None }
    }
}

/// What the changes of one act become.
struct Sortie<'a> {
    store: &'a Store,
    scelleur: Option<Scelleur>,
    prets: Vec<Pret>,
    /// Whether something of the act is under reinforced secrecy: its reason is then, too.
    secret: bool,
}

impl Sortie<'_> {
    fn pass(&mut self, changement: Changement) {
        self.prets.push(Pret::en_clair(changement));
    }

    fn cellule(&mut self, place: &[u8], clair: &Value) -> Result<String> {
        let monde = self.store.monde();
        if self.scelleur.is_none() {
            self.scelleur = Some(self.store.secret.scelleur(monde)?);
        }
        let scelleur = self.scelleur.as_ref().ok_or_else(|| Error::new(Code::Interne, "seal"))?;
        let texte = zeroize::Zeroizing::new(serde_json::to_vec(clair)?);
        Ok(scelleur.seal(place, &texte, monde)?)
    }

    /// A field whose whole value is sealed; one that is cleared stays clear.
    fn seal(&mut self, mut changement: Changement) -> Result<()> {
        self.secret = true;
        if changement.valeur.is_null() {
            self.pass(changement);
            return Ok(());
        }
        let place = place(changement.entite, changement.objet, changement.champ);
        let cellule = self.cellule(&place, &changement.valeur)?;
        let clair = std::mem::replace(&mut changement.valeur, Value::String(cellule));
        self.prets.push(Pret { changement, clair: Some(clair) });
        Ok(())
    }
}

impl Store {
    /// Whether this session reads what is under reinforced secrecy.
    #[must_use]
    pub fn lit_le_secret(&self) -> bool {
        self.secret.lisible()
    }

    /// Seals what of an act is under reinforced secrecy.
    pub(super) async fn seal(
        &self,
        connexion: &mut SqliteConnection,
        changements: Vec<Changement>,
    ) -> Result<Vec<Pret>> {
        let changements = projection::suites(connexion, changements).await?;
        let mut rangs: BTreeMap<(Entite, Uuid), usize> = BTreeMap::new();
        let mut groupes: Vec<Vec<Changement>> = Vec::new();
        for changement in changements {
            let suivant = groupes.len();
            let rang = *rangs.entry((changement.entite, changement.objet)).or_insert(suivant);
            if rang == suivant {
                groupes.push(Vec::new());
            }
            if let Some(groupe) = groupes.get_mut(rang) {
                groupe.push(changement);
            }
        }
        let mut sortie = Sortie { store: self, scelleur: None, prets: Vec::new(), secret: false };
        let mut motifs = Vec::new();
        for groupe in groupes {
            use tables::Secret;
            match groupe.first().map(|c| c.entite.table().secret) {
                Some(Secret::Reponse) => self.reponse(connexion, groupe, &mut sortie).await?,
                Some(Secret::V3) => self.rangee(connexion, groupe, &mut sortie).await?,
                Some(Secret::Parties) => {
                    let tenue = self.tenue(connexion, &groupe).await?;
                    for changement in groupe {
                        partie(changement, tenue.as_ref(), &mut sortie)?;
                    }
                }
                Some(Secret::Motif) => motifs.extend(groupe),
                Some(Secret::Rien | Secret::Si(_)) | None => {
                    groupe.into_iter().for_each(|c| sortie.pass(c))
                }
            }
        }
        for motif in motifs {
            match sortie.secret {
                true => sortie.seal(motif)?,
                false => sortie.pass(motif),
            }
        }
        Ok(sortie.prets)
    }

    /// An answer: sealed whole, with its question and its rank, where the form, the file or the
    /// dictionary says V3.
    async fn reponse(
        &self,
        connexion: &mut SqliteConnection,
        groupe: Vec<Changement>,
        sortie: &mut Sortie<'_>,
    ) -> Result<()> {
        let Some(id) = groupe.first().map(|c| c.objet) else { return Ok(()) };
        let dit = |champ: &str| groupe.iter().find(|c| c.champ == champ).map(|c| &c.valeur);
        let bilan = dit("bilan").and_then(Value::as_str);
        let (reel, rangee) = self.rangee_reelle(connexion, Entite::Reponse, &groupe, bilan).await?;
        let etait = rangee.as_ref().is_some_and(|r| scelle_de(r.champ("saisie")).is_some());
        let connue = match (&rangee, etait) {
            (Some(rangee), true) => {
                let saisie = rangee.champ("saisie");
                self.unseal(Entite::Reponse, rangee.id, "saisie", saisie)?.unwrap_or_default()
            }
            (Some(rangee), false) => {
                json!({ "question": rangee.champ("question"), "rang": rangee.champ("rang") })
            }
            (None, _) => Value::Null,
        };
        let question = dit("question").unwrap_or(&connue["question"]).clone();
        let rang = dit("rang").unwrap_or(&connue["rang"]).clone();
        let sera = etait || dit("saisie").is_some_and(|saisie| est_v3(&question, saisie));
        if !sera {
            let objet = reel.unwrap_or(id);
            groupe.into_iter().for_each(|c| sortie.pass(Changement { objet, ..c }));
            return Ok(());
        }
        if question.is_null() {
            // The row was sealed by another session, and this one cannot tell what it is about.
            return Err(interdit());
        }
        sortie.secret = true;
        let objet = reel.unwrap_or_else(|| self.hide(id));
        let en_clair = rangee.is_some() && !etait;
        for changement in groupe {
            match changement.champ {
                "saisie" => {
                    let clair = json!({
                        "question": question, "rang": rang, "saisie": changement.valeur,
                    });
                    let place = place(Entite::Reponse, objet, "saisie");
                    let mut valeur = json!({ "visibilite": Visibilite::V3 });
                    let saisie = &changement.valeur;
                    if saisie["inclure_courrier"] == true && !saisie["valeur"].is_null() {
                        // The tick stays in the clear: a session without the key must know, when it
                        // makes the letter, that there is one.
                        valeur["inclure_courrier"] = json!(true);
                    }
                    if question == OPPOSITION && !saisie["valeur"].is_null() {
                        valeur["opposition"] = opposition(saisie);
                    }
                    valeur["scelle"] = json!(sortie.cellule(&place, &clair)?);
                    let changement = Changement { objet, valeur, ..changement };
                    sortie.prets.push(Pret { changement, clair: Some(clair) });
                }
                "question" | "rang" => {}
                _ => sortie.pass(Changement { objet, ..changement }),
            }
        }
        if en_clair {
            // The question was answered before it was V3: question and rank leave the row now.
            for champ in ["question", "rang"] {
                let (entite, valeur, vu) = (Entite::Reponse, Value::Null, Vu::Courant);
                sortie.pass(Changement { entite, objet, champ, valeur, vu });
            }
        }
        Ok(())
    }

    /// A row that says itself how secret it is. One that becomes V3 is sealed whole, one that is V3
    /// no more is opened whole.
    async fn rangee(
        &self,
        connexion: &mut SqliteConnection,
        groupe: Vec<Changement>,
        sortie: &mut Sortie<'_>,
    ) -> Result<()> {
        let Some((entite, id)) = groupe.first().map(|c| (c.entite, c.objet)) else {
            return Ok(());
        };
        let dit = |champ: &str| groupe.iter().find(|c| c.champ == champ).map(|c| &c.valeur);
        let bilan = dit("bilan").and_then(Value::as_str);
        let (reel, rangee) = self.rangee_reelle(connexion, entite, &groupe, bilan).await?;
        let v3 = |valeur: &Value| *valeur == json!(Visibilite::V3);
        let etait = rangee.as_ref().is_some_and(|r| v3(r.champ("visibilite")));
        let sera = dit("visibilite").map_or(etait, v3);
        let objet = match (reel, sera && derivee(entite)) {
            (Some(reel), _) => reel,
            (None, true) => self.hide(id),
            (None, false) => id,
        };
        let mut restes = Vec::new();
        if let Some(rangee) = rangee.filter(|_| sera || etait) {
            let colonnes = entite.colonnes().iter().map(|colonne| colonne.nom);
            for champ in colonnes.filter(|champ| scellee(entite, champ)) {
                let valeur = rangee.champ(champ);
                let scelle = valeur.as_str().is_some_and(est_scelle);
                let ecrit = groupe.iter().any(|c| c.champ == champ);
                if ecrit && scelle && !self.secret.lisible() {
                    // A session does not overwrite what it could not read.
                    return Err(interdit());
                }
                if ecrit || valeur.is_null() || scelle == sera {
                    continue;
                }
                let valeur = self.unseal(entite, objet, champ, valeur)?.ok_or_else(interdit)?;
                restes.push(Changement { entite, objet, champ, valeur, vu: Vu::Courant });
            }
        }
        sortie.secret |= etait;
        for changement in groupe.into_iter().chain(restes) {
            let changement = Changement { objet, ..changement };
            match sera && scellee(entite, changement.champ) {
                true => sortie.seal(changement)?,
                false => sortie.pass(changement),
            }
        }
        sortie.secret |= sera;
        Ok(())
    }

    /// The row as it is that a session without the key is about to write: what it was shown masked, it
    /// sends back empty.
    async fn tenue(
        &self,
        connexion: &mut SqliteConnection,
        groupe: &[Changement],
    ) -> Result<Option<Objet>> {
        match groupe.first().map(|c| c.entite) {
            Some(entite) if !self.secret.lisible() => {
                Ok(self.rangee_reelle(connexion, entite, groupe, None).await?.1)
            }
            _ => Ok(None),
        }
    }

    /// Where an object of the acts lies, and its row as it is; neither for one that this act makes.
    async fn rangee_reelle(
        &self,
        connexion: &mut SqliteConnection,
        entite: Entite,
        groupe: &[Changement],
        bilan: Option<&str>,
    ) -> Result<(Option<Uuid>, Option<Objet>)> {
        let Some(id) = groupe.first().map(|c| c.objet) else { return Ok((None, None)) };
        if groupe.iter().any(|c| c.vu == Vu::Neuf) {
            return Ok((None, None));
        }
        let Some(reel) = self.reel(connexion, entite, id, bilan).await? else {
            return Ok((None, None));
        };
        let sql = format!("{} WHERE id = ?", lecture::selection(entite));
        let ligne = sqlx::query(AssertSqlSafe(sql))
            .bind(reel.to_string())
            .fetch_optional(connexion)
            .await?;
        let rangee = ligne.map(|ligne| lecture::objet(entite, &ligne)).transpose()?;
        Ok((Some(reel), rangee))
    }

    /// The identifier under which an answer, or an answer to an alert, lies: its own, the one that
    /// replaces it under reinforced secrecy, or one drawn in a session without the key.
    pub(super) async fn reel(
        &self,
        connexion: &mut SqliteConnection,
        entite: Entite,
        id: Uuid,
        bilan: Option<&str>,
    ) -> Result<Option<Uuid>> {
        if !derivee(entite) {
            return Ok(Some(id));
        }
        let connu = self.tires.lock().ok().and_then(|tires| tires.get(&(entite, id)).copied());
        for candidat in [connu, Some(id), self.secret.veil(id)].into_iter().flatten() {
            if projection::connu(connexion, self.mots.numero(entite.nom())?, candidat).await? {
                return Ok(Some(candidat));
            }
        }
        if !self.secret.lisible() {
            return Ok(None);
        }
        // The fourth version of UUID: drawn, not derived.
        let sql = format!(
            "{} WHERE SUBSTR(id, 15, 1) = '4' AND (?1 IS NULL OR bilan = ?1)",
            lecture::selection(entite)
        );
        let lignes = sqlx::query(AssertSqlSafe(sql)).bind(bilan).fetch_all(connexion).await?;
        for ligne in &lignes {
            let rangee = lecture::objet(entite, ligne)?;
            if let Some(derive) = self.derive(entite, &rangee)?
                && let Ok(mut tires) = self.tires.lock()
            {
                tires.insert((entite, derive), rangee.id);
            }
        }
        Ok(self.tires.lock().ok().and_then(|tires| tires.get(&(entite, id)).copied()))
    }

    /// The identifier that the rest of the program knows a sealed row by; none where the row does not
    /// open.
    pub(super) fn derive(&self, entite: Entite, rangee: &Objet) -> Result<Option<Uuid>> {
        let Ok(bilan) = Uuid::parse_str(rangee.champ("bilan").as_str().unwrap_or_default()) else {
            return Ok(None);
        };
        let Ident::Derive(debut, champ) = entite.table().id else { return Ok(None) };
        let nom = match entite.table().secret {
            tables::Secret::Reponse => {
                let lue = self.unseal(entite, rangee.id, "saisie", rangee.champ("saisie"))?;
                lue.and_then(|l| l[champ].as_str().map(str::to_owned))
            }
            _ => {
                let lue = self.unseal(entite, rangee.id, champ, rangee.champ(champ))?;
                lue.and_then(|l| l.as_str().map(str::to_owned))
            }
        };
        let nom = nom.map(|nom| format!("{debut}{nom}"));
        Ok(nom.map(|nom| Uuid::new_v5(&bilan, nom.as_bytes())))
    }

    /// The identifier under which a new object of reinforced secrecy lies.
    fn hide(&self, id: Uuid) -> Uuid {
        self.secret.veil(id).unwrap_or_else(|| {
            let mut octets = [0; 16];
            self.monde.hasard(&mut octets);
            uuid::Builder::from_random_bytes(octets).into_uuid()
        })
    }
}

/// A field of which a part is under reinforced secrecy: whom a referral says not to inform, what is
/// noted beside an objection. What is sealed in `tenue` and comes back empty stays as it is: its
/// writer had not read it.
fn partie(
    mut changement: Changement,
    tenue: Option<&Objet>,
    sortie: &mut Sortie<'_>,
) -> Result<()> {
    let avant = changement.valeur.clone();
    let mut connue = tenue.map_or(Value::Null, |t| t.champ(changement.champ).clone());
    let connues: BTreeMap<String, Value> =
        parties(changement.entite, changement.champ, &mut connue)
            .into_iter()
            .filter(|(_, texte)| texte.as_str().is_some_and(est_scelle))
            .map(|(chemin, texte)| (chemin, texte.clone()))
            .collect();
    for (chemin, texte) in parties(changement.entite, changement.champ, &mut changement.valeur) {
        let vide = texte.as_str().is_none_or(|t| t.trim().is_empty());
        if !vide {
            let place = place(changement.entite, changement.objet, &chemin);
            *texte = Value::String(sortie.cellule(&place, texte)?);
        } else if let Some(cellule) = connues.get(&chemin) {
            *texte = cellule.clone();
        }
    }
    let clair = (changement.valeur != avant).then_some(avant);
    sortie.prets.push(Pret { changement, clair });
    Ok(())
}

/// The parts of a value that are sealed, each with its place.
pub(super) fn parties<'a>(
    entite: Entite,
    champ: &str,
    valeur: &'a mut Value,
) -> Vec<(String, &'a mut Value)> {
    match entite.table().colonne(champ).and_then(|colonne| colonne.dedans) {
        Some(Dedans::Cle(cle)) => {
            let texte = valeur.get_mut(cle);
            texte.map(|texte| (format!("{champ}/{cle}"), texte)).into_iter().collect()
        }
        Some(Dedans::Chaque(cle)) => valeur
            .as_array_mut()
            .into_iter()
            .flatten()
            .enumerate()
            .filter_map(|(rang, objet)| {
                Some((format!("{champ}/{rang}/{cle}"), objet.get_mut(cle)?))
            })
            .collect(),
        None => Vec::new(),
    }
}

/// Whether an answer is under reinforced secrecy: by the stricter of what it says itself and what
/// the dictionary says of its question.
pub(super) fn est_v3(question: &Value, saisie: &Value) -> bool {
    let du_dictionnaire = question.as_str().and_then(dictionnaire::item).map(|i| i.visibilite);
    saisie["visibilite"] == json!(Visibilite::V3) || du_dictionnaire == Some(Visibilite::V3)
}

/// The cell of a sealed answer.
pub(super) fn scelle_de(saisie: &Value) -> Option<&str> {
    saisie["scelle"].as_str().filter(|cellule| est_scelle(cellule))
}

/// What a sealed value is bound to: it cannot be moved to another object, or another field.
pub(super) fn place(entite: Entite, objet: Uuid, champ: &str) -> Vec<u8> {
    [entite.nom().as_bytes(), b"\0", objet.as_bytes(), champ.as_bytes()].concat()
}

/// The refusal to change, without the key, what is sealed.
pub(super) fn interdit() -> Error {
    Error::new(Code::Interdit, "sealed").avec_message(
        "Ce contenu est sous secret renforcé\u{a0}: seul un soignant dont le compte le lit peut le \
         modifier.",
    )
}
