//! What the program computes from: tables, rules, thresholds; the growth reference that a centre
//! loads and chooses, the thresholds that it sets.

use super::vues::{
    CalendrierVu, ChoisirCourbe, CourbeChoix, CourbeImportee, ImporterCourbe, ReferenceLigne,
    References, RegleLue, RegleVaccin, ReglerSeuil, Rien, SaisonVue, SourceMarquee,
};
use super::{Core, Session, coffre::en_fond, examen};
use crate::error::{Code, Error, Result};
use crate::monde::FichierLu;
use crate::store::tables::{Champ, Courbe, Json, Reglage};
use crate::store::{Acte, Changement, Verbe};
use escale_domain::alerte::{CATALOGUE, REGLES, Regle, Seuils};
use escale_domain::calcul::Reglages;
use escale_domain::croissance::{Reference, ReferenceImportee, oms};
use escale_domain::date::DateCivile;
use escale_domain::dictionnaire;
use escale_domain::formulaire::parse_nombre;
use escale_domain::professionnel::Permission;
use escale_domain::references;
use escale_domain::texte::typographie;
use escale_domain::vaccination::{Calendrier, Saison, saisons, sources_des_saisons};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Code of the growth reference that the program carries.
const OMS: &str = "oms";
/// Setting that names the reference in use.
const COURBE: &str = "courbe";
/// Before the code of a threshold.
const SEUIL: &str = "seuil/";
/// Most bytes of a growth table: larger than any published one.
const FICHIER_MAX: u64 = 8 * 1024 * 1024;

/// A setting under an identifier that two devices derive alike.
fn id_reglage(nom: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("fr.escale/reglage/{nom}").as_bytes())
}

pub(super) async fn reglages(session: &Session) -> Result<Reglages> {
    let mut courbe = None;
    for reglage in session.store.all::<Reglage>().await? {
        if reglage.nom == COURBE
            && let Some(code) = texte(&reglage).filter(|c| *c != OMS)
        {
            let id = super::identifiant(code)?;
            if let Some(row) = session.store.row_facultative::<Courbe>(id).await? {
                courbe = Some(importee(&row)?);
            }
        }
    }
    Ok(Reglages { courbe, seuils: seuils(session).await? })
}

/// The thresholds of the alerts, as the centre set them.
pub(super) async fn seuils(session: &Session) -> Result<Seuils> {
    let mut seuils = Seuils::default();
    for reglage in session.store.all::<Reglage>().await? {
        if let Some(code) = reglage.nom.strip_prefix(SEUIL)
            && let Some(valeur) = reglage.valeur.as_ref().and_then(|v| v.as_f64())
        {
            // A setting of a threshold that a later program no longer has is kept and unused.
            let _ = seuils.settle(code, valeur, &reglage.source);
        }
    }
    Ok(seuils)
}

/// What a setting says, where it is a text.
fn texte(reglage: &Reglage) -> Option<&str> {
    reglage.valeur.as_ref()?.as_str()
}

fn importee(courbe: &Courbe) -> Result<ReferenceImportee> {
    Reference::parse_csv(&courbe.contenu, &courbe.nom, &courbe.source, &courbe.licence)
        .map_err(|_| Error::new(Code::BaseAbimee, "growth reference does not read"))
}

fn empreinte(texte: &str) -> String {
    blake3::hash(texte.as_bytes()).to_hex().to_string()
}

pub(super) async fn list(core: &Core, _: Rien) -> Result<References> {
    let session = core.session().await?;
    vue(core, &session).await
}

async fn vue(core: &Core, session: &Session) -> Result<References> {
    let aujourd_hui = core.monde.aujourd_hui();
    let reglages = reglages(session).await?;
    let choisie = session
        .store
        .row_facultative::<Reglage>(id_reglage(COURBE))
        .await?
        .and_then(|reglage| texte(&reglage).map(str::to_owned))
        .unwrap_or_else(|| OMS.to_owned());
    let livree = Reference::oms();
    let mut courbes = vec![CourbeChoix {
        code: OMS.to_owned(),
        nom: format!("{} {}", livree.nom, livree.version.unwrap_or_default()),
        source: livree.source,
        licence: livree.licence,
        empreinte: empreinte(&oms::FICHIERS.map(|(_, texte)| texte).concat()),
        choisie: choisie == OMS,
    }];
    for courbe in session.store.all::<Courbe>().await? {
        let code = courbe.id.to_string();
        courbes.push(CourbeChoix {
            choisie: choisie == code,
            code,
            nom: courbe.nom,
            source: courbe.source,
            licence: courbe.licence,
            empreinte: courbe.empreinte,
        });
    }
    Ok(References {
        lignes: references::toutes()
            .into_iter()
            .map(|r| ReferenceLigne {
                groupe: r.groupe.to_owned(),
                nom: r.nom.to_owned(),
                version: r.version.to_owned(),
                source: r.source.to_owned(),
                licence: r.licence.to_owned(),
                empreinte: r.texte.map(empreinte).unwrap_or_default(),
                note: r.note.to_owned(),
            })
            .collect(),
        courbes,
        seuils: reglages.seuils.tous(),
        regles: REGLES.iter().map(regle_lue).collect(),
        calendriers: calendriers(aujourd_hui),
        saisons: saisons().iter().map(saison_vue).collect(),
        sources_vaccins: Calendrier::tous()
            .iter()
            .flat_map(|calendrier| &calendrier.sources)
            .chain(sources_des_saisons())
            .collect::<BTreeMap<_, _>>()
            .into_iter()
            .map(|(marque, texte)| SourceMarquee {
                marque: marque.clone(),
                texte: typographie(texte),
            })
            .collect(),
        regles_examens: examen::regles(),
        sources_examens: examen::sources(),
        peut_regler: session.peut(Permission::Administrer),
    })
}

