import { SvelteMap } from 'svelte/reactivity';
import type { AlerteBilan, PreconisationSaisie } from '../../bindings';
import type { Echec } from '../../lib/echec';
import { monthsLater } from '../../lib/dates';
import { proposed, type Ecriture } from './preconisation-drafts.svelte';

/** The only card of a draft. */
export const DRAFT = 'brouillon';

/** How many months a proposal leaves: what is urgent is for today. */
const DELAYS = { urgente: 0, importante: 1, a_surveiller: 3 } as const;
const PRIORITIES = {
  urgente: 'urgente',
  importante: 'rapide',
  a_surveiller: 'programmee',
} as const;

/** The préconisation that an alert proposes; null where it proposes none. */
export function fromAlert(alerte: AlerteBilan, today: string): PreconisationSaisie | null {
  if (alerte.propose === null) return null;
  return {
    ...proposed(alerte.propose, alerte.libelle_propose, today),
    // What was found, as a click in the synthesis gives it; under secrecy the caregiver writes it.
    justification: alerte.visibilite === 'V3' ? '' : alerte.raison,
    libelle_partageable: alerte.libelle_partageable,
    priorite: PRIORITIES[alerte.gravite],
    echeance: monthsLater(today, DELAYS[alerte.gravite]),
    // A préconisation that answers a secret alert would reveal it.
    ...(alerte.visibilite === 'V3' ? { visibilite: 'V3' as const } : {}),
  };
}

/** A préconisation that is written here and sent only when the user asks to. */
export class Brouillon implements Ecriture {
  readonly drafts = new SvelteMap<
    string,
    {
      value: { id: string | null; saisie: PreconisationSaisie; vu: string | null };
      state: 'waiting';
      echec: Echec | null;
    }
  >();

  constructor(saisie: PreconisationSaisie) {
    this.#put(saisie, null);
  }

  get saisie(): PreconisationSaisie {
    return this.#draft.value.saisie;
  }

  change(_key: string, _vue: unknown, part: Partial<PreconisationSaisie>): void {
    this.#put({ ...this.saisie, ...part }, null);
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  /** Says beside its field why the core refused it. */
  refuse(echec: Echec): void {
    this.#put(this.saisie, echec);
  }

  get #draft() {
    const draft = this.drafts.get(DRAFT);
    if (!draft) throw new Error('a draft always has its card');
    return draft;
  }

  #put(saisie: PreconisationSaisie, echec: Echec | null): void {
    this.drafts.set(DRAFT, { value: { id: null, saisie, vu: null }, state: 'waiting', echec });
  }
}
