import { address, parse, type Place } from './routes';

/** Where the window is. The address holds record ids only, never a name. */
export const router = $state<{ place: Place }>({ place: parse(window.location.hash) });

window.addEventListener('hashchange', () => {
  router.place = parse(window.location.hash);
});

/** Goes to a place; `replace` leaves no step to come back to. */
export function go(place: Place, replace = false): void {
  if (replace) {
    window.history.replaceState(null, '', address(place));
    router.place = place;
  } else {
    window.location.hash = address(place);
  }
}
