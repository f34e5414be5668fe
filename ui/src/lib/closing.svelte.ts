import { answerClosing, whenClosing } from './ipc';
import { flushAll, unsaved } from './saves';

/** How many unsaved things a closing of the window would lose; 0 while it is not being closed. */
export const closing = $state({ over: 0 });

whenClosing(() => {
  void flushAll().then((all) => {
    // A field that was still being read is in no queue yet.
    closing.over = all ? unsaved() : Math.max(1, unsaved());
    return answerClosing(closing.over === 0);
  });
});

/** Keeps the window: what would have been lost is still where it was typed. */
export function stay(): void {
  closing.over = 0;
}

/** Closes the window over what is not saved. */
export async function leave(): Promise<void> {
  await answerClosing(true);
}
