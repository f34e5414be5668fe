/** The state of the vaccines as the page of a child tells it. */

import type {
  Fiabilite,
  Choix,
  DecisionGenre,
  EtatValence,
  Preuve,
  SituationVaccinale,
} from '../../bindings';

export const SITUATIONS: Record<SituationVaccinale, string> = {
  a_jour: 'À jour',
  rattrapage_en_cours: 'Rattrapage en cours',
  pas_encore_l_age: 'Pas encore l’âge',
  dose_due: 'Dose à faire',
  recommandee: 'Recommandée, sans urgence',
  en_retard: 'En retard',
  retard_a_verifier: 'Retard à vérifier',
  proposable: 'Peut être proposée',
  hors_saison: 'Hors saison',
  non_concerne: 'Non concerné',
  inconnu: 'À préciser',
  saison_inconnue: 'Saison non connue',
};

/** How sure a rule is, where something of it is not known. */
export const FIABILITES: Record<Exclude<Fiabilite, 'sourcee'>, string> = {
  partielle: 'en partie de mémoire',
  indirecte: 'source indirecte',
  memoire: 'de mémoire, sans source',
};

export const DECISIONS: Record<DecisionGenre, string> = {
  a_jour: 'Considéré à jour',
  non_concerne: 'Non concerné',
  contre_indique: 'Contre-indiqué',
  refus: 'Refus',
  reporte: 'Reporté',
};

export const PREUVES: Record<Preuve, string> = {
  carnet: 'Carnet de santé',
  CR: 'Compte rendu',
  declaratif: 'Déclaratif',
  serologie: 'Sérologie',
};

/** A closed list as a field takes it. */
export function choices(labels: Record<string, string>): Choix[] {
  return Object.entries(labels).map(([code, label]) => ({ code, label }));
}

/** What is to be looked at comes first. */
const ORDER: SituationVaccinale[] = [
  'en_retard',
  'dose_due',
  'retard_a_verifier',
  'inconnu',
  'recommandee',
  'rattrapage_en_cours',
  'a_jour',
  'pas_encore_l_age',
  'saison_inconnue',
  'proposable',
  'hors_saison',
  'non_concerne',
];

/** What asks for something, or may. */
const ASKING = new Set<SituationVaccinale>([
  'en_retard',
  'dose_due',
  'retard_a_verifier',
  'inconnu',
  'recommandee',
]);

/** Whether nothing is to be done or found out. */
export function settled({ situation }: Pick<EtatValence, 'situation'>): boolean {
  return !ASKING.has(situation);
}

/** What is mandatory goes before the rest of its kind; what a doctor has settled after what waits. */
function rank(etat: EtatValence): number {
  if (etat.decision) return ORDER.indexOf('recommandee') + 0.5;
  return ORDER.indexOf(etat.situation) - (!settled(etat) && etat.obligatoire ? 0.25 : 0);
}

/** The valences to show, the most pressing first, and those that are folded away. */
export function arrange(valences: EtatValence[]): { shown: EtatValence[]; folded: EtatValence[] } {
  const sorted = valences.toSorted((a, b) => rank(a) - rank(b));
  const apart = ({ situation, decision }: EtatValence) =>
    (situation === 'non_concerne' || situation === 'hors_saison') && decision === null;
  return { shown: sorted.filter((etat) => !apart(etat)), folded: sorted.filter(apart) };
}
