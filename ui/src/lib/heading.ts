/**
 * Gives the focus to what an answer brought, so that the keyboard and a screen reader go on there.
 * A user who is already typing in a field keeps the focus: answers arrive a moment after they are asked
 * for, and letters typed meanwhile must not be lost.
 */
export function offerFocus(element: HTMLElement | null | undefined): void {
  const busy = document.activeElement?.matches('input, textarea, select, [contenteditable]');
  if (!busy) element?.focus();
}
