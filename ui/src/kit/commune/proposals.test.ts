import { expect, it } from 'vitest';
import type { CommuneProposee } from '../../bindings';
import { byName, byPlace, byPostcode, nameOf, postcodeFor } from './proposals';

const commune = (over: Partial<CommuneProposee>): CommuneProposee => ({
  code_insee: '87085',
  nom: 'Limoges',
  code_postal: null,
  codes_postaux: ['87000', '87100', '87280'],
  departement: 'Haute-Vienne',
  ...over,
});

it('says which postcodes a commune has', () => {
  const paris = commune({
    codes_postaux: ['75001', '75002', '75003', '75116'],
    departement: 'Paris',
  });
  expect(byName([commune({}), paris]).map(({ detail }) => detail)).toEqual([
    '87000, 87100, 87280 · Haute-Vienne',
    '75001 à 75116 · Paris',
  ]);
  expect(byName([commune({ codes_postaux: [] })])[0]?.detail).toBe('Haute-Vienne');
});

it('proposes a postcode with each of its communes', () => {
  const found = [commune({ code_postal: '87000' }), commune({ code_postal: null })];
  expect(byPostcode(found)).toMatchObject([{ text: '87000', detail: 'Limoges · Haute-Vienne' }]);
});

it('proposes a place of birth once, whatever its postcodes', () => {
  const found = [commune({ code_postal: '87000' }), commune({ code_postal: '87100' })];
  expect(byPlace(found)).toMatchObject([{ id: '87085', text: 'Limoges (Haute-Vienne)' }]);
});

it('guesses no postcode among several', () => {
  expect(postcodeFor(commune({}), '')).toBe('');
  expect(postcodeFor(commune({}), '75012')).toBe('');
  expect(postcodeFor(commune({}), ' 87100 ')).toBe('87100');
  expect(postcodeFor(commune({ code_postal: '87000' }), '75012')).toBe('87000');
});

it('writes an apostrophe as print does', () => {
  expect(nameOf(commune({ nom: "Parigné-l'Évêque" }))).toBe('Parigné-l’Évêque');
});
