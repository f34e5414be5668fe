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
 * Goes where an answer leads, for who still is where they asked for it. Who has gone elsewhere
 * meanwhile is not called away from there.
 */
export function follow(from: Place, place: Place): void {
  if (window.location.hash === address(from)) go(place);
}

/**
 * Puts a place where another stood, which leaves no step to come back to. Who has gone elsewhere
 * meanwhile stays there: a click is not undone by what arrives after it.
 */
export function replace(from: Place, place: Place): void {
  if (window.location.hash !== address(from)) return;
  window.history.replaceState(null, '', address(place));
  router.place = place;
}
