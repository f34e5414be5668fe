//! The centre's own forms: looked at, published, retired; and those that a bilan was opened with.
//!
//! A version is never edited. Its identifier comes from its content, its part and its ages, so that
//! two posts name the same form alike and a record brings its own along. A bilan keeps the
//! identifiers of the forms that were published when it was opened.

use super::coffre::en_fond;
use super::vues::{
    ChoixVue, ComplementsFormulaire, ExaminerFormulaire, FormulaireExamine, FormulaireLigne,
    FormulaireVu, ManquantsFormulaire, MentionFormulaire, ParId, PublierFormulaire,
    QuestionFormulaire, RefusFormulaire, Rien, SansEffetVu,
};
use super::{Core, Session, identifiant, professionnel, volet};
use crate::error::{Code, Error, Result};
use crate::monde::FichierLu;
use crate::store::tables::{Bilan, Formulaire, Json};
use crate::store::{Acte, Changement, Verbe};
use escale_domain::bilan::VoletCode;
use escale_domain::codes::Visibilite;
use escale_domain::date::DateCivile;
use escale_domain::formulaire::{
    Complements, DuCentre, FormulaireJoint, FormulaireStatut, Lexique, Manquants, Motif, SansEffet,
    ou_en_lettres, parse_du_centre,
};
use escale_domain::professionnel::Permission;
use serde_json::json;
use uuid::Uuid;

/// Most bytes of a form: larger than any real one.
const FICHIER_MAX: u64 = 2 * 1024 * 1024;

fn refus(champ: &str, phrase: impl Into<String>) -> Error {
    Error::refus(Code::SaisieRefusee, champ, phrase)
}

/// The identifier of a form, derived from its content: the same form gets the same one on every
/// seat.
pub(super) fn id(joint: &FormulaireJoint) -> Uuid {
    let nom = format!(
        "fr.escale/formulaire/{}/{}",
        empreinte(&joint.contenu),
        json!([joint.volet, joint.age_min, joint.age_max])
    );
    Uuid::new_v5(&Uuid::NAMESPACE_OID, nom.as_bytes())
}

fn empreinte(texte: &str) -> String {
    blake3::hash(texte.as_bytes()).to_hex().to_string()
}

fn illisible() -> Error {
    Error::new(Code::BaseAbimee, "form does not read")
}

/// The fields of a form that is new to the base.
pub(super) fn row(
    joint: &FormulaireJoint,
    statut: FormulaireStatut,
    date: DateCivile,
    auteur: Option<Uuid>,
) -> Result<Formulaire> {
    let DuCentre { formulaire, slug, .. } =
        parse_du_centre(&joint.contenu).map_err(|_| illisible())?;
    Ok(Formulaire {
        id: id(joint),
        url: formulaire.url,
        nom: slug,
        version: formulaire.version,
        titre: formulaire.titre,
        volet: joint.volet,
        age_min: joint.age_min.map(i64::from),
        age_max: joint.age_max.map(i64::from),
        contenu: joint.contenu.clone(),
        empreinte: empreinte(&joint.contenu),
        date,
        auteur,
        statut,
    })
}

fn joint(forme: Formulaire) -> FormulaireJoint {
    let age = |mois: Option<i64>| mois.and_then(|n| i32::try_from(n).ok());
    FormulaireJoint {
        volet: forme.volet,
        age_min: age(forme.age_min),
        age_max: age(forme.age_max),
        contenu: forme.contenu,
    }
}

/// The forms that a bilan opened now is filled in with: null where there is none.
pub(super) async fn a_poser(session: &Session) -> Result<Option<Json<Vec<Uuid>>>> {
    let mut publies: Vec<Formulaire> = session.store.all().await?;
    publies.retain(|f| f.statut == FormulaireStatut::Publie);
    publies.sort_by(|a, b| (a.volet, &a.titre).cmp(&(b.volet, &b.titre)));
    let ids: Vec<Uuid> = publies.iter().map(|f| f.id).collect();
    Ok((!ids.is_empty()).then_some(Json(ids)))
}

/// The forms that a bilan was opened with.
pub(super) async fn joints(session: &Session, bilan: Uuid) -> Result<Vec<FormulaireJoint>> {
    let bilan: Bilan = session.store.row(bilan).await?;
    let mut joints = Vec::new();
    for id in bilan.formulaires.into_iter().flat_map(|ids| ids.0) {
        joints.push(joint(session.store.row(id).await?));
    }
    Ok(joints)
}

