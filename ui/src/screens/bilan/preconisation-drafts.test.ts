import { expect, test } from 'vitest';
import { proposed, typedSince } from './preconisation-drafts.svelte';

const sent = proposed('DENT', 'Dentiste', '2026-11-21');

test('what another screen changed stays, what was typed meanwhile too', () => {
  const saved = { ...sent, libelle: 'Dentiste, un mercredi', priorite: 'urgente' as const };
  const typed = { ...sent, libelle: 'Dentiste', frequence: 'une fois' };
  expect(typedSince(sent, typed, saved)).toEqual({ ...saved, frequence: 'une fois' });
});

test('what is typed over what was sent is the newer', () => {
  const typed = { ...sent, libelle: 'Dentiste, le soir', nb_seances: 3 };
  const saved = { ...sent, libelle: 'Dentiste (accent)' };
  expect(typedSince(sent, typed, saved)).toEqual({ ...sent, ...typed });
});
