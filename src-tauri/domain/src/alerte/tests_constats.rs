//! What the pair saw, heard and concluded.

use super::tests::*;

fn acuite(dixiemes: f64, corrigee: &str) -> Value {
    json!({"valeur": dixiemes, "corrigee": corrigee, "test": "lettres"})
}

fn yeux(ans: i32, droit: f64, gauche: f64) -> Invente {
    let invente = fille(ans * 12).dit("vis.av_od", acuite(droit, "non"));
    invente.dit("vis.av_og", acuite(gauche, "non"))
}

fn seuils(droite: Value, gauche: Value) -> Invente {
    fille(96).dit("aud.seuils", json!({"droite": droite, "gauche": gauche}))
}

pub(super) fn sensoriel() -> Vec<Rangee> {
    vec![
        (fille(35).dit("vis.signes", json!(["strabisme"])), &["vision.signes importante OPHTA"]),
        (fille(36).dit("vis.signes", json!(["strabisme"])), &[]),
        (fille(35).dit("vis.signes", json!(["aucun"])), &[]),
        (fille(35).dit("vis.signes", json!([])), &[]),
        (fille(40).dit("vis.stereo", "echec"), &["vision.relief importante OPHTA"]),
        (fille(40).dit("vis.stereo", "non_realisable"), &[]),
        (fille(96).dit("vis.couleurs", "anormal"), &["vision.couleurs a_surveiller OPHTA"]),
        (fille(96).dit("vis.couleurs", "non_realise"), &[]),
        (
            fille(96).dit("vis.lunettes", json!({"port": "oui", "etat": "cassees"})),
            &["vision.lunettes importante EQUIP"],
        ),
        (
            fille(96).dit("vis.lunettes", json!({"port": "oui", "etat": "perdues"})),
            &["vision.lunettes importante EQUIP"],
        ),
        (fille(96).dit("vis.lunettes", json!({"port": "oui", "etat": "bon_etat"})), &[]),
        (fille(96).dit("vis.lunettes", json!({"port": "inconnu"})), &[]),
        (yeux(2, 1.0, 1.0), &[]),
        (yeux(3, 4.0, 5.0), &[]),
        (yeux(3, 5.0, 3.9), &["vision.acuite:vis.av_og importante OPHTA"]),
        (yeux(4, 5.0, 5.0), &[]),
        (yeux(4, 4.9, 5.0), &["vision.acuite:vis.av_od importante OPHTA"]),
        (yeux(5, 5.0, 5.0), &[]),
        (
            yeux(12, 2.0, 2.0).dit("vis.av_bino", acuite(2.0, "non")),
            &[
                "vision.acuite:vis.av_bino importante OPHTA",
                "vision.acuite:vis.av_od importante OPHTA",
                "vision.acuite:vis.av_og importante OPHTA",
            ],
        ),
        (yeux(8, 10.0, 8.1), &[]),
        (yeux(8, 10.0, 8.0), &["vision.ecart_yeux importante OPHTA"]),
        // With and without correction do not compare.
        (fille(96).dit("vis.av_od", acuite(10.0, "oui")).dit("vis.av_og", acuite(8.0, "non")), &[]),
        (fille(30).dit("aud.conclusion", "anormal"), &["audition.conclusion importante ORL_AUDIO"]),
        (
            fille(30).dit("aud.conclusion", "a_controler"),
            &["audition.conclusion a_surveiller ORL_AUDIO"],
        ),
        (fille(30).dit("aud.conclusion", "non_realise"), &[]),
        (
            fille(30).dit("aud.signes", json!(["ne_reagit_pas"])),
            &["audition.signes importante ORL_AUDIO"],
        ),
        (
            fille(30).dit("aud.signes", json!(["otites_repetees"])),
            &["audition.signes a_surveiller ORL_AUDIO"],
        ),
        (fille(30).dit("aud.signes", json!(["aucun"])), &[]),
        (seuils(json!({"500": 20, "4000": 20}), json!({})), &[]),
        (
            seuils(json!({"500": 20}), json!({"4000": 21})),
            &["audition.seuils a_surveiller ORL_AUDIO"],
        ),
        (seuils(json!("non_examine"), json!(null)), &[]),
        (
            fille(30).dit("aud.otoscopie_d", "osm").dit("aud.otoscopie_g", "perforation"),
            &[
                "audition.otoscopie:aud.otoscopie_g importante ORL_AUDIO",
                "audition.otoscopie:aud.otoscopie_d a_surveiller ORL_AUDIO",
            ],
        ),
        (
            fille(30).dit("aud.otoscopie_d", "oma"),
            &["audition.otoscopie:aud.otoscopie_d importante CONS_MG"],
        ),
        (fille(30).dit("aud.otoscopie_d", "bouchon").dit("aud.otoscopie_g", "non_examine"), &[]),
        (fille(96).dit("den.urgence", "oui"), &["dents.urgence urgente DENT"]),
        (fille(96).dit("den.urgence", "inconnu"), &[]),
        (fille(96).dit("den.caries_visibles", 0), &[]),
        (fille(96).dit("den.caries_visibles", 1), &["dents.caries importante DENT"]),
        (fille(96).dit("den.douleur", "oui"), &["dents.constat:den.douleur importante DENT"]),
        (fille(96).dit("den.douleur", "non"), &[]),
        (fille(96).dit("den.trauma", "oui"), &["dents.constat:den.trauma importante DENT"]),
        (
            fille(96).dit("den.gencives", json!({"etat": "anormal"})),
            &["dents.constat:den.gencives a_surveiller DENT"],
        ),
        (fille(96).dit("den.gencives", json!({"etat": "non_examine"})), &[]),
        (
            fille(96).dit("den.malocclusion", "oui"),
            &["dents.constat:den.malocclusion a_surveiller DENT"],
        ),
        (fille(96).dit("den.dernier_ebd", "2025-03-15"), &[]),
        (
            fille(96).dit("den.dernier_ebd", "2025-03-14"),
            &["dents.examen_annuel a_surveiller DENT"],
        ),
        (fille(96).dit("den.dernier_ebd", "2025-03"), &[]),
        (fille(96).dit("den.dernier_ebd", "2025-02"), &["dents.examen_annuel a_surveiller DENT"]),
        (fille(96).dit("den.dernier_ebd", "2025"), &[]),
        (fille(96).dit("den.dernier_ebd", "2024"), &["dents.examen_annuel a_surveiller DENT"]),
        (fille(36).dit("den.dernier_ebd", "2024"), &["dents.examen_annuel a_surveiller DENT"]),
        (fille(35).dit("den.dernier_ebd", "2024"), &[]),
        (fille(299).dit("den.dernier_ebd", "2024"), &["dents.examen_annuel a_surveiller DENT"]),
        (fille(300).dit("den.dernier_ebd", "2024"), &[]),
        (fille(96).dit("den.dernier_ebd", "2027"), &[]),
    ]
}

