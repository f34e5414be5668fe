import { expect, it } from 'vitest';
import { grouped, matches } from './filtre';

it('finds every word in any of the texts, without accents or capitals', () => {
  expect(matches('perimetre OMS', ['Périmètre crânien', 'OMS 2006', null])).toBe(true);
  expect(matches('perimetre cdc', ['Périmètre crânien', 'OMS 2006'])).toBe(false);
  expect(matches('   ', [])).toBe(true);
});

it('keeps the order of the groups and of their rows', () => {
  expect(grouped(['b1', 'a1', 'b2'], (row) => row.slice(0, 1))).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ]);
});
