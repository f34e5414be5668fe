import type { PaperKind } from '../../bindings';
import { asEchec, type Echec } from '../../lib/echec';
import { call } from '../../lib/ipc';
import { accord, papier } from './papiers';

/** Grows each time a paper was made, wherever on the screen: what tells of papers is read again. */
export const made = $state({ times: 0 });

/** Making one paper: saved or shown, one at a time, with what is said of it. */
export class Acte {
  busy = $state(false);
  said = $state('');
  echec = $state.raw<Echec | null>(null);
  save(bilan: string, genre: PaperKind): Promise<void> {
    const e = accord(papier(genre));
    return this.#attempt(genre, `enregistré${e}`, 'document_enregistrer', bilan);
  }

  print(bilan: string, genre: PaperKind): Promise<void> {
    const e = accord(papier(genre));
    return this.#attempt(genre, `ouvert${e} pour impression`, 'document_imprimer', bilan);
  }

  /** Says nothing any more: another paper is on the screen. */
  clear(): void {
    this.said = '';
    this.echec = null;
  }

  async #attempt(
    genre: PaperKind,
    fait: string,
    command: 'document_enregistrer' | 'document_imprimer',
    bilan: string,
  ): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.echec = null;
    this.said = 'Préparation du document…';
    try {
      const { numero } = await call(command, { bilan, genre });
      // No number: the dialog was cancelled, nothing was made.
      this.said = numero === null ? '' : `${papier(genre).nom} n°\u00a0${numero} ${fait}.`;
      if (numero !== null) made.times += 1;
    } catch (thrown) {
      this.said = '';
      this.echec = asEchec(thrown);
    } finally {
      this.busy = false;
    }
  }
}
