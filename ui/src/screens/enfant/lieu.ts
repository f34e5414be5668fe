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
