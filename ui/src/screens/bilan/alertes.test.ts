import { describe, expect, it } from 'vitest';
import type {
  AlerteBilan,
  EtatVaccinal,
  EtatValence,
  PreconisationProposee,
  ReponseAlerte,
} from '../../bindings';
import { treated, waitingFirst } from './alertes.svelte';
import { fromAlert } from './brouillon.svelte';
import { beyond } from './gravites';
import { terms } from './propositions.svelte';
import { inOrder, late, others } from './vaccins';

const alerte = (part: Partial<AlerteBilan>): AlerteBilan => ({
  gravite_label: 'Importante',
  propose_label: 'Soins dentaires',
  reponse: null,
  cle: 'dents.caries',
  regle: 'dents.caries',
  volet: 'S07',
  gravite: 'importante',
  titre: 'Caries visibles',
  raison: 'Caries visibles\u00a0: oui.',
  source: 'Constat du binôme dans le bilan',
  seuil: null,
  propose: 'DENT',
  libelle_propose: 'Soins dentaires',
  libelle_partageable: 'Consultation chez le dentiste',
  visibilite: 'V2',
  bloquante: false,
  ...part,
});
const answer = (traitement: string): ReponseAlerte => ({
  traitement,
  traitement_label: traitement,
  texte: '',
  auteur: '',
  quand: '2026-11-22T09:00:00Z',
  preconisation: null,
});

describe('alerts', () => {
  it('holds a blocking alert that was set aside for one that still waits', () => {
    expect(treated(alerte({ reponse: answer('ecartee') }))).toBe(true);
    expect(treated(alerte({ bloquante: true, reponse: answer('ecartee') }))).toBe(false);
    expect(treated(alerte({ bloquante: true, reponse: answer('reprise') }))).toBe(false);
    expect(treated(alerte({ reponse: answer('reprise') }))).toBe(true);
    expect(treated(alerte({ bloquante: true, reponse: answer('action') }))).toBe(true);
  });

  it('shows what waits first, the blocking ones before all, else in the order of the core', () => {
    const list = [
      alerte({ cle: 'done', reponse: answer('action') }),
      alerte({ cle: 'one' }),
      alerte({ cle: 'two' }),
      alerte({ cle: 'blocking', bloquante: true }),
    ];
    expect(waitingFirst(list).map((one) => one.cle)).toEqual(['blocking', 'one', 'two', 'done']);
  });

  it('proposes a préconisation as soon and as secret as its alert', () => {
    expect(fromAlert(alerte({}), '2026-11-22')).toMatchObject({
      preco_type: 'DENT',
      libelle: 'Soins dentaires',
      justification: alerte({}).raison,
      libelle_partageable: 'Consultation chez le dentiste',
      priorite: 'rapide',
      echeance: '2026-12-22',
      visibilite: 'V2',
    });
    const urgent = alerte({ gravite: 'urgente', propose: 'PEDOPSY', visibilite: 'V3' });
    expect(fromAlert(urgent, '2026-11-22')).toMatchObject({
      priorite: 'urgente',
      echeance: '2026-11-22',
      justification: '',
      visibilite: 'V3',
    });
    expect(fromAlert(alerte({ propose: null }), '2026-11-22')).toBeNull();
  });
});

describe('what a row says', () => {
  it('says a reason once, beside the title that it begins with', () => {
    expect(beyond('Urgence', 'Urgence\u00a0: réponse oui.')).toBe('Réponse oui.');
    expect(beyond('Urgence', 'Test de Lang échoué.')).toBe('Test de Lang échoué.');
  });

  it('says on its button how soon a recommendation will be asked for', () => {
    const one = { priorite_label: 'Rapide', delai_jours: 30 } as PreconisationProposee;
    expect(terms(one, '2026-11-22')).toBe('rapide, avant le 22\u00a0décembre\u00a02026');
  });
});

describe('vaccines in short', () => {
  const valence = (part: Partial<EtatValence>) => ({ decision: null, ...part }) as EtatValence;
  const etat = (valences: EtatValence[], rien_de_connu = false): EtatVaccinal => ({
    calendrier: '2026',
    date: '2026-11-22',
    valences,
    avertissements: [],
    rien_de_connu,
    resume: '',
    non_lues: [],
  });

  it('puts those that alert before those that a doctor or a doubt holds back', () => {
    const state = etat([
      valence({ valence: 'HPV', situation: 'a_jour' }),
      valence({ valence: 'MENB', situation: 'en_retard', alerte: false }),
      valence({ valence: 'ROR', situation: 'en_retard', alerte: true }),
    ]);
    expect(late(state).map((one) => one.valence)).toEqual(['ROR', 'MENB']);
  });

  it('counts the others, and leaves out what does not concern the child', () => {
    const state = etat([
      valence({ situation: 'a_jour' }),
      valence({ situation: 'a_jour' }),
      valence({ situation: 'pas_encore_l_age' }),
      valence({ situation: 'dose_due' }),
      valence({ situation: 'non_concerne' }),
    ]);
    expect(others(state)).toBe('1\u00a0dose à faire · 2\u00a0à jour · 1\u00a0pas encore l’âge');
    expect(others(state, true)).toBe('2\u00a0à jour · 1\u00a0pas encore l’âge');
  });

  it('is not green while a catch-up goes on or a lateness is to be checked', () => {
    const done = valence({ situation: 'a_jour' });
    expect(inOrder(etat([done]))).toBe(true);
    const going = etat([done, valence({ situation: 'rattrapage_en_cours' })]);
    const doubtful = etat([done, valence({ situation: 'retard_a_verifier', statut: 'en_retard' })]);
    expect([inOrder(going), inOrder(doubtful), late(doubtful).length]).toEqual([false, false, 0]);
    expect(others(going, true)).toBe('1\u00a0rattrapage en cours · 1\u00a0à jour');
    expect(others(doubtful)).toBe('1\u00a0retard à vérifier · 1\u00a0à jour');
  });

  it('is green for nobody of whom nothing is known, and for nobody who waits', () => {
    const given = valence({ situation: 'a_jour' });
    expect(inOrder(etat([given, valence({ situation: 'pas_encore_l_age' })]))).toBe(true);
    expect(inOrder(etat([valence({ situation: 'pas_encore_l_age' })]))).toBe(false);
    expect(inOrder(etat([given], true))).toBe(false);
    for (const situation of ['inconnu', 'dose_due', 'recommandee', 'en_retard'] as const) {
      expect(inOrder(etat([given, valence({ situation })]))).toBe(false);
    }
  });
});
