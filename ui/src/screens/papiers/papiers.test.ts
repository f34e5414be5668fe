import { expect, it } from 'vitest';
import type { DocumentLigne } from '../../bindings';
import { LETTRE, PAPIERS } from '../../bindings/papiers';
import { accord, faits, groupes, papier } from './papiers';

it('knows each paper once, and how its word agrees', () => {
  expect(new Set(PAPIERS.map(({ titre }) => titre)).size).toBe(PAPIERS.length);
  expect(papier(LETTRE).recipient).toBe('medecin');
  expect(PAPIERS.map((one) => `${one.nom} fait${accord(one)}`)).toContain('Fiche faite');
  expect(accord(papier(LETTRE))).toBe('');
});

it('groups what is withheld, the rare reasons first, each thing once', () => {
  const because = (raison: string, ...titres: string[]) =>
    titres.map((titre) => ({ titre, raison }));
  expect(
    groupes([...because('Médical', 'Poids', 'Taille', 'Poids'), ...because('Opposition', 'Tabac')]),
  ).toEqual([
    { raison: 'Opposition', total: 1, titres: [{ titre: 'Tabac', fois: 1 }] },
    {
      raison: 'Médical',
      total: 3,
      titres: [
        { titre: 'Poids', fois: 2 },
        { titre: 'Taille', fois: 1 },
      ],
    },
  ]);
});

it('finds the papers of one kind of one bilan, the latest number first', () => {
  const one = (numero: string, kind = 'A', bilan = 'b'): DocumentLigne => ({
    id: numero,
    bilan,
    kind,
    label: '',
    numero,
    date: '2026-03-12',
    destinataire: '',
    statut: 'valide',
    statut_label: '',
    duplicatas: 0,
  });
  const all = [one('2026-00002'), one('2026-100000'), one('2026-00003', 'B'), one('1', 'A', 'c')];
  expect(faits(all, 'b', 'A').map((document) => document.numero)).toEqual([
    '2026-100000',
    '2026-00002',
  ]);
});
