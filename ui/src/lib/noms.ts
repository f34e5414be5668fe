import type { EnfantLigne, Pro, Sexe } from '../bindings';

/** A child as every list names them: birth name in capitals, by which lists are sorted, then first name. */
export function nomEnfant(enfant: Pick<EnfantLigne, 'prenom_utilise' | 'nom_naissance'>): string {
  return `${enfant.nom_naissance.toLocaleUpperCase('fr')} ${enfant.prenom_utilise}`;
}

/** A professional: "Dr Olivier Lambert" where the profession has a title, else first name and name. */
export function nomPro(pro: Pick<Pro, 'prenom' | 'nom' | 'titre'>): string {
  return `${pro.titre === null ? '' : `${pro.titre}\u00a0`}${pro.prenom} ${pro.nom}`;
}

/** Two letters for the round badge of an account. */
export function initials(pro: Pick<Pro, 'prenom' | 'nom'>): string {
  const first = (text: string) => [...text.trim()][0]?.toLocaleUpperCase('fr') ?? '';
  return first(pro.prenom) + first(pro.nom);
}

/** The sex of a child in words; null (a code that this version does not know) is not guessed. */
export function fille(sexe: Sexe | null): string {
  if (sexe === null) return 'sexe illisible';
  return sexe === 'F' ? 'fille' : 'garçon';
}
export function ne(sexe: Sexe | null): string {
  if (sexe === null) return 'né(e)';
  return sexe === 'F' ? 'née' : 'né';
}

/** A name without accents, hyphens, particles' spaces or case, to compare two spellings. */
export function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
