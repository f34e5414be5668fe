import type { Choix, Colonne, Widget, QuestionVue } from '../../bindings';
import { readNumber } from '../../lib/nombres';

/** What a control needs to know of a question, or of a column of one. */
export type Spec = Pick<
  Colonne,
  | 'label'
  | 'genre'
  | 'unite'
  | 'choix'
  | 'longueur_max'
  | 'min'
  | 'max'
  | 'ouvert'
  | 'avenir'
  | 'date_heure'
>;

/** A stored day with a time (`2027-03-07T14:30`) as one types it; anything else as it is. */
export function asTyped(text: string): string {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T([\d:]+))?$/.exec(text);
  if (!parts) return text;
  const [, year, month, day, time] = parts;
  const date = [day, month, year].filter((part) => part !== undefined).join('/');
  return time === undefined ? date : `${date} ${time}`;
}

/** How many options may stand side by side. */
const SIDE_BY_SIDE = 5;
/** About how many pixels a letter takes, and the padding of an option. */
const LETTER = 7.8;
const PADDING = 28;

/** Whether a choice fits in `room` pixels as buttons side by side, or has to be unfolded. */
export function asSegments(choix: Choix[], room: number): boolean {
  const letters = choix.reduce((sum, choice) => sum + choice.label.length, 0);
  return choix.length <= SIDE_BY_SIDE && letters * LETTER + choix.length * PADDING <= room;
}

/** A value as an object of cells, whatever it is. */
export function cells(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** The code of a choice: a list of numbers stores them as numbers. */
export function codeOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

/** The codes of a list that are chosen. */
export function codesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map(codeOf).filter((code) => code !== null);
}

/** What was written outside an open list, alone or among the chosen codes. */
export function otherOf(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value.find((item) => codeOf(item) === null) : value;
  const { texte } = cells(one);
  return typeof texte === 'string' ? texte : '';
}

/** A value as rows, or null without an answer. */
export function rows(value: unknown): Record<string, unknown>[] | null {
  return Array.isArray(value) ? value.map(cells) : null;
}

/** An object without the cells that say nothing; null when none is left. */
export function compact(object: Record<string, unknown>): Record<string, unknown> | null {
  const kept = Object.entries(object).filter(
    ([, value]) =>
      value !== null &&
      value !== undefined &&
      value !== '' &&
      !(Array.isArray(value) && !value.length),
  );
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}

/**
 * The cells of an object as they are sent: a number that was typed becomes a number. What is not one
 * stays text, so that the core refuses it and says why.
 */
export function clean(
  object: Record<string, unknown>,
  columns: Colonne[],
): Record<string, unknown> {
  const sent = { ...object };
  for (const { cle, genre } of columns) {
    const cell = sent[cle];
    if ((genre === 'entier' || genre === 'decimal') && typeof cell === 'string') {
      const read = readNumber(cell, genre === 'entier');
      if (read !== undefined) sent[cle] = read;
    }
  }
  return compact(sent) ?? {};
}

/**
 * The cells of an answer that goes out no more, as it is sent without what is not asked; null when
 * nothing is left.
 */
export function kept(question: Pick<QuestionVue, 'colonnes' | 'tu'>): unknown {
  const reste = question.tu?.reste ?? null;
  if (Array.isArray(reste)) return reste.map((row) => clean(cells(row), question.colonnes));
  if (typeof reste === 'object' && reste !== null) {
    return compact(clean(cells(reste), question.colonnes));
  }
  return reste;
}

/** What goes out no more, in words: the whole answer, or the fields of it. */
export function heldBack(question: Pick<QuestionVue, 'label' | 'texte' | 'tu'>): string {
  const fields = question.tu?.champs ?? [];
  const end = (text: string) => `${text.replace(/\.$/, '')}.`;
  if (fields.length === 0) return end(`${question.label}\u00a0: ${question.texte}`);
  const said = fields.map(({ rang, label, texte }) => {
    const row = rang === null ? '' : `ligne ${rang + 1}, `;
    return `${row}${label}\u00a0: ${texte}`;
  });
  const text = said.join('\u202f; ');
  return end(`${text.charAt(0).toUpperCase()}${text.slice(1)}`);
}

/** The same list with a row moved by one place up or down. */
export function moved<T>(list: T[], index: number, step: -1 | 1): T[] {
  const target = index + step;
  if (target < 0 || target >= list.length) return list;
  const copy = [...list];
  const [row] = copy.splice(index, 1);
  if (row !== undefined) copy.splice(target, 0, row);
  return copy;
}

/** Whether a civil date, full or partial, rather than a text that is not a date yet. */
export function isCivil(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}(-\d{2}){0,2}$/.test(value);
}

/** Whether it takes an answer, rather than only being read. */
export function isAnswered(genre: Widget): boolean {
  return genre !== 'titre' && genre !== 'lecture';
}

/** Whether a title is that of a form of the centre's own: "centre." and the name of the form. */
export function isForm(code: string): boolean {
  return /^centre\.[^.]+$/.test(code);
}

/** The three words of an observation, in the order of the form. */
const OBSERVED = ['normal', 'anormal', 'non_examine'];

/** Whether a question is an observation: normal, abnormal with a description, or not examined. */
export function isObservation({
  genre,
  colonnes,
}: {
  genre: Widget;
  colonnes: Colonne[];
}): boolean {
  const [etat] = colonnes;
  return (
    genre === 'objet' &&
    etat?.cle === 'etat' &&
    etat.choix.map((choice) => choice.code).join() === OBSERVED.join()
  );
}

/** The intimate examination is seldom done: it is not called normal with the rest. */
const ONE_BY_ONE = ['exa.genital_externe'];

/** The observations without an answer that may be called normal together. */
export function normalTogether<
  T extends { code: string; genre: Widget; colonnes: Colonne[]; active: boolean; valeur: unknown },
>(questions: T[]): T[] {
  return questions.filter(
    (question) =>
      question.active &&
      question.valeur === null &&
      isObservation(question) &&
      !ONE_BY_ONE.includes(question.code),
  );
}

const folded = (text: string) => text.toLocaleLowerCase('fr');

/** Whether the first column of an object says nothing that its question has not said already. */
export function saysNothing(label: string, columns: Colonne[]): boolean {
  const [first] = columns;
  return (
    first !== undefined &&
    columns.length <= 2 &&
    (first.cle === 'etat' || folded(first.label).includes(folded(label)))
  );
}

/** Whether the control of a genre needs the whole width, under its label. */
export function isWide(genre: Widget, columns: number): boolean {
  return genre === 'liste' || (genre === 'objet' && columns > 2);
}

/** Whether an earlier value is short enough to stand beside its field. */
export function fitsBeside(text: string): boolean {
  return [...text].length <= 60;
}
