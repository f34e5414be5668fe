//! What of a record may be printed on a paper, and nothing else.

use super::prescription::{self, Prescripteur, SeancePrescrite};
use super::{
    LieuxSecrets, Oppositions, PaperKind, Raison, Refus, Regle, famille, heure, insecables,
    nom_complet, regle, sujet_reserve,
};
use crate::age::Age;
use crate::bilan::{BilanType, DemiJournee, Reponse};
use crate::codes::{Bool3, Visibilite};
use crate::date::DateCivile;
use crate::dictionnaire;
use crate::dossier::Dossier;
use crate::enfant::{AutorisationStatut, LieuAccueilType, Sexe};
use crate::papier::{Objection, Reads};
use crate::posees::DossierLu;
use crate::preconisation::{Preconisation, PreconisationStatut, Priorite, Rdv, Responsable};
use crate::professionnel::Centre;
use crate::texte::typographie;
use serde_json::Value;

/// From this age, in completed years, the road map addresses the child; before it, the adults who
/// take care of the child.
const AGE_DE_LIRE: i32 = 7;

/// Whether the road map addresses a child of this age.
#[must_use]
pub const fn lit(age: Age) -> bool {
    age.mois >= AGE_DE_LIRE * 12
}

/// What a paper may say. Every text has its typography, and nothing of a confidential place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extrait {
    pub kind: PaperKind,
    pub centre: Centre,
    pub personne: Personne,
    /// Type of the bilan, where the paper may say it.
    pub bilan_type: Option<BilanType>,
    pub date: DateCivile,
    /// Half-day of the bilan, where the paper may say it.
    pub demi_journee: Option<DemiJournee>,
    /// Whether the bilan may still change.
    pub projet: bool,
    /// The lines that name the service to which sheet B goes; empty without a referral.
    pub service: Vec<String>,
    /// What is to be done, the most urgent first, what is done last.
    pub besoins: Vec<Besoin>,
    /// What to know every day: title and text.
    pub quotidien: Vec<(Quotidien, String)>,
    /// When the centre wants to see the child again.
    pub prochain_bilan: Option<DateCivile>,
    /// The pair, by name.
    pub signataires: Vec<String>,
    /// Whether the child lives with parents, who then do what a place of care does.
    pub au_domicile: bool,
    /// The sessions that a prescription asks for.
    pub seances: Vec<SeancePrescrite>,
    pub prescripteur: Option<Prescripteur>,
}

/// The child, as far as the paper may name them; a field that it may not say is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personne {
    /// First name: the one in use, or all those of the birth certificate.
    pub prenom: String,
    /// Birth name.
    pub nom: String,
    /// For the agreement of the words.
    pub sexe: Sexe,
    pub naissance: Option<DateCivile>,
    /// Whether that date is an estimate.
    pub estimee: bool,
    pub dossier: String,
    /// Whether the road map addresses the child (from 7 years).
    pub lit: bool,
}

/// Something to be done for the child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besoin {
    /// Family of acts, in words that betray no specialty.
    pub famille: &'static str,
    /// The words that were written to be shared.
    pub texte: String,
    /// Whether it cannot wait.
    pub urgent: bool,
    pub echeance: DateCivile,
    pub responsable: Responsable,
    /// Who does it, by name.
    pub avec: Option<String>,
    /// "6 séances, une par semaine".
    pub seances: Option<String>,
    pub rdv: Option<RendezVous>,
    /// Authorisation, where it is required and not obtained.
    pub autorisation: Option<AutorisationStatut>,
    pub avancement: Avancement,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RendezVous {
    pub date: DateCivile,
    /// "14 h 15"; empty when not known.
    pub heure: String,
    /// Place; none where only the centre may tell it.
    pub lieu: Option<String>,
}

/// Progress of something to be done, in words for readers who are no doctors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Avancement {
    AOrganiser,
    Demande,
    RendezVous,
    EnCours,
    /// Given up or refused: to be looked at again with the centre.
    ARevoir,
    Fait,
}

