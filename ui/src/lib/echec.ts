import type { Code } from '../bindings';
import { messages } from './messages';

/** The shape of a refusal on the wire. */
export type EchecBrut = {
  code: Code;
  champ?: string | null;
  message?: string | null;
  secondes?: number | null;
  ref?: string | null;
};

/** A command that was refused or failed, with what a person may be told about it. */
export class Echec extends Error {
  readonly code: Code;
  readonly champ: string | null;
  readonly phrase: string | null;
  readonly secondes: number | null;
  readonly ref: string | null;

  constructor(brut: EchecBrut) {
    super(brut.code);
    this.code = brut.code;
    this.champ = brut.champ ?? null;
    this.phrase = brut.message ?? null;
    this.secondes = brut.secondes ?? null;
    this.ref = brut.ref ?? null;
  }

  /** What happened: the sentence of the domain when it gave one, else that of the code. */
  get quoi(): string {
    return this.phrase ?? messages[this.code].quoi;
  }

  /** What to do about it; nothing to add when the domain already said it. */
  get que_faire(): string | null {
    return this.phrase === null ? messages[this.code].que_faire : null;
  }
}

/** Anything thrown, as a refusal; what is not one of ours becomes `interne`. */
export function asEchec(thrown: unknown): Echec {
  if (thrown instanceof Echec) return thrown;
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) {
    const brut = thrown as EchecBrut;
    if (brut.code in messages) return new Echec(brut);
  }
  return new Echec({ code: 'interne' });
}
