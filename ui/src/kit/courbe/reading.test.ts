import { describe, expect, it } from 'vitest';
import type { Figure } from '../../bindings/Figure';
import { figure } from './exemple';
import { frameOf } from './geometry';
import { latest, markAt, nearest, spoken, step } from './reading';

const first = figure.series[0]?.points ?? [];
const second = figure.series[1]?.points ?? [];
const single: Figure = { ...figure, series: figure.series.slice(0, 1) };
const empty: Figure = { ...figure, series: [{ age: 'chronologique', points: [] }] };

describe('the keyboard', () => {
  it('begins at the latest point of the series to read first', () => {
    expect(latest(figure)).toEqual({ serie: 0, point: first.length - 1 });
    expect(latest(empty)).toBeNull();
    expect(latest({ ...figure, series: [] })).toBeNull();
  });

  it('walks along a series and stops at its ends', () => {
    const last = first.length - 1;
    expect(step(figure, { serie: 0, point: 2 }, 'ArrowLeft')).toEqual({ serie: 0, point: 1 });
    expect(step(figure, { serie: 0, point: 2 }, 'ArrowRight')).toEqual({ serie: 0, point: 3 });
    expect(step(figure, { serie: 0, point: 0 }, 'ArrowLeft')).toEqual({ serie: 0, point: 0 });
    expect(step(figure, { serie: 0, point: last }, 'ArrowRight')?.point).toBe(last);
    expect(step(figure, { serie: 0, point: 2 }, 'Home')?.point).toBe(0);
    expect(step(figure, { serie: 0, point: 2 }, 'End')?.point).toBe(last);
  });

  it('crosses to the same day of the other series', () => {
    const down = step(figure, { serie: 0, point: 1 }, 'ArrowDown');
    expect(down?.serie).toBe(1);
    expect(markAt(figure, down)?.date).toBe(first[1]?.date);
    expect(down && step(figure, down, 'ArrowUp')).toEqual({ serie: 0, point: 1 });
    expect(step(figure, { serie: 1, point: 1 }, 'ArrowDown')).toEqual({ serie: 1, point: 1 });
    // The chronological series begins earlier: its first day has no other.
    expect(second.length).toBeGreaterThan(first.length);
    expect(step(figure, { serie: 1, point: 0 }, 'ArrowUp')).toEqual({ serie: 0, point: 0 });
  });

  it('leaves the other keys to the page', () => {
    expect(step(figure, { serie: 0, point: 1 }, 'Tab')).toBeNull();
    expect(step(single, { serie: 0, point: 1 }, 'ArrowDown')).toBeNull();
  });
});

describe('the pointer', () => {
  const frame = frameOf(figure, 480);

  it('finds the nearest point within reach', () => {
    const mark = first[1]!;
    expect(nearest(figure, frame, frame.x(mark.x) + 4, frame.y(mark.y) - 3)).toEqual({
      serie: 0,
      point: 1,
    });
    expect(nearest(figure, frame, frame.right, frame.bottom)).toBeNull();
    expect(nearest(empty, frame, 10, 10)).toBeNull();
  });

  it('prefers the series to read first where two points meet', () => {
    const twice: Figure = { ...figure, series: [figure.series[0]!, figure.series[0]!] };
    const mark = first[2]!;
    expect(nearest(twice, frame, frame.x(mark.x), frame.y(mark.y))).toEqual({ serie: 0, point: 2 });
  });
});

it('says a point in one sentence, with what is doubtful and without what is not known', () => {
  const doubtful = first.find((mark) => mark.signal !== null)!;
  const said = spoken(doubtful);
  for (const part of [doubtful.age, doubtful.valeur, doubtful.ds, doubtful.signal, 'carnet']) {
    expect(said).toContain(part);
  }
  expect(said).toContain('novembre');
  expect(spoken({ ...doubtful, ds: null, centile: null, signal: null })).not.toMatch(/null|, ,/);
});
