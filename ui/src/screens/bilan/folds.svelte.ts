import { SvelteMap } from 'svelte/reactivity';

/** Which cards somebody opened or closed, for as long as the program runs. */
export const folds = new SvelteMap<string, boolean>();
