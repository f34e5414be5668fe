/** Names the place for the window and for a screen reader. Never a child's name (invariant 6). */
export function title(place: string): void {
  document.title = `${place} – Escale`;
}