/// What a paper may say of a record.
///
/// # Errors
/// [`Refus`] when an objection of the minor cannot be read, unless the paper only says the date.
pub fn extract(dossier: &Dossier, kind: PaperKind) -> Result<Extrait, Refus> {
    let tri = Tri::new(dossier, kind);
    let paper = kind.facts();
    if tri.oppositions.imprecise() && paper.refused_by_vague_objection() {
        return Err(Refus::OppositionImprecise);
    }
    if paper.whole() {
        a_faire(&tri.dossier)?;
    }
    let (seances, prescripteur) = match paper.prescribes {
        true => prescription::parse(&tri).map(|(s, p)| (s, Some(p)))?,
        false => (Vec::new(), None),
    };
    let bilan = &dossier.bilan;
    let demande = dossier.demande.as_ref();
    Ok(Extrait {
        kind,
        centre: dossier.centre.clone(),
        personne: personne(&tri),
        bilan_type: tri.sort("bilan.type").then_some(bilan.bilan_type),
        date: bilan.date,
        demi_journee: tri.sort("bilan.demi_journee").then_some(bilan.demi_journee),
        projet: bilan.statut.ouvert(),
        service: service(&tri),
        besoins: besoins(&tri),
        quotidien: quotidien(&tri),
        prochain_bilan: tri
            .sort("syn.prochain_bilan")
            .then_some(dossier.synthese.prochain_bilan)
            .flatten(),
        signataires: match tri.sort("bilan.binome") {
            true => dossier
                .professionnels
                .iter()
                .filter(|p| bilan.binome.contains(&p.id))
                .map(nom_complet)
                .collect(),
            false => Vec::new(),
        },
        au_domicile: demande.is_some_and(|d| d.lieu_accueil_type == LieuAccueilType::Domicile),
        seances,
        prescripteur,
    })
}

/// Refuses the letter where this session cannot tell which questions are asked, since they depend
/// on a sealed answer.
///
/// # Errors
/// [`Refus::ReponseScellee`].
pub fn a_faire(dossier: &DossierLu<'_>) -> Result<(), Refus> {
    match dossier.reponses.indecises() {
        true => Err(Refus::ReponseScellee),
        false => Ok(()),
    }
}

/// The record, seen through the rules of one paper.
pub(super) struct Tri<'a> {
    pub(super) dossier: DossierLu<'a>,
    pub(super) kind: PaperKind,
    pub(super) oppositions: Oppositions,
    pub(super) lieux: LieuxSecrets,
}

impl<'a> Tri<'a> {
    pub(super) fn new(dossier: &'a Dossier, kind: PaperKind) -> Self {
        let oppositions = match kind.facts().objection {
            Objection::NotAgainst => Oppositions::default(),
            Objection::Strips | Objection::StripsOrRefuses => Oppositions::new(dossier),
        };
        let lieux = LieuxSecrets::new(dossier);
        Self { dossier: DossierLu::new(dossier), kind, oppositions, lieux }
    }

    /// What becomes of a field of the record.
    pub(super) fn champ(&self, code: &str) -> Regle {
        match regle(self.kind, code) {
            Regle::Sort if self.oppositions.nomme(code) => Regle::Retenu(Raison::Opposition),
            regle => regle,
        }
    }

    pub(super) fn sort(&self, code: &str) -> bool {
        self.champ(code).sort()
    }

    /// What becomes of an answer: its own visibility may be stricter than that of its code, and an
    /// answer that claims a lower secrecy than its code has stays inside too.
    pub(super) fn reponse(&self, reponse: &Reponse) -> Regle {
        // An objection that names a part is about the centre's questions in it too.
        if self.oppositions.nomme(&reponse.code) || self.oppositions.nomme(reponse.section.code()) {
            return Regle::Retenu(Raison::Opposition);
        }
        let item = self.dossier.lexique.visibilite(&reponse.code);
        let visibilite = item.map_or(reponse.visibilite, |item| item.max(reponse.visibilite));
        match (self.kind.facts().reads, regle(self.kind, &reponse.code), visibilite) {
            (Reads::Whole, _, Visibilite::V3) if reponse.inclure_courrier == Some(true) => {
                Regle::Sort
            }
            (_, Regle::Sort, Visibilite::V3) => Regle::Retenu(Raison::SecretRenforce),
            (Reads::Only { .. }, Regle::Sort, Visibilite::V2) => Regle::Retenu(Raison::Medical),
            (_, regle, _) => regle,
        }
    }

