import { address, parse, type Place } from './routes';

/** Where the window is. The address holds record ids only, never a name. */
export const router = $state<{ place: Place }>({ place: parse(window.location.hash) });

window.addEventListener('hashchange', () => {
  router.place = parse(window.location.hash);
});

/** Goes to a place. */
export function go(place: Place): void {
  window.location.hash = address(place);
}

/**
 * Goes where an answer leads, if the user is still where they asked for it. A user who has gone
 * elsewhere meanwhile stays there.
 */
export function follow(from: Place, place: Place): void {
  if (window.location.hash === address(from)) go(place);
}

/**
 * Replaces the current place, without a step to come back to. A user who has gone elsewhere
 * meanwhile stays there: a click is not undone by what arrives after it.
 */
export function replace(from: Place, place: Place): void {
  if (window.location.hash !== address(from)) return;
  window.history.replaceState(null, '', address(place));
  router.place = place;
}
