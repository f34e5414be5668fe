import { describe, expect, it } from 'vitest';
import {
  dateEcho,
  dateOrText,
  dateShort,
  dateWords,
  daysLater,
  monthsLater,
  noted,
  theDay,
  when,
  whenShort,
} from './dates';

describe('civil dates', () => {
  it('reads full and partial dates in words', () => {
    expect(dateWords('2019-03-07')).toBe('7\u00a0mars\u00a02019');
    expect(dateWords('2026-08-01')).toBe('1er\u00a0août\u00a02026');
    expect(dateWords('2024-09')).toBe('septembre 2024');
    expect(dateWords('2024')).toBe('2024');
  });

  it('writes the day first', () => {
    expect(dateShort('2019-03-07')).toBe('07/03/2019');
    expect(dateShort('2019-03')).toBe('03/2019');
  });

  it('leaves a text that is no date as it came', () => {
    expect(dateOrText('PMI, printemps')).toBe('PMI, printemps');
    expect(dateOrText('2026-03-03')).toBe('3\u00a0mars\u00a02026');
    expect(noted('2026-03-03')).toBe('noté le 3\u00a0mars\u00a02026');
    expect(noted('2026-03')).toBe('noté en mars 2026');
    expect(noted('3\u00a0mars\u00a02026')).toBe('noté le 3\u00a0mars\u00a02026');
    expect(noted('PMI, printemps')).toBe('PMI, printemps');
    expect(theDay('1er mars 2026')).toBe('le 1er mars 2026');
    expect(theDay('mars 2026')).toBe('mars 2026');
    expect(daysLater('2027-02-27', 2)).toBe('2027-03-01');
  });

  it('adds months and stays in the month', () => {
    expect(monthsLater('2026-11-21', 3)).toBe('2027-02-21');
    expect(monthsLater('2026-11-30', 3)).toBe('2027-02-28');
    expect(monthsLater('2027-11-30', 3)).toBe('2028-02-29');
    expect(monthsLater('2026-12-31', 1)).toBe('2027-01-31');
    expect(monthsLater('2026-01-15', 12)).toBe('2027-01-15');
  });
});

describe('the echo of a date field', () => {
  const read = { echo: 'jeudi 7 mars 2019', age: '7 ans 8 mois', estimee: false };

  it('says the day of the week and the age, so that a swap is seen', () => {
    expect(dateEcho(read)).toBe('jeudi 7 mars 2019 — 7 ans 8 mois');
  });

  it('says when the date is not whole, and no age when there is none', () => {
    expect(dateEcho({ echo: 'en 2019', age: null, estimee: true })).toBe(
      'en 2019 (date incomplète)',
    );
  });
});

describe('instants', () => {
  it('are told by the hour on the same day, by the date on another', () => {
    const local = new Date(2026, 10, 21, 9, 4).toISOString();
    expect(when(local, '2026-11-21')).toBe('à\u00a09:04');
    expect(when(local, '2026-11-22')).toBe('le 21\u00a0novembre\u00a02026 à\u00a09:04');
    expect(whenShort(local, '2026-11-21')).toBe('à\u00a09:04');
    expect(whenShort(local, '2026-11-22')).toBe('le\u00a021/11/2026');
  });
});
