/** Ages of a calendar of bilans, as people write them. */

/** "9 mois", "4 ans", "4 ans 6 mois"; the day of birth has no figure. */
export function ageWords(months: number): string {
  if (months === 0) return 'naissance';
  if (months < 24) return `${months}\u00a0mois`;
  const [years, rest] = [Math.floor(months / 12), months % 12];
  return rest === 0 ? `${years}\u00a0ans` : `${years}\u00a0ans ${rest}\u00a0mois`;
}

/** Reads what was typed, in completed months; a figure alone is a number of months. */
export function readAge(text: string): number | null {
  const plain = text
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
    .toLocaleLowerCase('fr');
  if (plain === 'naissance') return 0;
  const read =
    /^(?:(\d{1,2}) ?ans?)?(?: ?(et demi)| ?(?:et )?(\d{1,2}) ?m(?:ois)?)?$/.exec(plain) ??
    /^()()(\d{1,2})$/.exec(plain);
  if (!read || plain === '') return null;
  const [, years, half, months] = read;
  if (half && !years) return null;
  return Number(years || 0) * 12 + (half ? 6 : Number(months || 0));
}
