import type { ApercuDocument, DocumentKind, DocumentLigne, Retenu, Sorti } from '../../bindings';

/** What the window says of a paper before it is made. */
export interface Papier {
  genre: DocumentKind;
  titre: string;
  /** The one word that a sentence needs, and the ending of what was done to it. */
  nom: string;
  accord: '' | 'e';
  /** Who reads it. */
  lecteur: string;
  /** How it is read, and what it therefore keeps silent. */
  lecture: string;
}

const PAPIERS: Record<DocumentKind, Omit<Papier, 'genre'>> = {
  A: {
    titre: 'Courrier au médecin',
    nom: 'Courrier',
    accord: '',
    lecteur: 'Le médecin qui suit l’enfant',
    lecture:
      'Il a deux minutes\u00a0: la première page porte l’essentiel et ce qui est recommandé. Le détail et les courbes suivent.',
  },
  B: {
    titre: 'Fiche de besoins',
    nom: 'Fiche',
    accord: 'e',
    lecteur: 'Le service de l’aide sociale à l’enfance',
    lecture:
      'Il organise\u00a0: quoi, avant quand, qui s’en occupe. Ni diagnostic, ni mesure, ni parole de l’enfant.',
  },
  C: {
    titre: 'Attestation',
    nom: 'Attestation',
    accord: 'e',
    lecteur: 'Le service, pour son dossier',
    lecture: 'Elle prouve que le bilan a eu lieu\u00a0: le nom, la date, et rien de la santé.',
  },
  D: {
    titre: 'Feuille de route',
    nom: 'Feuille de route',
    accord: 'e',
    lecteur: 'L’enfant, ses parents ou ceux qui l’accueillent',
    lecture:
      'Elle reste sur une table\u00a0: des phrases courtes, les prochains rendez-vous, rien d’intime. L’enfant n’y est que par son prénom.',
  },
  E: {
    titre: 'Prescription de séances',
    nom: 'Prescription',
    accord: 'e',
    lecteur: 'Le professionnel qui fera les séances',
    lecture:
      'Elle lui ouvre la prise en charge\u00a0: combien de séances, à quel rythme, prescrites par qui. Les résultats du bilan n’y sont pas.',
  },
};

/** The papers of a bilan, in the order of their letters. */
export const papiers: Papier[] = (Object.keys(PAPIERS) as DocumentKind[])
  .sort()
  .map((genre) => ({ genre, ...PAPIERS[genre] }));

export const papier = (genre: DocumentKind): Papier => ({ genre, ...PAPIERS[genre] });

/** A part of a paper, as its reader meets it. */
export interface Section {
  titre: string;
  /** Short lines beside their names, sentences under them, or the items of a list. */
  forme: 'champs' | 'textes' | 'liste';
  lignes: Sorti[];
}

const TETE = [
  'Enfant',
  'Date de naissance',
  'Dossier',
  'Bilan',
  'Centre',
  'Signataires',
  'Destinataire',
];
const ESSENTIEL = ['Problème', 'Synthèse', 'Points de vigilance', 'Éléments manquants'];
const QUOTIDIEN = ['Allergies', 'Vaccination', 'Lunettes', 'École', 'Prochain bilan'];

/** How many lines stand at the beginning whose title is one of these. */
function prefix(lignes: Sorti[], titres: readonly string[]): number {
  const end = lignes.findIndex((ligne) => !titres.includes(ligne.titre));
  return end < 0 ? lignes.length : end;
}

const spaced = (text: string): string => text.replace(/\s+/g, ' ');

/**
 * What goes out, cut into the parts of the paper. The core gives the lines in the order of the
 * paper: head, the essential, what is recommended, the rest; `besoins` are the recommendations of
 * the bilan, by which the third part of the letter is told from the fourth.
 */
export function sections(apercu: ApercuDocument, besoins: readonly string[]): Section[] {
  const rest = [...apercu.sort];
  const head = rest.splice(0, prefix(rest, TETE));
  const found: Section[] = [{ titre: 'En-tête', forme: 'champs', lignes: head }];
  if (apercu.genre === 'A') {
    const essentiel = rest.splice(0, prefix(rest, ESSENTIEL));
    found.push({ titre: 'L’essentiel', forme: 'textes', lignes: essentiel });
    // A paper has its own no-break spaces.
    const known = new Set(besoins.map(spaced));
    const last = rest.findLastIndex((ligne) => known.has(spaced(ligne.titre)));
    found.push({
      titre: 'Ce qui est recommandé',
      forme: 'liste',
      lignes: rest.splice(0, last + 1),
    });
    found.push({ titre: 'Le détail du bilan', forme: 'champs', lignes: rest });
  } else if (apercu.genre === 'E') {
    const last = rest.findLastIndex((ligne) => ligne.titre === 'Prescripteur');
    const prescripteur = last < 0 ? [] : rest.splice(last, 1);
    found.push({ titre: 'Les séances', forme: 'liste', lignes: rest });
    found.push({ titre: 'Qui prescrit', forme: 'champs', lignes: prescripteur });
  } else {
    const first = rest.findIndex((ligne) => QUOTIDIEN.includes(ligne.titre));
    const needs = rest.splice(0, first < 0 ? rest.length : first);
    found.push({ titre: 'Ce qu’il y a à faire', forme: 'liste', lignes: needs });
    found.push({
      titre: apercu.genre === 'D' ? 'À retenir' : 'À savoir au quotidien',
      forme: 'champs',
      lignes: rest,
    });
  }
  return found.filter((section) => section.lignes.length > 0);
}

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
  genre: DocumentKind,
): DocumentLigne[] {
  const rank = (numero: string) => numero.padStart(16, '0');
  return documents
    .filter((document) => document.bilan === bilan && document.kind === genre)
    .sort((a, b) => (rank(a.numero) < rank(b.numero) ? 1 : -1));
}
