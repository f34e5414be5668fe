import { SvelteMap } from 'svelte/reactivity';
import type { AlerteBilan, CalculsBilan, PreconisationVue, Traitement } from '../../bindings';
import { asEchec, type Echec } from '../../lib/echec';
import { call } from '../../lib/ipc';
import { today } from '../../lib/session.svelte';
import { Brouillon, fromAlert } from './brouillon.svelte';
import type { PreconisationDrafts } from './preconisation-drafts.svelte';

/** An answer in words that is being written. */
export type Reply = { traitement: 'action' | 'ecartee'; texte: string };

/** A préconisation that is being written to answer an alert. */
export class Writing {
  /** The préconisation once it is saved, should the answer that follows have to be sent again. */
  saved = $state<string | null>(null);

  constructor(
    readonly alerte: AlerteBilan,
    readonly brouillon: Brouillon,
  ) {}
}

/** Whether what had to be done about an alert is recorded. */
export function treated(alerte: AlerteBilan): boolean {
  // Neither setting a blocking alert aside nor keeping it in the synthesis is an action.
  const idle = ['ecartee', 'reprise'].includes(alerte.reponse?.traitement ?? '');
  return alerte.reponse !== null && !(alerte.bloquante && idle);
}

/** Those that wait for an answer first, the blocking ones before all; else as the core ordered them. */
export function waitingFirst(alertes: AlerteBilan[]): AlerteBilan[] {
  const rank = (one: AlerteBilan) => (treated(one) ? 2 : one.bloquante ? 0 : 1);
  return alertes.toSorted((a, b) => rank(a) - rank(b));
}

/** The answers to the alerts of one bilan; what is being written outlives the screen. */
export class Alertes {
  readonly replies = new SvelteMap<string, Reply>();
  readonly echecs = new SvelteMap<string, Echec>();
  writing = $state.raw<Writing | null>(null);
  busy = $state(false);
  /** What was being written for an alert when its dialog was closed. */
  readonly #closed = new Map<string, Writing>();
  readonly #bilan: string;
  readonly #preconisationDrafts: PreconisationDrafts;
  readonly #know: () => Promise<void>;
  readonly #took: (calculs: CalculsBilan) => Promise<void>;

  constructor(
    bilan: string,
    preconisationDrafts: PreconisationDrafts,
    know: () => Promise<void>,
    took: (calculs: CalculsBilan) => Promise<void>,
  ) {
    this.#bilan = bilan;
    this.#preconisationDrafts = preconisationDrafts;
    this.#know = know;
    this.#took = took;
  }

  /** How much is being written here that no act has saved. */
  get unsaved(): number {
    const begun = [...this.#closed.values(), ...(this.writing ? [this.writing] : [])].filter(
      (one) =>
        JSON.stringify(one.brouillon.saisie) !== JSON.stringify(fromAlert(one.alerte, today())),
    );
    const said = [...this.replies.values()].filter((reply) => reply.texte.trim() !== '');
    return new Set(begun).size + said.length;
  }

  /** Sends an answer; whether the core took it. */
  async answer(
    cle: string,
    traitement: Traitement,
    texte: string,
    preconisation: string | null = null,
  ): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      await this.#send(cle, traitement, texte, preconisation);
      return true;
    } catch (thrown) {
      this.echecs.set(cle, asEchec(thrown));
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Starts to write the préconisation that an alert proposes. */
  async write(alerte: AlerteBilan): Promise<void> {
    const saisie = fromAlert(alerte, today());
    if (!saisie) return;
    try {
      await this.#know();
      this.echecs.delete(alerte.cle);
      this.writing = this.#closed.get(alerte.cle) ?? new Writing(alerte, new Brouillon(saisie));
    } catch (thrown) {
      this.echecs.set(alerte.cle, asEchec(thrown));
    }
  }

  /** Closes what is being written: it is there again when the same alert is answered so. */
  close(): void {
    if (!this.writing || this.busy) return;
    this.#closed.set(this.writing.alerte.cle, this.writing);
    this.writing = null;
  }

  /** Gives up what was being written; nothing was sent. */
  abandon(): void {
    if (this.writing) this.#closed.delete(this.writing.alerte.cle);
    this.writing = null;
  }

  /** Saves what was written, then answers the alert with it. */
  async confirm(): Promise<void> {
    const writing = this.writing;
    if (!writing || this.busy) return;
    this.busy = true;
    try {
      // The préconisation is written once, even where the answer that follows has to be sent twice.
      const id =
        writing.saved ?? (await this.#preconisationDrafts.create(writing.brouillon.saisie));
      writing.saved = id;
      await this.#send(writing.alerte.cle, 'preconisation', writing.brouillon.saisie.libelle, id);
      this.writing = null;
    } catch (thrown) {
      writing.brouillon.refuse(asEchec(thrown));
    } finally {
      this.busy = false;
    }
  }

  /** Answers with a préconisation that is already there. */
  async link({ id, libelle }: Pick<PreconisationVue, 'id' | 'libelle'>): Promise<void> {
    const writing = this.writing;
    if (!writing) return;
    if (await this.answer(writing.alerte.cle, 'preconisation', libelle, id)) this.writing = null;
    else {
      const echec = this.echecs.get(writing.alerte.cle);
      if (echec) writing.brouillon.refuse(echec);
    }
  }

  async #send(
    cle: string,
    traitement: Traitement,
    texte: string,
    preconisation: string | null,
  ): Promise<void> {
    const calculs = await call('alerte_repondre', {
      bilan: this.#bilan,
      cle,
      traitement,
      texte,
      preconisation,
    });
    this.replies.delete(cle);
    this.echecs.delete(cle);
    this.#closed.delete(cle);
    await this.#took(calculs);
  }
}
