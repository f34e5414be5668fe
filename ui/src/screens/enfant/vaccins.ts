/** The state of the vaccines as the page of a child tells it. */

import type {
  Choix,
  DecisionGenre,
  EtatValence,
  Preuve,
  Pro,
  StatutVaccinal,
} from '../../bindings';
import { count } from '../../lib/nombres';
import { nomPro } from '../../lib/noms';

export const STATUTS: Record<StatutVaccinal, string> = {
  a_jour: 'À jour',
  dose_due: 'Dose à faire',
  en_retard: 'En retard',
  non_concerne: 'Non concerné',
  inconnu: 'Inconnu',
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

const ORDER: StatutVaccinal[] = ['en_retard', 'dose_due', 'inconnu', 'a_jour', 'non_concerne'];

/** What somebody has to look at comes first, then what a doctor has already settled. */
function rank(etat: EtatValence): number {
  const waits = etat.statut !== 'a_jour' && etat.statut !== 'non_concerne';
  if (etat.decision) return ORDER.indexOf('inconnu') + 0.5;
  return ORDER.indexOf(etat.statut) - (waits && etat.obligatoire ? 0.25 : 0);
}

/** The valences to show, the most pressing first, and those that are folded away. */
export function arrange(valences: EtatValence[]): { shown: EtatValence[]; folded: EtatValence[] } {
  const sorted = valences.toSorted((a, b) => rank(a) - rank(b));
  const apart = (etat: EtatValence) => etat.statut === 'non_concerne' && etat.decision === null;
  return { shown: sorted.filter((etat) => !apart(etat)), folded: sorted.filter(apart) };
}

/** "2 en retard · 1 dose à faire", of what no doctor has settled. */
export function summary(valences: EtatValence[]): string {
  const of = (statut: StatutVaccinal) =>
    valences.filter((etat) => etat.statut === statut && etat.decision === null).length;
  const late = of('en_retard');
  const due = of('dose_due');
  const unknown = of('inconnu');
  const parts = [
    late > 0 ? `${late}\u00a0en retard` : '',
    due > 0 ? count(due, 'dose à faire', 'doses à faire') : '',
    unknown > 0 ? count(unknown, 'inconnu') : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : 'Rien à faire aujourd’hui';
}

/** The sentence of a rule without the mark that the badge beside it already is. */
export function sentence({ phrase, verifie }: Pick<EtatValence, 'phrase' | 'verifie'>): string {
  return verifie ? phrase : phrase.replace(/\s*\(règle à vérifier\)/, '');
}

/** The doctor behind a decision: an account of this centre, or the name that came with the record. */
export function author(auteur: string, team: Pro[]): string {
  const pro = team.find((one) => one.id === auteur);
  if (pro) return nomPro(pro);
  return /^[0-9a-f-]{36}$/i.test(auteur) ? 'Un médecin' : auteur;
}
