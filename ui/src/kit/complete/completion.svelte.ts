/** The state of a field that proposes how to end what is being typed, without its drawing. */

import { count } from '../../lib/nombres';

/** Something that a field may be filled with. */
export interface Suggestion {
  /** Unique among the suggestions. */
  id: string;
  /** What the field will hold. */
  text: string;
  /** What helps to choose, beside it: "87000 · Haute-Vienne". */
  detail?: string | null;
}

export interface Asking<S extends Suggestion> {
  /** Finds what a text may become, the likeliest first. */
  ask: (text: string) => Promise<S[]>;
  /** Called when one is taken. */
  choose: (suggestion: S) => void;
  /** Fewest characters before it asks. */
  least: number;
  /** How many milliseconds the typing rests before it asks. */
  pause: number;
}

/**
 * What is proposed, whether it shows, and which one the arrows are on. A proposal is taken only by
 * an arrow key and Enter or by a click: otherwise the typed text stays.
 */
export class Completion<S extends Suggestion> {
  found = $state.raw<S[]>([]);
  open = $state(false);
  /** Rank of the one that the arrows are on, -1 when on none. */
  active = $state(-1);
  /** How many there are, to be said; empty when there is nothing to say. */
  said = $state('');

  readonly #asking: Asking<S>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Only the answer to the last question counts. */
  #turn = 0;

  constructor(asking: Asking<S>) {
    this.#asking = asking;
  }

  /** Takes what the field holds after a key. */
  type(text: string): void {
    this.#hush();
    this.active = -1;
    if (text.trim().length < this.#asking.least) {
      this.#forget();
      return;
    }
    const turn = this.#turn;
    this.#timer = setTimeout(() => void this.#ask(text, turn), this.#asking.pause);
  }

  /** Does what a key asks; true when the key has been used up. */
  key(key: string, alt: boolean, text: string): boolean {
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (alt && key === 'ArrowUp') this.close();
        else if (this.found.length === 0) this.#now(text);
        else if (alt) this.open = true;
        else this.#move(key === 'ArrowDown' ? 1 : -1);
        return true;
      case 'Enter': {
        const chosen = this.open ? this.found[this.active] : undefined;
        if (chosen) this.take(chosen);
        else this.close();
        return chosen !== undefined;
      }
      case 'Escape': {
        const shown = this.open;
        this.close();
        return shown;
      }
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'Home':
      case 'End':
        // The caret moves in the text: the list is no longer where one is.
        this.active = -1;
        return false;
      default:
        return false;
    }
  }

  /** Takes one of those proposed. */
  take(suggestion: S): void {
    this.leave();
    this.#asking.choose(suggestion);
  }

  /** Hides the list; an answer still on its way will not show it again. */
  close(): void {
    this.#hush();
    this.open = false;
    this.active = -1;
    this.said = '';
  }

  /** Forgets everything when the field is left: its text may change before one is back. */
  leave(): void {
    this.#hush();
    this.#forget();
  }

  #now(text: string): void {
    this.#hush();
    if (text.trim().length >= this.#asking.least) void this.#ask(text, this.#turn);
  }

  async #ask(text: string, turn: number): Promise<void> {
    // Without an answer there is nothing to propose; the field works as any other.
    const found = await this.#asking.ask(text.trim()).catch((): S[] => []);
    if (turn !== this.#turn) return;
    const on = this.found[this.active]?.id;
    this.found = found;
    this.active = on === undefined ? -1 : found.findIndex((one) => one.id === on);
    this.open = found.length > 0;
    this.said = found.length > 0 ? count(found.length, 'proposition') : 'Aucune proposition';
  }

  #move(way: 1 | -1): void {
    const total = this.found.length;
    if (!this.open || this.active < 0) this.active = way === 1 ? 0 : total - 1;
    else this.active = (this.active + way + total) % total;
    this.open = true;
  }

  #hush(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  #forget(): void {
    this.found = [];
    this.open = false;
    this.active = -1;
    this.said = '';
  }
}
