//! What was told and agreed to before information left the care team (CSP D.1110-3-1), and what a
//! minor objects to (CSP L.1111-5, L.1111-5-1, R.1111-6).

use super::vues::{
    ConsentementVue, LeverOpposition, NouveauConsentement, NouvelleOpposition, OppositionVue,
    OppositionsPage, ParId, Pro, RetirerConsentement,
};
use super::{Core, Session, enfant, identifiant, professionnel};
use crate::error::{Code, Error, Result};
use crate::store::tables::{self, Consentement, Json};
use crate::store::{Acte, Changement, Entite, Verbe, Vu};
use escale_domain::consentement::{CategorieDestinataires, CategorieDonnees, ConsentementNature};
use escale_domain::date::DateCivile;
use escale_domain::document::{Oppositions, Portee, portees};
use escale_domain::enfant::{Enfant, Opposition};
use escale_domain::regle;
use escale_domain::transmission::Canal;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The default legal ground.
const BASE: &str = "CSP L.1111-5 et R.1111-6";

fn refus<T>(champ: &str, phrase: &str) -> Result<T> {
    Err(Error::refus(Code::SaisieRefusee, champ, phrase))
}

/// A day as one types it, today where nothing is typed; a day to come has not happened.
pub(super) fn jour(core: &Core, texte: &str) -> Result<DateCivile> {
    jour_vecu(core, texte, None)
}

/// The same for something that concerns a child, which does not come before the birth.
fn jour_vecu(core: &Core, texte: &str, naissance: Option<DateCivile>) -> Result<DateCivile> {
    match texte.trim() {
        "" => Ok(core.monde.aujourd_hui()),
        texte => enfant::vecu(core, naissance, texte, "Cette date"),
    }
}

/// The agreements and informations of a child, in the order in which they were recorded.
pub(super) async fn list(core: &Core, ParId { id }: ParId) -> Result<Vec<ConsentementVue>> {
    let session = core.session().await?;
    let enfant = identifiant(&id)?;
    session.store.require::<tables::Enfant>(enfant).await?;
    session.log_reading(enfant, "consentement").await?;
    vues(&session, enfant).await
}

async fn vues(session: &Session, enfant: Uuid) -> Result<Vec<ConsentementVue>> {
    let pros = professionnel::annuaire(session).await?;
    let consentements = session.store.rows(enfant).await?;
    Ok(consentements.into_iter().map(|consentement| vue(consentement, &pros)).collect())
}

fn vue(c: Consentement, pros: &BTreeMap<String, Pro>) -> ConsentementVue {
    let nom = |id: Uuid| pros.get(&id.to_string()).map(Pro::nom_court);
    let aupres_de = c.aupres_de.label();
    ConsentementVue {
        id: c.id.to_string(),
        nature: c.nature,
        nature_label: c.nature.label().to_owned(),
        donnees: labels(&c.donnees, CategorieDonnees::label),
        destinataires: labels(&c.destinataires, CategorieDestinataires::label),
        supports: labels(&c.supports, Canal::label),
        mesures: c.mesures,
        aupres_de: match c.nom.as_deref() {
            None | Some("") => aupres_de.to_owned(),
            Some(nom) => format!("{aupres_de} ({nom})"),
        },
        recueilli_par: nom(c.recueilli_par).unwrap_or_default(),
        date: c.date.iso(),
        retire_le: c.retire_le.map(DateCivile::iso),
        retire_par: c.retire_par.and_then(nom),
        retire_motif: c.retire_motif,
    }
}

fn labels<C: Copy>(codes: &[C], label: impl Fn(C) -> &'static str) -> Vec<String> {
    codes.iter().map(|code| label(*code).to_owned()).collect()
}