/// What the codes of a bilan mean: the dictionary, and the forms that it was opened with.
pub(super) async fn lexique(session: &Session, bilan: Uuid) -> Result<Lexique> {
    let mut formulaires = Vec::new();
    for joint in joints(session, bilan).await? {
        formulaires.push(joint.open().map_err(|_| illisible())?);
    }
    Ok(Lexique::des(formulaires))
}

pub(super) async fn list(core: &Core, _: Rien) -> Result<Vec<FormulaireLigne>> {
    let session = core.session().await?;
    lignes(&session).await
}

async fn lignes(session: &Session) -> Result<Vec<FormulaireLigne>> {
    let pros = professionnel::annuaire(session).await?;
    let mut formes: Vec<Formulaire> = session.store.all().await?;
    // Together by form: the version in use first, then the latest.
    formes.sort_by(|a, b| {
        let place = |f: &Formulaire| (f.url.clone(), f.statut != FormulaireStatut::Publie);
        let jour = |f: &Formulaire| (f.date, f.version.clone());
        place(a).cmp(&place(b)).then_with(|| jour(b).cmp(&jour(a)))
    });
    Ok(formes.into_iter().map(|forme| ligne(forme, &pros)).collect())
}

fn ligne(
    forme: Formulaire,
    pros: &std::collections::BTreeMap<String, super::vues::Pro>,
) -> FormulaireLigne {
    let auteur = forme.auteur.and_then(|id| pros.get(&id.to_string()));
    FormulaireLigne {
        id: forme.id.to_string(),
        titre: forme.titre.clone(),
        version: forme.version.clone(),
        url: forme.url.clone(),
        volet: forme.volet.code().to_owned(),
        volet_label: forme.volet.label().to_owned(),
        date: forme.date.iso(),
        auteur: auteur.map(super::vues::Pro::nom_court),
        statut: forme.statut.code().to_owned(),
        statut_label: forme.statut.label().to_owned(),
        empreinte: forme.empreinte.clone(),
        ages: {
            let joint = joint(forme);
            ages(joint.age_min, joint.age_max)
        },
    }
}

fn ages(min: Option<i32>, max: Option<i32>) -> String {
    let age = |mois: i32| match (mois / 12, mois % 12) {
        (1, 0) => "1\u{a0}an".to_owned(),
        (ans, 0) if ans > 1 => format!("{ans}\u{a0}ans"),
        _ => format!("{mois}\u{a0}mois"),
    };
    match (min, max) {
        (None, None) => "À tout âge".to_owned(),
        (Some(min), None) => format!("Dès {}", age(min)),
        // The last age counts whole: 71 months is "before 6 years".
        (None, Some(max)) => format!("Avant {}", age(max + 1)),
        (Some(min), Some(max)) => format!("De {} à moins de {}", age(min), age(max + 1)),
    }
}

pub(super) async fn read(core: &Core, ParId { id }: ParId) -> Result<FormulaireVu> {
    let session = core.session().await?;
    let joint = joint(session.store.row(identifiant(&id)?).await?);
    let mut vu = vue(parse_du_centre(&joint.contenu).map_err(|_| illisible())?);
    vu.volet = Some(joint.volet.code().to_owned());
    (vu.age_min, vu.age_max) = (joint.age_min, joint.age_max);
    Ok(vu)
}

pub(super) async fn examine(
    core: &Core,
    ExaminerFormulaire { contenu }: ExaminerFormulaire,
) -> Result<FormulaireExamine> {
    let contenu = match contenu {
        Some(contenu) => Some(contenu),
        None => choose(core).await?,
    };
    let Some(contenu) = contenu else {
        return Ok(FormulaireExamine {
            contenu: None,
            refus: Vec::new(),
            formulaire: None,
            manquants: None,
            remplace: None,
            volets: Vec::new(),
        });
    };
    // It is read with the proposals for what it leaves out: the questions do not depend on them.
    let manquants = Manquants::de(&contenu).unwrap_or_default();
    let complet = manquants.complete(&contenu, &manquants.proposes());
    let lu = parse_du_centre(complet.as_deref().unwrap_or(&contenu));
    let refus = lu.as_ref().err().map(Vec::as_slice).unwrap_or_default();
    let refus = refus.iter().map(|r| RefusFormulaire {
        chemin: r.chemin.clone(),
        ou: ou_en_lettres(&contenu, &r.chemin),
        raison: r.raison.clone(),
    });
    // The synthesis belongs to the pair, and no form completes it.
    let volets = VoletCode::ALL.iter().filter(|v| **v != VoletCode::S16);
    Ok(FormulaireExamine {
        refus: refus.collect(),
        contenu: Some(contenu),
        remplace: match &lu {
            Ok(lu) => remplace(core, &lu.formulaire.url).await?,
            Err(_) => None,
        },
        manquants: (!manquants.aucun() && lu.is_ok()).then_some(ManquantsFormulaire {
            url: manquants.url,
            version: manquants.version,
            titre: manquants.titre,
            langue: manquants.langue,
        }),
        formulaire: lu.ok().map(vue),
        volets: volets
            .map(|v| ChoixVue { code: v.code().to_owned(), label: v.label().to_owned() })
            .collect(),
    })
}

