//! Dated scenarios by valence: what a doctor would say, one line each.

use super::tests::{produit, sujet};
use super::*;

/// Birth, day, days of doses (`@product` after one), and: status, next date, rank, rule.
pub(super) type Ligne = (&'static str, &'static str, &'static str, &'static str);

pub(super) fn dit(
    valence: Valence,
    carnet: SourceVaccinale,
    ligne: &Ligne,
) -> (EtatVaccinal, String) {
    let (naissance, date, doses, _) = ligne;
    let doses: Vec<DoseRecue> = doses
        .split_whitespace()
        .map(|texte| {
            let (date, nom) = texte.split_once('@').unwrap_or((texte, ""));
            DoseRecue { valences: vec![valence], ..produit(nom, date) }
        })
        .collect();
    let sujet = SujetVaccinal { carnet, ..sujet(naissance, date) };
    let etat = etat_du_jour(&sujet, &doses);
    let v = etat.valence(valence).expect("the valence");
    let texte = format!(
        "{} {} {} {}",
        v.statut.code(),
        v.prochaine_date.map_or_else(|| "-".to_owned(), DateCivile::iso),
        v.prochain_rang.map_or_else(|| "-".to_owned(), |rang| rang.to_string()),
        v.regle
    );
    (etat, texte)
}

pub(super) fn check(valence: Valence, carnet: SourceVaccinale, lignes: &[Ligne]) {
    for ligne in lignes {
        let (_, texte) = dit(valence, carnet, ligne);
        assert_eq!(texte, ligne.3, "{valence:?} {ligne:?}");
    }
}

pub(super) const VU: SourceVaccinale = SourceVaccinale::Carnet;

#[test]
fn diphtheria_tetanus_polio() {
    check(
        Valence::Dtp,
        VU,
        &[
            ("2025-06-15", "2025-08-14", "", "a_jour 2025-08-15 1 DTP-R-01"),
            ("2025-06-15", "2025-08-15", "", "dose_due 2025-08-15 1 DTP-R-01"),
            ("2025-06-15", "2025-09-14", "", "dose_due 2025-08-15 1 DTP-R-01"),
            ("2025-06-15", "2025-09-15", "", "en_retard 2025-08-15 1 DTP-R-01"),
            // Birth on the 31st: 2 months after 31 December is 28 February.
            ("2025-12-31", "2026-02-27", "", "a_jour 2026-02-28 1 DTP-R-01"),
            ("2025-12-31", "2026-02-28", "", "dose_due 2026-02-28 1 DTP-R-01"),
            // The interval since the first dose is later than the age.
            ("2025-06-15", "2025-11-01", "2025-10-20", "a_jour 2025-12-20 2 DTP-R-02"),
            // 31 August + 6 months: 28 February.
            ("2025-03-31", "2026-01-15", "2025-06-30 2025-08-31", "a_jour 2026-02-28 3 DTP-R-03"),
            (
                "2025-01-10",
                "2026-01-10",
                "2025-03-10 2025-05-10",
                "en_retard 2025-12-10 3 DTP-R-03",
            ),
            // A booster 5 months after: too early, the six months run from it.
            (
                "2024-10-01",
                "2025-10-01",
                "2024-12-01 2025-02-01 2025-07-15",
                "a_jour 2026-01-15 3 DTP-R-03",
            ),
            // Eight years, three doses: one dose, the booster of six years.
            (
                "2018-01-10",
                "2026-01-10",
                "2018-03-10 2018-05-10 2018-12-10",
                "en_retard 2024-01-10 4 DTP-R-04",
            ),
            (
                "2019-03-10",
                "2025-06-10",
                "2019-05-10 2019-07-10 2020-02-10",
                "dose_due 2025-03-10 4 DTP-R-04",
            ),
            // Three years late for the third: the same single dose is asked for.
            (
                "2021-01-10",
                "2025-03-10",
                "2021-03-10 2021-05-10",
                "en_retard 2021-12-10 3 DTP-R-03",
            ),
            // 11 to 13 years: due through the thirteenth, late from the fourteenth.
            (
                "2011-05-20",
                "2025-05-19",
                "2011-07-20 2011-09-20 2012-04-20 2017-05-20",
                "dose_due 2022-05-20 5 DTP-R-05",
            ),
            (
                "2011-05-20",
                "2025-05-20",
                "2011-07-20 2011-09-20 2012-04-20 2017-05-20",
                "en_retard 2022-05-20 5 DTP-R-05",
            ),
            // A dose at 12 stands for the missed one of six years.
            (
                "2013-01-10",
                "2025-06-10",
                "2013-03-10 2013-05-10 2013-12-10 2025-02-10",
                "a_jour 2038-01-10 6 DTP-R-06",
            ),
            // Begun at eight: two doses, the booster, then 11 years; no booster of six years.
            ("2017-01-10", "2025-02-01", "2025-02-01", "a_jour 2025-04-01 2 DTP-R-02"),
            (
                "2017-01-10",
                "2026-01-10",
                "2025-02-01 2025-04-01 2025-10-01",
                "a_jour 2028-01-10 5 DTP-R-05",
            ),
            ("2017-01-10", "2025-02-01", "", "en_retard 2017-03-10 1 DTP-R-01"),
            // 6, 10 and 14 weeks, as many countries do: two primary doses, then the booster.
            (
                "2024-08-01",
                "2025-06-01",
                "2024-09-12 2024-10-10 2024-11-07",
                "a_jour 2025-07-01 3 DTP-R-03",
            ),
            // Ten days apart: counted once only.
            ("2025-01-10", "2025-04-01", "2025-03-10 2025-03-20", "a_jour 2025-05-20 2 DTP-R-02"),
        ],
    );
}

