import type { EnvoiSuivi, LancerEnvoi } from '../../bindings';
import { asEchec, type Echec } from '../../lib/echec';
import { call } from '../../lib/ipc';

/** How often the core is asked how far it is, in milliseconds. */
const STEP = 200;

/**
 * The papers that are being made. They outlive the screen: a user who leaves it for a child and comes
 * back finds the bar where it is. Every figure is the core's; nothing here counts by itself.
 */
export class Travail {
  suivi = $state.raw<EnvoiSuivi | null>(null);
  echec = $state.raw<Echec | null>(null);
  /** Whether the user asked to stop and the core has not stopped yet. */
  stopping = $state(false);
  readonly #ask: typeof call;
  readonly #wait: (step: () => void) => void;

  constructor(
    ask: typeof call = call,
    wait: (step: () => void) => void = (step) => void setTimeout(step, STEP),
  ) {
    this.#ask = ask;
    this.#wait = wait;
  }

  get running(): boolean {
    return this.suivi !== null && !this.suivi.fini;
  }

  /** Starts; false when the person gave up choosing where to write. Throws what was refused. */
  async start(demande: LancerEnvoi): Promise<boolean> {
    this.echec = null;
    const { travail } = await this.#ask('envoi_lancer', demande);
    if (travail === null) return false;
    this.stopping = false;
    this.suivi = await this.#ask('envoi_suivre', { travail });
    this.#follow(travail);
    return true;
  }

  /** Asks to stop; what was made stays made. */
  async cancel(): Promise<void> {
    if (!this.suivi || !this.running || this.stopping) return;
    this.stopping = true;
    try {
      this.suivi = await this.#ask('envoi_annuler', { travail: this.suivi.travail });
    } catch (thrown) {
      this.echec = asEchec(thrown);
      this.stopping = false;
    }
  }

  /** Puts the account of what was done away. */
  clear(): void {
    if (this.running) return;
    this.suivi = null;
    this.echec = null;
  }

  #follow(travail: string): void {
    if (!this.running) return;
    this.#wait(() => void this.#step(travail));
  }

  async #step(travail: string): Promise<void> {
    if (this.suivi?.travail !== travail || this.suivi.fini) return;
    try {
      this.suivi = await this.#ask('envoi_suivre', { travail });
      this.echec = null;
    } catch (thrown) {
      // The base was closed, or the work is no longer known: nothing more is told of it.
      this.echec = asEchec(thrown);
      this.suivi = null;
      return;
    }
    this.#follow(travail);
  }
}

/** The one work of this window. */
export const travail = new Travail();
