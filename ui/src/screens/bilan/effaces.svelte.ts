import { SvelteMap } from 'svelte/reactivity';
import type { QuestionVue } from '../../bindings';
import type { BilanSaisie } from './saisie.svelte';
import { heldBack, kept } from './value';

/** What was cleared of a part because it is no longer asked: it can be put back while it is on show. */
export class Effaces {
  readonly #saisie: BilanSaisie;
  readonly #was = new SvelteMap<
    string,
    { valeur: unknown; posture: string | null; texte: string }
  >();

  constructor(saisie: BilanSaisie) {
    this.#saisie = saisie;
  }

  /** What was cleared of a question, in words. */
  texte(code: string): string | null {
    return this.#was.get(code)?.texte ?? null;
  }

  /** Clears what is no longer asked of an answer. What is being typed beside it is saved first. */
  async clear(code: string): Promise<void> {
    const question = await this.#settled(code);
    if (!question?.tu) return;
    const { valeur, posture } = question;
    const left = kept(question);
    this.#was.set(code, { valeur, posture, texte: heldBack(question) });
    this.#saisie.answer(question, left, { posture: left === null ? null : posture });
  }

  /** Puts back what was cleared. */
  async restore(code: string): Promise<void> {
    const question = await this.#settled(code);
    const was = this.#was.get(code);
    if (!question || was === undefined) return;
    this.#saisie.answer(question, was.valeur, { posture: was.posture });
    // Its place stays where it is until it is written.
    await this.#saisie.flush(code);
    if (this.#was.get(code) === was && !this.#saisie.drafts.has(code)) this.#was.delete(code);
  }

  /** Another part is on show. */
  forget(): void {
    this.#was.clear();
  }

  /** The question once nothing of it is on its way. */
  async #settled(code: string): Promise<QuestionVue | null> {
    await this.#saisie.flush(code);
    if (this.#saisie.drafts.has(code)) return null;
    return this.#saisie.questions.find((one) => one.code === code) ?? null;
  }
}
