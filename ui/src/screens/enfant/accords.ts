import type { Choix, Portee } from '../../bindings';

/** What an objection names, in words that a team says. */
export function dite({ code, label }: Portee): string {
  const mark = /^P0*(\d+)$/.exec(code);
  return mark ? `Préconisation n°\u00a0${mark[1]}` : label;
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/œ/gi, 'oe')
    .toLocaleLowerCase('fr');

/** What may be named and has every word that is looked for. */
export function trouvees(portees: Portee[], cherche: string): Portee[] {
  const words = plain(cherche).split(/\s+/).filter(Boolean);
  return portees.filter((one) => {
    const text = plain(dite(one));
    return words.every((word) => text.includes(word));
  });
}

/** The parts that objections are mostly about come first: secrets of an adolescent. */
const FIRST = ['S14', 'S13', 'S12'];

/** Everything that may be named, what is named most often first. */
export function rangees(portees: Portee[]): Portee[] {
  // The list of the core goes part by part: a part, then what it holds.
  const groups = new Map<string, Portee[]>();
  let current = '';
  for (const one of portees) {
    if (/^S\d\d$/.test(one.code) || one.code === 'preco') current = one.code;
    groups.set(current, [...(groups.get(current) ?? []), one]);
  }
  const first = FIRST.flatMap((code) => groups.get(code) ?? []);
  return [...first, ...portees.filter((one) => !first.includes(one))];
}

/** The choices of a list, or none while it has not come. */
export const choix = (lists: Record<string, Choix[]>, nom: string): Choix[] => lists[nom] ?? [];