#[test]
fn pertussis_and_birth_dates() {
    check(
        Valence::Coq,
        VU,
        &[
            ("2018-01-01", "2026-01-10", "", "en_retard 2018-03-01 1 COQ-R-01"),
            ("2017-12-31", "2026-01-10", "", "en_retard 2023-12-31 1 COQ-R-04"),
            ("2017-12-31", "2026-01-10", "2025-12-20", "a_jour 2026-02-20 2 COQ-R-04"),
            (
                "2016-05-14",
                "2026-04-15",
                "2016-07-18 2016-09-19 2017-04-18",
                "en_retard 2022-05-14 4 COQ-R-04",
            ),
        ],
    );
}

#[test]
fn haemophilus() {
    check(
        Valence::Hib,
        VU,
        &[
            ("2025-01-10", "2025-07-09", "", "en_retard 2025-03-10 1 HIB-R-01"),
            ("2025-01-10", "2025-07-10", "", "en_retard 2025-07-10 1 HIB-C-04"),
            ("2024-01-10", "2025-01-10", "", "en_retard 2025-01-10 1 HIB-C-05"),
            ("2020-01-11", "2026-01-10", "", "en_retard 2021-01-11 1 HIB-C-05"),
            ("2020-01-10", "2026-01-10", "", "non_concerne - - HIB-C-05"),
            ("2025-01-10", "2025-08-10", "2025-07-20", "a_jour 2025-09-20 2 HIB-C-04"),
            ("2025-01-10", "2025-10-10", "2025-07-20 2025-09-20", "a_jour 2026-07-10 3 HIB-C-04"),
            ("2023-01-10", "2025-10-10", "2025-07-20", "a_jour - - HIB-C-05"),
            // Begun at 2 months, resumed after a year: that dose completes.
            ("2023-01-10", "2025-10-10", "2023-03-10 2024-07-20", "a_jour - - HIB-R-03"),
            ("2015-01-10", "2026-01-10", "2015-03-10", "non_concerne - - HIB-C-05"),
        ],
    );
}

#[test]
fn hepatitis_b() {
    check(
        Valence::Hepb,
        VU,
        &[
            ("2025-01-10", "2025-05-20", "2025-03-10", "dose_due 2025-05-10 2 HEPB-R-02"),
            ("2015-01-10", "2026-01-10", "", "en_retard 2015-03-10 1 HEPB-C-04"),
            ("2015-01-10", "2026-01-10", "2025-12-20", "a_jour 2026-01-20 2 HEPB-C-04"),
            // 0-1-6: six months after the first, five after the second.
            ("2015-01-10", "2026-01-10", "2025-10-01 2025-11-01", "a_jour 2026-04-01 3 HEPB-C-04"),
            ("2015-01-10", "2026-01-10", "2025-06-01 2025-12-01", "a_jour 2026-05-01 3 HEPB-C-04"),
            // 20 µg from 11 to 15: two doses, six months apart.
            ("2013-01-10", "2025-10-10", "2025-06-01@Engerix-B20", "a_jour 2025-12-01 2 HEPB-C-05"),
            (
                "2013-01-10",
                "2026-01-10",
                "2025-06-01@Engerix-B20 2025-12-01@Engerix-B20",
                "a_jour - - HEPB-C-05",
            ),
            // Two months apart, or an unknown strength: three doses.
            (
                "2013-01-10",
                "2026-01-10",
                "2025-06-01@Engerix-B20 2025-08-01@Engerix-B20",
                "dose_due 2026-01-01 3 HEPB-C-04",
            ),
            ("2013-01-10", "2026-01-10", "2025-06-01 2025-12-01", "a_jour 2026-05-01 3 HEPB-C-04"),
            ("2010-01-11", "2026-01-10", "", "en_retard 2010-03-11 1 HEPB-C-04"),
            ("2010-01-10", "2026-01-10", "", "non_concerne - - HEPB-C-04"),
            (
                "2020-01-10",
                "2026-01-10",
                "2020-03-10 2020-05-10 2020-12-10",
                "a_jour - - HEPB-R-03",
            ),
        ],
    );
}

