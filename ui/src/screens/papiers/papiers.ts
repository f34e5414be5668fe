import type {
  ApercuDocument,
  PaperKind,
  DocumentLigne,
  Retenu,
  Rubrique,
  Sorti,
} from '../../bindings';

/** What the window says of a paper before it is made. */
export interface Papier {
  genre: PaperKind;
  titre: string;
  /** The one word that a sentence needs, and the ending of what was done to it. */
  nom: string;
  accord: '' | 'e';
  /** Who reads it. */
  lecteur: string;
  /** How it is read, and what it therefore keeps silent. */
  lecture: string;
}

const PAPIERS: Record<PaperKind, Omit<Papier, 'genre'>> = {
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
export const papiers: Papier[] = (Object.keys(PAPIERS) as PaperKind[])
  .sort()
  .map((genre) => ({ genre, ...PAPIERS[genre] }));

export const papier = (genre: PaperKind): Papier => ({ genre, ...PAPIERS[genre] });

/** A part of a paper, as its reader meets it. */
export interface Section {
  titre: string;
  /** Short lines beside their names, sentences under them, or the items of a list. */
  forme: 'champs' | 'textes' | 'liste';
  lignes: Sorti[];
}

const RUBRIQUES: Record<Rubrique, Omit<Section, 'lignes'>> = {
  tete: { titre: 'En-tête', forme: 'champs' },
  essentiel: { titre: 'L’essentiel', forme: 'textes' },
  recommande: { titre: 'Ce qui est recommandé', forme: 'liste' },
  detail: { titre: 'Le détail du bilan', forme: 'champs' },
  a_faire: { titre: 'Ce qu’il y a à faire', forme: 'liste' },
  quotidien: { titre: 'À savoir au quotidien', forme: 'champs' },
  seances: { titre: 'Les séances', forme: 'liste' },
  prescripteur: { titre: 'Qui prescrit', forme: 'champs' },
};

/** What goes out, by the parts of the paper, in its order. */
export function sections({ genre, sort }: Pick<ApercuDocument, 'genre' | 'sort'>): Section[] {
  const found = new Map<Rubrique, Section>();
  for (const ligne of sort) {
    const { rubrique } = ligne;
    const section = found.get(rubrique) ?? { ...RUBRIQUES[rubrique], lignes: [] };
    section.lignes.push(ligne);
    found.set(rubrique, section);
  }
  const daily = found.get('quotidien');
  if (daily && genre === 'D') daily.titre = 'À retenir';
  return [...found.values()];
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
  genre: PaperKind,
): DocumentLigne[] {
  const rank = (numero: string) => numero.padStart(16, '0');
  return documents
    .filter((document) => document.bilan === bilan && document.kind === genre)
    .sort((a, b) => (rank(a.numero) < rank(b.numero) ? 1 : -1));
}
