//! Which parts a bilan begins with, by its type and the age of the child. The pair may add or take
//! away any, but the synthesis.
//!
//! No text fixes the content of a bilan (domain note §0.1), and none that we found says which parts
//! a type needs: the sets below are ours. What they rest on is named beside each.

use crate::bilan::{BilanType, VoletCode};
use crate::dictionnaire;
use VoletCode::{S01, S02, S03, S04, S05, S06, S07, S08, S09, S10, S11, S12, S14, S15, S16};

/// First age of the part of learning, in completed months: before it comes the development
/// (domain note §7.4, "0–6 ans" then "6–17 ans").
const APPRENTISSAGES: i32 = 72;
/// First age of the adolescent's part (domain note §7.4: "≥ 11 ans").
const ADOLESCENCE: i32 = 132;
/// First age at which a child's own words are asked for by default. Ours: the dictionary asks from
/// 24 to 72 months, item by item.
const PAROLE: i32 = 36;

/// The protocol of early childhood has three sides, medical, psychological and developmental
/// (domain note §2.2, S51): history and exposures were taken down at admission.
const PROTOCOLE: &[VoletCode] =
    &[S01, S03, S04, S05, S06, S07, S08, S09, S10, S11, S12, S14, S15, S16];
/// One domain, which the pair adds. The context says why; growth is looked at each time (R.2132-1).
const CIBLE: &[VoletCode] = &[S01, S05, S16];
/// One recommendation, looked at again.
const REEVALUATION: &[VoletCode] = &[S01, S16];

/// The first assessment of an unaccompanied minor from provisional shelter (N17; guide DGS/DGCS of
/// February 2022): what hurts, what is contagious, vaccines, teeth, what was lived through as far as
/// it shows. School, sight, exposures told one by one and the adolescent's own part wait for the
/// bilan of admission.
const PREMIERE_EVALUATION: &[VoletCode] = &[S01, S02, S03, S05, S07, S08, S09, S12, S15, S16];

/// Whether a part asks anything at an age in completed months.
#[must_use]
pub fn volet_possible(volet: VoletCode, age_mois: i32) -> bool {
    dictionnaire::items(volet).iter().any(|item| item.concerne(age_mois))
}

/// The parts that a bilan begins with, in order. The synthesis is always one.
#[must_use]
pub fn volets_par_defaut(bilan_type: BilanType, age_mois: i32) -> Vec<VoletCode> {
    VoletCode::ALL
        .iter()
        .copied()
        .filter(|volet| du_type(bilan_type, *volet) && de_l_age(*volet, age_mois))
        .collect()
}

fn du_type(bilan_type: BilanType, volet: VoletCode) -> bool {
    match bilan_type {
        // Admission and catch-up look at everything; the yearly one updates all of it (domain
        // note §2.1, S18), since exposures may be told for the first time years later.
        BilanType::Adm | BilanType::Rat | BilanType::Ann => true,
        BilanType::Peg => PROTOCOLE.contains(&volet),
        // The file goes with the young person: history and present state. What was told of violence
        // is already in it and is not asked again at the door.
        BilanType::Sor => volet != VoletCode::S13,
        BilanType::Cib => CIBLE.contains(&volet),
        BilanType::Ree => REEVALUATION.contains(&volet),
        BilanType::Mna => PREMIERE_EVALUATION.contains(&volet),
    }
}

fn de_l_age(volet: VoletCode, age_mois: i32) -> bool {
    let defaut = match volet {
        S10 => age_mois < APPRENTISSAGES,
        S11 => age_mois >= APPRENTISSAGES,
        S14 => age_mois >= ADOLESCENCE,
        S15 => age_mois >= PAROLE,
        _ => true,
    };
    defaut && volet_possible(volet, age_mois)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(bilan_type: BilanType, age_mois: i32) -> String {
        let volets = volets_par_defaut(bilan_type, age_mois);
        volets.iter().map(|v| &v.code()[1..]).collect::<Vec<_>>().join(" ")
    }

    /// One age in each band of the domain note §3.2, from B1 to B8.
    #[test]
    fn the_parts_of_each_type_by_age_band() {
        use BilanType::{Adm, Ann, Cib, Mna, Peg, Rat, Ree, Sor};
        for (bilan_type, age, attendu) in [
            (Adm, 5, "01 02 03 04 05 06 08 09 10 12 13 16"),
            (Adm, 12, "01 02 03 04 05 06 07 08 09 10 12 13 16"),
            (Adm, 35, "01 02 03 04 05 06 07 08 09 10 12 13 16"),
            (Adm, 36, "01 02 03 04 05 06 07 08 09 10 12 13 15 16"),
            (Adm, 71, "01 02 03 04 05 06 07 08 09 10 12 13 15 16"),
            (Adm, 72, "01 02 03 04 05 06 07 08 09 11 12 13 15 16"),
            (Adm, 131, "01 02 03 04 05 06 07 08 09 11 12 13 15 16"),
            (Adm, 132, "01 02 03 04 05 06 07 08 09 11 12 13 14 15 16"),
            (Adm, 215, "01 02 03 04 05 06 07 08 09 11 12 13 14 15 16"),
            (Adm, 216, "01 02 03 04 05 06 07 08 09 12 13 14 15 16"),
            (Rat, 100, "01 02 03 04 05 06 07 08 09 11 12 13 15 16"),
            (Ann, 190, "01 02 03 04 05 06 07 08 09 11 12 13 14 15 16"),
            (Peg, 4, "01 03 04 05 06 08 09 10 12 16"),
            (Peg, 60, "01 03 04 05 06 07 08 09 10 12 15 16"),
            (Peg, 84, "01 03 04 05 06 07 08 09 11 12 15 16"),
            (Sor, 214, "01 02 03 04 05 06 07 08 09 11 12 14 15 16"),
            (Cib, 50, "01 05 16"),
            (Ree, 50, "01 16"),
            (Mna, 190, "01 02 03 05 07 08 09 12 15 16"),
            (Mna, 120, "01 02 03 05 07 08 09 12 15 16"),
        ] {
            assert_eq!(codes(bilan_type, age), attendu, "{bilan_type:?} {age}");
        }
    }

    proptest! {
        #[test]
        fn the_synthesis_is_there_once_and_the_order_is_kept(age in -20i32..400, rang in 0..BilanType::ALL.len()) {
            let bilan_type = BilanType::ALL[rang];
            let volets = volets_par_defaut(bilan_type, age);
            prop_assert_eq!(volets.last(), Some(&VoletCode::S16));
            prop_assert!(volets.windows(2).all(|paire| paire[0] < paire[1]));
            prop_assert!(volets.iter().all(|volet| volet_possible(*volet, age)));
            // Development or learning, never both.
            prop_assert!(!(volets.contains(&S10) && volets.contains(&S11)));
        }
    }
}