#[test]
fn pneumococcus() {
    check(
        Valence::Pnc,
        VU,
        &[
            ("2025-01-10", "2025-08-09", "", "en_retard 2025-03-10 1 PNC-R-01"),
            ("2025-01-10", "2025-08-10", "", "en_retard 2025-08-10 1 PNC-C-04"),
            ("2025-01-10", "2025-12-01", "2025-08-20 2025-10-20", "a_jour 2026-10-20 3 PNC-C-04"),
            ("2024-06-10", "2025-11-01", "2025-08-20", "dose_due 2025-10-20 2 PNC-C-05"),
            ("2024-06-10", "2026-01-01", "2025-08-20 2025-10-20", "a_jour - - PNC-C-05"),
            ("2023-06-10", "2025-12-01", "", "non_concerne - - PNC-C-06"),
            ("2023-06-10", "2025-12-01", "2023-08-10 2023-10-10", "non_concerne - - PNC-C-06"),
        ],
    );
}

#[test]
fn meningococci() {
    check(
        Valence::Menb,
        VU,
        &[
            ("2025-06-15", "2025-10-15", "", "en_retard 2025-09-15 1 MENB-R-01"),
            ("2025-06-15", "2026-02-01", "2025-09-15 2025-11-20", "a_jour 2026-06-15 3 MENB-R-03"),
            // Second at 8 months: six months later, past the first birthday.
            ("2025-06-15", "2026-03-01", "2025-09-15 2026-02-15", "a_jour 2026-08-15 3 MENB-R-03"),
            // Due to the end of the fifteenth month.
            (
                "2024-06-15",
                "2025-10-14",
                "2024-09-15 2024-11-20",
                "dose_due 2025-06-15 3 MENB-R-03",
            ),
            (
                "2024-06-15",
                "2025-10-15",
                "2024-09-15 2024-11-20",
                "en_retard 2025-06-15 3 MENB-R-03",
            ),
            ("2025-01-15", "2025-12-01", "2025-08-20 2025-10-20", "a_jour 2026-01-15 3 MENB-C-04"),
            ("2024-01-15", "2025-12-01", "2025-08-20 2025-10-20", "a_jour 2026-10-20 3 MENB-C-05"),
            // Recommended by HAS since 18 March 2025, to all.
            ("2023-07-01", "2025-12-01", "", "dose_due 2025-07-01 1 MENB-C-06"),
            ("2023-06-30", "2025-12-01", "", "dose_due 2025-06-30 1 MENB-C-06"),
            ("2023-01-10", "2025-03-17", "", "non_concerne - - MENB-C-06"),
            ("2023-01-10", "2025-03-18", "", "dose_due 2025-03-18 1 MENB-C-06"),
            ("2015-06-30", "2025-12-01", "", "non_concerne - - MENB-C-06"),
        ],
    );
    check(
        Valence::Menacwy,
        VU,
        &[
            ("2025-06-15", "2025-12-15", "", "dose_due 2025-12-15 1 MENACWY-R-01"),
            ("2025-06-15", "2026-01-20", "2025-12-15", "a_jour 2026-06-15 2 MENACWY-R-02"),
            ("2024-11-15", "2025-12-15", "", "en_retard 2025-11-15 1 MENACWY-C-03"),
            // One dose from twelve months is enough until 11 years.
            ("2024-06-15", "2026-01-20", "2025-12-15", "a_jour 2035-06-15 1 MENACWY-R-05"),
            (
                "2024-06-15",
                "2026-01-20",
                "2024-12-15 2025-06-15",
                "a_jour 2035-06-15 1 MENACWY-R-05",
            ),
            ("2023-07-01", "2025-12-01", "", "en_retard 2025-07-01 1 MENACWY-C-07"),
            ("2023-07-01", "2026-07-01", "", "en_retard 2025-07-01 1 MENACWY-C-07"),
            ("2023-07-01", "2028-07-01", "", "non_concerne 2034-07-01 1 MENACWY-R-05"),
            ("2023-06-30", "2025-12-01", "", "a_jour 2034-06-30 1 MENACWY-R-05"),
            // Asked of adolescents since 1 January 2025.
            ("2012-01-10", "2026-01-09", "", "dose_due 2025-01-01 1 MENACWY-R-05"),
            ("2009-01-10", "2026-01-10", "", "en_retard 2025-01-01 1 MENACWY-C-06"),
            ("2011-01-10", "2026-01-10", "", "en_retard 2026-01-10 1 MENACWY-C-06"),
            ("2011-01-10", "2026-01-10", "2023-02-01", "a_jour - - MENACWY-R-05"),
            // Given as an infant, the adolescent's dose remains.
            ("2013-01-10", "2026-01-10", "2014-02-01", "dose_due 2025-01-01 1 MENACWY-R-05"),
        ],
    );
    check(
        Valence::Menc,
        VU,
        &[
            ("2021-07-29", "2026-04-15", "2022-01-08", "non_concerne - - MENC-R-02"),
            ("2024-02-10", "2024-12-31", "", "en_retard 2024-07-10 1 MENC-R-01"),
            ("2024-02-10", "2025-01-01", "", "non_concerne - - MENC-R-02"),
        ],
    );
}

