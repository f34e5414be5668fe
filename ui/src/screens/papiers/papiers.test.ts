import { expect, it } from 'vitest';
import type { DocumentLigne } from '../../bindings';
import { faits, groupes, papiers, sections } from './papiers';

const lignes = (...titres: string[]) => titres.map((titre) => ({ titre, texte: `${titre}.` }));

it('cuts the letter where its reader meets another part', () => {
  const apercu = {
    genre: 'A' as const,
    sort: lignes(
      'Enfant',
      'Bilan',
      'Problème',
      'Synthèse',
      'Soins\u00a0: suite',
      'Lunettes',
      'Bilan',
      'Poids',
    ),
    retenu: [],
    signes: [],
    a_verifier: [],
  };
  const cut = sections(apercu, ['Soins : suite', 'Retenue']);
  expect(cut.map(({ titre, lignes }) => [titre, lignes.map((ligne) => ligne.titre)])).toEqual([
    ['En-tête', ['Enfant', 'Bilan']],
    ['L’essentiel', ['Problème', 'Synthèse']],
    ['Ce qui est recommandé', ['Soins\u00a0: suite']],
    // An answer may bear the name of a line of the head: only the first lines are the head.
    ['Le détail du bilan', ['Lunettes', 'Bilan', 'Poids']],
  ]);
});

it('loses no line, whatever the paper and whatever is not known', () => {
  for (const { genre } of papiers) {
    const sort = lignes('Enfant', 'Dossier', 'Voir le dentiste', 'Allergies', 'Inconnu', 'École');
    const cut = sections({ genre, sort, retenu: [], signes: [], a_verifier: [] }, []);
    expect(cut.flatMap((section) => section.lignes)).toEqual(sort);
  }
  expect(sections({ genre: 'D', sort: [], retenu: [], signes: [], a_verifier: [] }, [])).toEqual(
    [],
  );
});

it('tells the needs from the daily life on the sheets', () => {
  const sort = lignes('Enfant', 'Voir le dentiste', 'Allergies', 'Prochain bilan');
  const [, needs, daily] = sections(
    { genre: 'B', sort, retenu: [], signes: [], a_verifier: [] },
    [],
  );
  expect(needs?.lignes).toEqual(lignes('Voir le dentiste'));
  expect(daily?.lignes).toEqual(lignes('Allergies', 'Prochain bilan'));
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
