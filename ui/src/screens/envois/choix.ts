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

/** Whether a paper has left: it stands in the pile for the others of its bilan. */
export const parti = (papier: EnvoiPapier): boolean =>
  papier.etat === 'parti' || papier.etat === 'recu';

/** Whether a paper is still to be made or to be sent, and can be. */
export const choisissable = ({ papier }: Ligne): boolean =>
  papier.etat === 'a_envoyer' || (papier.etat === 'a_faire' && !bloque(papier));

/** The papers that the pile waits for, and those that were made on request. */
export function lignes(bilan: EnvoiBilan): Ligne[] {
  return bilan.papiers
    .filter((papier) => papier.du || papier.etat !== 'a_faire')
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

/** "aujourd’hui", "hier", "il y a 12 jours", "il y a 7 mois", "il y a 3 ans et 8 mois". */
export function depuis(jours: number): string {
  if (jours <= 0) return 'aujourd’hui';
  if (jours === 1) return 'hier';
  if (jours < 61) return `il y a ${jours}\u00a0jours`;
  const total = Math.floor(jours / 30.4375);
  const [ans, mois] = [Math.floor(total / 12), total % 12];
  const parts = [
    ans > 0 ? `${ans}\u00a0${ans > 1 ? 'ans' : 'an'}` : '',
    mois > 0 ? `${mois}\u00a0mois` : '',
  ];
  return `il y a ${parts.filter(Boolean).join(' et ')}`;
}

/** A paper that was made, as the dialogs about one paper name it. */
export interface Fait {
  document: string;
  label: string;
  numero: string;
  /** The child, by name. */
  nom: string;
  duplicatas: number;
}

/** The paper of a line, when it was made. */
export function fait({ bilan, papier }: Ligne): Fait | null {
  if (papier.document === null) return null;
  const { document, label, duplicatas } = papier;
  return { document, label, numero: papier.numero ?? '', nom: bilan.nom, duplicatas };
}
