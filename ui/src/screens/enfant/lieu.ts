/** What a place of birth that was typed stands for. */

/** Said when the text is neither a commune of the list nor a code. */
export const LIEU_INCONNU =
  'Choisissez la commune dans la liste, ou écrivez son code INSEE\u00a0; 99 suivi du pays pour l’étranger.';

/** A place taken from the list: what the field then holds, and its INSEE code. */
export interface Lieu {
  text: string;
  code: string;
}

/** The INSEE code of what the field holds; empty when it is empty, `null` when nothing is known of it. */
export function codeOf(text: string, taken: Lieu | null): string | null {
  const typed = text.trim();
  if (typed === '') return '';
  if (taken?.text === typed) return taken.code;
  return /^\d[\dab]\d{3}$/i.test(typed) ? typed.toUpperCase() : null;
}
