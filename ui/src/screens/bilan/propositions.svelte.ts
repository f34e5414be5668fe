import type {
  Colonne,
  PreconisationProposee,
  PropositionVue,
  QuestionVue,
  Sort,
} from '../../bindings';
import { dateWords, daysLater } from '../../lib/dates';
import { asEchec, type Echec } from '../../lib/echec';
import { call } from '../../lib/ipc';
import { Latest } from '../../lib/latest';
import type { BilanSaisie } from './saisie.svelte';
import { clean, rows } from './value';

/** The judgements of a problem, which only the pair makes. */
export const JUDGED = ['gravite', 'anciennete', 'certitude'];

/** Whether gravity, age or certainty of a problem is still to be chosen. */
export function unjudged(row: Record<string, unknown> | null): boolean {
  return row !== null && JUDGED.some((key) => (row[key] ?? null) === null);
}

/** Those that wait first, the gravest before; what is dealt with keeps its order behind. */
export function sorted(
  list: readonly PropositionVue[],
  open: (one: PropositionVue) => boolean = () => false,
): {
  waiting: PropositionVue[];
  dealt: PropositionVue[];
} {
  const waits = (one: PropositionVue) => one.attend || open(one);
  return {
    waiting: list.filter(waits),
    dealt: list.filter((one) => !waits(one)),
  };
}

/** What was done with a proposal, in words. */
export function fate(one: PropositionVue): string {
  const words: string[] = [];
  if (one.sort === 'gardee') {
    words.push(one.origine === 'manque' ? 'Gardé dans les éléments manquants' : 'Gardé');
  }
  if (one.preconisee !== null) words.push('Préconisation écrite');
  if (one.sort === 'ecartee') words.push('Écarté');
  if (words.length === 0 && one.reponse) words.push(one.reponse.traitement_label);
  return words.join(' · ');
}

/** How soon the recommendation of a proposal will be asked for: its button says what it writes. */
export function terms(one: PreconisationProposee, today: string): string {
  const words = one.priorite_label.toLocaleLowerCase('fr');
  return `${words}, avant le ${dateWords(daysLater(today, one.delai_jours))}`;
}

/** The proposals of the synthesis of one bilan, and what the pair does with them. */
export class Propositions {
  list = $state.raw<PropositionVue[] | null>(null);
  busy = $state<string | null>(null);
  echec = $state.raw<Echec | null>(null);
  /** The last thing done, for a screen reader. */
  said = $state('');
  readonly #saisie: BilanSaisie;
  readonly #latest = new Latest<PropositionVue[]>(
    () => call('synthese_proposer', { bilan: this.#saisie.bilan }),
    (list) => {
      this.list = list;
      this.echec = null;
    },
    (thrown) => {
      this.echec = asEchec(thrown);
    },
  );

  constructor(saisie: BilanSaisie) {
    this.#saisie = saisie;
  }

  load(): Promise<void> {
    return this.#latest.ask();
  }

  get bilan(): string {
    return this.#saisie.bilan;
  }

  /** The question of the problems, where the synthesis is on the screen. */
  get #problems(): QuestionVue | null {
    return this.#saisie.questions.find((one) => one.code === 'syn.problemes') ?? null;
  }

  /** The row of the synthesis that was made of a proposal, as it shows. */
  problem(one: PropositionVue): Record<string, unknown> | null {
    const question = one.probleme === null ? null : this.#problems;
    if (!question) return null;
    const list = rows(this.#saisie.shown(question)) ?? [];
    return list.find((row) => row.id === one.probleme) ?? null;
  }

  /** The judgements that a problem waits for, as its form asks them. */
  get judgements(): Colonne[] {
    return this.#problems?.colonnes.filter((column) => JUDGED.includes(column.cle)) ?? [];
  }

  /** Says one judgement of the problem that was made of a proposal. */
  judge(one: PropositionVue, key: string, value: unknown): void {
    const question = this.#problems;
    if (!question || this.problem(one) === null) return;
    const list = (rows(this.#saisie.shown(question)) ?? []).map((row) =>
      row.id === one.probleme ? { ...row, [key]: value } : row,
    );
    this.#saisie.answer(
      question,
      list.map((row) => clean(row, question.colonnes)),
      { shown: list },
    );
  }

  /** Keeps, sets aside, or thinks again. Throws the refusal of a reason that is missing. */
  sort(one: PropositionVue, sort: Sort | null, motif?: string): Promise<boolean> {
    return this.#act(one, () =>
      call('proposition_traiter', {
        bilan: this.#saisie.bilan,
        cle: one.cle,
        sort,
        ...(motif === undefined ? {} : { motif }),
      }),
    );
  }

  recommend(one: PropositionVue): Promise<boolean> {
    return this.#act(one, () =>
      call('proposition_preconiser', { bilan: this.#saisie.bilan, cle: one.cle }),
    );
  }

  async #act(one: PropositionVue, act: () => Promise<PropositionVue[]>): Promise<boolean> {
    if (this.busy !== null) return false;
    this.busy = one.cle;
    try {
      // What is being typed goes first: the list of problems is about to be read again.
      await this.#saisie.flush();
      const list = await act();
      this.#latest.give(list);
      this.#saisie.wrote();
      const now = list.find((other) => other.cle === one.cle);
      this.said = now ? `${one.libelle}\u00a0: ${fate(now) || 'à décider'}` : '';
      // A user who has gone to another part stays there.
      if (this.#saisie.volet?.code === 'S16') await this.#saisie.open('S16');
      await this.#saisie.reload();
      return true;
    } catch (thrown) {
      this.echec = asEchec(thrown);
      return false;
    } finally {
      this.busy = null;
    }
  }
}