/// What is published under an address, for the preview of a form that would be published there.
async fn remplace(core: &Core, url: &str) -> Result<Option<String>> {
    let session = core.session().await?;
    let connus: Vec<Formulaire> = session.store.all().await?;
    let publie = FormulaireStatut::Publie;
    let avant = connus.iter().find(|f| f.url == url && f.statut == publie);
    Ok(avant.map(|f| {
        format!(
            "Une version de ce questionnaire est déjà publiée à cette adresse\u{a0}: «\u{a0}{}\u{a0}», version {}. \
             Une autre version la remplacera dans les bilans à venir.",
            f.titre, f.version
        )
    }))
}

/// The text of the file that the person chooses.
async fn choose(core: &Core) -> Result<Option<String>> {
    let qui = core.session().await?.compte.id.clone();
    // A dialog may stay open for an hour: the base must be able to close meanwhile.
    let choisi = core.poste.quel_fichier(FichierLu::Formulaire).await;
    drop(core.session_de(&qui).await?);
    core.require(Permission::Administrer).await?;
    let Some(chemin) = choisi else { return Ok(None) };
    let octets = en_fond(move || {
        let illisible = |e: std::io::Error| Error::new(Code::Interne, format!("{:?}", e.kind()));
        if std::fs::metadata(&chemin).map_err(illisible)?.len() > FICHIER_MAX {
            return Ok(None);
        }
        std::fs::read(&chemin).map(Some).map_err(illisible)
    })
    .await
    .map_err(|_| {
        refus("fichier", "Ce fichier ne se lit pas. Vérifiez qu’il n’est pas ouvert ailleurs.")
    })?
    .ok_or_else(|| refus("fichier", "Ce fichier est trop gros pour être un formulaire."))?;
    String::from_utf8(octets).map(Some).map_err(|_| {
        refus(
            "fichier",
            "Ce fichier n’est pas un texte en UTF-8. Enregistrez de nouveau le questionnaire, en JSON.",
        )
    })
}

fn vue(lu: DuCentre) -> FormulaireVu {
    let forme = &lu.formulaire;
    let compte = |v: Visibilite| {
        forme.questions.iter().filter(|q| volet::attend(q.genre) && q.visibilite == v).count()
    };
    let mut avis = lu.avis;
    if compte(Visibilite::V1) > 0 {
        avis.push(
            "Des questions sont dites partageables. Leurs réponses restent pourtant dans le dossier \
             et dans le courrier au médecin\u{a0}: aucune règle ne les laisse sortir sur la fiche de \
             l’ASE, l’attestation ou la feuille de route."
                .to_owned(),
        );
    }
    if compte(Visibilite::V3) > 0 {
        avis.push(
            "Des questions sont sous secret renforcé\u{a0}: seuls les soignants lisent leurs \
             réponses, qui ne vont au médecin que si l’on coche chacune."
                .to_owned(),
        );
    }
    FormulaireVu {
        titre: forme.titre.clone(),
        version: forme.version.clone(),
        url: forme.url.clone(),
        volet: lu.volet_propose.map(|v| v.code().to_owned()),
        age_min: lu.age_min,
        age_max: lu.age_max,
        questions: forme
            .questions
            .iter()
            .filter(|q| !q.cachee)
            .map(|q| QuestionFormulaire {
                question: volet::vierge(q),
                condition: forme.condition_en_lettres(q),
            })
            .collect(),
        mentions: lu
            .mentions
            .into_iter()
            .map(|(titre, texte)| MentionFormulaire { titre: titre.to_owned(), texte })
            .collect(),
        sans_effet: sans_effet(&lu.sans_effet),
        avis,
        autrement: lu.autrement,
    }
}

/// What changes nothing, gathered by why.
fn sans_effet(tous: &[SansEffet]) -> Vec<SansEffetVu> {
    let de = |motif: &Motif| -> Vec<String> {
        let siens = tous.iter().filter(|s| s.motif() == *motif);
        siens
            .map(|s| match s.combien {
                1 => s.nom.clone(),
                n => format!("{} ({n} fois)", s.nom),
            })
            .collect()
    };
    let par_motif = Motif::ALL.iter().map(|motif| (motif, de(motif)));
    par_motif
        .filter(|(_, noms)| !noms.is_empty())
        .map(|(motif, noms)| SansEffetVu { raison: motif.label().to_owned(), noms })
        .collect()
}

