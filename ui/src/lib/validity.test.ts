import { expect, it } from 'vitest';
import { sentence } from './validity';

const one = (tagName: string, flag: keyof ValidityState): Parameters<typeof sentence>[0] => ({
  tagName,
  validity: { [flag]: true } as unknown as ValidityState,
});

it('says in French what a control lacks', () => {
  expect(sentence(one('INPUT', 'valueMissing'))).toBe('Remplissez ce champ.');
  expect(sentence(one('SELECT', 'valueMissing'))).toBe('Faites un choix dans la liste.');
  expect(sentence(one('INPUT', 'patternMismatch'))).toContain('corrigez');
});
