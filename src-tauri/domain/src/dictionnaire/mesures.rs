//! S05 Croissance et constantes, S06 Vue et audition, S07 Bucco-dentaire, S08 Vaccinations.

use super::Lien::{Espace, Parenthese, PointVirgule};
use super::Mots::{Nomme, OuiNon, Prefixe};
use super::Nature::{Bool3, Calcul, Date, Dec, Enum, Int, Multi, Objet, Obs, TxtLong};
use super::{Champ, Item, Norme, lettres};
use crate::bilan::VoletCode;
use crate::codes::Choix;
use crate::codes::Visibilite::{V1, V2, V3};
use crate::professionnel::Role::{Ide, Med};
use crate::vaccination::Valence;

const A: VoletCode = VoletCode::S05;
const B: VoletCode = VoletCode::S06;
const C: VoletCode = VoletCode::S07;
const D: VoletCode = VoletCode::S08;

static STADE: &[Choix] =
    liste_de_choix!["I" => "I", "II" => "II", "III" => "III", "IV" => "IV", "V" => "V"];
static PUBERTE: &[Champ] = &[
    Champ::new("etat", "Examen", Enum)
        .choix(liste_de_choix!["examine" => "Examiné", "non_examine" => "Non examiné"]),
    Champ::new("S", "Seins", Enum).choix(STADE).mots(Prefixe("seins\u{a0}")),
    Champ::new("G", "Organes génitaux", Enum).choix(STADE).mots(Prefixe("organes génitaux\u{a0}")),
    Champ::new("P", "Pilosité pubienne", Enum).choix(STADE).mots(Prefixe("pilosité\u{a0}")),
];

pub(super) static S05: &[Item] = &[
    Item::new(A, "cro.poids", "Poids", Dec, V2, Ide).unite("kg"),
    Item::new(A, "cro.taille", "Taille", Dec, V2, Ide).unite("cm"),
    Item::new(A, "cro.pc", "Périmètre crânien", Dec, V2, Ide).unite("cm").jusqu_a(71),
    Item::new(A, "cro.oedeme", "Œdèmes", Bool3, V2, Ide).normal(&["non"]),
    Item::new(A, "cro.imc", "Indice de masse corporelle", Calcul, V2, Ide).unite("kg/m²").des(24),
    Item::new(A, "cro.ta_sys", "Tension artérielle systolique", Int, V2, Ide).unite("mmHg").des(36),
    Item::new(A, "cro.ta_dia", "Tension artérielle diastolique", Int, V2, Ide)
        .unite("mmHg")
        .des(36),
    Item::new(A, "cro.fc", "Fréquence cardiaque", Int, V2, Ide).unite("/min"),
    Item::new(A, "cro.spo2", "Saturation en oxygène", Int, V2, Ide).unite("%"),
    Item::new(A, "cro.temp", "Température", Dec, V2, Ide).unite("°C"),
    Item::new(A, "cro.puberte", "Stade pubertaire (Tanner)", Objet, V3, Med)
        .colonnes(PUBERTE)
        .des(96),
    Item::new(A, "cro.menarche", "Date des premières règles", Date, V3, Med).des(96),
];

static LUNETTES: &[Champ] = &[
    Champ::new("port", "Port de lunettes", Bool3)
        .mots(OuiNon("porte des lunettes", "pas de lunettes"))
        .requis(),
    Champ::new("etat", "État des lunettes", Enum).choix(liste_de_choix![
        "bon_etat" => "En bon état",
        "cassees" => "Cassées",
        "perdues" => "Perdues",
    ]),
];
static ACUITE: &[Champ] = &[
    Champ::new("valeur", "Acuité", Dec).unite("/10").requis(),
    Champ::new("corrigee", "Avec correction", Bool3)
        .mots(OuiNon("avec correction", "sans correction"))
        .lien(Espace),
    Champ::new("test", "Test", Enum)
        .choix(liste_de_choix![
            "images" => "Images",
            "lettres" => "Lettres",
            "chiffres" => "Chiffres",
            "autre" => "Autre test",
        ])
        .lien(Parenthese),
];
static FREQUENCES: &[Champ] = &[
    Champ::new("500", "500 Hz", Int).unite("dB").mots(Prefixe("500\u{a0}Hz ")),
    Champ::new("1000", "1 000 Hz", Int).unite("dB").mots(Prefixe("1\u{202f}000\u{a0}Hz ")),
    Champ::new("2000", "2 000 Hz", Int).unite("dB").mots(Prefixe("2\u{202f}000\u{a0}Hz ")),
    Champ::new("4000", "4 000 Hz", Int).unite("dB").mots(Prefixe("4\u{202f}000\u{a0}Hz ")),
];
static SEUILS: &[Champ] = &[
    Champ::new("droite", "Oreille droite", Objet).champs(FREQUENCES).mots(Nomme),
    Champ::new("gauche", "Oreille gauche", Objet).champs(FREQUENCES).mots(Nomme).lien(PointVirgule),
];
static VIS_SIGNES: &[Choix] = liste_de_choix![
    "aucun" => "Aucun",
    "strabisme" => "Strabisme",
    "nystagmus" => "Nystagmus",
    "absence_poursuite" => "Absence de poursuite oculaire",
];
static STEREO: &[Choix] = liste_de_choix![
    "reussi" => "Réussi", "echec" => "Échoué", "non_realisable" => "Non réalisable",
];
static COULEURS: &[Choix] = liste_de_choix![
    "normal" => "Normale", "anormal" => "Anormale", "non_realise" => "Non réalisée",
];
static AUD_SIGNES: &[Choix] = liste_de_choix![
    "aucun" => "Aucun",
    "ne_reagit_pas" => "Ne réagit pas aux bruits",
    "fait_repeter" => "Fait répéter",
    "volume_tele" => "Monte le son de la télévision",
    "otites_repetees" => "Otites répétées",
];
static OTOSCOPIE: &[Choix] = liste_de_choix![
    "normal" => "Normale",
    "bouchon" => "Bouchon de cérumen",
    "osm" => "Otite séromuqueuse",
    "oma" => "Otite moyenne aiguë",
    "perforation" => "Perforation tympanique",
    "non_examine" => "Non examinée",
];
static METHODE: &[Choix] = liste_de_choix![
    "sensory_baby_test" => "Sensory Baby Test",
    "voix" => "Voix",
    "audiometrie" => "Audiométrie",
    "oea" => "Otoémissions acoustiques",
    "non_realise" => "Non réalisée",
];
static AUDITION: &[Choix] = liste_de_choix![
    "normal" => "Normale",
    "a_controler" => "À contrôler",
    "anormal" => "Anormale",
    "non_realise" => "Non réalisée",
];

