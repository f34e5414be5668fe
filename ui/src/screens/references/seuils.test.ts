import { expect, it } from 'vitest';
import { groupOf, withUnit } from './seuils';

it('writes a threshold as French does', () => {
  expect(withUnit(-2, 'écarts-types')).toBe('\u22122\u00a0écarts-types');
  expect(withUnit(0.5, 'écarts-types')).toBe('0,5\u00a0écart-type');
  expect(withUnit(1, 'mois')).toBe('1\u00a0mois');
  expect(withUnit(12, 'mois')).toBe('12\u00a0mois');
  expect(withUnit(8, '/10')).toBe('8/10');
  expect(withUnit(20, 'dB')).toBe('20\u00a0dB');
});

it('names the group of a threshold, known or not', () => {
  expect(groupOf('vision.acuite_3_ans')).toBe('Vision');
  expect(groupOf('sommeil.duree')).toBe('Autres');
});