/// The file completed with what the administrator said.
fn complete(contenu: String, dits: Option<ComplementsFormulaire>) -> Result<String> {
    let manquants = Manquants::de(&contenu).unwrap_or_default();
    if manquants.aucun() {
        return Ok(contenu);
    }
    let dits = dits.unwrap_or_default();
    let dits = Complements {
        url: dits.url,
        version: dits.version,
        titre: dits.titre,
        en_francais: dits.en_francais,
    };
    manquants.complete(&contenu, &dits).map_err(|(champ, phrase)| refus(champ, phrase))
}

pub(super) async fn publish(
    core: &Core,
    demande: PublierFormulaire,
) -> Result<Vec<FormulaireLigne>> {
    let session = core.session().await?;
    let volet = VoletCode::from_code(&demande.volet).filter(|v| *v != VoletCode::S16);
    let joint = FormulaireJoint {
        volet: volet.ok_or_else(|| refus("volet", "Choisissez la partie du bilan à compléter."))?,
        age_min: demande.age_min,
        age_max: demande.age_max,
        contenu: complete(demande.contenu, demande.complements)?,
    };
    if !joint.ages_possibles() {
        return Err(refus("age_min", "Le premier âge dépasse le dernier. Corrigez l’un des deux."));
    }
    let lu = parse_du_centre(&joint.contenu).map_err(|problemes| {
        let premier = problemes.first().map(ToString::to_string).unwrap_or_default();
        refus("contenu", format!("Ce formulaire n’est pas pris en charge\u{a0}: {premier}."))
    })?;
    let (forme, id) = (&lu.formulaire, id(&joint));
    let _tour = session.decide().await;
    let connus: Vec<Formulaire> = session.store.all().await?;
    let publie = FormulaireStatut::Publie;
    let meme = connus.iter().find(|o| o.id == id);
    if meme.is_some_and(|f| f.statut == publie) {
        return Err(refus("version", "Cette version est déjà publiée, telle quelle."));
    }
    for autre in connus.iter().filter(|o| o.id != id) {
        let adresse = autre.url == forme.url;
        if adresse && autre.version == forme.version {
            return Err(refus(
                "version",
                format!(
                    "La version {} de ce formulaire existe déjà, avec un autre contenu, une autre \
                     partie ou d’autres âges. Une version ne change jamais\u{a0}: donnez un autre \
                     numéro de version. Si c’est un tout autre formulaire, donnez-lui une autre \
                     adresse.",
                    forme.version
                ),
            ));
        }
        if !adresse && autre.nom == lu.slug {
            return Err(refus(
                "nom",
                format!(
                    "«\u{a0}{}\u{a0}» porte déjà ce nom dans son fichier («\u{a0}name\u{a0}»). \
                     Donnez-en un autre à celui-ci.",
                    autre.titre
                ),
            ));
        }
    }
    let mut changements = Vec::new();
    for avant in connus.iter().filter(|f| f.id != id && f.url == forme.url && f.statut == publie) {
        changements.push(advance_to(avant.id, FormulaireStatut::Remplace));
    }
    match meme {
        Some(_) => changements.push(advance_to(id, publie)),
        None => {
            let moi = Some(session.moi()?);
            let row = row(&joint, publie, core.monde.aujourd_hui(), moi)?;
            changements.extend(Changement::new(&row));
        }
    }
    write(&session, Verbe::FormulairePublier, changements).await?;
    lignes(&session).await
}

pub(super) async fn withdraw(core: &Core, ParId { id }: ParId) -> Result<Vec<FormulaireLigne>> {
    let session = core.session().await?;
    let _tour = session.decide().await;
    let forme: Formulaire = session.store.row(identifiant(&id)?).await?;
    if forme.statut != FormulaireStatut::Publie {
        return Err(refus("statut", "Ce formulaire n’est plus proposé."));
    }
    let changements = vec![advance_to(forme.id, FormulaireStatut::Retire)];
    write(&session, Verbe::FormulaireRetirer, changements).await?;
    lignes(&session).await
}

fn advance_to(id: Uuid, statut: FormulaireStatut) -> Changement {
    Changement::set(id, Formulaire::statut(statut))
}

async fn write(session: &Session, verbe: Verbe, changements: Vec<Changement>) -> Result<()> {
    let auteur = Some(session.moi()?);
    session
        .store
        .record(Acte { verbe, auteur, enfant: None, motif: None, changements })
        .await
        .map(|_| ())
}
