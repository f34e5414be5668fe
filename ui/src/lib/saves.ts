import { asEchec, type Echec } from './echec';

/** Pause in the typing (ms) after which a text is sent. */
export const TYPING_PAUSE = 600;

/** Where the saving of one field stands, for the screen. */
export type SaveState = 'waiting' | 'sending' | 'refused' | 'failed';

/** What is not yet acknowledged for one field. */
export type Draft<T> = { value: T; state: SaveState; echec: Echec | null };

type Entry<T> = Draft<T> & { timer: ReturnType<typeof setTimeout> | null; newer: boolean };

const waitingQueues = new Set<{ flush(): Promise<void>; keys(): string[] }>();

const holders = new Set<() => number>();

/** Says how much a part of the window holds in memory that no act has saved, for as long as it runs. */
export function alsoUnsaved(count: () => number): void {
  holders.add(count);
}

/** How much was typed anywhere that is not in the record: it would be lost with the window. */
export function unsaved(): number {
  const drafts = [...waitingQueues].map((queue) => queue.keys().length);
  return [...drafts, ...[...holders].map((count) => count())].reduce((sum, one) => sum + one, 0);
}

/** How long (ms) a lock may wait for what is on its way, before the screen is hidden in any case. */
export const LOCK_PATIENCE = 3000;

const reading = new Set<() => Promise<void>>();

/**
 * A field that turns what is typed into an answer by itself: asked to, before anything is sent. Call
 * what this gives when the field goes: what it holds is read once more, for leaving by a key
 * never takes the focus out of it.
 */
export function beforeFlush(read: () => Promise<void>): () => void {
  reading.add(read);
  return () => {
    reading.delete(read);
    void read();
  };
}

/** Every field on the screen has made an answer of what is typed in it. */
export async function readFields(): Promise<void> {
  await Promise.all([...reading].map((read) => read()));
}

/**
 * Sends everything that waits anywhere, before the screen is locked or left; whether all of it had
 * its answer before patience ran out.
 */
export async function flushAll(patience = LOCK_PATIENCE): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  const everything = readFields()
    .then(() => Promise.all([...waitingQueues].map((queue) => queue.flush())))
    .then(() => true);
  const all = await Promise.race([everything, enough]);
  clearTimeout(timer);
  return all;
}

/**
 * Saves fields one by one. For one key there is never more than one value on its way: what is typed
 * meanwhile replaces what waits, and leaves when the answer is back. A value that was refused or
 * could not be sent stays as a draft until it is changed or sent again.
 */
export class SaveQueue<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #send: (key: string, value: T) => Promise<void>;
  readonly #changed: (key: string) => void;

  constructor(send: (key: string, value: T) => Promise<void>, changed: (key: string) => void) {
    this.#send = send;
    this.#changed = changed;
  }

  /** What is not yet acknowledged for this key. */
  draft(key: string): Draft<T> | null {
    return this.#entries.get(key) ?? null;
  }

  /** Every key whose value is not acknowledged yet. */
  keys(): string[] {
    return [...this.#entries.keys()];
  }

  /** Takes a new value, to be sent after `delay` milliseconds without another. */
  put(key: string, value: T, delay = 0): void {
    const entry = this.#entries.get(key);
    if (entry?.timer) clearTimeout(entry.timer);
    const sending = this.#running.has(key);
    const next: Entry<T> = {
      value,
      state: sending ? 'sending' : 'waiting',
      echec: null,
      timer: null,
      newer: sending,
    };
    this.#entries.set(key, next);
    waitingQueues.add(this);
    if (!sending) {
      if (delay > 0) next.timer = setTimeout(() => void this.flush(key), delay);
      else void this.#start(key);
    }
    this.#changed(key);
  }

  /** Keeps a value that cannot be sent as it stands, with the reason. */
  hold(key: string, value: T, echec: Echec): void {
    const entry = this.#entries.get(key);
    if (entry?.timer) clearTimeout(entry.timer);
    this.#entries.set(key, { value, state: 'refused', echec, timer: null, newer: false });
    waitingQueues.add(this);
    this.#changed(key);
  }

  /** Forgets a draft, when its field went back to what is saved. */
  drop(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    if (entry.timer) clearTimeout(entry.timer);
    this.#entries.delete(key);
    if (this.#entries.size === 0) waitingQueues.delete(this);
    this.#changed(key);
  }

  /** Changes a draft in place (its base moved), without sending it. */
  rebase(key: string, change: (value: T) => T): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    entry.value = change(entry.value);
    this.#changed(key);
  }

  /** Sends what waits, at once, for one key or for all; resolves when nothing is on its way. */
  async flush(key?: string): Promise<void> {
    const keys = key === undefined ? [...this.#entries.keys()] : [key];
    await Promise.all(
      keys.map(async (one) => {
        const entry = this.#entries.get(one);
        if (entry?.timer) clearTimeout(entry.timer);
        if (entry) entry.timer = null;
        if (entry?.state === 'waiting') await this.#start(one);
        else await this.#running.get(one);
      }),
    );
  }

  /** Sends again what failed. */
  async retry(key?: string): Promise<void> {
    const keys = key === undefined ? [...this.#entries.keys()] : [key];
    await Promise.all(
      keys.map(async (one) => {
        if (this.#entries.get(one)?.state === 'failed') await this.#start(one);
      }),
    );
  }

  #start(key: string): Promise<void> {
    const running = this.#running.get(key);
    if (running) return running;
    const run = this.#drain(key).finally(() => {
      this.#running.delete(key);
      if (this.#entries.size === 0) waitingQueues.delete(this);
      this.#changed(key);
    });
    this.#running.set(key, run);
    return run;
  }

  async #drain(key: string): Promise<void> {
    for (;;) {
      const entry = this.#entries.get(key);
      if (!entry) return;
      entry.state = 'sending';
      entry.echec = null;
      entry.newer = false;
      this.#changed(key);
      try {
        await this.#send(key, entry.value);
        const current = this.#entries.get(key);
        if (current === entry) this.#entries.delete(key);
        else if (current?.newer) continue;
        return;
      } catch (thrown) {
        const current = this.#entries.get(key);
        // What was refused has been replaced meanwhile: the newer value deserves its own answer.
        if (current && current !== entry && current.newer) continue;
        if (current === entry) {
          entry.echec = asEchec(thrown);
          entry.state = entry.echec.code === 'saisie_refusee' ? 'refused' : 'failed';
        }
        return;
      }
    }
  }
}
