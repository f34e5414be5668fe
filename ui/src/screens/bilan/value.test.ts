import { describe, expect, it } from 'vitest';
import type { Colonne } from '../../bindings';
import {
  asSegments,
  cells,
  clean,
  codeOf,
  codesOf,
  compact,
  heldBack,
  isCivil,
  isObservation,
  kept,
  moved,
  normalTogether,
  otherOf,
  rows,
} from './value';

const column = (cle: string, genre: Colonne['genre']): Colonne => ({
  cle,
  label: cle,
  genre,
  unite: null,
  choix: [],
  obligatoire: false,
  longueur_max: null,
  min: null,
  max: null,
  ouvert: false,
  avenir: false,
  date_heure: false,
});

describe('the value of an object or a list', () => {
  it('sends typed numbers as numbers, and what is no number as it was typed', () => {
    const columns = [
      column('jours', 'entier'),
      column('taille', 'decimal'),
      column('mot', 'texte'),
    ];
    expect(clean({ jours: '12', taille: '47,5', mot: '3' }, columns)).toEqual({
      jours: 12,
      taille: 47.5,
      mot: '3',
    });
    expect(clean({ jours: 'douze' }, columns)).toEqual({ jours: 'douze' });
  });

  it('leaves out the cells that say nothing', () => {
    expect(compact({ a: '', b: null, c: [], d: false, e: 0 })).toEqual({ d: false, e: 0 });
    expect(compact({ a: '' })).toBeNull();
  });

  it('tells "nothing to report" from "nobody has said"', () => {
    expect(rows([])).toEqual([]);
    expect(rows(null)).toBeNull();
    expect(cells([1])).toEqual({});
  });

  it('moves a row by one place, and not off the list', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });
});

describe('what goes out no more', () => {
  it('is told by its fields, by row', () => {
    const champ = { cle: 'note', label: 'Note', texte: 'Avec lait' };
    const held = (rang: number | null) => ({
      label: 'Prises',
      texte: 'matin',
      tu: { champs: [{ ...champ, rang }], reste: null },
    });
    expect(heldBack(held(1))).toBe('Ligne 2, Note\u00a0: Avec lait.');
    expect(heldBack(held(null))).toBe('Note\u00a0: Avec lait.');
    expect(heldBack({ ...held(null), tu: { champs: [], reste: null } })).toBe(
      'Prises\u00a0: matin.',
    );
  });

  it('leaves the rest as it is sent, or nothing', () => {
    const rest = (reste: unknown) => kept({ colonnes: [], tu: { champs: [], reste } });
    expect(rest({ port: 'non', vide: null })).toEqual({ port: 'non' });
    expect(rest([{ moment: 'Matin', note: '' }])).toEqual([{ moment: 'Matin' }]);
    expect(rest({ etat: null })).toBeNull();
    expect(rest(null)).toBeNull();
  });
});

describe('controls', () => {
  const choices = (...labels: string[]) => labels.map((label) => ({ code: label, label }));

  it('stand side by side while they fit, five at most', () => {
    expect(asSegments(choices('Oui', 'Non', 'Ne sait pas'), 250)).toBe(true);
    expect(asSegments(choices('Fait', 'Non fait', 'Refus', 'Ne sait pas'), 250)).toBe(false);
    expect(asSegments(choices('1', '2', '3', '4', '5', '6'), 900)).toBe(false);
  });

  it('know a date from a text that is not one yet', () => {
    expect(['2019', '2019-03', '2019-03-07'].every(isCivil)).toBe(true);
    expect(['7/3', '2019-3', '', null].some(isCivil)).toBe(false);
  });
});

describe('the answers of a list', () => {
  it('knows codes that are numbers, and what was written outside the list', () => {
    expect([codeOf('a'), codeOf(3), codeOf({ texte: 'a' }), codeOf(null)]).toEqual([
      'a',
      '3',
      null,
      null,
    ]);
    const value = ['a', { texte: 'Autre chose' }, 3];
    expect(codesOf(value)).toEqual(['a', '3']);
    expect(otherOf(value)).toBe('Autre chose');
    expect(otherOf({ texte: 'seul' })).toBe('seul');
    expect([otherOf('a'), otherOf(null), otherOf([])]).toEqual(['', '', '']);
  });
});

describe('observations', () => {
  const choix = ['normal', 'anormal', 'non_examine'].map((code) => ({ code, label: code }));
  const etat = { cle: 'etat', label: 'État', genre: 'choix', choix } as Colonne;
  const observation = (code: string, valeur: unknown, active = true) => ({
    code,
    genre: 'objet' as const,
    colonnes: [etat],
    active,
    valeur,
  });

  it('are told from other composed answers', () => {
    expect(isObservation(observation('exa.peau', null))).toBe(true);
    const other = { ...etat, choix: choix.slice(1) };
    expect(isObservation({ genre: 'objet', colonnes: [other] })).toBe(false);
    expect(isObservation({ genre: 'choix', colonnes: [] })).toBe(false);
  });

  it('are called normal together only without an answer, and never the intimate one', () => {
    const rest = normalTogether([
      observation('exa.peau', { etat: 'anormal' }),
      observation('exa.orl', null),
      observation('exa.abdomen', null, false),
      observation('exa.genital_externe', null),
    ]);
    expect(rest.map((one) => one.code)).toEqual(['exa.orl']);
  });
});
