import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type {
  BilanPage,
  CalculsBilan,
  Conflit,
  Jugement,
  OutilVue,
  PreconisationVue,
  QuestionVue,
  Repondu,
  VoletEtat,
  VoletPage,
} from '../../bindings';
import { asEchec, Echec } from '../../lib/echec';
import { call } from '../../lib/ipc';
import { Latest } from '../../lib/latest';
import { alsoUnsaved, readFields, SaveQueue, TYPING_PAUSE, type Draft } from '../../lib/saves';
import { Alertes } from './alertes.svelte';
import { Effaces } from './effaces.svelte';
import type { BrouillonOutil } from './outils/brouillons';
import { PreconisationDrafts } from './preconisation-drafts.svelte';
import { normalTogether } from './value';

/** An answer on its way: what the field shows, what is sent, and which act it replaces. */
export type Answer = {
  volet: string;
  shown: unknown;
  valeur: unknown;
  posture: string | null;
  vu: string | null;
};

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The filling in of one bilan by one account: what is saved, and what is not yet. */
export class BilanSaisie {
  readonly bilan: string;
  page = $state.raw<BilanPage | null>(null);
  volet = $state.raw<VoletEtat | null>(null);
  readonlyReason = $state<string | null>(null);
  questions = $state.raw<QuestionVue[]>([]);
  preconisations = $state.raw<PreconisationVue[]>([]);
  /** The results of the tools of the part. */
  outils = $state.raw<OutilVue[]>([]);
  /** The results that are written and not noted yet: a dialog closed by mistake loses nothing. */
  readonly brouillons = new SvelteMap<string, BrouillonOutil>();
  /** What the program computes of the bilan; read after each save, and never waited for. */
  calculs = $state.raw<CalculsBilan | null>(null);
  calculsEchec = $state.raw<Echec | null>(null);
  /** The last judgement that a save changed, for a screen reader. */
  said = $state('');
  readonly effaces = new Effaces(this);
  /** The answers that are saved and not yet judged. */
  readonly unjudged = new SvelteSet<string>();
  savedAt = $state<string | null>(null);
  echec = $state.raw<Echec | null>(null);
  readonly drafts = new SvelteMap<string, Draft<Answer>>();
  readonly #queue = new SaveQueue<Answer>(
    (code, answer) => this.#send(code, answer),
    (code) => this.#mirror(code),
  );

  /** The ticks that are asked for and not written yet. */
  readonly #ticks = new Map<string, Promise<void>>();
  /** The act that a tick is writing now: an answer sent meanwhile replaces that one. */
  readonly #ticking = new Map<string, Promise<string | null>>();
  readonly preconisationDrafts: PreconisationDrafts;
  readonly alertes: Alertes;
  readonly #computing = new Latest<CalculsBilan>(
    () => this.#compute(),
    (calculs) => {
      // What comes after the screen was left is not kept.
      this.calculs = this.volet === null ? null : calculs;
      this.calculsEchec = null;
    },
    (thrown) => {
      this.calculsEchec = asEchec(thrown);
    },
  );
  #known = false;
  /** Which visit of the screen this is: what an earlier one asked for is not kept when it arrives. */
  #visit = 0;
  /** How many acts were acknowledged: what was being read meanwhile may be older than one of them. */
  #acts = 0;
  /** The part that was asked for last: another one that arrives after it is not shown. */
  #wanted = '';
  /** Instant (ms) of the act that a shown question or part reflects: answers may cross. */
  readonly #truth = new Map<string, number>();
  /** The part of each question that was shown, for a field that speaks after its part was left. */
  readonly #home = new Map<string, string>();

  constructor(bilan: string) {
    this.bilan = bilan;
    this.preconisationDrafts = new PreconisationDrafts(
      bilan,
      () => this.preconisations,
      (list) => this.setPreconisations(list),
    );
    this.alertes = new Alertes(
      bilan,
      this.preconisationDrafts,
      () => this.#know(),
      async (calculs) => {
        this.#acts += 1;
        this.#computing.give(calculs);
        // A recommendation that answers an alert keeps its problem in the synthesis.
        if (this.volet?.code === 'S16') await this.open('S16');
        // What is missing before the signatures may have changed.
        await this.reload();
      },
    );
  }

  /** The problems, by their mark, whose judgements are asked above their list, beside the proposal. */
  judgedAbove = $state.raw<ReadonlySet<unknown>>(new Set());

  /** What the program says beside an answer. */
  jugement(code: string): Jugement | null {
    return this.calculs?.jugements.find((one) => one.code === code) ?? null;
  }

  /** Whether one of these answers is not the saved one, or was saved and not judged yet. */
  unsettled(codes: readonly string[]): boolean {
    return codes.some((code) => this.drafts.has(code) || this.unjudged.has(code));
  }

  /** Whether a figure of the part shown is not the saved one. */
  get numbersUnsettled(): boolean {
    return this.questions.some(
      ({ code, genre }) => (genre === 'entier' || genre === 'decimal') && this.drafts.has(code),
    );
  }

  /** Whether one of these answers is called unusual where it is typed. */
  unusual(codes: readonly string[]): boolean {
    return this.questions.some(
      ({ code, avertissement }) => avertissement !== null && codes.includes(code),
    );
  }

  /** Reads again what the program computes, in its own time. */
  compute(): void {
    if (this.volet !== null) void this.#computing.ask();
  }

  /** Whether something is on its way at this moment. */
  get sending(): boolean {
    return [...this.drafts.values(), ...this.preconisationDrafts.drafts.values()].some(
      (draft) => draft.state === 'sending' || draft.state === 'waiting',
    );
  }

  /** The fields of a part whose last value failed to save, until the user tries again. */
  stuck(volet: string): string[] {
    return this.#inState('failed', volet);
  }

  /** The fields of a part of which the last value was refused. */
  refused(volet: string): string[] {
    return this.#inState('refused', volet);
  }

  /** What the field of a question shows: the draft if there is one, else what is saved. */
  shown(question: QuestionVue): unknown {
    const draft = this.drafts.get(question.code);
    return draft ? draft.value.shown : question.valeur;
  }

  async load(): Promise<void> {
    const visit = this.#visit;
    await this.#read(
      () => call('bilan_lire', { id: this.bilan }),
      () => visit === this.#visit,
      (page, late) => {
        if (!late || this.page === null) this.page = page;
      },
    );
  }

  /** Reads the bilan again where it is on the screen; what shows stays where that fails. */
  async reload(): Promise<void> {
    if (this.page !== null) await this.load().catch(() => undefined);
  }

  /** Shows a part; false when it did not come, or the user went elsewhere before it did. */
  async open(volet: string): Promise<boolean> {
    const visit = this.#visit;
    this.#wanted = volet;
    const still = () => visit === this.#visit && volet === this.#wanted;
    try {
      await this.#read(
        () => call('volet_lire', { bilan: this.bilan, volet }),
        still,
        (page, late) => {
          if (!late || this.volet?.code !== volet) this.#show(page);
        },
      );
      if (!still()) return false;
      this.echec = null;
      this.compute();
      // What could not leave before, because the store was locked or the disk full, tries again.
      void this.retry();
      return true;
    } catch (thrown) {
      if (still()) this.echec = asEchec(thrown);
      return false;
    }
  }

  /** Takes the préconisations that an act on one of them gave. */
  setPreconisations(list: PreconisationVue[]): void {
    this.#acts += 1;
    this.preconisations = list;
  }

  /** Something of this bilan was written: what is being read is read once more. */
  wrote(): void {
    this.#acts += 1;
  }

  /** Empties what the screen showed, when it is left or locked; drafts stay in memory. */
  close(): void {
    void this.flush();
    this.#visit += 1;
    this.#wanted = '';
    this.#truth.clear();
    this.page = null;
    this.volet = null;
    this.questions = [];
    this.effaces.forget();
    this.preconisations = [];
    this.outils = [];
    this.#known = false;
    this.calculs = null;
    this.said = '';
  }

  /** Takes an answer; a text waits for a pause in the typing, a choice leaves at once. */
  answer(
    question: QuestionVue,
    valeur: unknown,
    how: { pause?: boolean; shown?: unknown; posture?: string | null } = {},
  ): void {
    const draft = this.drafts.get(question.code);
    const posture =
      how.posture !== undefined ? how.posture : (draft?.value.posture ?? question.posture);
    const nothingNew = same(valeur, question.valeur) && posture === question.posture;
    if (nothingNew && draft?.state !== 'sending') {
      if (draft) this.#queue.drop(question.code);
      return;
    }
    const vu = draft ? draft.value.vu : question.vu;
    const shown = 'shown' in how ? how.shown : valeur;
    this.#queue.put(
      question.code,
      { volet: this.#partOf(question), shown, valeur, posture, vu },
      how.pause ? TYPING_PAUSE : 0,
    );
  }

  /**
   * Calls every observation of the part without an answer normal, one answer each, and tells how many
   * were saved. One after the other: the first may give the part to the person who answers.
   */
  async allNormal(): Promise<number> {
    let saved = 0;
    for (const question of normalTogether(this.questions)) {
      if (this.drafts.has(question.code)) continue;
      this.answer(question, { etat: 'normal' });
      await this.flush(question.code);
      if (!this.drafts.has(question.code)) saved += 1;
    }
    return saved;
  }

  /** Takes the results that an act on a tool gave; the part may have become that of its author. */
  async tookOutils(volet: string, outils: OutilVue[]): Promise<void> {
    this.#acts += 1;
    // The part may have been left for another one, whose results these are not.
    if (this.volet?.code !== volet) return;
    this.outils = outils;
    await this.open(volet);
    await this.reload();
  }

  /**
   * Lets an answer under reinforced secrecy into the letter to the doctor, or takes it out again. What
   * is being typed there is saved first; what cannot be is no answer to tick.
   */
  tick(code: string, inclure: boolean): Promise<void> {
    // One after the other: the second says what it replaces, which the first writes.
    const before = this.#ticks.get(code) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(() => this.#tick(code, inclure));
    this.#ticks.set(code, turn);
    const end = () => {
      if (this.#ticks.get(code) === turn) this.#ticks.delete(code);
    };
    turn.then(end, end);
    return turn;
  }

  async #tick(code: string, inclure: boolean): Promise<void> {
    await this.flush(code);
    const question = this.questions.find((one) => one.code === code);
    if (!question || this.drafts.has(code)) return;
    const sending = call('reponse_au_courrier', {
      bilan: this.bilan,
      question: code,
      inclure,
      vu: question.vu,
    });
    const written = sending.then(
      (result) => this.#answered(code, result),
      () => null,
    );
    this.#ticking.set(code, written);
    await written;
    this.#ticking.delete(code);
    await sending;
  }

  /** Settles a conflict: the chosen value replaces both. */
  choose(question: QuestionVue, conflit: Conflit): void {
    this.#queue.put(question.code, {
      volet: this.#partOf(question),
      shown: conflit.valeur,
      valeur: conflit.valeur,
      posture: question.posture,
      vu: question.vu,
    });
  }

  /** Keeps in the field what cannot be sent as it stands. */
  hold(question: QuestionVue, shown: unknown, message: string): void {
    const vu = this.drafts.get(question.code)?.value.vu ?? question.vu;
    this.#queue.hold(
      question.code,
      {
        volet: this.#partOf(question),
        shown,
        valeur: question.valeur,
        posture: question.posture,
        vu,
      },
      new Echec({ code: 'saisie_refusee', message }),
    );
  }

  async flush(code?: string): Promise<void> {
    if (code !== undefined) {
      await this.#queue.flush(code);
      return;
    }
    await readFields();
    await Promise.all([this.#queue.flush(), this.preconisationDrafts.flush()]);
    await Promise.allSettled(this.#ticks.values());
  }

  async retry(code?: string): Promise<void> {
    if (code !== undefined) await this.#queue.retry(code);
    else await Promise.all([this.#queue.retry(), this.preconisationDrafts.retry()]);
  }

  /** Takes the page that a signature or its withdrawal gave, and reads the part again. */
  async took(page: BilanPage): Promise<void> {
    this.#acts += 1;
    if (this.page === null) return;
    this.page = page;
    // If another part was asked for meanwhile, it is read after this, and not replaced by this one.
    if (this.volet && this.volet.code === this.#wanted) await this.open(this.volet.code);
  }

  /**
   * Reads something until nothing was written while it was being read: what shows is never older
   * than what was saved. `show` is told whether the answer is late in that way.
   */
  async #read<T>(
    read: () => Promise<T>,
    still: () => boolean,
    show: (value: T, late: boolean) => void,
  ): Promise<void> {
    let acts: number;
    do {
      acts = this.#acts;
      const value = await read();
      if (!still()) return;
      show(value, acts !== this.#acts);
    } while (acts !== this.#acts);
  }

  #show(page: VoletPage): void {
    if (this.volet?.code !== page.volet.code) this.effaces.forget();
    this.volet = page.volet;
    for (const { code } of page.questions) this.#home.set(code, page.volet.code);
    this.questions = page.questions;
    this.readonlyReason = page.lecture_seule;
    this.outils = page.outils;
    // The other parts come without them.
    if (page.volet.code === 'S16') {
      this.preconisations = page.preconisations;
      this.#known = true;
    }
    this.#note(page.volet);
  }

  /** Knows the préconisations of the bilan, in whatever part it is open. */
  async #know(): Promise<void> {
    if (this.#known) return;
    const visit = this.#visit;
    await this.#read(
      () => call('volet_lire', { bilan: this.bilan, volet: 'S16' }),
      () => visit === this.#visit,
      (page, late) => {
        if (late) return;
        this.preconisations = page.preconisations;
        this.#known = true;
      },
    );
  }

  async #compute(): Promise<CalculsBilan> {
    const judged = [...this.unjudged];
    const calculs = await call('bilan_calculs', { bilan: this.bilan });
    for (const code of judged) {
      this.unjudged.delete(code);
      const jugement = calculs.jugements.find((one) => one.code === code);
      const label = this.questions.find((question) => question.code === code)?.label;
      if (jugement && label) {
        this.said = `${label}\u00a0: ${jugement.attention ? 'attention, ' : ''}${jugement.texte}`;
      }
    }
    return calculs;
  }

  /** The list of parts follows the part. */
  #note(volet: VoletEtat): void {
    if (this.volet?.code === volet.code) this.volet = volet;
    if (!this.page) return;
    const volets = this.page.volets.map((one) => (one.code === volet.code ? volet : one));
    this.page = { ...this.page, volets };
  }

  async #send(code: string, answer: Answer): Promise<void> {
    const ticked = await this.#ticking.get(code);
    const result = await call('volet_repondre', {
      bilan: this.bilan,
      question: code,
      valeur: answer.valeur,
      posture: answer.posture,
      vu: ticked ?? answer.vu,
    });
    this.unjudged.add(code);
    this.compute();
    this.#answered(code, result);
  }

  /** Shows what an answer changed, and gives the act that wrote it. */
  #answered(code: string, result: Repondu): string | null {
    this.#acts += 1;
    const when = Date.parse(result.instant);
    if (this.#newest('', when)) this.savedAt = result.instant;
    const changed = new Map(result.questions.map((question) => [question.code, question]));
    // Two fields are saved side by side: the answer to the first may come after that to the second.
    const news = new Map([...changed].filter(([one]) => this.#newest(one, when)));
    this.questions = this.questions.map((question) => {
      const newer = news.get(question.code);
      // Earlier values are read with the part only.
      return newer ? { ...newer, anterieur: question.anterieur } : question;
    });
    if (this.#newest(result.volet.code, when)) this.#note(result.volet);
    const vu = changed.get(code)?.vu ?? null;
    // What was typed meanwhile replaces the act that was just written.
    if (vu) this.#queue.rebase(code, (newer) => ({ ...newer, vu }));
    return vu;
  }

  /** Whether nothing later is shown yet of what has this name. */
  #newest(name: string, when: number): boolean {
    if (when < (this.#truth.get(name) ?? 0)) return false;
    this.#truth.set(name, when);
    return true;
  }

  #partOf(question: QuestionVue): string {
    return this.#home.get(question.code) ?? this.volet?.code ?? '';
  }

  #inState(state: Draft<Answer>['state'], volet: string): string[] {
    const answers = [...this.drafts].filter(([, draft]) => draft.value.volet === volet);
    const writing = volet === 'S16' ? [...this.preconisationDrafts.drafts] : [];
    return [...answers, ...writing]
      .filter(([, draft]) => draft.state === state)
      .map(([key]) => key);
  }

  #mirror(code: string): void {
    const draft = this.#queue.draft(code);
    if (draft) {
      this.drafts.set(code, { value: draft.value, state: draft.state, echec: draft.echec });
    } else this.drafts.delete(code);
  }
}

const open = new Map<string, BilanSaisie>();
alsoUnsaved(() =>
  [...open.values()].reduce((sum, one) => sum + one.brouillons.size + one.alertes.unsaved, 0),
);

/** The filling in of a bilan by an account; its drafts outlive the screen, never the program. */
export function saisieOf(compte: string, bilan: string): BilanSaisie {
  const key = `${compte} ${bilan}`;
  let saisie = open.get(key);
  if (!saisie) {
    saisie = new BilanSaisie(bilan);
    open.set(key, saisie);
  }
  return saisie;
}
