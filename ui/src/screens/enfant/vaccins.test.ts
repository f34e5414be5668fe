import { expect, it } from 'vitest';
import type { DecisionVaccinale, EtatValence, Pro } from '../../bindings';
import { arrange, author, sentence, summary } from './vaccins';

const etat = (over: Partial<EtatValence>) =>
  ({ statut: 'a_jour', obligatoire: false, decision: null, ...over }) as EtatValence;
const decision = {} as DecisionVaccinale;

it('puts what is late first and folds what does not concern the child', () => {
  const { shown, folded } = arrange([
    etat({ valence: 'DTP' }),
    etat({ valence: 'BCG', statut: 'non_concerne' }),
    etat({ valence: 'HPV', statut: 'en_retard' }),
    etat({ valence: 'ROR', statut: 'en_retard', obligatoire: true }),
    etat({ valence: 'COQ', statut: 'en_retard', obligatoire: true, decision }),
    etat({ valence: 'MENB', statut: 'inconnu' }),
    etat({ valence: 'GRIPPE', statut: 'non_concerne', decision }),
    etat({ valence: 'PNC', statut: 'dose_due' }),
  ]);
  expect(shown.map(({ valence }) => valence)).toEqual([
    'ROR',
    'HPV',
    'PNC',
    'MENB',
    'COQ',
    'GRIPPE',
    'DTP',
  ]);
  expect(folded.map(({ valence }) => valence)).toEqual(['BCG']);
});

it('counts what is to be done and not what a doctor has settled', () => {
  const late = etat({ statut: 'en_retard' });
  expect(summary([late, late, etat({ statut: 'dose_due' })])).toBe(
    '2\u00a0en retard · 1\u00a0dose à faire',
  );
  expect(summary([etat({ statut: 'en_retard', decision }), etat({})])).toBe(
    'Rien à faire aujourd’hui',
  );
});

it('does not say twice that a rule is to be checked', () => {
  const phrase = 'Série complète (2 doses) (règle à vérifier).';
  expect(sentence({ phrase, verifie: false })).toBe('Série complète (2 doses).');
  expect(sentence({ phrase, verifie: true })).toBe(phrase);
});

it('names the doctor who decided, and never an identifier', () => {
  const id = '01936f00-0000-7000-8000-000000000001';
  const pro = { id, prenom: 'Hélène', nom: 'FOURNIER', profession: 'medecin' } as Pro;
  expect(author(id, [pro])).toBe('Dr\u00a0Hélène FOURNIER');
  expect(author(id, [])).toBe('Un médecin');
  expect(author('Dr Amar, PMI', [pro])).toBe('Dr Amar, PMI');
});
