// Made by `cargo xtask types` from the list of papers.
import type { PaperKind } from './PaperKind';
import type { PapierVu } from './PapierVu';

/** The papers of a bilan, in their order. */
export const PAPIERS: readonly PapierVu[] = [
  {
    "genre": "A",
    "recipient": "medecin",
    "prescrit": false,
    "titre": "Courrier au médecin",
    "nom": "Courrier",
    "feminin": false,
    "lecteur": "Le médecin qui suit l’enfant",
    "lecture": "Il a deux minutes : la première page porte l’essentiel et ce qui est recommandé. Le détail et les courbes suivent."
  },
  {
    "genre": "B",
    "recipient": "service",
    "prescrit": false,
    "titre": "Fiche de besoins",
    "nom": "Fiche",
    "feminin": true,
    "lecteur": "Le service de l’aide sociale à l’enfance",
    "lecture": "Il organise : quoi, avant quand, qui s’en occupe. Ni diagnostic, ni mesure, ni parole de l’enfant."
  },
  {
    "genre": "C",
    "recipient": "service",
    "prescrit": false,
    "titre": "Attestation",
    "nom": "Attestation",
    "feminin": true,
    "lecteur": "Le service, pour son dossier",
    "lecture": "Elle prouve que le bilan a eu lieu : le nom, la date, et rien de la santé."
  },
  {
    "genre": "D",
    "recipient": "main",
    "prescrit": false,
    "titre": "Feuille de route",
    "nom": "Feuille de route",
    "feminin": true,
    "lecteur": "L’enfant, ses parents ou ceux qui l’accueillent",
    "lecture": "Elle reste sur une table : des phrases courtes, les prochains rendez-vous, rien d’intime. L’enfant n’y est que par son prénom."
  },
  {
    "genre": "E",
    "recipient": "main",
    "prescrit": true,
    "titre": "Prescription de séances",
    "nom": "Prescription",
    "feminin": true,
    "lecteur": "Le professionnel qui fera les séances",
    "lecture": "Elle lui ouvre la prise en charge : combien de séances, à quel rythme, prescrites par qui. Les résultats du bilan n’y sont pas."
  }
];

/** The letter that ends a bilan. */
export const LETTRE: PaperKind = 'A';
