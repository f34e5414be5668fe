import type { EnfantLigne, Pro, Sexe } from '../bindings';

/** A child as every list names them: birth name in capitals, by which lists are sorted, then first name. */
export function nomEnfant(enfant: Pick<EnfantLigne, 'prenom_utilise' | 'nom_naissance'>): string {
  return `${enfant.nom_naissance.toLocaleUpperCase('fr')} ${enfant.prenom_utilise}`;
}

/** A professional: "Dr Olivier Lambert" for a doctor, else first name and name. */
export function nomPro(pro: Pick<Pro, 'prenom' | 'nom' | 'profession'>): string {
  const doctor = pro.profession === 'medecin' || pro.profession === 'pedopsychiatre';
  return `${doctor ? 'Dr\u00a0' : ''}${pro.prenom} ${pro.nom}`;
}

/** Two letters for the round badge of an account. */
export function initials(pro: Pick<Pro, 'prenom' | 'nom'>): string {
  const first = (text: string) => [...text.trim()][0]?.toLocaleUpperCase('fr') ?? '';
  return first(pro.prenom) + first(pro.nom);
}

export const fille = (sexe: Sexe): string => (sexe === 'F' ? 'fille' : 'garçon');
export const ne = (sexe: Sexe): string => (sexe === 'F' ? 'née' : 'né');

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
