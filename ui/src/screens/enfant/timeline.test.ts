import { expect, it } from 'vitest';
import type { BilanLigne, DocumentLigne, PreconisationVue } from '../../bindings';
import { timeline } from './timeline';

it('puts everything in one column, the latest first, cut by year', () => {
  const years = timeline({
    bilans: [
      { id: '1', date: '2025-11-02' } as BilanLigne,
      { id: '2', date: '2026-11-21' } as BilanLigne,
    ],
    documents: [{ id: '3', date: '2026-11-21T10:00:00Z' } as DocumentLigne],
    preconisations: [{ id: '4', echeance: '2027-02-21' } as PreconisationVue],
  });
  expect(years.map(({ year, moments }) => [year, moments.map((moment) => moment.key)])).toEqual([
    ['2027', ['p4']],
    ['2026', ['b2', 'd3']],
    ['2025', ['b1']],
  ]);
});
