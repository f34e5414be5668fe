import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Completion, type Suggestion } from './completion.svelte';

const PAUSE = 120;
const towns = (...texts: string[]): Suggestion[] => texts.map((text) => ({ id: text, text }));

let answers: Map<string, (found: Suggestion[] | null) => void>;
let asked: string[];
let taken: Suggestion[];
let completion: Completion<Suggestion>;

beforeEach(() => {
  vi.useFakeTimers();
  answers = new Map();
  asked = [];
  taken = [];
  completion = new Completion({
    ask: (text) => {
      asked.push(text);
      return new Promise((resolve, reject) =>
        answers.set(text, (found) => (found ? resolve(found) : reject(new Error('down')))),
      );
    },
    choose: (suggestion) => taken.push(suggestion),
    least: 2,
    pause: PAUSE,
  });
});
afterEach(() => vi.useRealTimers());

const rest = () => vi.advanceTimersByTimeAsync(PAUSE);
async function answer(text: string, found: Suggestion[] | null): Promise<void> {
  answers.get(text)?.(found);
  await vi.advanceTimersByTimeAsync(0);
}
async function shows(text: string, ...found: string[]): Promise<void> {
  completion.type(text);
  await rest();
  await answer(text, towns(...found));
}
const press = (key: string, text = '', alt = false) => completion.key(key, alt, text);

describe('asking', () => {
  it('waits for the typing to rest, and asks once', async () => {
    completion.type('li');
    completion.type('lim');
    expect(asked).toEqual([]);
    await rest();
    expect(asked).toEqual(['lim']);
  });

  it('asks nothing about too little, and takes back what was proposed', async () => {
    await shows('lim', 'Limoges');
    expect(completion.open).toBe(true);
    completion.type('l ');
    await rest();
    expect(asked).toEqual(['lim']);
    expect([completion.open, completion.found]).toEqual([false, []]);
  });

  it('shows what is found, on none of them, and says how many', async () => {
    await shows('lim', 'Limoges', 'Limoux');
    expect([completion.open, completion.active, completion.said]).toEqual([
      true,
      -1,
      '2\u00a0propositions',
    ]);
    await shows('limo', 'Limoges');
    expect(completion.said).toBe('1\u00a0proposition');
    await shows('limoz');
    expect([completion.open, completion.said]).toEqual([false, 'Aucune proposition']);
  });

  it('lets a late answer change nothing', async () => {
    completion.type('lim');
    await rest();
    completion.type('limog');
    await rest();
    await answer('limog', towns('Limoges'));
    await answer('lim', towns('Limoux', 'Limeil'));
    expect(completion.found.map((one) => one.text)).toEqual(['Limoges']);
  });

  it('lets no answer open the list again once it was left, hidden or used', async () => {
    for (const end of [
      () => completion.close(),
      () => completion.leave(),
      () => press('Escape'),
      () => completion.take(towns('Limoges')[0]!),
      () => press('Enter'),
    ]) {
      completion.type('lim');
      await rest();
      end();
      await answer('lim', towns('Limoges'));
      expect(completion.open).toBe(false);
    }
  });

  it('goes without proposals when there is no answer', async () => {
    completion.type('lim');
    await rest();
    await answer('lim', null);
    expect([completion.open, completion.found]).toEqual([false, []]);
  });

  it('stays on the same proposal when the list changes under it, else on none', async () => {
    await shows('lim', 'Limoges', 'Limoux');
    press('ArrowDown', 'lim');
    press('ArrowDown', 'lim');
    completion.type('limo');
    expect(completion.active).toBe(-1);
    press('ArrowDown', 'limo');
    await rest();
    await answer('limo', towns('Limours', 'Limoges'));
    expect(completion.found[completion.active]?.text).toBe('Limoges');
  });
});

describe('the keyboard', () => {
  it('goes round the list both ways', async () => {
    await shows('lim', 'a', 'b', 'c');
    const ranks = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp'].map((key) => {
      expect(press(key, 'lim')).toBe(true);
      return completion.active;
    });
    expect(ranks).toEqual([0, 1, 2, 0, 2]);
  });

  it('begins at the end with the arrow up', async () => {
    await shows('lim', 'a', 'b', 'c');
    press('ArrowUp', 'lim');
    expect(completion.active).toBe(2);
  });

  it('takes with Enter the one it is on, and forgets the list', async () => {
    await shows('lim', 'Limoges', 'Limoux');
    press('ArrowDown', 'lim');
    expect(press('Enter', 'lim')).toBe(true);
    expect(taken.map((one) => one.text)).toEqual(['Limoges']);
    expect([completion.open, completion.found, completion.said]).toEqual([false, [], '']);
  });

  it('leaves Enter to the form when it is on none: what was typed stays', async () => {
    await shows('lim', 'Limoges');
    expect(press('Enter', 'lim')).toBe(false);
    expect([taken, completion.open]).toEqual([[], false]);
  });

  it('hides with Escape what shows, and leaves a second Escape to the dialog', async () => {
    await shows('lim', 'Limoges');
    expect(press('Escape')).toBe(true);
    expect(completion.open).toBe(false);
    expect(press('Escape')).toBe(false);
  });

  it('shows again with an arrow what Escape had hidden, and asks when there is nothing', async () => {
    await shows('lim', 'Limoges');
    press('Escape');
    press('ArrowDown', 'lim', true);
    expect([completion.open, completion.active]).toEqual([true, -1]);
    press('ArrowUp', 'lim', true);
    expect(completion.open).toBe(false);
    completion.type('');
    press('ArrowDown', '');
    press('ArrowDown', 'limo');
    expect(asked).toEqual(['lim', 'limo']);
  });

  it('proposes nothing of before when one comes back to the field', async () => {
    await shows('lim', 'Limoges');
    completion.leave();
    press('ArrowDown', '75');
    expect([completion.open, completion.found]).toEqual([false, []]);
    expect(asked).toEqual(['lim', '75']);
  });

  it('gives the caret its keys and is then on no proposal', async () => {
    await shows('lim', 'Limoges');
    press('ArrowDown', 'lim');
    expect(press('Home', 'lim')).toBe(false);
    expect([completion.active, completion.open]).toEqual([-1, true]);
    expect(press('m', 'lim')).toBe(false);
  });
});