fn violence(code: &str, etat: &str, ip: &str) -> Invente {
    fille(96).dit(code, etat).dit("exp.ip_signalement", json!({"etat": ip}))
}

pub(super) fn psychisme() -> Vec<Rangee> {
    vec![
        (fille(120).dit("psy.urgence", "oui"), &["psychisme.urgence urgente PEDOPSY"]),
        (fille(120).dit("psy.urgence", "inconnu"), &[]),
        (fille(120).dit("psy.idees_suicidaires", "aucun"), &[]),
        (
            fille(120).dit("psy.idees_suicidaires", "passives"),
            &["psychisme.idees_suicidaires importante PEDOPSY"],
        ),
        (
            fille(120).dit("psy.idees_suicidaires", "actives"),
            &["psychisme.idees_suicidaires urgente PEDOPSY"],
        ),
        (
            fille(120).dit("psy.idees_suicidaires", "plan"),
            &["psychisme.idees_suicidaires urgente PEDOPSY"],
        ),
        (
            fille(120).dit("psy.ts_anterieure", "oui"),
            &["psychisme.ts_anterieure importante PEDOPSY"],
        ),
        (fille(120).dit("psy.ts_anterieure", "inconnu"), &[]),
        (
            fille(120).dit("psy.automutilation", "oui"),
            &["psychisme.automutilation importante PEDOPSY"],
        ),
        (fille(120).dit("psy.retentissement", "leger"), &[]),
        (
            fille(180).dit("ado.prostitution_risque", "oui"),
            &["exposition.prostitution importante UAPED"],
        ),
        (fille(180).dit("ado.prostitution_risque", "inconnu").dit("ado.fugues", 4), &[]),
        (fille(216).dit("ado.prostitution_risque", "oui"), &[]),
        (
            fille(120).dit("psy.retentissement", "modere"),
            &["psychisme.retentissement a_surveiller PSYCHO"],
        ),
        (
            fille(120).dit("psy.retentissement", "severe"),
            &["psychisme.retentissement importante PSYCHO"],
        ),
        (
            fille(120).dit("psy.humeur", json!({"etat": "anormal"})).dit("psy.suivi", "jamais"),
            &["psychisme.sans_suivi:psy.humeur a_surveiller PSYCHO"],
        ),
        (
            fille(120)
                .dit("psy.anxiete", json!({"etat": "anormal"}))
                .dit("psy.suivi", "interrompu"),
            &["psychisme.sans_suivi:psy.anxiete a_surveiller PSYCHO"],
        ),
        (
            fille(120).dit("psy.humeur", json!({"etat": "anormal"})).dit("psy.suivi", "en_cours"),
            &[],
        ),
        (fille(120).dit("psy.humeur", json!({"etat": "anormal"})), &[]),
        (fille(160).outil("PHQ-A", None, json!({"item9": 0}), ""), &[]),
        (
            fille(160).outil("PHQ-A", None, json!({"item9": 1}), ""),
            &["psychisme.phq_item9 urgente PEDOPSY"],
        ),
        (
            fille(160).outil("Questionnaire PHQ 9", Some(0), json!({"Q9": "2"}), ""),
            &["psychisme.phq_item9 urgente PEDOPSY"],
        ),
        (fille(160).outil("PHQ-15", Some(0), json!({"item9": 2}), ""), &[]),
        (fille(160).score("GAD-7", 9), &[]),
        (fille(160).score("GAD-7", 10), &["outil.score:gad_7 a_surveiller PSYCHO"]),
        (fille(160).score("gad7", 15), &["outil.score:gad_7 importante PSYCHO"]),
        (fille(160).score("PHQ-9", 9), &[]),
        (fille(160).score("PHQ-9", 10), &["outil.score:phq a_surveiller PEDOPSY"]),
        (fille(160).score("PHQ-9", 20), &["outil.score:phq importante PEDOPSY"]),
        (fille(160).score("PSC-17", 14), &[]),
        (fille(160).score("PSC-17", 15), &["outil.score:psc_17 a_surveiller PSYCHO"]),
        (
            fille(160).outil(
                "PSC-17",
                Some(10),
                json!({"internalisation": 5, "attention": 7, "externalisation": 7}),
                "",
            ),
            &[
                "outil.score:psc_17.attention a_surveiller PSYCHO",
                "outil.score:psc_17.externalisation a_surveiller PSYCHO",
                "outil.score:psc_17.internalisation a_surveiller PSYCHO",
            ],
        ),
        (
            fille(160).outil(
                "PSC-17",
                Some(10),
                json!({"internalisation": 4, "attention": 6, "externalisation": 6}),
                "",
            ),
            &[],
        ),
        (fille(160).score("ADRS", 3), &["outil.score:adrs a_surveiller PEDOPSY"]),
        (fille(160).score("ADRS", 7), &["outil.score:adrs importante PEDOPSY"]),
        (fille(6).score("ADBB", 5), &["outil.score:adbb a_surveiller PEDOPSY"]),
        (fille(120).score("CATS-2", 20), &[]),
        (fille(120).score("CATS-2", 21), &["outil.score:cats_2 a_surveiller TRAUMA"]),
        (fille(160).score("ADOSPA", 1), &[]),
        (fille(160).score("ADOSPA", 2), &["outil.score:adospa a_surveiller ADDICTO"]),
        (fille(160).score("ADOSPA", 3), &["outil.score:adospa importante ADDICTO"]),
        // The cut-offs of this tool are under copyright: its score raises nothing, only its conclusion does.
        (fille(24).score("M-CHAT-R/F", 20), &[]),
        (fille(24).conclut("M-CHAT-R/F", "Risque faible."), &[]),
        (
            fille(24).conclut("M-CHAT-R/F", "Risque modéré."),
            &["outil.conclusion:m_chat a_surveiller PCO"],
        ),
        (
            fille(24).conclut("M-CHAT-R/F", "Risque ÉLEVÉ (entretien fait)"),
            &["outil.conclusion:m_chat importante PCO"],
        ),
        (fille(24).conclut("M-CHAT-R/F", "Pas de risque élevé."), &[]),
        (fille(96).conclut("CRIES-8", "Sous le seuil."), &[]),
        (fille(96).conclut("ERTL4", "Absence de retard"), &[]),
        (fille(96).conclut("Outil maison", "Retard sévère."), &[]),
        (
            violence("exp.violence_physique", "dit_enfant", "non"),
            &["exposition.protection:exp.violence_physique urgente UAPED"],
        ),
        (
            violence("exp.violence_conjugale", "constate", "non"),
            &["exposition.protection:exp.violence_conjugale urgente UAPED"],
        ),
        (
            violence("exp.exploitation", "dit_enfant", "non"),
            &["exposition.protection:exp.exploitation urgente UAPED"],
        ),
        (violence("exp.violence_physique", "rapporte_tiers", "non"), &[]),
        (violence("exp.violence_physique", "documente", "non"), &[]),
        (violence("exp.violence_physique", "dit_enfant", "ip_deja_faite"), &[]),
        (fille(96).dit("exp.violence_physique", "dit_enfant"), &[]),
    ]
}

