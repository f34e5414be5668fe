import type { EnvoiBilan, EnvoiPapier, ParDocument } from '../../bindings';

/** A line of the pile: one paper of one bilan. */
export interface Ligne {
  key: string;
  bilan: EnvoiBilan;
  papier: EnvoiPapier;
}

/** Whether nothing but a hindrance stands where this paper should be. */
export const bloque = (papier: EnvoiPapier): boolean =>
  papier.empechements.some((one) => one.bloque);

/** Whether something can be done with a paper: it can be made, or it is there. */
export const choisissable = ({ papier }: Ligne): boolean =>
  !bloque(papier) || papier.document !== null;

/** The papers that the pile waits for, and those that were made on request. */
export function lignes(bilan: EnvoiBilan): Ligne[] {
  return bilan.papiers
    .filter((papier) => papier.du || papier.document !== null)
    .map((papier) => ({ key: `${bilan.bilan}/${papier.genre}`, bilan, papier }));
}

/** The keys from one line to another, both included, in the order of the list. */
export function etendue(lines: readonly Ligne[], from: string, to: string): string[] {
  const [a, b] = [from, to].map((key) => lines.findIndex((line) => line.key === key));
  if (a === undefined || b === undefined || a < 0 || b < 0) return [to];
  return lines
    .slice(Math.min(a, b), Math.max(a, b) + 1)
    .filter(choisissable)
    .map((line) => line.key);
}

/** What can be done with the lines that were chosen. */
export interface Lot {
  /** Papers that do not exist yet. */
  aFaire: Ligne[];
  /** Papers that are there and have not left. */
  aEnvoyer: Ligne[];
}

export function lot(chosen: readonly Ligne[]): Lot {
  return {
    aFaire: chosen.filter(({ papier }) => papier.etat === 'a_faire' && !bloque(papier)),
    aEnvoyer: chosen.filter(({ papier }) => papier.etat === 'a_envoyer'),
  };
}

/** A line, as the commands name it. */
export const parDocument = ({ bilan, papier }: Ligne): ParDocument => ({
  bilan: bilan.bilan,
  genre: papier.genre,
});

/** "aujourd’hui", "hier", "il y a 12 jours". */
export function depuis(jours: number): string {
  if (jours <= 0) return 'aujourd’hui';
  return jours === 1 ? 'hier' : `il y a ${jours}\u00a0jours`;
}
