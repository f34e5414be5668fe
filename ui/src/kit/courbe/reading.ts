/** How the points of a chart are gone through, one by one, and said. */

import type { AgeSerie } from '../../bindings/AgeSerie';
import type { Figure } from '../../bindings/Figure';
import type { Marque } from '../../bindings/Marque';
import { dateWords } from '../../lib/dates';
import type { Frame } from './geometry';

/** A point, by its series and its rank in it. */
export interface Place {
  serie: number;
  point: number;
}

/** The name of each kind of age, for the legend and the table. */
export const AGES: Record<AgeSerie, string> = {
  chronologique: 'Âge chronologique',
  corrige: 'Âge corrigé',
};

/** The mark at a place, if there is one. */
export function markAt(figure: Figure, place: Place | null): Marque | null {
  return place ? (figure.series[place.serie]?.points[place.point] ?? null) : null;
}

/** The point to read first: the latest of the first series that has one. */
export function latest(figure: Figure): Place | null {
  const serie = figure.series.findIndex((one) => one.points.length > 0);
  const points = figure.series[serie]?.points;
  return points ? { serie, point: points.length - 1 } : null;
}

/**
 * Where a key leads: left and right along a series, up and down to the same day of another one,
 * Home and End to its ends. The same place when there is nothing further, `null` for another key.
 */
export function step(figure: Figure, from: Place, key: string): Place | null {
  const points = figure.series[from.serie]?.points ?? [];
  const last = points.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return { ...from, point: Math.max(0, from.point - 1) };
    case 'ArrowRight':
      return { ...from, point: Math.min(last, from.point + 1) };
    case 'Home':
      return { ...from, point: 0 };
    case 'End':
      return { ...from, point: last };
    case 'ArrowUp':
    case 'ArrowDown':
      return across(figure, from, key === 'ArrowDown' ? 1 : -1);
    default:
      return null;
  }
}

function across(figure: Figure, from: Place, way: 1 | -1): Place | null {
  const here = markAt(figure, from);
  const serie = from.serie + way;
  const points = figure.series[serie]?.points;
  // With one series there is no other to go to: the key scrolls the page as it always does.
  if (!here || figure.series.length < 2) return null;
  if (!points || points.length === 0) return from;
  const same = points.findIndex((point) => point.date === here.date);
  return { serie, point: same >= 0 ? same : Math.min(from.point, points.length - 1) };
}

/** The point nearest to a spot of the picture, within reach of a finger. */
export function nearest(
  figure: Figure,
  frame: Frame,
  x: number,
  y: number,
  reach = 26,
): Place | null {
  let found: Place | null = null;
  let least = reach;
  figure.series.forEach(({ points }, serie) =>
    points.forEach((mark, point) => {
      const far = Math.hypot(frame.x(mark.x) - x, frame.y(mark.y) - y);
      // Of two at the same spot, the one of the series to read first.
      if (far < least) {
        least = far;
        found = { serie, point };
      }
    }),
  );
  return found;
}

/** A point as a screen reader says it. */
export function spoken(mark: Marque): string {
  return [
    dateWords(mark.date),
    mark.age,
    mark.valeur,
    mark.ds,
    mark.centile,
    mark.signal,
    mark.source,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