pub(super) fn developpement() -> Vec<Rangee> {
    let anormal = || json!({"etat": "anormal", "texte": "à revoir"});
    vec![
        (fille(30).dit("dev.conclusion", "conforme"), &[]),
        (
            fille(30).dit("dev.conclusion", "a_surveiller"),
            &["developpement.conclusion a_surveiller REEVAL"],
        ),
        (
            fille(30).dit("dev.conclusion", "ecart_bilan"),
            &["developpement.conclusion importante SPEC"],
        ),
        (
            fille(30)
                .dit("dev.conclusion", "ecart_bilan")
                .dit("dev.langage_expression", anormal())
                .dit("dev.motricite_fine", anormal()),
            &["developpement.conclusion importante ORTHOPHONIE"],
        ),
        (
            fille(30).dit("dev.conclusion", "ecart_bilan").dit("dev.motricite_fine", anormal()),
            &["developpement.conclusion importante PSYCHOMOT"],
        ),
        (
            fille(30)
                .dit("dev.conclusion", "ecart_bilan")
                .dit("dev.signes_alerte_tnd", json!({"nombre": 0, "domaines": ["motricite_fine"]})),
            &["developpement.conclusion importante PSYCHOMOT"],
        ),
        (
            fille(30).dit("dev.conclusion", "ecart_pco"),
            &["developpement.conclusion importante PCO"],
        ),
        (
            fille(30).dit("dev.conclusion", "conforme").dit("dev.jeu", anormal()),
            &["developpement.non_conclu:dev.jeu a_surveiller REEVAL"],
        ),
        (fille(30).dit("dev.jeu", anormal()), &[]),
        (
            fille(30).dit("dev.signes_alerte_tnd", json!({"nombre": 1, "domaines": []})),
            &["developpement.signes a_surveiller PCO"],
        ),
        (fille(30).dit("dev.signes_alerte_tnd", json!({"nombre": 0, "domaines": []})), &[]),
        (
            fille(96).dit("app.conclusion", "a_surveiller"),
            &["apprentissages.conclusion a_surveiller REEVAL"],
        ),
        (
            fille(96).dit("app.conclusion", "ecart_bilan").dit("app.lecture", anormal()),
            &["apprentissages.conclusion importante ORTHOPHONIE"],
        ),
        (
            fille(96).dit("app.conclusion", "ecart_bilan").dit("app.praxies", anormal()),
            &["apprentissages.conclusion importante PSYCHOMOT"],
        ),
        (
            fille(96).dit("app.conclusion", "conforme").dit("app.lecture", anormal()),
            &["apprentissages.non_conclu:app.lecture a_surveiller ORTHOPHONIE"],
        ),
        (
            fille(96)
                .dit("app.conclusion", "conforme")
                .dit("app.lecture", json!({"etat": "non_examine"})),
            &[],
        ),
    ]
}

