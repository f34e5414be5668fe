import { SvelteMap } from 'svelte/reactivity';
import type { PreconisationSaisie, PreconisationType, PreconisationVue } from '../../bindings';
import { monthsLater } from '../../lib/dates';
import { Echec } from '../../lib/echec';
import { call } from '../../lib/ipc';
import { SaveQueue, TYPING_PAUSE, type Draft } from '../../lib/saves';

type Change = { id: string | null; saisie: PreconisationSaisie; vu: string | null };

/** Where the form of a préconisation writes to. */
export interface Ecriture {
  readonly drafts: ReadonlyMap<string, Draft<Change>>;
  change(
    key: string,
    vue: PreconisationVue | null,
    part: Partial<PreconisationSaisie>,
    pause: boolean,
  ): void;
  flush(key?: string): Promise<void>;
}

/** The four types that half of the children need, one click away. */
export const FIRST_TYPES = ['DENT', 'OPHTA', 'VAC', 'ORTHOPHONIE'];

/** A préconisation as one click writes it: its date is filled in; the rest is for the pair to write. */
export function proposed(type: string, label: string, today: string): PreconisationSaisie {
  return {
    preco_type: type as PreconisationType,
    libelle: label,
    justification: '',
    libelle_partageable: label,
    priorite: 'programmee',
    echeance: monthsLater(today, 3),
    nb_seances: null,
    frequence: null,
    financement: 'inconnu',
    autorisation: 'inconnue',
    responsable: 'inconnu',
    visibilite: type === 'SEXO' ? 'V3' : 'V2',
  };
}

/** The part of a préconisation that its form edits. */
export function editable(vue: PreconisationVue): PreconisationSaisie {
  const {
    preco_type,
    libelle,
    justification,
    libelle_partageable,
    priorite,
    echeance,
    nb_seances,
    frequence,
    financement,
    autorisation,
    responsable,
    visibilite,
  } = vue;
  return {
    preco_type,
    libelle,
    justification,
    libelle_partageable,
    priorite,
    echeance,
    nb_seances,
    frequence,
    financement,
    autorisation,
    responsable,
    visibilite,
  };
}

/** What was typed since `sent` left, over what the core answered. */
export function typedSince(
  sent: PreconisationSaisie,
  typed: PreconisationSaisie,
  saved: PreconisationSaisie,
): PreconisationSaisie {
  const names = Object.keys(saved) as (keyof PreconisationSaisie)[];
  const newer = names.filter((name) => typed[name] !== sent[name]);
  return { ...saved, ...Object.fromEntries(newer.map((name) => [name, typed[name]])) };
}

/** The saving of the préconisations of one bilan: each is sent whole, the latest wins its turn. */
export class PreconisationDrafts implements Ecriture {
  readonly drafts = new SvelteMap<string, Draft<Change>>();
  readonly #bilan: string;
  readonly #saved: (list: PreconisationVue[]) => void;
  readonly #known: () => PreconisationVue[];
  readonly #keys = new SvelteMap<string, string>();
  #count = 0;
  /** The last one on its way: of two at once, each would be taken for the other's answer. */
  #last: Promise<unknown> = Promise.resolve();
  readonly #queue = new SaveQueue<Change>(
    (key, change) => this.#inTurn(() => this.#send(key, change)),
    (key) => this.#mirror(key),
  );

  constructor(
    bilan: string,
    known: () => PreconisationVue[],
    saved: (list: PreconisationVue[]) => void,
  ) {
    this.#bilan = bilan;
    this.#known = known;
    this.#saved = saved;
  }

  /** The key of a saved préconisation: that of its form when it was written here. */
  keyOf(vue: PreconisationVue): string {
    return this.#keys.get(vue.id) ?? vue.id;
  }

  /** Those that are being written and that the core has not acknowledged yet. */
  get fresh(): { key: string; saisie: PreconisationSaisie }[] {
    return [...this.drafts]
      .filter(([, draft]) => draft.value.id === null)
      .map(([key, draft]) => ({ key, saisie: draft.value.saisie }));
  }

  /** Starts a new one and sends it at once; gives the key of its form. */
  add(saisie: PreconisationSaisie): string {
    this.#count += 1;
    const key = `nouvelle-${this.#count}`;
    this.#queue.put(key, { id: null, saisie, vu: null });
    return key;
  }

  /** Saves a new one and gives its identifier; throws the refusal, and then keeps nothing of it. */
  async create(saisie: PreconisationSaisie): Promise<string> {
    await this.flush();
    const key = this.add(saisie);
    await this.flush(key);
    const left = this.#queue.draft(key);
    if (left) this.#queue.drop(key);
    const id = [...this.#keys].find(([, one]) => one === key)?.[0];
    if (left || id === undefined) throw left?.echec ?? new Echec({ code: 'interne' });
    return id;
  }

  /** Changes one field. */
  change(
    key: string,
    vue: PreconisationVue | null,
    part: Partial<PreconisationSaisie>,
    pause: boolean,
  ): void {
    const draft = this.#queue.draft(key);
    const base = draft?.value.saisie ?? (vue ? editable(vue) : null);
    if (!base) return;
    this.#queue.put(
      key,
      {
        id: draft?.value.id ?? vue?.id ?? null,
        saisie: { ...base, ...part },
        vu: draft?.value.vu ?? vue?.vu ?? null,
      },
      pause ? TYPING_PAUSE : 0,
    );
  }

  /** Whether it is on its way: it may already be written. */
  sending(key: string): boolean {
    return this.#queue.draft(key)?.state === 'sending';
  }

  /** Gives up one that was never saved. */
  drop(key: string): void {
    this.#queue.drop(key);
  }

  flush(key?: string): Promise<void> {
    return this.#queue.flush(key);
  }

  retry(): Promise<void> {
    return this.#queue.retry();
  }

  #inTurn(send: () => Promise<void>): Promise<void> {
    const sent = this.#last.then(send);
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async #send(key: string, change: Change): Promise<void> {
    const before = new Set(this.#known().map((vue) => vue.id));
    const list = await call('preconisation_enregistrer', { bilan: this.#bilan, ...change });
    const saved =
      change.id === null
        ? list.find((vue) => !before.has(vue.id))
        : list.find((vue) => vue.id === change.id);
    if (saved) {
      if (change.id === null) this.#keys.set(saved.id, key);
      // Another screen may have changed other fields: the card that is sent next has them too.
      this.#queue.rebase(key, (newer) => ({
        id: saved.id,
        vu: saved.vu,
        saisie: typedSince(change.saisie, newer.saisie, editable(saved)),
      }));
    }
    this.#saved(list);
  }

  #mirror(key: string): void {
    const draft = this.#queue.draft(key);
    if (draft) this.drafts.set(key, { value: draft.value, state: draft.state, echec: draft.echec });
    else this.drafts.delete(key);
  }
}
