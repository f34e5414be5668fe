import { expect, it } from 'vitest';
import type { PaperKind, DocumentLigne, Rubrique } from '../../bindings';
import { faits, groupes, sections } from './papiers';

const lignes = (rubrique: Rubrique, ...titres: string[]) =>
  titres.map((titre) => ({ rubrique, titre, texte: `${titre}.` }));

it('shows a paper by its parts, in its order, and loses no line', () => {
  const sort = [
    ...lignes('tete', 'Enfant', 'Bilan'),
    ...lignes('essentiel', 'Problème', 'Synthèse'),
    ...lignes('recommande', 'Soins'),
    // An answer may bear the name of a line of the head.
    ...lignes('detail', 'Lunettes', 'Bilan', 'Poids'),
  ];
  const cut = sections({ genre: 'A', sort });
  expect(cut.map(({ titre, lignes }) => [titre, lignes.map((ligne) => ligne.titre)])).toEqual([
    ['En-tête', ['Enfant', 'Bilan']],
    ['L’essentiel', ['Problème', 'Synthèse']],
    ['Ce qui est recommandé', ['Soins']],
    ['Le détail du bilan', ['Lunettes', 'Bilan', 'Poids']],
  ]);
  expect(cut.flatMap((section) => section.lignes)).toEqual(sort);
  expect(sections({ genre: 'D', sort: [] })).toEqual([]);
});

it('speaks to the child on the road map', () => {
  const sort = lignes('quotidien', 'Allergies');
  const titre = (genre: PaperKind) => sections({ genre, sort })[0]?.titre;
  expect([titre('B'), titre('D')]).toEqual(['À savoir au quotidien', 'À retenir']);
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
