import { expect, it } from 'vitest';
import { ageWords, readAge } from './protocole';

it('reads an age as people write it', () => {
  for (const [text, months] of [
    ['naissance', 0],
    ['9', 9],
    [' 9 mois', 9],
    ['9m', 9],
    ['4 ans', 48],
    ['1 an', 12],
    ['4 ans 6 mois', 54],
    ['4\u00a0ans et 6 mois', 54],
    ['4 ans et demi', 54],
    ['2ans', 24],
  ] as const) {
    expect(readAge(text), text).toBe(months);
  }
  for (const text of ['', ' ', 'bientôt', 'et demi', '4 ans de plus', '-2', '4,5', '100 mois']) {
    expect(readAge(text), text).toBeNull();
  }
});

it('writes every age so that it reads back', () => {
  for (let months = 0; months <= 96; months += 1) {
    expect(readAge(ageWords(months))).toBe(months);
  }
  expect(ageWords(13)).toBe('13\u00a0mois');
  expect(ageWords(54)).toBe('4\u00a0ans 6\u00a0mois');
});
