import { expect, it } from 'vitest';
import { dite, rangees, trouvees } from './accords';

const portees = [
  { code: 'S05', label: 'Toute la partie «\u00a0Croissance et constantes\u00a0»' },
  { code: 'cro.poids', label: 'Poids' },
  { code: 'S14', label: 'Toute la partie «\u00a0Adolescence\u00a0»' },
  { code: 'ado.contraception', label: 'Contraception' },
  { code: 'preco', label: 'Toutes les préconisations' },
];

it('names a part without its code', () => {
  expect(portees.map(dite)).toEqual([
    'Toute la partie «\u00a0Croissance et constantes\u00a0»',
    'Poids',
    'Toute la partie «\u00a0Adolescence\u00a0»',
    'Contraception',
    'Toutes les préconisations',
  ]);
});

it('names a préconisation by its number', () => {
  expect(dite({ code: 'P02', label: 'P02' })).toBe('Préconisation n°\u00a02');
});

it('finds with or without accents, whatever the order of the words', () => {
  expect(trouvees(portees, 'PRECO').map((one) => one.code)).toEqual(['preco']);
  expect(trouvees(portees, 'constantes croi').map((one) => one.code)).toEqual(['S05']);
  expect(trouvees(portees, ' ')).toHaveLength(5);
});

it('begins with what a minor mostly objects about, and forgets nothing', () => {
  const order = rangees(portees).map((one) => one.code);
  expect(order).toEqual(['S14', 'ado.contraception', 'S05', 'cro.poids', 'preco']);
});
