import type { PaperKind } from '../bindings';
import { PAPIERS } from '../bindings/papiers';

/** The places of the window, as their address says them. */
export type Place =
  | { screen: 'enfants' }
  | { screen: 'enfant_nouveau' }
  | { screen: 'enfant'; id: string; section?: 'accords' }
  | { screen: 'bilan'; id: string; volet: string | null }
  | { screen: 'papiers'; id: string; enfant: string; genre: PaperKind | null }
  | { screen: 'envois' }
  | { screen: 'reglages' }
  | { screen: 'formulaires' }
  | { screen: 'references'; section: string | null };

/** A letter of the list of papers; anything else is no paper. */
function kind(letter: string | undefined): PaperKind | null {
  return PAPIERS.find(({ genre }) => genre === letter)?.genre ?? null;
}

/** Reads the part of the address after `#`; an unknown place is the list of children. */
export function parse(hash: string): Place {
  const [noun, id, part, bilan, last] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decodeURIComponent);
  if (noun === 'enfants' && id === 'nouveau') return { screen: 'enfant_nouveau' };
  if (noun === 'enfant' && id && part === 'papiers' && bilan) {
    return { screen: 'papiers', id: bilan, enfant: id, genre: kind(last) };
  }
  if (noun === 'enfant' && id && part === 'accords') {
    return { screen: 'enfant', id, section: part };
  }
  if (noun === 'enfant' && id) return { screen: 'enfant', id };
  if (noun === 'bilan' && id) return { screen: 'bilan', id, volet: part || null };
  if (noun === 'references') return { screen: 'references', section: id || null };
  if (noun === 'formulaires') return { screen: 'formulaires' };
  if (noun === 'envois') return { screen: 'envois' };
  if (noun === 'reglages') return { screen: 'reglages' };
  return { screen: 'enfants' };
}

/** Writes the address of a place; `parse` reads it back. */
export function address(place: Place): string {
  switch (place.screen) {
    case 'enfants':
      return '#/enfants';
    case 'enfant_nouveau':
      return '#/enfants/nouveau';
    case 'enfant':
      return place.section
        ? `#/enfant/${encodeURIComponent(place.id)}/${place.section}`
        : `#/enfant/${encodeURIComponent(place.id)}`;
    case 'bilan': {
      const bilan = `#/bilan/${encodeURIComponent(place.id)}`;
      return place.volet ? `${bilan}/${encodeURIComponent(place.volet)}` : bilan;
    }
    case 'papiers': {
      const [enfant, bilan] = [place.enfant, place.id].map(encodeURIComponent);
      const papiers = `#/enfant/${enfant}/papiers/${bilan}`;
      return place.genre ? `${papiers}/${place.genre}` : papiers;
    }
    case 'envois':
      return '#/envois';
    case 'reglages':
      return '#/reglages';
    case 'formulaires':
      return '#/formulaires';
    case 'references':
      return place.section ? `#/references/${encodeURIComponent(place.section)}` : '#/references';
  }
}
