import { expect, it } from 'vitest';
import type { EnvoiBilan, EnvoiPapier } from '../../bindings';
import { depuis, etendue, lignes, lot } from './choix';

const papier = (more: Partial<EnvoiPapier>): EnvoiPapier => ({
  genre: 'A',
  label: 'Courrier',
  du: true,
  etat: 'a_faire',
  document: null,
  numero: null,
  destinataire: '',
  categorie: 1,
  canal: 'papier',
  parti_le: null,
  duplicatas: 0,
  empechements: [],
  ...more,
});
const bilan = (id: string, papiers: EnvoiPapier[]): EnvoiBilan => ({
  bilan: id,
  enfant: `e${id}`,
  nom: '',
  dossier: '',
  bilan_type: '',
  date: '2026-03-12',
  jours: 3,
  papiers,
});
const opposition = [{ code: 'opposition' as const, phrase: '', bloque: true }];
const information = [{ code: 'information' as const, phrase: '', bloque: false }];
const pile = [
  bilan('1', [
    papier({ empechements: information }),
    papier({ genre: 'B', empechements: opposition }),
    papier({ genre: 'C', du: false }),
  ]),
  bilan('2', [
    papier({ etat: 'a_envoyer', document: 'd' }),
    papier({ genre: 'B' }),
    papier({ genre: 'D', du: false, etat: 'parti' }),
  ]),
];
const all = pile.flatMap(lignes);

it('shows what the pile waits for, and not what nobody asked for', () => {
  expect(all.map((line) => line.key)).toEqual(['1/A', '1/B', '2/A', '2/B', '2/D']);
});

it('chooses a stretch in both directions, without what is blocked or has left', () => {
  expect(etendue(all, '2/B', '2/D')).toEqual(['2/B']);
  expect(etendue(all, '1/A', '2/A')).toEqual(['1/A', '2/A']);
  expect(etendue(all, '2/B', '1/A')).toEqual(['1/A', '2/A', '2/B']);
  expect(etendue(all, 'gone', '2/B')).toEqual(['2/B']);
});

it('tells what is to be made from what is to be sent', () => {
  const { aFaire, aEnvoyer } = lot(all);
  expect(aFaire.map((line) => line.key)).toEqual(['1/A', '2/B']);
  expect(aEnvoyer.map((line) => line.key)).toEqual(['2/A']);
});

it('says since when in the words of the day', () => {
  expect([0, 1, 12, 60, 61, 364, 366, 400, 1359].map(depuis)).toEqual([
    'aujourd’hui',
    'hier',
    'il y a 12\u00a0jours',
    'il y a 60\u00a0jours',
    'il y a 2\u00a0mois',
    'il y a 11\u00a0mois',
    'il y a 1\u00a0an',
    'il y a 1\u00a0an et 1\u00a0mois',
    'il y a 3\u00a0ans et 8\u00a0mois',
  ]);
});
