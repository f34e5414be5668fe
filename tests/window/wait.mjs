// Everything here waits for a condition, never for a duration.

import { setTimeout as pause } from "node:timers/promises";

/** How long a condition may take on a busy two-core machine before the journey fails. */
export const PATIENCE = 20_000;

/**
 * Asks until the answer is truthy, and gives it back.
 *
 * @template T
 * @param {string} what what is awaited, for the error's sentence
 * @param {() => T | Promise<T>} ask may throw while the thing is not there yet
 * @param {number} [patience] milliseconds
 * @returns {Promise<T>}
 */
export async function until(what, ask, patience = PATIENCE) {
  const end = performance.now() + patience;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) {
      throw new Error(`waited ${patience} ms in vain for ${what}`, { cause: last });
    }
    await pause(25);
  }
}

/** Gives a promise up, with a sentence, when it takes too long. */
export function within(what, promise, patience = PATIENCE) {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`${what} took more than ${patience} ms`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