/// Records an agreement or an information: without its four facts it proves nothing.
pub(super) async fn save(
    core: &Core,
    nouveau: NouveauConsentement,
) -> Result<Vec<ConsentementVue>> {
    let session = core.session().await?;
    let enfant = identifiant(&nouveau.enfant)?;
    let naissance = fiche(&session, enfant).await?.naissance_sure();
    if nouveau.donnees.is_empty() {
        return refus("donnees", "Indiquez quelles informations sont partagées.");
    }
    if nouveau.destinataires.is_empty() {
        return refus("destinataires", "Indiquez avec qui elles sont partagées.");
    }
    if nouveau.supports.is_empty() {
        return refus("supports", "Indiquez par quel moyen elles sont transmises.");
    }
    if !regle::dit(&nouveau.mesures) {
        return refus("mesures", "Indiquez comment leur sécurité est assurée.");
    }
    let date = jour_vecu(core, &nouveau.date, naissance)?;
    let _tour = session.decide().await;
    let nom = Some(nouveau.nom.trim()).filter(|nom| !nom.is_empty());
    let changements = Changement::new(&Consentement {
        id: core.monde.nouvel_id(),
        enfant,
        rang: session.store.count::<Consentement>(enfant).await? + 1,
        nature: nouveau.nature,
        donnees: Json(nouveau.donnees),
        destinataires: Json(nouveau.destinataires),
        supports: Json(nouveau.supports),
        mesures: nouveau.mesures.trim().to_owned(),
        aupres_de: nouveau.aupres_de,
        nom: nom.map(str::to_owned),
        recueilli_par: session.moi()?,
        date,
        retire_le: None,
        retire_par: None,
        retire_motif: None,
    });
    write(&session, enfant, Verbe::ConsentementEnregistrer, None, changements).await?;
    vues(&session, enfant).await
}

/// Records that an agreement ended; what was agreed before stays in the record.
pub(super) async fn withdraw(
    core: &Core,
    retrait: RetirerConsentement,
) -> Result<Vec<ConsentementVue>> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let id = identifiant(&retrait.id)?;
    let donne: Consentement = session.store.row(id).await?;
    let enfant = donne.enfant;
    if donne.nature != ConsentementNature::Consentement {
        return refus("nature", "Une information donnée ne se retire pas.");
    }
    if donne.retire_le.is_some() {
        return refus("date", "Ce consentement est déjà retiré\u{a0}: relisez la liste.");
    }
    let date = jour(core, &retrait.date)?;
    if date < donne.date {
        return refus(
            "date",
            "Cette date est avant celle du consentement\u{a0}: vérifiez le jour du retrait.",
        );
    }
    let motif = Some(retrait.motif.trim()).filter(|motif| !motif.is_empty());
    let mut champs = vec![Consentement::retire_le(date), Consentement::retire_par(session.moi()?)];
    champs.extend(motif.map(|motif| Consentement::retire_motif(motif.to_owned())));
    let changements = champs.into_iter().map(|c| Changement::set(id, c).vu(Vu::Rien)).collect();
    write(&session, enfant, Verbe::ConsentementRetirer, None, changements).await?;
    vues(&session, enfant).await
}

/// The objections of a child.
pub(super) async fn oppositions(core: &Core, ParId { id }: ParId) -> Result<OppositionsPage> {
    let session = core.session().await?;
    let enfant = identifiant(&id)?;
    session.store.require::<tables::Enfant>(enfant).await?;
    session.log_reading(enfant, "opposition").await?;
    page(&session, enfant).await
}

async fn fiche(session: &Session, enfant: Uuid) -> Result<Enfant> {
    session.store.fiche(enfant).await
}

async fn page(session: &Session, enfant: Uuid) -> Result<OppositionsPage> {
    let fiche = fiche(session, enfant).await?;
    let pros = professionnel::annuaire(session).await?;
    let toutes = portees();
    let dire = |code: &String| {
        let connue = toutes.iter().find(|p| p.code == *code).cloned();
        connue.unwrap_or_else(|| Portee { code: code.clone(), label: code.clone() })
    };
    let oppositions = fiche.secret_oppositions.iter().enumerate().map(|(rang, o)| OppositionVue {
        rang: u32::try_from(rang).unwrap_or(u32::MAX),
        date: o.date.iso(),
        portee: o.portee.iter().map(dire).collect(),
        imprecise: o.portee.is_empty() || !o.portee.iter().all(|p| Oppositions::comprise(p)),
        destinataires_exclus: o.destinataires_exclus.iter().map(|d| d.label().to_owned()).collect(),
        base: o.base.clone(),
        auteur: pros.get(&o.auteur).map_or_else(|| o.auteur.clone(), Pro::nom_court),
        note: o.note.clone(),
    });
    Ok(OppositionsPage {
        oppositions: oppositions.collect(),
        vu: session.store.dernier_acte(Entite::Enfant, enfant).await?,
        portees: toutes,
    })
}