/// A rule of alerts with its words; what it reads beside the answers is named here.
fn regle_lue(regle: &Regle) -> RegleLue {
    let lit = |code: &&str| match *code {
        "croissance" => "mesures et courbes".to_owned(),
        "pc_anterieurs" => "périmètres crâniens d’avant".to_owned(),
        "tension" => "tension artérielle".to_owned(),
        "vaccins_en_retard" => "état vaccinal".to_owned(),
        "medecin_referent" => "médecin référent".to_owned(),
        "outils" => "outils de dépistage".to_owned(),
        code => dictionnaire::item(code).map_or_else(|| code.to_owned(), |i| i.label.to_owned()),
    };
    RegleLue {
        regle: *regle,
        section_label: regle.section.label().to_owned(),
        lit_labels: regle.lit.iter().map(lit).collect(),
    }
}

/// Every calendar with its rules, the latest first.
fn calendriers(aujourd_hui: DateCivile) -> Vec<CalendrierVu> {
    let du_jour = &Calendrier::du_jour(aujourd_hui).version;
    let vu = |calendrier: &Calendrier| CalendrierVu {
        version: calendrier.version.clone(),
        periode: calendrier.fin.map_or_else(
            || format!("depuis le {}", calendrier.debut.en_lettres()),
            |fin| format!("du {} au {}", calendrier.debut.en_lettres(), fin.en_lettres()),
        ),
        du_jour: calendrier.version == *du_jour,
        regles: calendrier
            .regles
            .iter()
            .map(|regle| RegleVaccin {
                code: regle.code.clone(),
                valence: regle.valence.label().to_owned(),
                texte: references::regle_en_lettres(regle),
                portee: references::portee_en_lettres(regle),
                source: regle.source.clone().unwrap_or_default(),
                fiabilite: regle.fiabilite,
                reserve: regle.reserve().map(typographie),
                obligatoire: regle.obligatoire,
                alerte: regle.alerte(),
            })
            .collect(),
    };
    Calendrier::tous().iter().rev().map(vu).collect()
}

fn saison_vue(saison: &Saison) -> SaisonVue {
    let fin = match (saison.fin, saison.su_jusqu_au) {
        (Some(fin), _) => format!("au {}", fin.en_lettres()),
        (None, Some(su)) => {
            format!("jusqu’à une date non connue (suivie jusqu’au {})", su.en_lettres())
        }
        (None, None) => "jusqu’à une date non connue".to_owned(),
    };
    SaisonVue {
        valence: saison.valence.label().to_owned(),
        nom: saison.nom.clone(),
        territoire: saison.territoire.label().to_owned(),
        texte: typographie(&format!(
            "Du {} {fin} ; enfants nés depuis le {}",
            saison.debut.en_lettres(),
            saison.nes_depuis.en_lettres()
        )),
        source: saison.source.clone(),
    }
}

