import { describe, expect, it } from 'vitest';
import type { Cotation, OutilConnuVue, OutilVue } from '../../../bindings';
import { AUTRE, cle, depuis, dire, etendue, nouveau, pareils, saisie } from './brouillons';

const sdq: OutilConnuVue = {
  nom: 'SDQ',
  volets: ['S12'],
  ages: 'de 2 à 17 ans',
  concerne: true,
  min: 0,
  max: 40,
  sous_scores: [{ cle: 'conduite', label: 'Conduite', max: 10 }],
};
const proposes = { instruments: [], connus: [sdq] };
const cotation = (total: number | null, manquants: string[]): Cotation => ({
  total,
  max: 27,
  echelles: [],
  notes: {},
  manquants,
  signaux: [],
  seuil: null,
  conclusion: '',
});

describe('what the answers come to', () => {
  it('is a total only when nothing lacks', () => {
    expect(dire(cotation(9, []))).toBe('Total\u00a0: 9 sur 27');
    expect(dire(cotation(null, ['9']))).toBe('Il manque la question 9\u00a0: pas de total');
    expect(dire(cotation(null, ['4', '7']))).toBe(
      'Il manque les questions 4 et 7\u00a0: pas de total',
    );
    expect(dire(cotation(null, ['1', '4', '7']))).toBe(
      'Il manque les questions 1, 4 et 7\u00a0: pas de total',
    );
    expect(dire(cotation(null, ['1', '2', '3', '4']))).toBe(
      '4\u00a0réponses manquent\u00a0: pas encore de total',
    );
  });
});

describe('a result that is written', () => {
  it('is secret from the start where violence or an adolescent alone is told of', () => {
    expect(nouveau('S13', '2026-11-22', null).secret).toBe(true);
    expect(nouveau('S14', '2026-11-22', null).secret).toBe(true);
    expect(nouveau('S12', '2026-11-22', null).secret).toBe(false);
  });

  it('sends nothing of a tool that was chosen before, nor a score beside a refusal', () => {
    const draft = nouveau('S12', '2026-11-22', null);
    Object.assign(draft, {
      choix: 'SDQ',
      score: '15',
      sous_scores: { conduite: '4', pairs: '2' },
    });
    expect(saisie(draft, sdq)).toMatchObject({
      instrument: null,
      outil: 'SDQ',
      score: '15',
      sous_scores: { conduite: '4' },
    });
    const refused = { ...draft, non_passe: true, motif: ' Refus ' };
    expect(saisie(refused, sdq)).toMatchObject({
      score: '',
      sous_scores: {},
      non_passe_motif: 'Refus',
    });
    // What was typed is still there when the user changes their mind.
    expect(refused.score).toBe('15');
  });

  it('comes back as it was noted', () => {
    const vue: OutilVue = {
      id: 'o1',
      bilan: 'b',
      volet: 'S12',
      outil: 'Échelle du centre',
      version: '2',
      date: '2026-11-20',
      repondant: 'le jeune',
      score: '7,5',
      sous_scores: [],
      seuil: '≥ 6',
      conclusion: 'À revoir.',
      passe_par: 'Dr Fournier',
      non_passe_motif: '',
      visibilite: 'V3',
      instrument: null,
      reponses: {},
      signaux: [],
      vu: 'a1',
    };
    const draft = depuis(vue, proposes);
    expect(draft.choix).toBe(AUTRE);
    expect(saisie(draft, null)).toEqual({
      instrument: null,
      reponses: {},
      outil: 'Échelle du centre',
      version: '2',
      date: '2026-11-20',
      repondant: 'le jeune',
      score: '7,5',
      sous_scores: {},
      seuil: '≥ 6',
      conclusion: 'À revoir.',
      non_passe_motif: '',
      visibilite: 'V3',
    });
    expect(cle('S12', draft)).toBe('S12 o1');
    expect(pareils(draft, depuis(vue, proposes))).toBe(true);
  });

  it('says what a score may be, where that is known', () => {
    expect(etendue(null, 40)).toBe('De 0 à 40.');
    expect(etendue(null, null)).toBe('');
  });
});
