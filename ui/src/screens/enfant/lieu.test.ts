import { expect, it } from 'vitest';
import { atPlace, codeOf, naissance } from './lieu';

it('knows the commune that was taken, and no longer once its text has changed', () => {
  const taken = { text: 'Limoges (Haute-Vienne)', code: '87085' };
  expect(codeOf('Limoges (Haute-Vienne) ', taken)).toBe('87085');
  expect(codeOf('Limoges', taken)).toBeNull();
  expect(codeOf('', taken)).toBe('');
});

it('takes a code as it is typed, of Corsica and of elsewhere too', () => {
  expect(['87085', '2a004', ' 99352 ', '870', '2C004'].map((text) => codeOf(text, null))).toEqual([
    '87085',
    '2A004',
    '99352',
    null,
    null,
  ]);
});

it('keeps what was half typed apart from the place that is known', () => {
  const known = naissance('Paris ', '75056');
  expect(codeOf(known.text, known.taken)).toBe('75056');
  const typing = { ...known, text: 'Lyo' };
  expect(codeOf(typing.text, typing.taken)).toBeNull();
  expect(naissance(null, '99352')).toEqual({ text: '99352', taken: null });
});

it.each([
  ['Lyon', 'à Lyon'],
  ['Guéret (Creuse)', 'à Guéret (Creuse)'],
  ['Le Havre', 'au Havre'],
  ['Les Abymes', 'aux Abymes'],
  ['La Rochelle', 'à La Rochelle'],
  ['L’Haÿ-les-Roses', 'à L’Haÿ-les-Roses'],
  ['Abidjan (Côte d’Ivoire)', 'à Abidjan (Côte d’Ivoire)'],
  ['Guinée', 'en Guinée'],
  ['Ukraine', 'en Ukraine'],
  ["Côte d'Ivoire", "en Côte d'Ivoire"],
  ['Afghanistan', 'en Afghanistan'],
  ['Érythrée', 'en Érythrée'],
  ['Sierra Leone', 'en Sierra Leone'],
  ['Guinée-Bissau', 'en Guinée-Bissau'],
  ['Mali', 'au Mali'],
  ['Cameroun', 'au Cameroun'],
  ['Mexique', 'au Mexique'],
  ['Congo-Brazzaville', 'au Congo-Brazzaville'],
  ['Comores', 'aux Comores'],
  ['États-Unis', 'aux États-Unis'],
  ['Madagascar', 'à Madagascar'],
  ['Haïti', 'à Haïti'],
])('says where a child of %s was born', (name, said) => {
  expect(atPlace(name)).toBe(said);
});
