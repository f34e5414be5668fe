import { describe, expect, it } from 'vitest';
import type { Figure } from '../../bindings/Figure';
import { figure } from './exemple';
import {
  bandLabels,
  frameOf,
  grid,
  joints,
  legible,
  line,
  ribbon,
  spread,
  wordWidth,
} from './geometry';

describe('frameOf', () => {
  it('maps the ends of the axes onto the edges of the plot', () => {
    const frame = frameOf(figure, 480);
    expect(frame.x(figure.x.min)).toBeCloseTo(frame.left);
    expect(frame.x(figure.x.max)).toBeCloseTo(frame.right);
    expect(frame.y(figure.y.min)).toBeCloseTo(frame.bottom);
    expect(frame.y(figure.y.max)).toBeCloseTo(frame.top);
    const middle = (figure.y.min + figure.y.max) / 2;
    expect(frame.y(middle)).toBeCloseTo((frame.top + frame.bottom) / 2);
  });

  it('keeps its proportions at any width', () => {
    for (const width of [300, 480, 600]) {
      const { height } = frameOf(figure, width);
      expect(height / width).toBeCloseTo(0.8, 2);
    }
  });

  it('leaves room for the longest words and for the unit', () => {
    const long: Figure = {
      ...figure,
      unite: 'kg/m²',
      y: { ...figure.y, graduations: [{ valeur: 50, texte: '1 000 000' }] },
    };
    const frame = frameOf(long, 300);
    expect(frame.left).toBeGreaterThan(wordWidth('1 000 000'));
    expect(frame.unit).toBeGreaterThanOrEqual(wordWidth('kg/m²'));
    expect(frameOf({ ...figure, unite: 'kg/m²' }, 300).unit).toBeGreaterThanOrEqual(
      wordWidth('kg/m²'),
    );
  });

  it('survives an axis without a range and a picture without a width', () => {
    const flat = frameOf({ ...figure, x: { ...figure.x, min: 3, max: 3 } }, 0);
    expect(Number.isFinite(flat.x(3))).toBe(true);
    expect(flat.right).toBeGreaterThan(flat.left);
  });
});

describe('lines', () => {
  const frame = frameOf(figure, 480);

  it('draws a band from its first point to its last', () => {
    const path = line(
      [
        [figure.x.min, figure.y.min],
        [figure.x.max, figure.y.max],
      ],
      frame,
    );
    expect(path).toBe(`M${frame.left} ${frame.bottom}L${frame.right} ${frame.top}`);
    expect(line([], frame)).toBe('');
  });

  it('closes the ground between two bands, and has none where a band lacks', () => {
    const ground = ribbon(figure, 2, frame);
    const points = figure.courbes.find((band) => band.ds === 2)?.points.length ?? 0;
    expect(ground?.endsWith('Z')).toBe(true);
    expect(ground?.match(/[ML]/g)).toHaveLength(points * 2);
    expect(ribbon({ ...figure, courbes: [] }, 2, frame)).toBeNull();
  });

  it('joins the points two by two and tells what leads to a doubtful one', () => {
    const points = figure.series[0]?.points ?? [];
    const doubtful = points.findIndex((point) => point.signal !== null);
    const found = joints(points, frame);
    expect(found).toHaveLength(points.length - 1);
    expect(found.flatMap((joint, index) => (joint.doubtful ? [index] : []))).toEqual([
      doubtful - 1,
      doubtful,
    ]);
    expect(joints(points.slice(0, 1), frame)).toEqual([]);
  });
});

describe('spread', () => {
  it('leaves alone what is far enough apart', () => {
    expect(spread([10, 40, 80], 13, 0, 100)).toEqual([10, 40, 80]);
  });

  it('moves what touches apart, evenly and in its order', () => {
    expect(spread([50, 50], 10, 0, 100)).toEqual([45, 55]);
    expect(spread([52, 50], 10, 0, 100)).toEqual([56, 46]);
  });

  it('stays between its bounds', () => {
    expect(spread([2, 3, 4], 10, 0, 100)).toEqual([0, 10, 20]);
    expect(spread([150, 99, 120], 10, 0, 100)).toEqual([100, 80, 90]);
    expect(spread([], 10, 0, 100)).toEqual([]);
  });

  it('keeps every distance, whatever is asked', () => {
    for (let seed = 1; seed < 60; seed += 1) {
      const wishes = Array.from({ length: 7 }, (_, index) => ((seed * 37 + index * 53) % 101) * 2);
      const placed = spread(wishes, 13, 0, 200);
      const sorted = placed.toSorted((a, b) => a - b);
      sorted.slice(1).forEach((place, index) => {
        expect(place - (sorted[index] ?? 0)).toBeGreaterThanOrEqual(13 - 1e-9);
      });
      expect(sorted[0]).toBeGreaterThanOrEqual(0);
      expect(sorted.at(-1)).toBeLessThanOrEqual(200);
      const byWish = wishes.map((_, index) => index).sort((a, b) => wishes[a]! - wishes[b]!);
      const byPlace = wishes.map((_, index) => index).sort((a, b) => placed[a]! - placed[b]!);
      expect(byPlace).toEqual(byWish);
    }
  });
});

describe('words', () => {
  it('names every band at its right end, the highest on top', () => {
    for (const width of [230, 300, 600]) {
      const labels = bandLabels(figure, frameOf(figure, width));
      expect(labels.map((label) => label.text)).toEqual(['−3', '−2', '−1', 'M', '+1', '+2', '+3']);
      labels.slice(1).forEach((label, index) => {
        expect((labels[index]?.y ?? 0) - label.y).toBeGreaterThanOrEqual(12);
      });
    }
  });

  it('writes one word in two, or fewer, when they would touch', () => {
    expect(legible([0, 30, 60, 90], [20, 20, 20, 20], 8)).toEqual([true, true, true, true]);
    expect(legible([0, 20, 40, 60], [20, 20, 20, 20], 8)).toEqual([true, false, true, false]);
    expect(legible([], [], 8)).toEqual([]);
  });

  it('keeps the grid lines whose words it leaves out', () => {
    const narrow = grid(figure, frameOf(figure, 260));
    const wide = grid(figure, frameOf(figure, 900));
    const said = (lines: { text: string | null }[]) => lines.filter((one) => one.text).length;
    expect(narrow.x).toHaveLength(figure.x.graduations.length);
    expect(said(narrow.x)).toBeLessThan(said(wide.x));
    expect(said(wide.x)).toBe(figure.x.graduations.length);
  });

  it('adds no words to a line that has none', () => {
    const silent: Figure = {
      ...figure,
      x: {
        ...figure.x,
        graduations: [
          { valeur: 0, texte: '0' },
          { valeur: 6, texte: null },
        ],
      },
    };
    expect(grid(silent, frameOf(silent, 600)).x.map((one) => one.text)).toEqual(['0', null]);
  });
});
