import { SvelteMap } from 'svelte/reactivity';

/** Which cards the user opened or closed, for as long as the program runs. */
export const folds = new SvelteMap<string, boolean>();
