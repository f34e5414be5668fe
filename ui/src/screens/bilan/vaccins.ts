import type { EtatVaccinal, EtatValence, StatutVaccinal } from '../../bindings';
import { count } from '../../lib/nombres';

/** How the other states are counted, in the order of what there is to do. */
const OTHERS: [StatutVaccinal, string][] = [
  ['dose_due', 'à faire'],
  ['a_jour', 'à jour'],
  ['inconnu', 'à préciser'],
];

/** The vaccines that are late, those that raise an alert first. */
export function late(etat: EtatVaccinal): EtatValence[] {
  return etat.valences
    .filter((one) => one.statut === 'en_retard')
    .toSorted((a, b) => Number(b.alerte) - Number(a.alerte));
}

/** "2 à faire · 5 à jour": those of which something may be said and that are not late. */
export function others(etat: EtatVaccinal): string {
  return OTHERS.flatMap(([statut, words]) => {
    const n = etat.valences.filter((one) => one.statut === statut).length;
    return n > 0 ? [count(n, words, words)] : [];
  }).join(' · ');
}
