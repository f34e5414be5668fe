/** How long (ms) without a touch of the seat before the screen is hidden. */
export const IDLE = 10 * 60 * 1000;

/** Calls `onidle` after ten minutes without a key, a click or a touch; returns how to stop. */
export function watchIdle(onidle: () => void, delay = IDLE): () => void {
  let timer = setTimeout(onidle, delay);
  let armed = Date.now();
  const touched = (): void => {
    // Pointer moves come by hundreds: once a second is enough.
    const now = Date.now();
    if (now - armed < 1000) return;
    armed = now;
    clearTimeout(timer);
    timer = setTimeout(onidle, delay);
  };
  const events = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'input'] as const;
  for (const event of events) window.addEventListener(event, touched, { passive: true });
  return () => {
    clearTimeout(timer);
    for (const event of events) window.removeEventListener(event, touched);
  };
}
