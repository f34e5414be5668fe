/**
 * Dates as a French reader sees them. A civil date stays text (AAAA-MM-JJ) and is never put through
 * a time zone; an instant is shown in the time zone of the workstation.
 */

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** "1er mars 2026", "mars 2026" or "2026", from AAAA-MM-JJ, AAAA-MM or AAAA. */
export function dateWords(civil: string): string {
  const [year, month, day] = civil.slice(0, 10).split('-');
  if (!year) return '';
  const name = MONTHS[Number(month) - 1];
  if (!name) return year;
  if (!day) return `${name} ${year}`;
  return `${Number(day) === 1 ? '1er' : Number(day)}\u00a0${name}\u00a0${year}`;
}

/** A date in words when it is one, else the text as it came ("PMI, printemps 2024"). */
export function dateOrText(text: string): string {
  return /^\d{4}(-\d{2}|$)/.test(text) ? dateWords(text) : text;
}

/** A date in words as it stands in a sentence: "le 7 mars 2019", but "mars 2019". */
export const theDay = (words: string): string =>
  /^\d{1,2}(er)?\s\D/.test(words) ? `le ${words}` : words;

/** "noté le 7 mars 2019", "noté en mars 2019"; a text that is no date stands for itself. */
export function noted(text: string): string {
  const words = dateOrText(text);
  if (/^\d{1,2}(er)?\s\D/.test(words)) return `noté ${theDay(words)}`;
  return /^(\p{L}+\s)?\d{4}$/u.test(words) ? `noté en ${words}` : words;
}

/** "07/03/2019", "03/2019" or "2019". */
export function dateShort(civil: string): string {
  return civil.slice(0, 10).split('-').reverse().join('/');
}

/** "9:34" from an instant, on the clock of the workstation. */
export function hour(instant: string): string {
  const date = new Date(instant);
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** "à 9:34" when it was today, else "le 3 mars 2026 à 9:34". */
export function when(instant: string, today: string): string {
  const date = new Date(instant);
  const civil = [
    date.getFullYear(),
    String(date.getMonth() + 1).padStart(2, '0'),
    String(date.getDate()).padStart(2, '0'),
  ].join('-');
  const at = `à\u00a0${hour(instant)}`;
  return civil === today ? at : `le ${dateWords(civil)} ${at}`;
}

/** "à 9:34" when it was today, else "le 03/03/2026": for a place with little room. */
export function whenShort(instant: string, today: string): string {
  const long = when(instant, today);
  if (!long.startsWith('le')) return long;
  const date = new Date(instant);
  const day = String(date.getDate()).padStart(2, '0');
  const month = String(date.getMonth() + 1).padStart(2, '0');
  return `le\u00a0${day}/${month}/${date.getFullYear()}`;
}

/** The civil date so many days later. */
export function daysLater(civil: string, days: number): string {
  const date = new Date(`${civil}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The same day some months later, or the last day of that month when it has no such day. */
export function monthsLater(civil: string, months: number): string {
  const [year = 0, month = 1, day = 1] = civil.split('-').map(Number);
  const index = year * 12 + (month - 1) + months;
  const y = Math.floor(index / 12);
  const m = (index % 12) + 1;
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] ?? 31;
  return [y, String(m).padStart(2, '0'), String(Math.min(day, length)).padStart(2, '0')].join('-');
}

/** The echo beside a date field: the date in words and, when it is a birth date, the age. */
export function dateEcho(read: { echo: string; age: string | null; estimee: boolean }): string {
  const age = read.age === null ? '' : ` — ${read.age}`;
  return `${read.echo}${age}${read.estimee ? ' (date incomplète)' : ''}`;
}
