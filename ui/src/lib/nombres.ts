/** Numbers as a French reader writes and reads them: a comma, no-break thin groups, a true minus. */

/** Reads what was typed; `null` when empty, `undefined` when it is not a number. */
export function readNumber(text: string, whole: boolean): number | null | undefined {
  const compact = text.replace(/[\s\u00a0\u202f]/g, '').replace('\u2212', '-');
  if (compact === '') return null;
  const pattern = whole ? /^-?\d+$/ : /^-?(\d+([.,]\d*)?|[.,]\d+)$/;
  if (!pattern.test(compact)) return undefined;
  return Number(compact.replace(',', '.'));
}

/** Writes a number in a field: plain digits and a comma, so that it can be edited. */
export function writeNumber(value: unknown): string {
  return typeof value === 'number' && Number.isFinite(value) ? String(value).replace('.', ',') : '';
}

const reading = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 });

/** A number to be read, with its groups of three. */
export function showNumber(value: number): string {
  return reading.format(value);
}

/** "1 enfant", "2 enfants", "0 enfant": French takes the plural from two on. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${showNumber(n)}\u00a0${Math.abs(n) >= 2 ? many : one}`;
}
