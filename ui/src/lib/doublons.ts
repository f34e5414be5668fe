import type { EnfantLigne, Sexe } from '../bindings';

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

/** Why the base proposes this child, said in words, so that somebody can decide. */
export function likeness(
  ligne: EnfantLigne,
  typed: { nom_naissance: string; prenom: string; date_naissance: string; sexe: Sexe },
): string[] {
  const reasons: string[] = [];
  const compare = (a: string, b: string, noun: string): void => {
    const fold = (name: string) => name.trim().toLocaleLowerCase('fr');
    if (fold(a) === fold(b)) reasons.push(`même ${noun}`);
    else if (plain(a) === plain(b)) reasons.push(`même ${noun}, écrit autrement`);
    else reasons.push(`${noun} différent`);
  };
  compare(ligne.nom_naissance, typed.nom_naissance, 'nom');
  compare(ligne.prenom_utilise, typed.prenom, 'prénom');
  reasons.push(
    ligne.date_naissance === typed.date_naissance
      ? 'même date de naissance'
      : 'date de naissance différente',
  );
  if (ligne.sexe !== typed.sexe) reasons.push('sexe différent');
  return reasons;
}
