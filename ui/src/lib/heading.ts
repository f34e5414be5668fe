/**
 * A screen that has just appeared gives the focus to its heading, so that the keyboard and a screen
 * reader start there. Somebody who is already typing in a field keeps it: screens arrive a moment
 * after they are asked for, and letters typed meanwhile must not be lost.
 */
export function focusHeading(heading: HTMLElement | null | undefined): void {
  const busy = document.activeElement?.matches('input, textarea, select, [contenteditable]');
  if (!busy) heading?.focus();
}
