/** What a place of birth that was typed stands for. */

/** Said when the text is neither a commune of the list nor a code. */
export const LIEU_INCONNU =
  'Choisissez la commune dans la liste, ou écrivez son code INSEE\u00a0; 99 suivi du pays pour l’étranger.';

/** A place taken from the list: what the field then holds, and its INSEE code. */
export interface Lieu {
  text: string;
  code: string;
}

/** What the field of a place holds: what is typed there, and what was last taken from the list. */
export interface Naissance {
  text: string;
  taken: Lieu | null;
}

/** A place that is known, by its name where there is one. */
export function naissance(nom: string | null, code: string | null): Naissance {
  const taken = nom && code ? { text: nom.trim(), code } : null;
  return { text: taken?.text ?? code ?? '', taken };
}

/** The INSEE code of what the field holds; empty when it is empty, `null` when nothing is known of it. */
export function codeOf(text: string, taken: Lieu | null): string | null {
  const typed = text.trim();
  if (typed === '') return '';
  if (taken?.text === typed) return taken.code;
  return /^\d[\dab]\d{3}$/i.test(typed) ? typed.toUpperCase() : null;
}

/** Countries of which French says « au », though their first word ends in e. */
const AU = /^(belize|cambodge|mexique|mozambique|royaume-uni|suriname|zimbabwe)$/;
/** Countries that are plural. */
const AUX =
  /^(bahamas|comores|émirats arabes unis|états-unis|fidji|îles .*|maldives|palaos|pays-bas|philippines|seychelles|tonga)$/;
/** Islands and towns that are countries, of which French says « à ». */
const A =
  /^(bahreïn|chypre|cuba|djibouti|dominique|haïti|hong kong.*|la réunion|madagascar|malte|maurice|mayotte|monaco|oman|saint-.*|sainte-.*|samoa.*|sao tomé-et-principe|singapour|taïwan|trinité-et-tobago)$/;

const folded = (name: string) => name.trim().replace(/'/g, '’').toLocaleLowerCase('fr');

/** The countries in French, as the list of regions of the browser has them. */
const countries: Set<string> = (() => {
  const names = new Intl.DisplayNames(['fr'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const all = letters.flatMap((a) => letters.map((b) => names.of(a + b)));
  return new Set(all.filter((name) => name !== undefined).map(folded));
})();

/** A place with its preposition: « à Lyon », « au Havre », « en Guinée », « aux Comores ». */
export function atPlace(name: string): string {
  const country = folded(name);
  if (countries.has(country)) {
    if (A.test(country)) return `à ${name}`;
    if (AUX.test(country)) return `aux ${name}`;
    const [first = ''] = country.split(/[ -]/);
    const feminine = /^[aeiouéèêîïâôœ]/.test(country) || /[eé]$/.test(first);
    return !AU.test(country) && (feminine || country === 'sierra leone')
      ? `en ${name}`
      : `au ${name}`;
  }
  if (/^Le /.test(name)) return `au ${name.slice(3)}`;
  if (/^Les /.test(name)) return `aux ${name.slice(4)}`;
  return `à ${name}`;
}
