import type { Adresse } from '../bindings';

/** The least length of a password; the core has the last word. */
export const PASSWORD_MIN = 12;

/** Characters of a password as the vault counts them: a combining accent is not one of its own. */
export function passwordLength(password: string): number {
  return [...password.normalize('NFC')].length;
}

/** A sentence on the strength of a password, and how full its bar is (0 to 4). */
export function passwordStrength(password: string): { level: number; phrase: string } {
  const length = passwordLength(password);
  if (length === 0) return { level: 0, phrase: `Au moins ${PASSWORD_MIN} caractères.` };
  if (length < PASSWORD_MIN) {
    const missing = PASSWORD_MIN - length;
    return {
      level: 1,
      phrase: `Encore ${missing}\u00a0${missing > 1 ? 'caractères' : 'caractère'}.`,
    };
  }
  const different = new Set(password.toLocaleLowerCase('fr')).size;
  if (different < 6) return { level: 1, phrase: 'Trop répétitif\u00a0: variez les caractères.' };
  if (length < 16) return { level: 2, phrase: 'Convenable. Quelques mots de plus le rendent sûr.' };
  if (length < 22) return { level: 3, phrase: 'Bon mot de passe.' };
  return { level: 4, phrase: 'Très bon mot de passe.' };
}

/** The proposed account name: first name and name, ASCII, joined by a dot. */
export function accountName(prenom: string, nom: string): string {
  return [prenom, nom]
    .map((part) =>
      part
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .replace(/œ/gi, 'oe')
        .replace(/æ/gi, 'ae')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, ''),
    )
    .filter(Boolean)
    .join('.');
}

/** The lines of an address as they were typed, one per line, without the empty ones. */
export function addressLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** An address in one paragraph. */
export function addressText(adresse: Adresse): string {
  return [...adresse.lignes, `${adresse.code_postal} ${adresse.commune}`.trim(), adresse.pays ?? '']
    .filter(Boolean)
    .join('\n');
}

/** What was typed of a recovery key: upper case, in groups of five. */
export function keyGroups(text: string): string[] {
  const compact = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return compact.match(/.{1,5}/g) ?? [];
}

/** Empty text becomes nothing. */
export function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
