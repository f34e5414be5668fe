import { expect, it } from 'vitest';
import type { EnvoiSuivi } from '../../bindings';
import { Echec } from '../../lib/echec';
import type { call } from '../../lib/ipc';
import { Travail } from './travail.svelte';

const suivi = (faits: number, more: Partial<EnvoiSuivi> = {}): EnvoiSuivi => ({
  travail: 't',
  faits,
  total: 3,
  courant: null,
  echecs: [],
  fini: false,
  annule: false,
  chemin: null,
  arret: null,
  documents: [],
  pages: 0,
  ...more,
});

/** A work whose core answers from a list, and whose steps are taken by hand. */
function scripted(answers: (EnvoiSuivi | Echec | { travail: string | null })[]) {
  const asked: string[] = [];
  const steps: (() => void)[] = [];
  const ask = ((name: string) => {
    asked.push(name);
    const answer = answers.shift();
    return answer instanceof Echec ? Promise.reject(answer) : Promise.resolve(answer);
  }) as typeof call;
  const work = new Travail(ask, (step) => steps.push(step));
  const step = async () => {
    steps.shift()?.();
    await new Promise((done) => setImmediate(done));
  };
  return { work, asked, steps, step };
}
const DEMANDE = { papiers: [], mode: 'fusion' as const, recto_verso: true };

it('shows the core’s figures and asks no more once it is over', async () => {
  const { work, steps, step } = scripted([
    { travail: 't' },
    suivi(0),
    suivi(2),
    suivi(3, { fini: true }),
  ]);
  expect(await work.start(DEMANDE)).toBe(true);
  expect(work.suivi?.faits).toBe(0);
  await step();
  expect([work.suivi?.faits, work.running]).toEqual([2, true]);
  await step();
  expect([work.suivi?.faits, work.running]).toEqual([3, false]);
  expect(steps).toEqual([]);
});

it('starts nothing when nobody chose where to write', async () => {
  const { work, asked } = scripted([{ travail: null }]);
  expect(await work.start(DEMANDE)).toBe(false);
  expect([work.suivi, asked]).toEqual([null, ['envoi_lancer']]);
});

it('asks to stop once, and goes on telling what the core says until it has stopped', async () => {
  const { work, asked, step } = scripted([
    { travail: 't' },
    suivi(1),
    suivi(1),
    suivi(2, { fini: true, annule: true }),
  ]);
  await work.start(DEMANDE);
  await Promise.all([work.cancel(), work.cancel()]);
  expect(asked.filter((name) => name === 'envoi_annuler')).toHaveLength(1);
  expect(work.running).toBe(true);
  await step();
  expect([work.suivi?.faits, work.suivi?.annule, work.running]).toEqual([2, true, false]);
});

it('says what went wrong when the core no longer answers, and shows no bar that would stand', async () => {
  const { work, step } = scripted([{ travail: 't' }, suivi(1), new Echec({ code: 'verrouille' })]);
  await work.start(DEMANDE);
  await step();
  expect([work.suivi, work.echec?.code]).toEqual([null, 'verrouille']);
});
