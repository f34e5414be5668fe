import type { DocumentLigne, PaperKind, PapierVu, Retenu } from '../../bindings';
import { PAPIERS } from '../../bindings/papiers';

/** The facts of a paper, out of the list that the program declares. */
export function papier(genre: PaperKind): PapierVu {
  const found = PAPIERS.find((one) => one.genre === genre);
  if (!found) throw new Error(`no paper ${genre}`);
  return found;
}

/** The ending of what was done to a paper: "fait", "faite". */
export const accord = ({ feminin }: PapierVu): '' | 'e' => (feminin ? 'e' : '');

/** What stays inside for one reason. */
export interface Groupe {
  raison: string;
  total: number;
  /** Each thing once, with how often it was there. */
  titres: { titre: string; fois: number }[];
}

/**
 * What stays inside, by reason. The rare reasons come first: an objection or a hidden place is what
 * the pair looks for, and fifty medical answers would bury it.
 */
export function groupes(retenu: readonly Retenu[]): Groupe[] {
  const parRaison = new Map<string, Map<string, number>>();
  for (const { titre, raison } of retenu) {
    const titres = parRaison.get(raison) ?? new Map<string, number>();
    titres.set(titre, (titres.get(titre) ?? 0) + 1);
    parRaison.set(raison, titres);
  }
  return [...parRaison]
    .map(([raison, titres]) => ({
      raison,
      total: [...titres.values()].reduce((sum, fois) => sum + fois, 0),
      titres: [...titres].map(([titre, fois]) => ({ titre, fois })),
    }))
    .sort((a, b) => a.total - b.total);
}

/** The papers of one kind made of a bilan, the latest first. */
export function faits(
  documents: readonly DocumentLigne[],
  bilan: string,
  genre: PaperKind,
): DocumentLigne[] {
  const rank = (numero: string) => numero.padStart(16, '0');
  return documents
    .filter((document) => document.bilan === bilan && document.kind === genre)
    .sort((a, b) => (rank(a.numero) < rank(b.numero) ? 1 : -1));
}