pub(super) static S06: &[Item] = &[
    Item::new(B, "vis.lunettes", "Lunettes", Objet, V1, Ide)
        .colonnes(LUNETTES)
        .norme(Norme::Selon(lettres::lunettes_normales)),
    Item::new(B, "vis.signes", "Signes d’alerte visuels", Multi, V1, Ide)
        .choix(VIS_SIGNES)
        .normal(&["aucun"])
        .vide(lettres::NON_RENSEIGNE)
        .jusqu_a(35),
    Item::new(B, "vis.av_od", "Acuité visuelle de l’œil droit", Objet, V1, Ide)
        .unite("/10")
        .colonnes(ACUITE)
        .des(30),
    Item::new(B, "vis.av_og", "Acuité visuelle de l’œil gauche", Objet, V1, Ide)
        .unite("/10")
        .colonnes(ACUITE)
        .des(30),
    Item::new(B, "vis.av_bino", "Acuité visuelle binoculaire", Objet, V1, Ide)
        .unite("/10")
        .colonnes(ACUITE)
        .des(30),
    Item::new(B, "vis.stereo", "Vision du relief (test de Lang)", Enum, V1, Ide)
        .choix(STEREO)
        .normal(&["reussi"])
        .des(12)
        .jusqu_a(71),
    Item::new(B, "vis.couleurs", "Vision des couleurs", Enum, V1, Ide)
        .choix(COULEURS)
        .normal(&["normal"])
        .des(60),
    Item::new(B, "aud.signes", "Signes d’alerte auditifs", Multi, V1, Ide)
        .choix(AUD_SIGNES)
        .normal(&["aucun"])
        .vide(lettres::NON_RENSEIGNE),
    Item::new(B, "aud.otoscopie_d", "Otoscopie droite", Enum, V2, Med)
        .choix(OTOSCOPIE)
        .normal(&["normal"]),
    Item::new(B, "aud.otoscopie_g", "Otoscopie gauche", Enum, V2, Med)
        .choix(OTOSCOPIE)
        .normal(&["normal"]),
    Item::new(B, "aud.methode", "Méthode d’évaluation de l’audition", Enum, V1, Ide).choix(METHODE),
    Item::new(B, "aud.seuils", "Seuils auditifs", Objet, V2, Ide)
        .unite("dB")
        .colonnes(SEUILS)
        .norme(Norme::Selon(lettres::seuils_normaux))
        .des(48),
    Item::new(B, "aud.conclusion", "Conclusion de l’audition", Enum, V1, Med)
        .choix(AUDITION)
        .normal(&["normal"]),
];

pub(super) static S07: &[Item] = &[
    Item::new(C, "den.dernier_ebd", "Dernier examen bucco-dentaire", Date, V1, Ide).des(12),
    Item::new(C, "den.caries_visibles", "Caries visibles", Int, V1, Ide).norme(Norme::Vide).des(12),
    Item::new(C, "den.douleur", "Douleur dentaire", Bool3, V1, Ide).normal(&["non"]).des(12),
    Item::new(C, "den.malocclusion", "Malocclusion", Bool3, V1, Ide).normal(&["non"]).des(12),
    Item::new(C, "den.trauma", "Traumatisme dentaire", Bool3, V1, Ide).normal(&["non"]).des(12),
    Item::new(C, "den.urgence", "Urgence dentaire", Bool3, V1, Ide).normal(&["non"]).des(12),
    Item::new(C, "den.gencives", "Gencives", Obs, V1, Ide).des(12),
];

static STATUT_GLOBAL: &[Choix] = liste_de_choix![
    "a_jour" => "À jour", "incomplet" => "Incomplet", "inconnu" => "Inconnu",
];

pub(super) static S08: &[Item] = &[
    Item::new(D, "vac.statut_global", "État vaccinal", Enum, V1, Ide)
        .choix(STATUT_GLOBAL)
        .normal(&["a_jour"]),
    Item::new(D, "vac.contre_indication", "Contre-indication vaccinale", TxtLong, V1, Med),
    Item::new(D, "vac.proposees", "Vaccinations proposées", Multi, V1, Ide)
        .choix(Valence::CHOIX)
        .vide("aucune"),
    Item::new(D, "vac.faites_ce_jour", "Vaccinations faites ce jour", Multi, V1, Ide)
        .choix(Valence::CHOIX)
        .vide("aucune"),
];
