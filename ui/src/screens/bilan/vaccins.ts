import type { EtatVaccinal, EtatValence, SituationVaccinale } from '../../bindings';
import { count } from '../../lib/nombres';

/** How the states are counted, in the order of what there is to do. */
const COUNTED: [SituationVaccinale, string, string][] = [
  ['dose_due', 'dose à faire', 'doses à faire'],
  ['recommandee', 'dose recommandée', 'doses recommandées'],
  ['retard_a_verifier', 'retard à vérifier', 'retards à vérifier'],
  ['inconnu', 'vaccin à préciser', 'vaccins à préciser'],
  ['rattrapage_en_cours', 'rattrapage en cours', 'rattrapages en cours'],
  ['a_jour', 'à jour', 'à jour'],
  ['pas_encore_l_age', 'pas encore l’âge', 'pas encore l’âge'],
];

/** How many of them ask for something. */
const ASKING = 4;

const number = (etat: EtatVaccinal, situation: SituationVaccinale) =>
  etat.valences.filter((one) => one.situation === situation && !one.decision).length;

/** The vaccines that are late, those that raise an alert first. */
export function late(etat: EtatVaccinal): EtatValence[] {
  return etat.valences
    .filter((one) => one.situation === 'en_retard')
    .toSorted((a, b) => Number(b.alerte) - Number(a.alerte));
}

/** Whether nothing waits, nothing is unknown and something was given: only then is it green. */
export function inOrder(etat: EtatVaccinal): boolean {
  const waits = (
    [
      'en_retard',
      'dose_due',
      'recommandee',
      'retard_a_verifier',
      'inconnu',
      'rattrapage_en_cours',
    ] as const
  ).some((situation) => number(etat, situation) > 0);
  return !waits && !etat.rien_de_connu && number(etat, 'a_jour') > 0;
}

/** "2 doses à faire · 5 à jour": the others, or only those of which nothing is asked. */
export function others(etat: EtatVaccinal, quiet = false): string {
  return COUNTED.slice(quiet ? ASKING : 0)
    .flatMap(([situation, one, many]) => {
      const n = number(etat, situation);
      return n > 0 ? [count(n, one, many)] : [];
    })
    .join(' · ');
}
