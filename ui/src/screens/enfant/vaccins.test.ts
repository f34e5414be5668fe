import { expect, it } from 'vitest';
import type { DecisionVaccinale, EtatValence } from '../../bindings';
import { arrange, settled } from './vaccins';

const etat = (over: Partial<EtatValence>) =>
  ({ situation: 'a_jour', obligatoire: false, decision: null, ...over }) as EtatValence;
const decision = {} as DecisionVaccinale;

it('puts what is late first and folds what does not concern the child', () => {
  const { shown, folded } = arrange([
    etat({ valence: 'DTP' }),
    etat({ valence: 'BCG', situation: 'non_concerne' }),
    etat({ valence: 'VRS', situation: 'hors_saison' }),
    etat({ valence: 'VARICELLE', situation: 'pas_encore_l_age' }),
    etat({ valence: 'HPV', situation: 'en_retard' }),
    etat({ valence: 'MENACWY', situation: 'recommandee' }),
    etat({ valence: 'ROR', situation: 'en_retard', obligatoire: true }),
    etat({ valence: 'COQ', situation: 'en_retard', obligatoire: true, decision }),
    etat({ valence: 'MENB', situation: 'inconnu' }),
    etat({ valence: 'ROTA', situation: 'non_concerne', decision }),
    etat({ valence: 'GRIPPE', situation: 'proposable' }),
    etat({ valence: 'PNC', situation: 'dose_due' }),
  ]);
  expect(shown.map(({ valence }) => valence)).toEqual([
    'ROR',
    'HPV',
    'PNC',
    'MENB',
    'MENACWY',
    'COQ',
    'ROTA',
    'DTP',
    'VARICELLE',
    'GRIPPE',
  ]);
  expect(folded.map(({ valence }) => valence)).toEqual(['VRS', 'BCG']);
});

it('asks nothing of what is up to date, or whose age or season has not come', () => {
  const asking = ['en_retard', 'dose_due', 'recommandee', 'inconnu'] as const;
  const quiet = [
    'a_jour',
    'pas_encore_l_age',
    'proposable',
    'hors_saison',
    'non_concerne',
  ] as const;
  expect(asking.map((situation) => settled({ situation }))).toEqual([false, false, false, false]);
  expect(quiet.every((situation) => settled({ situation }))).toBe(true);
});
