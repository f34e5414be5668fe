// Answers that cross each other, as they do on a slow workstation: each test answers in the worst
// order.

import { beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  PreconisationVue,
  PropositionVue,
  QuestionVue,
  Repondu,
  VoletPage,
} from '../../bindings';
import { Propositions, sorted, unjudged } from './propositions.svelte';
import { proposed } from './preconisation-drafts.svelte';
import { BilanSaisie } from './saisie.svelte';

type Asked = { name: string; args: Record<string, unknown>; give: (value: unknown) => void };
let asked: Asked[] = [];

vi.mock('../../lib/ipc', () => ({
  whenLocked: () => undefined,
  call: (name: string, args: Record<string, unknown>) =>
    new Promise((give) => {
      asked.push({ name, args, give });
    }),
}));

/** The oldest question of this name that has no answer yet, once it has been asked. */
async function next(name: string): Promise<Asked> {
  const found = await vi.waitFor(() => {
    const index = asked.findIndex((one) => one.name === name);
    if (index < 0) throw new Error(`${name} was not asked`);
    return index;
  });
  const [one] = asked.splice(found, 1);
  if (!one) throw new Error(name);
  return one;
}

/** Lets what was answered be taken. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

const question = (code: string, valeur: unknown, more: Partial<QuestionVue> = {}) =>
  ({ code, valeur, posture: null, vu: null, active: true, ...more }) as QuestionVue;
const part = (code: string, questions: QuestionVue[]) =>
  ({
    volet: { code, repondu: 0 },
    questions,
    lecture_seule: null,
    outils: [],
    preconisations: [],
  }) as unknown as VoletPage;
const result = (instant: string, repondu: number, questions: QuestionVue[]) =>
  ({ instant, questions, volet: { code: 'S05', repondu }, conflit: false }) as unknown as Repondu;
const preconisation = (id: string, libelle: string) =>
  ({
    ...proposed('DENT', libelle, '2026-11-22'),
    id,
    vu: `${id}-1`,
  }) as unknown as PreconisationVue;

async function shown(code: string, questions: QuestionVue[]): Promise<BilanSaisie> {
  const saisie = new BilanSaisie('b');
  const opened = saisie.open(code);
  (await next('volet_lire')).give(part(code, questions));
  await opened;
  return saisie;
}

beforeEach(() => {
  asked = [];
});

describe('an answer that is no longer asked', () => {
  const held = question(
    'vis.lunettes',
    { port: 'non', etat: 'cassees' },
    {
      label: 'Lunettes',
      vu: 'act-1',
      colonnes: [],
      tu: {
        champs: [{ rang: null, cle: 'etat', label: 'État', texte: 'Cassées' }],
        reste: { port: 'non' },
      },
    },
  );

  it('is cleared by one gesture, and put back', async () => {
    const saisie = await shown('S06', [held]);
    await saisie.effaces.clear('vis.lunettes');
    const sent = await next('volet_repondre');
    expect(sent.args).toMatchObject({ valeur: { port: 'non' }, vu: 'act-1' });
    expect(saisie.effaces.texte('vis.lunettes')).toBe('État\u00a0: Cassées.');
    const after = { ...held, valeur: { port: 'non' }, tu: null, vu: 'act-2' };
    sent.give(result('2026-11-22T09:00:00Z', 1, [after]));
    await settle();
    const restoring = saisie.effaces.restore('vis.lunettes');
    const back = await next('volet_repondre');
    expect(back.args).toMatchObject({ valeur: { port: 'non', etat: 'cassees' }, vu: 'act-2' });
    back.give(result('2026-11-22T09:00:01Z', 1, [{ ...held, vu: 'act-3' }]));
    await restoring;
    expect(saisie.effaces.texte('vis.lunettes')).toBeNull();
    expect(saisie.questions[0]?.tu).not.toBeNull();
  });

  it('waits for what is being typed beside it', async () => {
    const saisie = await shown('S06', [held]);
    saisie.answer(held, { port: 'oui', etat: 'cassees' }, { pause: true });
    const clearing = saisie.effaces.clear('vis.lunettes');
    const sent = await next('volet_repondre');
    expect(sent.args).toMatchObject({ valeur: { port: 'oui', etat: 'cassees' } });
    const afterwards = {
      ...held,
      valeur: { port: 'oui', etat: 'cassees' },
      tu: null,
      vu: 'act-2',
    };
    sent.give(result('2026-11-22T09:00:00Z', 1, [afterwards]));
    await clearing;
    // It is asked again: nothing is cleared.
    expect(saisie.effaces.texte('vis.lunettes')).toBeNull();
    expect(asked.filter(({ name }) => name === 'volet_repondre')).toEqual([]);
  });

  it('leaves the part with what was cleared in it', async () => {
    const whole = question(
      'aud.seuils',
      { 'droite-500': 20 },
      {
        label: 'Audiogramme',
        texte: 'droite 20 dB',
        colonnes: [],
        active: false,
        tu: { champs: [], reste: null },
      },
    );
    const saisie = await shown('S06', [whole]);
    await saisie.effaces.clear('aud.seuils');
    expect((await next('volet_repondre')).args).toMatchObject({ valeur: null });
    expect(saisie.effaces.texte('aud.seuils')).not.toBeNull();
    const opened = saisie.open('S07');
    (await next('volet_lire')).give(part('S07', []));
    await opened;
    expect(saisie.effaces.texte('aud.seuils')).toBeNull();
  });
});

describe('a part', () => {
  it('is the one asked for last, whichever arrives last', async () => {
    const saisie = new BilanSaisie('b');
    const first = saisie.open('S05');
    const second = saisie.open('S12');
    const slow = await next('volet_lire');
    (await next('volet_lire')).give(part('S12', []));
    expect(await second).toBe(true);
    slow.give(part('S05', []));
    expect(await first).toBe(false);
    expect(saisie.volet?.code).toBe('S12');
  });

  it('shows nothing older than what was saved while it was being read', async () => {
    const weight = question('cro.poids', null);
    const saisie = await shown('S05', [weight]);
    const again = saisie.open('S05');
    const old = await next('volet_lire');
    saisie.answer(weight, 14.2);
    const saved = question('cro.poids', 14.2, { vu: 'act' });
    (await next('volet_repondre')).give(result('2026-11-22T09:00:00Z', 1, [saved]));
    await settle();
    old.give(part('S05', [weight]));
    await settle();
    expect(saisie.questions.map(({ valeur }) => valeur)).toEqual([14.2]);
    (await next('volet_lire')).give(part('S05', [saved]));
    expect(await again).toBe(true);
    expect(saisie.questions.map(({ vu }) => vu)).toEqual(['act']);
  });

  it('keeps the newest of what two answers say of a third question', async () => {
    const [weight, height] = [question('cro.poids', null), question('cro.taille', null)];
    const saisie = await shown('S05', [weight, height, question('cro.imc', null)]);
    saisie.answer(weight, 14.2);
    saisie.answer(height, 98);
    const [one, two] = [await next('volet_repondre'), await next('volet_repondre')];
    two.give(
      result('2026-11-22T09:00:00.002Z', 2, [
        question('cro.taille', 98),
        question('cro.imc', 14.8),
      ]),
    );
    await settle();
    one.give(
      result('2026-11-22T09:00:00.001Z', 1, [
        question('cro.poids', 14.2),
        question('cro.imc', null),
      ]),
    );
    await settle();
    expect(saisie.questions.map(({ valeur }) => valeur)).toEqual([14.2, 98, 14.8]);
    expect(saisie.volet?.repondu).toBe(2);
  });

  it('is told of an answer that its field gave after another one was opened', async () => {
    const day = question('ctx.date', null);
    const saisie = await shown('S01', [day]);
    const opened = saisie.open('S05');
    (await next('volet_lire')).give(part('S05', []));
    await opened;
    saisie.hold(day, '32/13', 'Ce jour n’existe pas.');
    expect([saisie.refused('S01'), saisie.refused('S05')]).toEqual([['ctx.date'], []]);
  });

  it('judges no value but the saved one, from the first key to the answer of the core', async () => {
    const [weight, height] = [
      question('cro.poids', 14.2, { genre: 'decimal', avertissement: null }),
      question('cro.taille', 98, { genre: 'decimal', avertissement: 'Valeur inhabituelle.' }),
    ];
    const saisie = await shown('S05', [weight, height]);
    (await next('bilan_calculs')).give({ jugements: [], alertes: [] });
    await settle();
    const of = ['cro.poids', 'cro.taille'];
    expect([saisie.unsettled(of), saisie.numbersUnsettled]).toEqual([false, false]);
    // Typed and waiting, then refused: what was said of 14.2 is said of nothing any more.
    saisie.answer(weight, '999', { pause: true });
    expect([saisie.unsettled(of), saisie.numbersUnsettled]).toEqual([true, true]);
    saisie.hold(weight, '999', 'Le poids doit être entre 0,4 et 200 kg.');
    expect([saisie.unsettled(of), saisie.numbersUnsettled]).toEqual([true, true]);
    expect(saisie.unsettled(['cro.pc'])).toBe(false);
    // Saved, it is judged once the core has computed again.
    saisie.answer(weight, 15);
    const saved = { ...weight, valeur: 15, vu: 'act' };
    (await next('volet_repondre')).give(result('2026-11-22T09:00:00Z', 1, [saved]));
    await settle();
    expect([saisie.unsettled(of), saisie.numbersUnsettled]).toEqual([true, false]);
    (await next('bilan_calculs')).give({ jugements: [], alertes: [] });
    await settle();
    expect(saisie.unsettled(of)).toBe(false);
    // What its field calls unusual is not called normal beside it.
    expect([saisie.unusual(of), saisie.unusual(['cro.poids'])]).toEqual([true, false]);
  });
});

describe('two préconisations', () => {
  it('are each written as their own, however fast they are added', async () => {
    const saisie = await shown('S16', []);
    const [dentist, eyes] = ['Dentiste', 'Ophtalmologiste'].map((label) =>
      saisie.preconisationDrafts.add(proposed('DENT', label, '2026-11-22')),
    );
    (await next('preconisation_enregistrer')).give([preconisation('1', 'Dentiste')]);
    const list = [preconisation('1', 'Dentiste'), preconisation('2', 'Ophtalmologiste')];
    (await next('preconisation_enregistrer')).give(list);
    await saisie.preconisationDrafts.flush();
    expect(list.map((vue) => saisie.preconisationDrafts.keyOf(vue))).toEqual([dentist, eyes]);
    expect(saisie.preconisations).toHaveLength(2);
  });
});

describe('the proposals of the synthesis', () => {
  it('do not go back to what they were before somebody kept one', async () => {
    const saisie = await shown('S16', []);
    const propositions = new Propositions(saisie);
    const one = { cle: 'a', libelle: 'Carnet', attend: true, sort: null } as PropositionVue;
    const old = (void propositions.load(), await next('synthese_proposer'));
    const kept = propositions.sort(one, 'gardee');
    (await next('proposition_traiter')).give([{ ...one, attend: false, sort: 'gardee' }]);
    (await next('volet_lire')).give(part('S16', []));
    old.give([one]);
    expect(await kept).toBe(true);
    expect(propositions.list?.map(({ sort }) => sort)).toEqual(['gardee']);
  });

  it('waits for the judgements of a kept problem, and sends the one that is made', async () => {
    const columns = ['id', 'libelle', 'gravite', 'anciennete', 'certitude'].map((cle) => ({
      cle,
      genre: 'choix',
    }));
    const row = { id: 'PB1', libelle: 'Caries', gravite: 2 };
    const problems = question('syn.problemes', [row], { colonnes: columns as never });
    const saisie = await shown('S16', [problems]);
    const propositions = new Propositions(saisie);
    const one = { cle: 'a', attend: false, sort: 'gardee', probleme: 'PB1' } as PropositionVue;
    const aside = { ...one, cle: 'b', sort: 'ecartee', probleme: null } as PropositionVue;
    expect([unjudged(propositions.problem(one)), propositions.problem(aside)]).toEqual([
      true,
      null,
    ]);
    expect(propositions.judgements.map(({ cle }) => cle)).toEqual([
      'gravite',
      'anciennete',
      'certitude',
    ]);
    propositions.judge(one, 'anciennete', 'connu');
    const sent = await next('volet_repondre');
    expect(sent.args.valeur).toEqual([{ ...row, anciennete: 'connu' }]);
    expect(unjudged(propositions.problem(one))).toBe(true);
    propositions.judge(one, 'certitude', 'suspecte');
    expect(unjudged(propositions.problem(one))).toBe(false);
    // What has been judged here stays in its place; the rest of what is done is folded.
    const { waiting, dealt } = sorted([one, aside], (other) => other.cle === 'a');
    expect([waiting, dealt]).toEqual([[one], [aside]]);
  });
});
