/**
 * Where the parts of a chart stand, in pixels. Everything that a reader reads (words, ranges, bands)
 * comes from the `Figure`; here is only a linear mapping and the placing of labels without overlap.
 */

import type { Axe } from '../../bindings/Axe';
import type { Figure } from '../../bindings/Figure';
import type { Marque } from '../../bindings/Marque';

/** Size of the words of a chart, in pixels as they are seen. */
export const FONT = 12;
/** Height over width. */
const RATIO = 0.8;
/** How wide a sign is, on average, beside the size of the type. */
const SIGN = 0.56;

/** The place of the plot inside the picture, and the mapping into it. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Where the unit ends, above the words of its axis and never cut. */
  unit: number;
  x: (value: number) => number;
  y: (value: number) => number;
}

/** How wide a word will be, near enough to keep two of them apart. */
export function wordWidth(text: string): number {
  return text.length * FONT * SIGN;
}

/** The frame of a figure in a picture of this width. */
export function frameOf(figure: Figure, width: number): Frame {
  const whole = Math.max(width, 220);
  const height = Math.round(whole * RATIO);
  const words = figure.y.graduations.map((line) => wordWidth(line.texte ?? ''));
  const left = Math.ceil(Math.max(18, ...words)) + 9;
  const right = whole - 32;
  const top = 24;
  const bottom = height - 37;
  return {
    width: whole,
    height,
    left,
    top,
    right,
    bottom,
    unit: Math.max(left - 7, wordWidth(figure.unite) * 1.1),
    x: linear(figure.x, left, right),
    y: linear(figure.y, bottom, top),
  };
}

function linear(axis: Axe, start: number, end: number): (value: number) => number {
  const range = axis.max - axis.min;
  return (value) =>
    range > 0 ? start + ((value - axis.min) / range) * (end - start) : (start + end) / 2;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** A line through points given in data units. */
export function line(points: [number, number][], frame: Frame): string {
  return points
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(frame.x(x))} ${round(frame.y(y))}`)
    .join('');
}

/** The ground between the bands at this distance on both sides of the median, if both are there. */
export function ribbon(figure: Figure, ds: number, frame: Frame): string | null {
  const low = figure.courbes.find((band) => band.ds === -ds);
  const high = figure.courbes.find((band) => band.ds === ds);
  if (!low?.points.length || !high?.points.length) return null;
  return `${line([...low.points, ...high.points.toReversed()], frame)}Z`;
}

/**
 * The child's line, cut where a measure is doubtful: what leads to it or away from it is not drawn
 * as if it were known.
 */
export function joints(points: Marque[], frame: Frame): { path: string; doubtful: boolean }[] {
  return points.slice(1).map((point, index) => {
    const before = points[index] as Marque;
    return {
      path: line(
        [
          [before.x, before.y],
          [point.x, point.y],
        ],
        frame,
      ),
      doubtful: before.signal !== null || point.signal !== null,
    };
  });
}

/**
 * Moves wished places apart, as little as possible, so that neighbours keep a distance and all stay
 * between two bounds. The order of the answer is that of the wishes.
 */
export function spread(wishes: number[], gap: number, min: number, max: number): number[] {
  const order = wishes.map((_, index) => index).sort((a, b) => wishes[a]! - wishes[b]!);
  // With the gaps taken out, places that may touch: those that would cross share their mean.
  const pools: { sum: number; count: number }[] = [];
  order.forEach((index, rank) => {
    pools.push({ sum: wishes[index]! - rank * gap, count: 1 });
    for (;;) {
      const last = pools.at(-1);
      const before = pools.at(-2);
      if (!last || !before || before.sum / before.count <= last.sum / last.count) break;
      before.sum += last.sum;
      before.count += last.count;
      pools.pop();
    }
  });
  const highest = max - (wishes.length - 1) * gap;
  const placed: number[] = [];
  let rank = 0;
  for (const pool of pools) {
    const place = Math.max(min, Math.min(highest, pool.sum / pool.count));
    for (let n = 0; n < pool.count; n += 1, rank += 1) placed[order[rank]!] = place + rank * gap;
  }
  return placed;
}

/** A band's name and where it is written. */
export interface Label {
  text: string;
  x: number;
  y: number;
}

/** The names of the bands at their right ends, none over another. */
export function bandLabels(figure: Figure, frame: Frame): Label[] {
  const ends = figure.courbes.flatMap((band) => {
    const end = band.points.at(-1);
    return end ? [{ text: band.texte, x: frame.x(end[0]) + 6, y: frame.y(end[1]) }] : [];
  });
  const places = spread(
    ends.map((end) => end.y),
    FONT + 1,
    frame.top,
    frame.bottom,
  );
  return ends.map((end, index) => ({ ...end, y: places[index] ?? end.y }));
}

/**
 * Which words of an axis can stand: all of them, or one in two, in three… so that none touches the
 * next. `sizes` is the room that each takes along the axis.
 */
export function legible(places: number[], sizes: number[], gap: number): boolean[] {
  const free = (step: number) => {
    const kept = places.map((_, index) => index).filter((index) => index % step === 0);
    return kept.every((index, rank) => {
      const before = kept[rank - 1];
      if (before === undefined) return true;
      const apart = Math.abs(places[index]! - places[before]!);
      return apart >= (sizes[index]! + sizes[before]!) / 2 + gap;
    });
  };
  let step = 1;
  while (step < places.length && !free(step)) step += 1;
  return places.map((_, index) => index % step === 0);
}

/** A grid line in pixels, with its words when there is room for them. */
export interface GridLine {
  at: number;
  text: string | null;
}

/** The grid lines of both axes. */
export function grid(figure: Figure, frame: Frame): { x: GridLine[]; y: GridLine[] } {
  return {
    x: gridLines(figure.x, frame.x, wordWidth, 8),
    y: gridLines(figure.y, frame.y, () => FONT, 4),
  };
}

function gridLines(
  axis: Axe,
  place: (value: number) => number,
  size: (text: string) => number,
  gap: number,
): GridLine[] {
  const said = axis.graduations.filter((mark) => mark.texte !== null);
  const kept = legible(
    said.map((mark) => place(mark.valeur)),
    said.map((mark) => size(mark.texte ?? '')),
    gap,
  );
  const written = new Set(said.filter((_, index) => kept[index]));
  return axis.graduations.map((mark) => ({
    at: place(mark.valeur),
    text: written.has(mark) ? mark.texte : null,
  }));
}