#[test]
fn a_first_dose_of_meningococcus_c_before_2025_counts_for_acwy() {
    for (naissance, date, doses, attendu, recues) in [
        ("2024-05-10", "2025-02-01", "2024-10-10", "a_jour MENACWY-C-04", 1),
        ("2024-05-10", "2025-06-20", "2024-10-10", "en_retard MENACWY-C-04", 1),
        ("2024-10-10", "2025-05-01", "2025-03-10", "dose_due MENACWY-R-01", 0),
        ("2023-06-30", "2025-02-01", "2023-11-30", "a_jour MENACWY-R-05", 0),
    ] {
        let doses = [super::tests::dose(&[Valence::Menc], doses)];
        let etat = etat_du_jour(&sujet(naissance, date), &doses);
        let v = etat.valence(Valence::Menacwy).expect("MENACWY");
        assert_eq!(format!("{} {}", v.statut.code(), v.regle), attendu, "{naissance} {date}");
        assert_eq!(v.doses_recues, recues, "{naissance} {date}");
    }
}

#[test]
fn measles_mumps_rubella() {
    check(
        Valence::Ror,
        VU,
        &[
            ("2025-01-10", "2026-01-09", "", "a_jour 2026-01-10 1 ROR-R-01"),
            ("2025-01-10", "2026-02-10", "", "en_retard 2026-01-10 1 ROR-R-01"),
            ("2024-08-10", "2026-02-01", "2025-08-10", "dose_due 2025-12-10 2 ROR-R-02"),
            ("2024-08-10", "2026-03-10", "2025-08-10", "en_retard 2025-12-10 2 ROR-R-02"),
            // 31 January + 1 month: 28 February.
            ("2023-01-10", "2026-02-10", "2026-01-31", "a_jour 2026-02-28 2 ROR-R-02"),
            // At nine months: two more from the first birthday.
            ("2025-01-10", "2025-12-10", "2025-10-20", "a_jour 2026-01-10 1 ROR-R-01"),
            ("2023-01-10", "2026-02-10", "2025-12-01 2025-12-20", "dose_due 2026-01-20 2 ROR-R-02"),
            ("2017-12-31", "2026-02-10", "", "en_retard 2018-12-31 1 ROR-C-03"),
            ("2012-01-10", "2026-02-10", "2013-01-10", "en_retard 2013-05-10 2 ROR-C-03"),
            ("2012-01-10", "2026-02-10", "2013-01-10 2013-06-10", "a_jour - - ROR-C-03"),
            ("1979-12-31", "2026-02-10", "", "non_concerne - - ROR-C-03"),
        ],
    );
}