    /// What becomes of a recommendation.
    pub(super) fn preconisation(&self, p: &Preconisation) -> Regle {
        let raison = if self.oppositions.nomme_preconisation(p) {
            Raison::Opposition
        } else if p.visibilite == Visibilite::V3 {
            Raison::SecretRenforce
        } else if p.statut == PreconisationStatut::Annulee {
            Raison::Retiree
        } else if self.kind.facts().whole() {
            return Regle::Sort;
        } else if self.kind.facts().prescribes {
            match prescription::a_prescrire(p) {
                true => return Regle::Sort,
                false => Raison::SeancesSeules,
            }
        } else if let Regle::Retenu(raison) = self.champ("preco.libelle_partageable") {
            raison
        } else if sujet_reserve(p.preco_type) {
            Raison::SujetReserve
        } else if p.libelle_partageable.trim().is_empty() {
            Raison::SansTexte
        } else {
            return Regle::Sort;
        };
        Regle::Retenu(raison)
    }

    /// A text of the record: its typography set, and nothing of a confidential place left in it.
    pub(super) fn libre(&self, texte: &str) -> String {
        let lignes: Vec<&str> = texte.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        self.lieux.hide(&insecables(&typographie(&lignes.join(" "))))
    }

    /// The value of an answer, where the paper may use it; an error where there is an answer that it
    /// may not use, so that nothing else is said in its place.
    fn valeur(&self, code: &str) -> Result<Option<&Value>, ()> {
        if self.oppositions.nomme(code) {
            return Err(());
        }
        let reponse = self.dossier.reponses.iter().find(|r| r.code == code);
        match reponse {
            Some(reponse) if self.reponse(reponse).sort() => Ok(Some(&reponse.valeur)),
            Some(_) => Err(()),
            None if self.sort(code) => Ok(None),
            None => Err(()),
        }
    }
}

fn personne(tri: &Tri<'_>) -> Personne {
    let enfant = &tri.dossier.enfant;
    let prenom = match (tri.sort("enfant.prenom_utilise"), tri.sort("enfant.prenoms_naissance")) {
        (true, _) => enfant.prenom_utilise.clone(),
        (false, true) => enfant.prenoms_naissance.join(" "),
        (false, false) => String::new(),
    };
    let nom = tri.sort("enfant.nom_naissance").then(|| typographie(&enfant.nom_naissance));
    let age = Age::a(enfant.date_naissance, tri.dossier.bilan.date);
    Personne {
        prenom: typographie(&prenom),
        nom: nom.unwrap_or_default(),
        sexe: enfant.sexe,
        naissance: tri.sort("enfant.date_naissance").then_some(enfant.date_naissance),
        estimee: enfant.date_naissance_estimee,
        dossier: enfant.num_dossier_local.clone(),
        lit: age.is_some_and(lit),
    }
}

fn service(tri: &Tri<'_>) -> Vec<String> {
    let Some(demande) = &tri.dossier.demande else { return Vec::new() };
    let mut lignes = Vec::new();
    if tri.sort("demande.emetteur_contact") {
        let contact = &demande.emetteur_contact;
        lignes.push(format!("{} {}", contact.prenom, contact.nom));
    }
    if tri.sort("demande.secteur") {
        lignes.push(demande.secteur.clone());
    }
    lignes.iter().map(|ligne| tri.libre(ligne)).filter(|ligne| !ligne.is_empty()).collect()
}

