import type { Courbe } from '../../bindings/Courbe';
import type { Figure } from '../../bindings/Figure';
import type { Graduation } from '../../bindings/Graduation';
import type { Marque } from '../../bindings/Marque';
import type { Trait } from '../../bindings/Trait';

const MONTHS = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24];

const band = (ds: number, texte: string, style: Trait, values: number[]): Courbe => ({
  ds,
  texte,
  style,
  points: MONTHS.map((month, index) => [month, values[index] ?? 0]),
});
const lines = (marks: [number, string][]): Graduation[] =>
  marks.map(([valeur, texte]) => ({ valeur, texte }));
type Row = [
  x: number,
  y: number,
  date: string,
  age: string,
  z: number,
  ds: string,
  centile: string,
];
const mark = ([x, y, date, age, z, ds, centile]: Row): Marque => ({
  x,
  y,
  date,
  age,
  z,
  ds,
  centile,
  valeur: `${y.toFixed(1).replace('.', ',')}\u00a0cm`,
  // The implausible measure: shorter than four months before.
  signal: date === '2025-11-03' ? 'valeur invraisemblable, à vérifier' : null,
  source: date === '2026-03-24' ? 'bilan du 24/03/2026' : 'carnet',
});

/** The height of an invented girl born early, with a measure that cannot be right. */
export const figure: Figure = {
  indicateur: 'taille',
  titre: 'Taille',
  unite: 'cm',
  description:
    'Taille de la naissance à 2 ans, 7 mesures. La dernière, 77,9 cm à 17 mois d’âge corrigé, est à −0,6 DS.',
  x: {
    titre: 'Âge',
    min: 0,
    max: 24,
    graduations: lines([
      [0, '0'],
      [3, '3 mois'],
      [6, '6 mois'],
      [9, '9 mois'],
      [12, '1 an'],
      [15, '15 mois'],
      [18, '18 mois'],
      [21, '21 mois'],
      [24, '2 ans'],
    ]),
  },
  y: {
    titre: 'Taille',
    min: 40,
    max: 100,
    graduations: lines([
      [40, '40'],
      [50, '50'],
      [60, '60'],
      [70, '70'],
      [80, '80'],
      [90, '90'],
      [100, '100'],
    ]),
  },
  courbes: [
    band(
      -3,
      '−3',
      'extreme',
      [43.56, 50.97, 55.61, 58.95, 61.68, 64.06, 66.28, 68.33, 70.22, 72.0, 73.67, 75.25, 76.72],
    ),
    band(
      -2,
      '−2',
      'limite',
      [45.42, 53.01, 57.78, 61.22, 64.04, 66.53, 68.86, 71.01, 73.02, 74.9, 76.69, 78.37, 79.95],
    ),
    band(
      -1,
      '−1',
      'interieur',
      [47.29, 55.04, 59.94, 63.48, 66.41, 69.0, 71.43, 73.69, 75.81, 77.81, 79.7, 81.49, 83.18],
    ),
    band(
      0,
      'M',
      'mediane',
      [49.15, 57.08, 62.11, 65.75, 68.77, 71.47, 74.0, 76.38, 78.61, 80.71, 82.71, 84.62, 86.4],
    ),
    band(
      1,
      '+1',
      'interieur',
      [51.01, 59.12, 64.27, 68.02, 71.14, 73.93, 76.58, 79.06, 81.4, 83.62, 85.72, 87.74, 89.63],
    ),
    band(
      2,
      '+2',
      'limite',
      [52.87, 61.15, 66.44, 70.29, 73.5, 76.4, 79.15, 81.74, 84.19, 86.52, 88.74, 90.86, 92.85],
    ),
    band(
      3,
      '+3',
      'extreme',
      [54.74, 63.19, 68.6, 72.55, 75.87, 78.87, 81.73, 84.43, 86.99, 89.42, 91.75, 93.98, 96.08],
    ),
  ],
  series: [
    {
      age: 'corrige',
      points: (
        [
          [1.9, 56.2, '2024-12-20', '1 mois d’âge corrigé', -0.29, '−0,3 DS', '39e centile'],
          [4.0, 60.9, '2025-02-21', '3 mois d’âge corrigé', -0.56, '−0,6 DS', '29e centile'],
          [5.9, 64.1, '2025-04-22', '5 mois d’âge corrigé', -0.66, '−0,7 DS', '25e centile'],
          [8.9, 68.3, '2025-07-21', '8 mois d’âge corrigé', -0.71, '−0,7 DS', '24e centile'],
          [12.4, 61.0, '2025-11-03', '12 mois d’âge corrigé', -5.19, '−5,2 DS', '< 1er centile'],
          [17.0, 77.9, '2026-03-24', '17 mois d’âge corrigé', -0.62, '−0,6 DS', '27e centile'],
        ] satisfies Row[]
      ).map(mark),
    },
    {
      age: 'chronologique',
      points: (
        [
          [2.0, 50.5, '2024-10-21', '2 mois', -3.23, '−3,2 DS', '< 1er centile'],
          [4.0, 56.2, '2024-12-20', '4 mois', -2.73, '−2,7 DS', '< 1er centile'],
          [6.1, 60.9, '2025-02-21', '6 mois', -2.2, '−2,2 DS', '1er centile'],
          [8.0, 64.1, '2025-04-22', '8 mois', -1.98, '−2,0 DS', '2e centile'],
          [11.0, 68.3, '2025-07-21', '11 mois', -1.78, '−1,8 DS', '4e centile'],
          [14.5, 61.0, '2025-11-03', '14 mois', -5.88, '−5,9 DS', '< 1er centile'],
          [19.1, 77.9, '2026-03-24', '19 mois', -1.32, '−1,3 DS', '9e centile'],
        ] satisfies Row[]
      ).map(mark),
    },
  ],
  reference: 'OMS 2006, filles',
  notes: [
    'Née à 31 SA : âge corrigé jusqu’à 24 mois.',
    'La mesure du 24/03/2026, prise debout, est convertie en position couchée (+0,7 cm).',
  ],
};
