/** Communes as a field proposes them. */

import type { CommuneProposee } from '../../bindings';
import { call } from '../../lib/ipc';
import type { Suggestion } from '../complete/completion.svelte';

/** A commune that a field may be filled with. */
export interface Proposal extends Suggestion {
  commune: CommuneProposee;
}

/** The list has typewriter apostrophes; a page shows typographic ones. */
const written = (name: string): string => name.replaceAll("'", '’');

function postcodes({ code_postal, codes_postaux }: CommuneProposee): string {
  const last = codes_postaux.at(-1);
  if (code_postal) return code_postal;
  if (codes_postaux.length <= 3) return codes_postaux.join(', ');
  return `${codes_postaux[0]} à ${last}`;
}

/** By name: "Limoges", then "87000 · Haute-Vienne". */
export function byName(found: CommuneProposee[]): Proposal[] {
  return found.map((commune) => ({
    id: `${commune.code_insee}-${commune.code_postal ?? ''}`,
    text: written(commune.nom),
    detail: [postcodes(commune), commune.departement].filter(Boolean).join(' · '),
    commune,
  }));
}

/** By postcode: "87000", then "Limoges · Haute-Vienne". */
export function byPostcode(found: CommuneProposee[]): Proposal[] {
  return found
    .filter((commune) => commune.code_postal !== null)
    .map((commune) => ({
      id: `${commune.code_insee}-${commune.code_postal}`,
      text: commune.code_postal ?? '',
      detail: `${written(commune.nom)} · ${commune.departement}`,
      commune,
    }));
}

/** Places of birth, once each, as a birth has no postcode: "Limoges (Haute-Vienne)". */
export function byPlace(found: CommuneProposee[]): Proposal[] {
  const once = new Map(found.map((commune) => [commune.code_insee, commune]));
  return [...once.values()].map((commune) => ({
    id: commune.code_insee,
    text: `${written(commune.nom)} (${commune.departement})`,
    commune,
  }));
}

/** What the core proposes for a text. */
export function communes(texte: string): Promise<CommuneProposee[]> {
  return call('commune_completer', { texte });
}

/**
 * The postcode that goes with a commune taken by its name: its only one, the one already there when
 * it is one of them, else none, for the user to choose.
 */
export function postcodeFor(commune: CommuneProposee, present: string): string {
  if (commune.code_postal) return commune.code_postal;
  return commune.codes_postaux.includes(present.trim()) ? present.trim() : '';
}

/** The name of a commune as a page writes it. */
export function nameOf(commune: CommuneProposee): string {
  return written(commune.nom);
}
