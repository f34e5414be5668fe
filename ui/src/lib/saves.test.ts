import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Echec } from './echec';
import { flushAll, LOCK_PATIENCE, SaveQueue, TYPING_PAUSE, unsaved } from './saves';

type Sent = { key: string; value: string; done: () => void; fail: (thrown: unknown) => void };

const pending: (() => void)[] = [];

/** A queue whose answers come when the test says so. */
function slow() {
  const sent: Sent[] = [];
  const queue = new SaveQueue<string>(
    (key, value) =>
      new Promise((resolve, reject) => {
        pending.push(resolve);
        sent.push({ key, value, done: resolve, fail: reject });
      }),
    () => undefined,
  );
  const at = (index: number): Sent => {
    const one = sent[index];
    if (!one) throw new Error(`nothing was sent at ${index}`);
    return one;
  };
  return { sent, queue, at, values: () => sent.map((one) => one.value) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  // A queue left with something on its way would be flushed by the next test.
  while (pending.length > 0) {
    pending.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  }
  vi.useRealTimers();
});

describe('SaveQueue', () => {
  it('sends a choice at once and forgets it when it is acknowledged', async () => {
    const { queue, at, values } = slow();
    queue.put('a', 'oui');
    expect(values()).toEqual(['oui']);
    expect(queue.draft('a')?.state).toBe('sending');
    at(0).done();
    await queue.flush();
    expect(queue.draft('a')).toBeNull();
  });

  it('waits for a pause in the typing, and sends only the last text', async () => {
    const { queue, values } = slow();
    queue.put('a', 'J', TYPING_PAUSE);
    await vi.advanceTimersByTimeAsync(TYPING_PAUSE - 1);
    queue.put('a', 'Je', TYPING_PAUSE);
    await vi.advanceTimersByTimeAsync(TYPING_PAUSE - 1);
    expect(values()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(values()).toEqual(['Je']);
  });

  it('never has two values of one key on their way, and sends the latest next', async () => {
    const { queue, sent, at, values } = slow();
    queue.put('a', '1');
    queue.put('a', '2');
    queue.put('a', '3');
    expect(values()).toEqual(['1']);
    at(0).done();
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(values()).toEqual(['1', '3']);
    at(1).done();
    await queue.flush();
    expect(queue.keys()).toEqual([]);
  });

  it('sends two keys side by side', () => {
    const { queue, values } = slow();
    queue.put('a', '1');
    queue.put('b', '2');
    expect(values()).toEqual(['1', '2']);
  });

  it('sends what waits when it is flushed, and resolves when all is written', async () => {
    const { queue, at, values } = slow();
    queue.put('a', 'texte', TYPING_PAUSE);
    let over = false;
    const flushed = queue.flush().then(() => {
      over = true;
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(values()).toEqual(['texte']);
    expect(over).toBe(false);
    at(0).done();
    await flushed;
    expect(queue.draft('a')).toBeNull();
  });

  it('tells what would be lost with the window: what waits, what was refused, what is held', async () => {
    const before = unsaved();
    const { queue, at } = slow();
    queue.put('a', '12', TYPING_PAUSE);
    queue.hold('b', '32 mars', new Echec({ code: 'saisie_refusee' }));
    expect(unsaved() - before).toBe(2);
    await vi.advanceTimersByTimeAsync(TYPING_PAUSE);
    at(0).done();
    await vi.advanceTimersByTimeAsync(0);
    expect(unsaved() - before).toBe(1);
    queue.drop('b');
    expect(unsaved() - before).toBe(0);
  });

  it('keeps what was refused until it is changed, and does not send it again', async () => {
    const { queue, sent, at } = slow();
    queue.put('a', '999');
    at(0).fail(new Echec({ code: 'saisie_refusee', message: 'Trop lourd.' }));
    await queue.flush('a');
    expect(queue.draft('a')).toMatchObject({ value: '999', state: 'refused' });
    expect(queue.draft('a')?.echec?.quoi).toBe('Trop lourd.');
    await queue.retry();
    expect(sent).toHaveLength(1);
    queue.put('a', '99');
    expect(sent).toHaveLength(2);
    expect(queue.draft('a')?.echec).toBeNull();
  });

  it('keeps what failed and sends it again on request', async () => {
    const { queue, at, values } = slow();
    queue.put('a', 'x');
    at(0).fail(new Echec({ code: 'disque' }));
    await queue.flush('a');
    expect(queue.draft('a')).toMatchObject({ value: 'x', state: 'failed' });
    const again = queue.retry('a');
    expect(values()).toEqual(['x', 'x']);
    at(1).done();
    await again;
    expect(queue.draft('a')).toBeNull();
  });

  it('sends what was typed after a value that was refused', async () => {
    const { queue, sent, at, values } = slow();
    queue.put('a', '1');
    queue.put('a', '14');
    at(0).fail(new Echec({ code: 'saisie_refusee' }));
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(values()).toEqual(['1', '14']);
  });

  it('holds a text that is no value, even while an older value is on its way', async () => {
    const { queue, sent, at } = slow();
    queue.put('a', '14');
    queue.hold('a', '14,,', new Echec({ code: 'saisie_refusee' }));
    at(0).done();
    await queue.flush('a');
    expect(queue.draft('a')).toMatchObject({ value: '14,,', state: 'refused' });
    expect(sent).toHaveLength(1);
  });

  it('lets the newer value take the act that the older one wrote', async () => {
    const { queue, sent, at, values } = slow();
    queue.put('a', 'vu:0');
    queue.put('a', 'vu:0 newer');
    queue.rebase('a', (value) => value.replace('vu:0', 'vu:1'));
    at(0).done();
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(values()[1]).toBe('vu:1 newer');
  });

  it('is flushed with all the others before the screen is locked', async () => {
    const one = slow();
    const two = slow();
    one.queue.put('a', '1', TYPING_PAUSE);
    two.queue.put('b', '2', TYPING_PAUSE);
    const all = flushAll();
    await vi.advanceTimersByTimeAsync(0);
    one.at(0).done();
    two.at(0).done();
    await all;
    expect(one.queue.keys()).toEqual([]);
    expect(two.queue.keys()).toEqual([]);
  });

  it('does not keep the screen open for an answer that never comes', async () => {
    const { queue } = slow();
    queue.put('a', '1');
    let over = false;
    const all = flushAll().then(() => {
      over = true;
    });
    await vi.advanceTimersByTimeAsync(LOCK_PATIENCE - 1);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await all;
    expect(queue.draft('a')?.value).toBe('1');
  });
});
