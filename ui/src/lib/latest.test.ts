import { expect, it } from 'vitest';
import { Latest } from './latest';

/** A reading that answers when it is told to. */
function slow() {
  const waiting: { give: (text: string) => void; fail: (reason: string) => void }[] = [];
  const taken: string[] = [];
  const failed: unknown[] = [];
  const latest = new Latest<string>(
    () =>
      new Promise((give, fail) => {
        waiting.push({ give, fail });
      }),
    (text) => taken.push(text),
    (thrown) => failed.push(thrown),
  );
  return { waiting, taken, failed, latest };
}

it('reads once more after the last change, and not once per change', async () => {
  const { waiting, taken, latest } = slow();
  const first = latest.ask();
  void latest.ask();
  void latest.ask();
  expect(waiting).toHaveLength(1);
  waiting[0]?.give('before');
  await Promise.resolve();
  await Promise.resolve();
  expect(waiting).toHaveLength(2);
  waiting[1]?.give('after');
  await first;
  expect(taken).toEqual(['before', 'after']);
  expect(waiting).toHaveLength(2);
});

it('drops a reading that began before another command answered', async () => {
  const { waiting, taken, latest } = slow();
  const reading = latest.ask();
  latest.give('answered');
  waiting[0]?.give('older');
  await reading;
  expect(taken).toEqual(['answered']);
});

it('says a failure, unless a newer reading follows', async () => {
  const { waiting, taken, failed, latest } = slow();
  const reading = latest.ask();
  void latest.ask();
  waiting[0]?.fail('one');
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  waiting[1]?.fail('two');
  await reading;
  expect(failed).toEqual(['two']);
  const next = latest.ask();
  waiting[2]?.give('again');
  await next;
  expect(taken).toEqual(['again']);
});
