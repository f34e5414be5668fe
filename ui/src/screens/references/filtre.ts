import { plain } from '../../lib/noms';

const folded = (text: string) => text.split(/\s+/).map(plain).filter(Boolean);

/** Whether every word that is looked for stands somewhere in these texts, accents aside. */
export function matches(wanted: string, texts: (string | null | undefined)[]): boolean {
  const words = folded(wanted);
  if (words.length === 0) return true;
  const said = folded(texts.filter(Boolean).join(' ')).join(' ');
  return words.every((word) => said.includes(word));
}

/** The same rows, in groups that keep their order. */
export function grouped<T>(rows: T[], name: (row: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(name(row));
    if (group) group.push(row);
    else groups.set(name(row), [row]);
  }
  return [...groups];
}

/** Said of a rule whose source was not read for the program. */
export const NON_RELU = 'texte non lu';
