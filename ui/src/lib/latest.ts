/**
 * Reads something again each time it may have changed: never two readings at once, and one more
 * after the last change. What shows is thus always the answer to the latest question, or on its way.
 */
export class Latest<T> {
  readonly #read: () => Promise<T>;
  readonly #take: (value: T) => void;
  readonly #fail: (thrown: unknown) => void;
  #running: Promise<void> | null = null;
  #again = false;
  #turn = 0;

  constructor(
    read: () => Promise<T>,
    take: (value: T) => void,
    fail: (thrown: unknown) => void = () => {},
  ) {
    this.#read = read;
    this.#take = take;
    this.#fail = fail;
  }

  /** Asks for a reading; resolves when nothing newer is to come. Never rejects. */
  ask(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Takes what another command answered: a reading that began before it is dropped. */
  give(value: T): void {
    this.drop();
    this.#take(value);
  }

  /** Nothing of a reading that is on its way is kept: what it reads has been left, or changed. */
  drop(): void {
    this.#turn += 1;
  }

  async #run(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const turn = this.#turn;
      try {
        const value = await this.#read();
        if (turn === this.#turn) this.#take(value);
      } catch (thrown) {
        if (turn === this.#turn && !this.#again) this.#fail(thrown);
      }
    }
  }
}