fn besoins(tri: &Tri<'_>) -> Vec<Besoin> {
    if !tri.sort("preco.libelle_partageable") {
        return Vec::new();
    }
    let mut besoins: Vec<Besoin> = tri
        .dossier
        .preconisations
        .iter()
        .filter(|p| tri.preconisation(p).sort())
        .map(|p| besoin(tri, p))
        .collect();
    besoins.sort_by_key(|b| (b.avancement == Avancement::Fait, !b.urgent, b.echeance));
    besoins
}

fn besoin(tri: &Tri<'_>, p: &Preconisation) -> Besoin {
    use PreconisationStatut as St;
    let dit = |champ: &str| tri.sort(champ);
    let cible = p.professionnel_cible.as_deref().filter(|_| dit("preco.professionnel_cible"));
    let pro = cible.and_then(|id| tri.dossier.professionnels.iter().find(|pro| pro.id == id));
    let rdv = p.rdv.as_ref().filter(|_| dit("preco.rdv")).map(|rdv| rendez_vous(tri, p, rdv));
    let avancement = match p.statut {
        St::Realisee | St::Close => Avancement::Fait,
        St::Refusee | St::NonRealisee | St::Annulee => Avancement::ARevoir,
        St::EnCours => Avancement::EnCours,
        _ if rdv.is_some() => Avancement::RendezVous,
        St::RdvPris => Avancement::RendezVous,
        St::Adressee => Avancement::Demande,
        St::Proposee | St::Validee | St::AttenteAutorisation => Avancement::AOrganiser,
    };
    let a_agir =
        !matches!(p.autorisation, AutorisationStatut::NonRequise | AutorisationStatut::Obtenue);
    Besoin {
        famille: famille(p.preco_type),
        texte: tri.libre(&p.libelle_partageable),
        urgent: dit("preco.priorite") && p.priorite == Priorite::Urgente,
        echeance: p.echeance,
        responsable: p.responsable,
        avec: pro.map(nom_complet),
        seances: seances(p),
        rdv,
        autorisation: (a_agir && dit("preco.autorisation")).then_some(p.autorisation),
        avancement,
    }
}