#[test]
fn rotavirus() {
    check(
        Valence::Rota,
        VU,
        &[
            ("2025-06-15", "2025-09-01", "2025-08-15", "a_jour 2025-09-15 2 ROTA-R-02"),
            ("2025-06-15", "2025-11-30", "", "en_retard 2025-08-15 1 ROTA-R-01"),
            ("2025-06-15", "2025-12-01", "", "non_concerne - - ROTA-R-02"),
            ("2025-06-15", "2025-10-01", "2025-08-15 2025-09-15", "a_jour - - ROTA-R-02"),
            (
                "2025-06-15",
                "2025-10-15",
                "2025-08-15@RotaTeq 2025-09-15@RotaTeq",
                "dose_due 2025-10-15 3 ROTA-R-02",
            ),
            // The first two doses say how many there are.
            (
                "2025-06-15",
                "2025-10-15",
                "2025-08-15 2025-09-15 2025-09-20 2025-10-15@RotaTeq",
                "a_jour - - ROTA-R-02",
            ),
            ("2025-06-15", "2026-01-26", "2025-08-15@RotaTeq", "non_concerne - - ROTA-R-02"),
        ],
    );
}

#[test]
fn papillomavirus() {
    check(
        Valence::Hpv,
        VU,
        &[
            ("2013-01-10", "2024-01-09", "", "a_jour 2024-01-10 1 HPV-R-01"),
            ("2013-01-10", "2026-01-10", "", "dose_due 2024-01-10 1 HPV-R-01"),
            ("2013-01-10", "2026-01-10", "2025-09-01", "a_jour 2026-02-01 2 HPV-R-02"),
            ("2013-01-10", "2026-10-01", "2025-09-01", "dose_due 2026-02-01 2 HPV-R-02"),
            ("2013-01-10", "2026-10-02", "2025-09-01", "en_retard 2026-02-01 2 HPV-R-02"),
            ("2013-01-10", "2026-10-02", "2025-09-01 2026-02-01", "a_jour - - HPV-R-02"),
            // Less than five months: a third, three months after the second.
            ("2013-01-10", "2026-02-10", "2025-09-01 2026-01-31", "a_jour 2026-04-30 3 HPV-R-02"),
            // From 15 years, boys and girls alike since 9 December 2025.
            ("2010-01-10", "2025-12-08", "", "en_retard 2025-01-10 1 HPV-C-03"),
            ("2010-01-10", "2025-12-09", "", "en_retard 2025-01-10 1 HPV-C-03"),
            ("2010-01-10", "2026-01-10", "2026-01-10", "a_jour 2026-03-10 2 HPV-C-03"),
            ("2010-01-10", "2026-06-10", "2026-01-10 2026-03-10", "a_jour 2026-07-10 3 HPV-C-03"),
            ("2010-01-10", "2026-06-10", "2026-01-10 2026-05-10", "a_jour 2026-08-10 3 HPV-C-03"),
            ("1999-01-10", "2026-01-10", "", "non_concerne - - HPV-C-03"),
        ],
    );
}

#[test]
fn for_some_children_only() {
    check(
        Valence::Bcg,
        VU,
        &[
            ("2025-06-15", "2026-01-10", "", "non_concerne - - BCG-R-01"),
            ("2014-02-03", "2026-01-10", "2014-02-06", "a_jour - - BCG-R-01"),
        ],
    );
    check(
        Valence::Grippe,
        VU,
        &[("2015-06-15", "2026-01-10", "2025-11-01", "non_concerne - - GRIPPE-R-01")],
    );
    check(
        Valence::Varicelle,
        VU,
        &[
            ("2013-01-10", "2026-01-10", "", "dose_due 2025-01-10 1 VARICELLE-R-01"),
            ("2013-01-10", "2026-01-10", "2014-02-10 2017-02-10", "a_jour - - VARICELLE-R-01"),
            ("2008-01-10", "2026-01-10", "", "non_concerne - - VARICELLE-R-01"),
        ],
    );
    check(
        Valence::Vrs,
        VU,
        &[
            ("2025-10-10", "2026-01-10", "", "dose_due 2025-10-10 1 VRS-R-01"),
            ("2025-10-10", "2026-01-10", "2025-10-12", "a_jour - - VRS-R-01"),
            ("2025-01-10", "2026-01-10", "", "non_concerne - - VRS-R-01"),
        ],
    );
}