/// Records an objection. What it names must be understood: a paper could not be stripped of it
/// otherwise.
pub(super) async fn oppose(core: &Core, nouvelle: NouvelleOpposition) -> Result<OppositionsPage> {
    let session = core.session().await?;
    let enfant = identifiant(&nouvelle.enfant)?;
    if nouvelle.portee.is_empty() {
        return refus(
            "portee",
            "Choisissez ce que l’opposition désigne\u{a0}: au moins une ligne.",
        );
    }
    if !nouvelle.portee.iter().all(|p| Oppositions::comprise(p.trim())) {
        return refus("portee", "Une des lignes n’est pas connue\u{a0}: choisissez dans la liste.");
    }
    if nouvelle.destinataires_exclus.is_empty() {
        return refus("destinataires_exclus", "Indiquez qui ne doit pas savoir.");
    }
    let texte = |texte: &str| Some(texte.trim().to_owned()).filter(|texte| !texte.is_empty());
    let naissance = fiche(&session, enfant).await?.naissance_sure();
    let opposition = Opposition {
        date: jour_vecu(core, &nouvelle.date, naissance)?,
        portee: nouvelle.portee.iter().map(|p| p.trim().to_owned()).collect(),
        destinataires_exclus: nouvelle.destinataires_exclus,
        base: texte(&nouvelle.base).unwrap_or_else(|| BASE.to_owned()),
        auteur: session.compte.id.clone(),
        note: texte(&nouvelle.note),
    };
    let _tour = session.decide().await;
    let mut oppositions = fiche(&session, enfant).await?.secret_oppositions;
    oppositions.push(opposition);
    // An objection is appended, so there is no conflict with what a screen shows.
    put(&session, enfant, oppositions, Verbe::OppositionEnregistrer, None).await
}

/// Records that an objection was taken back; it stays in the journal, with the reason.
pub(super) async fn unseal(core: &Core, levee: LeverOpposition) -> Result<OppositionsPage> {
    let session = core.session().await?;
    let enfant = identifiant(&levee.enfant)?;
    let motif = levee.motif.trim().to_owned();
    if motif.is_empty() {
        return refus("motif", "Écrivez comment le mineur l’a levée.");
    }
    let _tour = session.decide().await;
    let vu = session.store.dernier_acte(Entite::Enfant, enfant).await?;
    if vu != levee.vu {
        // A rank means another objection once the list has changed.
        return refus("vu", "Le dossier a changé entre-temps\u{a0}: relisez la liste.");
    }
    let mut oppositions = fiche(&session, enfant).await?.secret_oppositions;
    let rang = usize::try_from(levee.rang).unwrap_or(usize::MAX);
    if rang >= oppositions.len() {
        return Err(Error::new(Code::Introuvable, "objection"));
    }
    oppositions.remove(rang);
    put(&session, enfant, oppositions, Verbe::OppositionLever, Some(motif)).await
}

async fn put(
    session: &Session,
    enfant: Uuid,
    oppositions: Vec<Opposition>,
    verbe: Verbe,
    motif: Option<String>,
) -> Result<OppositionsPage> {
    let changement = Changement::set(enfant, tables::Enfant::secret_oppositions(oppositions));
    write(session, enfant, verbe, motif, vec![changement]).await?;
    page(session, enfant).await
}

async fn write(
    session: &Session,
    enfant: Uuid,
    verbe: Verbe,
    motif: Option<String>,
    changements: Vec<Changement>,
) -> Result<()> {
    let auteur = Some(session.moi()?);
    let acte = Acte { verbe, auteur, enfant: Some(enfant), motif, changements };
    session.store.record(acte).await.map(|_| ())
}
