//! Which parts a bilan is opened with, and the calendar of the protocol's bilans.

use crate::api::vues::{
    ProposerVolets, ProtocoleVu, ReglerProtocole, Rien, VoletPropose, VoletsProposes,
};
use crate::api::{Core, Session, enfant, identifiant, reference};
use crate::error::{Code, Error, Result};
use crate::store::Verbe;
use escale_domain::age::Age;
use escale_domain::bilan::{BilanType, CalendrierProtocole, VoletCode};
use escale_domain::date::DateCivile;
use escale_domain::enfant::Enfant;
use escale_domain::volets::{volet_possible, volets_par_defaut};
use serde_json::{Value, json};

/// Setting that holds the calendar of a centre.
const PROTOCOLE: &str = "protocole";

fn refus(champ: &str, phrase: impl Into<String>) -> Error {
    Error::refus(Code::SaisieRefusee, champ, phrase.into())
}

/// The parts that a bilan is opened with: those chosen, or those of its type and age.
pub(in crate::api) fn choisis(
    bilan_type: BilanType,
    age_mois: i32,
    voulus: Option<&[VoletCode]>,
) -> Result<Vec<VoletCode>> {
    let Some(voulus) = voulus else { return Ok(volets_par_defaut(bilan_type, age_mois)) };
    if !voulus.contains(&VoletCode::S16) {
        return Err(refus(
            "volets",
            "La synthèse fait partie de tout bilan\u{a0}: gardez-la dans la liste.",
        ));
    }
    if let Some(volet) = voulus.iter().find(|v| !volet_possible(**v, age_mois)) {
        let label = volet.label();
        let phrase = format!(
            "«\u{a0}{label}\u{a0}» ne pose aucune question à cet âge\u{a0}: décochez cette partie."
        );
        return Err(refus("volets", phrase));
    }
    Ok(VoletCode::ALL.iter().copied().filter(|v| voulus.contains(v)).collect())
}

pub(in crate::api) async fn propose(
    core: &Core,
    demande: ProposerVolets,
) -> Result<VoletsProposes> {
    let session = core.session().await?;
    let id = identifiant(&demande.enfant)?;
    let fiche: Enfant = session.store.fiche(id).await?;
    let date = enfant::date(core, &demande.date)?;
    let Some(age) = Age::a(fiche.date_naissance, date) else {
        return Err(refus("date", "La date du bilan est avant la naissance de l’enfant."));
    };
    let defaut = volets_par_defaut(demande.bilan_type, age.mois);
    let volets = VoletCode::ALL
        .iter()
        .filter(|volet| volet_possible(**volet, age.mois))
        .map(|volet| VoletPropose {
            code: *volet,
            label: volet.label().to_owned(),
            par_defaut: defaut.contains(volet),
            obligatoire: *volet == VoletCode::S16,
        })
        .collect();
    // A bilan of one domain or of one recommendation is no bilan of the protocol.
    let faits: Vec<DateCivile> = session
        .store
        .bilans(&demande.enfant)
        .await?
        .iter()
        .filter(|b| BilanType::from_code(&b.bilan_type).is_some_and(BilanType::regarde_tout))
        .filter_map(|b| DateCivile::parse_iso(&b.date))
        .collect();
    let protocole =
        calendrier(&session).await?.calendrier.prochain(fiche.date_naissance, &faits, date);
    let portee = demande.bilan_type.portee().map(str::to_owned);
    Ok(VoletsProposes { volets, age: age.en_lettres(), protocole, portee })
}

/// The calendar in use: the centre's own, or the one that comes with the program.
async fn calendrier(session: &Session) -> Result<ProtocoleVu> {
    let regle = reference::reglage_lu(session, PROTOCOLE).await?;
    Ok(match regle.as_str().map(CalendrierProtocole::parse) {
        Some(Ok(calendrier)) => ProtocoleVu { calendrier, regle: true },
        // What a later program wrote and this one does not read is kept and unused.
        Some(Err(_)) | None => {
            ProtocoleVu { calendrier: CalendrierProtocole::livre().clone(), regle: false }
        }
    })
}

pub(in crate::api) async fn protocole(core: &Core, _: Rien) -> Result<ProtocoleVu> {
    calendrier(&*core.session().await?).await
}

pub(in crate::api) async fn settle(core: &Core, demande: ReglerProtocole) -> Result<ProtocoleVu> {
    let session = core.session().await?;
    let (valeur, source) = match demande.calendrier {
        None => (Value::Null, String::new()),
        Some(calendrier) => {
            if calendrier.etapes.iter().any(|etape| etape.nom.trim().is_empty()) {
                return Err(refus(
                    "calendrier",
                    "Donnez un nom à chaque bilan du calendrier.".to_owned(),
                ));
            }
            let texte = serde_json::to_string(&calendrier)?;
            CalendrierProtocole::parse(&texte).map_err(|r| refus("calendrier", r.to_string()))?;
            (json!(texte), calendrier.source)
        }
    };
    let changements = reference::reglage(&session, PROTOCOLE, valeur, source.trim()).await?;
    reference::write(&session, Verbe::ReglageModifier, changements).await?;
    calendrier(&session).await
}