#[test]
fn the_urgency_of_the_psyche_blocks_the_signature_and_no_other_does() {
    for (code, bloquante) in [("psy.urgence", true), ("den.urgence", false)] {
        let trouvees = alertes(&fille(120).dit(code, "oui").faits(), &Seuils::default());
        assert_eq!((trouvees.len(), trouvees[0].bloquante), (1, bloquante), "{code}");
    }
    let trouvees =
        alertes(&fille(120).dit("psy.idees_suicidaires", "plan").faits(), &Seuils::default());
    assert!(!trouvees[0].bloquante);
}

#[test]
fn a_tool_that_was_not_passed_says_nothing() {
    let mut invente = fille(160).outil("PHQ-A", Some(27), json!({"item9": 3}), "Sévère.");
    assert_eq!(lignes(&invente, &tous_actifs()).len(), 3);
    invente.outils[0].non_passe_motif = Some("refus".to_owned());
    assert!(alertes(&invente.faits(), &tous_actifs()).is_empty());
}

#[test]
fn of_two_answers_the_later_counts_and_of_two_tools_the_graver() {
    let invente = fille(96).dit("den.douleur", "oui").dit("den.douleur", "non");
    assert!(alertes(&invente.faits(), &Seuils::default()).is_empty());
    let mut invente = fille(160).score("GAD-7", 11).score("GAD-7", 18);
    invente.outils[0].visibilite = Visibilite::V3;
    let trouvees = alertes(&invente.faits(), &Seuils::default());
    assert_eq!(trouvees.len(), 1);
    assert_eq!(
        (trouvees[0].gravite, trouvees[0].visibilite),
        (Gravite::Importante, Visibilite::V3)
    );
}

#[test]
fn the_yearly_exam_is_asked_since_the_first_of_april_2025() {
    let invente = fille(96).dit("den.dernier_ebd", "2020");
    for (jour, attendu) in [("2025-03-31", 0), ("2025-04-01", 1)] {
        let faits = Faits { jour: date(jour), ..invente.faits() };
        assert_eq!(alertes(&faits, &Seuils::default()).len(), attendu, "{jour}");
    }
}

#[test]
fn a_conclusion_is_read_part_by_part_and_a_part_that_denies_is_not() {
    for mot in [
        "pas",
        "sans",
        "aucun",
        "aucune",
        "non",
        "ni",
        "jamais",
        "absence",
        "peu",
        "exclu",
        "écarté",
        "sous",
        "inférieur",
    ] {
        let niee = format!("Résultat {mot} retard");
        assert!(lignes(&fille(48).conclut("ERTL4", &niee), &tous_actifs()).is_empty(), "{niee}");
        let autre = format!("{niee} ; risque élevé.");
        let trouvees = lignes(&fille(48).conclut("ERTL4", &autre), &tous_actifs());
        assert_eq!(trouvees, ["outil.conclusion:ertl4 importante ORTHOPHONIE"], "{autre}");
    }
}