pub(super) async fn import(core: &Core, demande: ImporterCourbe) -> Result<CourbeImportee> {
    let qui = core.session().await?.compte.id.clone();
    // A dialog may stay open for an hour: the base must be able to close meanwhile.
    let choisi = core.poste.quel_fichier(FichierLu::Courbe).await;
    let session = core.session_de(&qui).await?;
    core.require(Permission::Administrer).await?;
    let Some(chemin) = choisi else {
        let references = vue(core, &session).await?;
        return Ok(CourbeImportee { courbe: None, refus: Vec::new(), references });
    };
    let refus = |phrase: &str| Error::refus(Code::SaisieRefusee, "fichier", phrase);
    let octets = en_fond(move || {
        let illisible = |e: std::io::Error| Error::new(Code::Interne, format!("{:?}", e.kind()));
        if std::fs::metadata(&chemin).map_err(illisible)?.len() > FICHIER_MAX {
            return Ok(None);
        }
        std::fs::read(&chemin).map(Some).map_err(illisible)
    })
    .await
    .map_err(|_| refus("Ce fichier ne se lit pas. Vérifiez qu’il n’est pas ouvert ailleurs."))?
    .ok_or_else(|| refus("Ce fichier est trop gros pour être une table de croissance."))?;
    let texte = match String::from_utf8(octets) {
        Ok(texte) => texte.trim_start_matches('\u{feff}').to_owned(),
        // Spreadsheets write Windows-1252; figures and heads are the same signs in Latin-1.
        Err(autre) => autre.into_bytes().into_iter().map(char::from).collect(),
    };
    let (nom, source, licence) =
        (demande.nom.trim(), demande.source.trim(), demande.licence.trim());
    if let Err(problemes) = Reference::parse_csv(&texte, nom, source, licence) {
        let refus = problemes
            .into_iter()
            .map(|p| match p.ligne {
                Some(ligne) => format!("Ligne {ligne}\u{a0}: {}", p.message),
                None => p.message,
            })
            .collect();
        return Ok(CourbeImportee { courbe: None, refus, references: vue(core, &session).await? });
    }
    let empreinte = empreinte(&texte);
    let _tour = session.decide().await;
    let deja: Vec<Courbe> = session.store.all().await?;
    if deja.iter().any(|c| c.empreinte == empreinte && c.nom == nom) {
        return Err(refus("Cette courbe est déjà chargée, sous le même nom."));
    }
    let id = core.monde.nouvel_id();
    let changements = Changement::new(&Courbe {
        id,
        nom: nom.to_owned(),
        source: source.to_owned(),
        licence: licence.to_owned(),
        contenu: texte,
        empreinte,
        date: core.monde.aujourd_hui(),
    });
    write(&session, Verbe::CourbeImporter, changements).await?;
    Ok(CourbeImportee {
        courbe: Some(id.to_string()),
        refus: Vec::new(),
        references: vue(core, &session).await?,
    })
}

pub(super) async fn choose(
    core: &Core,
    ChoisirCourbe { code }: ChoisirCourbe,
) -> Result<References> {
    let session = core.session().await?;
    if code != OMS {
        session.store.require::<Courbe>(super::identifiant(&code)?).await?;
    }
    let changements = reglage(&session, COURBE, json!(code), "").await?;
    write(&session, Verbe::ReglageModifier, changements).await?;
    vue(core, &session).await
}

pub(super) async fn settle(core: &Core, demande: ReglerSeuil) -> Result<References> {
    let session = core.session().await?;
    let refus = |champ: &str, phrase: String| Error::refus(Code::SaisieRefusee, champ, phrase);
    let valeur = match demande.valeur.as_deref().map(str::trim) {
        None | Some("") if !CATALOGUE.iter().any(|seuil| seuil.code == demande.code) => {
            return Err(Error::new(Code::Introuvable, "threshold"));
        }
        None | Some("") => Value::Null,
        Some(texte) => {
            let lue = parse_nombre(texte, None)
                .map_err(|_| refus("valeur", "Écrivez un nombre.".to_owned()))?;
            let mut essai = Seuils::default();
            essai
                .settle(&demande.code, lue, &demande.source)
                .map_err(|phrase| refus("valeur", phrase))?;
            json!(lue)
        }
    };
    let nom = format!("{SEUIL}{}", demande.code);
    let changements = reglage(&session, &nom, valeur, demande.source.trim()).await?;
    write(&session, Verbe::ReglageModifier, changements).await?;
    vue(core, &session).await
}

/// The value of a setting; null by default.
pub(super) async fn reglage_lu(session: &Session, nom: &str) -> Result<Value> {
    let reglage: Option<Reglage> = session.store.row_facultative(id_reglage(nom)).await?;
    Ok(reglage.and_then(|reglage| reglage.valeur).map_or(Value::Null, |valeur| valeur.0))
}

pub(super) async fn reglage(
    session: &Session,
    nom: &str,
    valeur: Value,
    source: &str,
) -> Result<Vec<Changement>> {
    let id = id_reglage(nom);
    let connu: Option<Reglage> = session.store.row_facultative(id).await?;
    let valeur = Some(valeur).filter(|valeur| !valeur.is_null()).map(Json);
    let mut champs: Vec<Champ<Reglage>> = vec![Reglage::valeur(valeur), Reglage::source(source)];
    if connu.is_none() {
        champs.push(Reglage::nom(nom));
    }
    Ok(Changement::all(id, champs))
}

pub(super) async fn write(
    session: &Session,
    verbe: Verbe,
    changements: Vec<Changement>,
) -> Result<()> {
    let auteur = Some(session.moi()?);
    session
        .store
        .record(Acte { verbe, auteur, enfant: None, motif: None, changements })
        .await
        .map(|_| ())
}
