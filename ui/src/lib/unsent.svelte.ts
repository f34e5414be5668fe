import { alsoUnsaved } from './saves';
import { session } from './session.svelte';

/**
 * What was written in forms that are sent whole, and has not been sent. The idle lock takes the
 * screen away in the middle of a sentence, a dialog is closed by a key pressed once too often: what
 * stood in it is there when the same account opens it again. It outlives the screen, never the
 * program.
 */
const forms = new Map<string, unknown>();
alsoUnsaved(() => forms.size);

/** A form whose content is kept until it is sent, or given up with a word. */
export interface Unsent {
  /** Whether it came back with what had been written. */
  readonly back: boolean;
  /** Forgets what is kept: it was sent, or the user gave it up. */
  forget(): void;
}

/**
 * Keeps what `read` says of a form under a name, which holds the identifier of what the form is
 * about; gives it back to `write` when the form is opened again. Call it while a component starts.
 */
export function unsent<T>(name: string, read: () => T, write: (was: T) => void): Unsent {
  const key = `${session.etat?.compte?.id ?? ''} ${name}`;
  let done = JSON.stringify(read());
  const was = forms.get(key) as T | undefined;
  if (was !== undefined) write(structuredClone(was));
  $effect(() => {
    const now = $state.snapshot(read()) as T;
    if (JSON.stringify(now) === done) forms.delete(key);
    else forms.set(key, now);
  });
  return {
    back: was !== undefined,
    forget() {
      done = JSON.stringify(read());
      forms.delete(key);
    },
  };
}
