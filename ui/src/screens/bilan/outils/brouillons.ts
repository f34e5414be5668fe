import type {
  Cotation,
  Instrument,
  OutilConnuVue,
  OutilSaisie,
  OutilVue,
  OutilsProposes,
  Visibilite,
  VoletCode,
} from '../../../bindings';

/** The parts that show tools. */
export const AVEC_OUTILS: readonly string[] = ['S10', 'S11', 'S12', 'S13', 'S14'];

/** The parts of which a result is under reinforced secrecy by default. */
const SECRETS: readonly string[] = ['S13', 'S14'];

/** A tool that is in no list. */
export const AUTRE = 'autre';

/** The points given to each question; a question without them has no answer. */
export type Reponses = Record<string, number>;

/** A result that is being written: what the fields hold, until it is noted or thrown away. */
export interface BrouillonOutil {
  /** The result that it changes; none for a new one. */
  id: string | null;
  vu: string | null;
  /** Code of the questionnaire that is filled in here; none where only the result is noted. */
  instrument: string | null;
  /** The answers. */
  reponses: Reponses;
  /** Name in the list, or [`AUTRE`]; empty until it is chosen. */
  choix: string;
  /** Name of a tool that is in no list. */
  nom: string;
  version: string;
  date: string;
  repondant: string;
  score: string;
  sous_scores: Record<string, string>;
  seuil: string;
  conclusion: string;
  /** Whether it was not done, and why. */
  non_passe: boolean;
  motif: string;
  secret: boolean;
}

/** An empty result of a part, of today; `instrument` where it is filled in here. */
export function nouveau(
  volet: string,
  date: string,
  instrument: Instrument | null,
): BrouillonOutil {
  return {
    id: null,
    vu: null,
    instrument: instrument?.code ?? null,
    reponses: {},
    choix: '',
    nom: '',
    version: '',
    date,
    repondant: instrument?.repondants.length === 1 ? (instrument.repondants[0] ?? '') : '',
    score: '',
    sous_scores: {},
    seuil: '',
    conclusion: '',
    non_passe: false,
    motif: '',
    secret: SECRETS.includes(volet),
  };
}

/** A result that was noted, to be changed. */
export function depuis(vue: OutilVue, proposes: OutilsProposes): BrouillonOutil {
  const connu = proposes.connus.some((one) => one.nom === vue.outil);
  const points = Object.entries(vue.reponses).filter(
    (entry): entry is [string, number] => entry[1] !== null,
  );
  return {
    id: vue.id,
    vu: vue.vu,
    instrument: vue.instrument,
    reponses: Object.fromEntries(points),
    choix: connu ? vue.outil : AUTRE,
    nom: connu ? '' : vue.outil,
    version: vue.version,
    date: vue.date,
    repondant: vue.repondant,
    score: vue.score,
    sous_scores: Object.fromEntries(vue.sous_scores.map((note) => [note.cle, note.texte])),
    seuil: vue.seuil,
    conclusion: vue.conclusion,
    non_passe: vue.non_passe_motif !== '',
    motif: vue.non_passe_motif,
    secret: vue.visibilite === 'V3',
  };
}

/** What is sent of a result. */
export function saisie(brouillon: BrouillonOutil, connu: OutilConnuVue | null): OutilSaisie {
  const { instrument, non_passe } = brouillon;
  // The fields of another tool, chosen before, are not those of this one.
  const notes = (connu?.sous_scores ?? []).map(({ cle }) => [
    cle,
    brouillon.sous_scores[cle] ?? '',
  ]);
  const visibilite: Visibilite = brouillon.secret ? 'V3' : 'V2';
  return {
    instrument,
    reponses: instrument === null || non_passe ? {} : brouillon.reponses,
    outil: instrument !== null ? '' : (connu?.nom ?? brouillon.nom.trim()),
    version: instrument !== null ? '' : brouillon.version,
    date: brouillon.date,
    repondant: brouillon.repondant,
    score: instrument !== null || non_passe ? '' : brouillon.score,
    sous_scores: non_passe ? {} : Object.fromEntries(notes),
    seuil: instrument !== null ? '' : brouillon.seuil,
    conclusion: non_passe ? '' : brouillon.conclusion,
    non_passe_motif: non_passe ? brouillon.motif.trim() : '',
    visibilite,
  };
}

/** Where the result that is being written is kept: a part has one of each questionnaire. */
export function cle(volet: string, brouillon: BrouillonOutil): string {
  return `${volet} ${brouillon.id ?? brouillon.instrument ?? AUTRE}`;
}

/** Whether two results say the same. */
export const pareils = (a: BrouillonOutil, b: BrouillonOutil): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** The name under which a result that is being written is spoken of. */
export function nomDe(brouillon: BrouillonOutil, proposes: OutilsProposes | null): string {
  if (brouillon.instrument !== null) {
    const found = proposes?.instruments.find((one) => one.instrument.code === brouillon.instrument);
    return found?.instrument.nom ?? 'Questionnaire';
  }
  return (brouillon.choix === AUTRE ? brouillon.nom : brouillon.choix) || 'Un outil';
}

/** What the answers come to at this moment, in one sentence. */
export function dire(cotation: Cotation): string {
  const { total, max, manquants } = cotation;
  if (total !== null) return `Total\u00a0: ${total} sur ${max}`;
  const [first, ...rest] = manquants;
  if (first === undefined || manquants.length > 3) {
    return `${manquants.length}\u00a0réponses manquent\u00a0: pas encore de total`;
  }
  if (rest.length === 0) return `Il manque la question ${first}\u00a0: pas de total`;
  const last = rest.at(-1) ?? '';
  const list = [first, ...rest.slice(0, -1)].join(', ');
  return `Il manque les questions ${list} et ${last}\u00a0: pas de total`;
}

/** The range of a score, in words; empty where unknown. */
export function etendue(min: number | null, max: number | null): string {
  if (max === null) return '';
  return `De ${min ?? 0} à ${max}.`;
}

/** The tools of which a part notes the result: those made for the age, then the others. */
export function duVolet(
  proposes: OutilsProposes,
  volet: VoletCode,
): { pourLui: OutilConnuVue[]; autres: OutilConnuVue[] } {
  const ici = proposes.connus.filter((one) => one.volets.includes(volet));
  return {
    pourLui: ici.filter((one) => one.concerne),
    autres: ici.filter((one) => !one.concerne),
  };
}