/// An appointment. The place was written for doctors where the recommendation is theirs (V2): the
/// centre tells it then.
fn rendez_vous(tri: &Tri<'_>, p: &Preconisation, rdv: &Rdv) -> RendezVous {
    let partageable = p.visibilite == Visibilite::V1;
    let lue = rdv.heure.split_once(':').is_some_and(|(h, m)| {
        [h, m].iter().all(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
    });
    RendezVous {
        date: rdv.date,
        heure: if partageable || lue { heure(&tri.libre(&rdv.heure)) } else { String::new() },
        lieu: partageable.then(|| tri.libre(&rdv.lieu)).filter(|lieu| !lieu.is_empty()),
    }
}

/// How many sessions, and how often where it is one of the usual words: anything else is free text.
pub(super) fn seances(p: &Preconisation) -> Option<String> {
    let rythme = match p.frequence.as_deref().map(str::trim).unwrap_or_default() {
        "quotidienne" => Some("une par jour"),
        "hebdomadaire" => Some("une par semaine"),
        "bimensuelle" => Some("deux par mois"),
        "mensuelle" => Some("une par mois"),
        "trimestrielle" => Some("une par trimestre"),
        _ => None,
    };
    let nombre = match p.nb_seances {
        Some(1) => "1\u{a0}séance".to_owned(),
        Some(n) if n > 1 => format!("{n}\u{a0}séances"),
        _ => return None,
    };
    Some(match rythme {
        Some(rythme) if p.nb_seances != Some(1) => format!("{nombre}, {rythme}"),
        _ => nombre,
    })
}

crate::codes::codes! {
    /// What the people around a child have to know every day.
    Quotidien {
        Allergies = "allergies", "Allergies";
        Vaccination = "vaccination", "Vaccination";
        Lunettes = "lunettes", "Lunettes";
        Ecole = "ecole", "École";
    }
}

fn quotidien(tri: &Tri<'_>) -> Vec<(Quotidien, String)> {
    let ligne = |quoi: &Quotidien| {
        let texte = match quoi {
            Quotidien::Allergies => allergies(tri),
            Quotidien::Vaccination => vaccination(tri),
            Quotidien::Lunettes => lunettes(tri),
            Quotidien::Ecole => ecole(tri),
        };
        Some((*quoi, texte?))
    };
    Quotidien::ALL.iter().filter_map(ligne).collect()
}

/// The allergens, and which are grave: the person who looks after the child must know, whatever the allergen is.
fn allergies(tri: &Tri<'_>) -> Option<String> {
    let connues = tri.valeur("ant.allergies").ok()?;
    let demande = tri.dossier.demande.as_ref().filter(|_| tri.sort("demande.allergie"));
    if tri.oppositions.nomme("demande.allergie") {
        return None;
    }
    match connues.and_then(Value::as_array) {
        Some(liste) if !liste.is_empty() => {
            let noms: Vec<String> = liste
                .iter()
                .filter_map(|allergie| {
                    let allergene = allergie["allergene"].as_str().map(|a| tri.libre(a))?;
                    Some(match allergie["gravite"].as_str() {
                        Some("severe") => format!("{allergene} (allergie sévère)"),
                        _ => allergene,
                    })
                })
                .collect();
            Some(noms.join("\u{202f}; "))
        }
        Some(_) if demande.is_none_or(|d| d.allergie.reponse != Bool3::Oui) => {
            Some("aucune connue".to_owned())
        }
        _ => Some(match demande.map(|d| (d.allergie.reponse, tri.libre(&d.allergie.texte))) {
            Some((Bool3::Oui, texte)) if texte.is_empty() => {
                "signalée dans la demande de bilan, à faire préciser".to_owned()
            }
            Some((Bool3::Oui, texte)) => {
                format!("signalée dans la demande de bilan\u{a0}: {texte}")
            }
            _ => "non renseignées".to_owned(),
        }),
    }
}

fn vaccination(tri: &Tri<'_>) -> Option<String> {
    let texte = match tri.valeur("vac.statut_global").ok()??.as_str()? {
        "a_jour" => "à jour (le jour du bilan)",
        "incomplet" => "à compléter\u{a0}: prévoir un rendez-vous, avec le carnet de santé",
        "inconnu" => "à vérifier\u{a0}: chercher le carnet de santé ou une copie des vaccinations",
        _ => return None,
    };
    Some(texte.to_owned())
}

fn lunettes(tri: &Tri<'_>) -> Option<String> {
    let valeur = tri.valeur("vis.lunettes").ok()??;
    if valeur["port"].as_str() != Some("oui") {
        return None;
    }
    let etat = match valeur["etat"].as_str() {
        Some("cassees") => " (cassées le jour du bilan)",
        Some("perdues") => " (perdues le jour du bilan)",
        _ => "",
    };
    Some(format!("à porter{etat}"))
}

fn ecole(tri: &Tri<'_>) -> Option<String> {
    let mut parties = Vec::new();
    let aides = tri.valeur("sco.aides").ok().flatten().and_then(Value::as_array);
    if let (Some(aides), Some(item)) = (aides, dictionnaire::item("sco.aides")) {
        let noms: Vec<&str> =
            aides.iter().filter_map(|aide| item.label_du_choix(aide.as_str()?)).collect();
        if !noms.is_empty() {
            parties.push(format!("aides en place\u{a0}: {}", noms.join(", ")));
        }
    }
    if let Ok(Some(mdph)) = tri.valeur("sco.mdph") {
        let fin = mdph["fin"].as_str().and_then(crate::date::DatePartielle::parse_iso);
        match (mdph["etat"].as_str(), fin) {
            (Some("en_cours"), _) => parties.push("dossier MDPH en cours".to_owned()),
            (Some("notification"), Some(fin)) => {
                parties.push(format!("notification MDPH, échéance\u{a0}: {}", fin.en_lettres()));
            }
            (Some("notification"), None) => parties.push("notification MDPH reçue".to_owned()),
            _ => {}
        }
    }
    (!parties.is_empty()).then(|| parties.join("\u{202f}; "))
}
