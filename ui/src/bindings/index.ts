// Written by hand from the contract; ts-rs generates the same names from the Rust types.

export type Code =
  | 'mot_de_passe_refuse'
  | 'trop_d_essais'
  | 'coffre_absent'
  | 'coffre_existe'
  | 'base_en_clair'
  | 'base_abimee'
  | 'base_plus_recente'
  | 'dossier_reseau'
  | 'dossier_synchronise'
  | 'deja_ouvert'
  | 'cle_recuperation_refusee'
  | 'recuperation_non_sauvee'
  | 'mot_de_passe_trop_court'
  | 'identifiant_pris'
  | 'verrouille'
  | 'interdit'
  | 'introuvable'
  | 'saisie_refusee'
  | 'bilan_ferme'
  | 'volet_d_un_autre'
  | 'volet_signe'
  | 'manque_pour_signer'
  | 'date_refusee'
  | 'dossier_refuse'
  | 'enfant_existe'
  | 'disque'
  | 'trousseau'
  | 'document_impossible'
  | 'interne';

export type DateCivile = string;
export type Choix = { code: string; label: string };
export type Permission =
  | 'libre'
  | 'ouvert'
  | 'dossier_lire'
  | 'enfant_ecrire'
  | 'bilan_ecrire'
  | 'document_faire'
  | 'administrer';

export type Sexe = 'F' | 'M';
export type Bool3 = 'oui' | 'non' | 'inconnu';
export type Visibilite = 'V1' | 'V2' | 'V3';
export type Posture = 'couche' | 'debout';
export type Profession =
  | 'medecin'
  | 'pedopsychiatre'
  | 'infirmier'
  | 'puericulteur'
  | 'psychologue'
  | 'psychomotricien'
  | 'orthophoniste'
  | 'ergotherapeute'
  | 'secretaire'
  | 'coordinateur';
export type BilanType = 'ADM' | 'RAT' | 'ANN' | 'PEG' | 'CIB' | 'SOR' | 'REE';
export type DemiJournee = 'matin' | 'apres_midi';
export type Present =
  'enfant' | 'educateur' | 'assistant_familial' | 'parent' | 'interprete' | 'autre';
export type BilanStatut = 'planifie' | 'en_cours' | 'saisi' | 'a_relire' | 'valide' | 'transmis';
export type VoletStatut = 'non_commence' | 'en_cours' | 'termine' | 'non_realise';
export type InsStatut = 'provisoire' | 'recuperee' | 'validee' | 'qualifiee';
export type CarnetSante = 'present' | 'absent' | 'perdu' | 'incomplet';
export type LienAutorite = 'mere' | 'pere' | 'tuteur' | 'delegataire' | 'aucun_joignable';
export type TitulaireAp = 'oui' | 'non' | 'inconnu' | 'decede';
export type AutorisationStatut = 'non_requise' | 'a_demander' | 'obtenue' | 'refusee' | 'juge_saisi';
export type Preuve = 'carnet' | 'CR' | 'declaratif' | 'serologie';
export type SourceVaccinale = 'carnet' | 'partiel' | 'absent';

export type Adresse = { lignes: string[]; code_postal: string; commune: string; pays?: string };
export type Centre = {
  nom: string;
  adresse: Adresse;
  telephone: string;
  courriel: string;
  finess: string | null;
};
export type NouveauCompte = {
  nom: string;
  prenom: string;
  profession: Profession;
  rpps: string | null;
  identifiant: string;
  mot_de_passe: string;
};
export type Pro = {
  id: string;
  nom: string;
  prenom: string;
  profession: Profession;
  profession_label: string;
  rpps: string | null;
  identifiant: string | null;
  administrateur: boolean;
};
export type Etat = {
  phase: 'premier_lancement' | 'recuperation' | 'verrouille' | 'ouvert';
  compte: Pro | null;
  permissions: Permission[];
  centre: string | null;
  aujourd_hui: DateCivile;
  demo: boolean;
  version: string;
  coffre: string;
  trousseau: boolean;
};
export type DateLue = { date: string; estimee: boolean; echo: string; age: string | null };

export type Alerte = { genre: 'allergie' | 'opposition' | 'confidentiel'; texte: string };
export type BilanLigne = {
  id: string;
  bilan_type: BilanType;
  label: string;
  date: DateCivile;
  demi_journee: DemiJournee;
  statut: BilanStatut;
  statut_label: string;
  binome: string;
};
export type EnfantLigne = {
  id: string;
  nom_naissance: string;
  prenom_utilise: string;
  sexe: Sexe;
  date_naissance: DateCivile;
  date_naissance_estimee: boolean;
  age: string;
  num_dossier_local: string;
  dernier_bilan: BilanLigne | null;
  medecin: string | null;
};
export type GraphieOrigine = {
  ecriture: string;
  nom: string;
  prenoms: string[];
  translitterations: string[];
};
export type Fratrie = { case_id: string; lien: string };
export type Opposition = {
  date: DateCivile;
  portee: string[];
  destinataires_exclus: string[];
  base: string;
  auteur: string;
  note?: string;
};
export type Enfant = {
  nom_naissance: string;
  prenoms_naissance: string[];
  prenom_utilise: string;
  sexe: Sexe;
  date_naissance: DateCivile;
  date_naissance_estimee: boolean;
  lieu_naissance_insee: string;
  lieu_naissance_libelle: string | null;
  ins_statut: InsStatut;
  ins_matricule: string | null;
  ins_oid: string | null;
  num_dossier_local: string;
  graphie_origine: GraphieOrigine | null;
  fratrie: Fratrie[];
  secret_oppositions: Opposition[];
  couverture_am: string;
  c2s: Bool3;
  ald: Bool3;
  espace_sante: Bool3;
  carnet_sante: CarnetSante;
  mna: Bool3;
};
export type Placement = {
  debut: DateCivile;
  fin: DateCivile | null;
  type: string;
  nom: string;
  motif_fin: string | null;
  adresse_confidentielle: boolean;
};
export type Titulaire = {
  lien: LienAutorite;
  nom: string;
  prenom: string;
  titulaire_ap: TitulaireAp;
  joignable: Bool3;
  adresse: unknown;
  note: string | null;
};
export type Autorisation = {
  acte: string;
  statut: AutorisationStatut;
  date: DateCivile | null;
  titulaire: string | null;
  document: string | null;
};
export type MedecinReferent = {
  civilite: string;
  nom: string;
  prenom: string;
  specialite: string;
  rpps: string;
  adresse: Adresse;
  telephone: string;
  mssante: string;
  declare_medecin_traitant: boolean;
};
export type Mesure = {
  date: DateCivile;
  poids_kg?: number;
  taille_cm?: number;
  pc_cm?: number;
  posture?: Posture;
  source: string;
};
export type Dose = {
  produit: string;
  valences: string[];
  date: DateCivile;
  lot: string | null;
  lieu: string;
  preuve: Preuve;
};
export type Vaccinations = { source: SourceVaccinale; contre_indications: string[]; doses: Dose[] };
export type DocumentLigne = {
  id: string;
  kind: string;
  label: string;
  numero: string;
  date: string;
  destinataire: string;
};
export type PreconisationSaisie = {
  preco_type: string;
  libelle: string;
  justification: string;
  libelle_partageable: string;
  priorite: string;
  echeance: DateCivile;
  nb_seances: number | null;
  frequence: string | null;
  financement: string;
  autorisation: AutorisationStatut;
  responsable: string;
  visibilite: Visibilite;
};
export type PreconisationVue = PreconisationSaisie & {
  id: string;
  bilan: string;
  type_label: string;
  priorite_label: string;
  statut: string;
  statut_label: string;
  responsable_label: string;
  en_retard: boolean;
  vu: string;
};
export type EnfantPage = {
  ligne: EnfantLigne;
  enfant: Enfant;
  age_corrige: string | null;
  alertes: Alerte[];
  placements: Placement[];
  titulaires: Titulaire[];
  autorisations: Autorisation[];
  medecin: MedecinReferent | null;
  bilans: BilanLigne[];
  preconisations: PreconisationVue[];
  documents: DocumentLigne[];
  vaccinations: Vaccinations;
  mesures: Mesure[];
};
export type EnfantNouveau = {
  nom_naissance: string;
  prenoms_naissance: string[];
  prenom_utilise: string;
  sexe: Sexe;
  date_naissance: DateCivile;
  date_naissance_estimee: boolean;
  lieu_naissance_insee: string;
  num_dossier_local: string;
  medecin: MedecinReferent | null;
};

export type VoletEtat = {
  code: string;
  label: string;
  statut: VoletStatut;
  statut_label: string;
  auteur: string | null;
  auteur_id: string | null;
  signe_le: string | null;
  motif: string | null;
  repondu: number;
  total: number;
  saisissable: boolean;
};
export type BilanPage = {
  ligne: BilanLigne;
  enfant: EnfantLigne;
  age: string;
  alertes: Alerte[];
  binome: Pro[];
  volets: VoletEtat[];
  signatures: { pro: string; instant: string }[];
  manque: string[];
  peut_signer: boolean;
};
export type Genre =
  | 'titre'
  | 'choix'
  | 'choix_multiple'
  | 'entier'
  | 'decimal'
  | 'date'
  | 'texte'
  | 'texte_long'
  | 'objet'
  | 'liste'
  | 'calcul'
  | 'booleen';
export type Colonne = {
  cle: string;
  label: string;
  genre: Genre;
  unite: string | null;
  choix: Choix[];
  obligatoire: boolean;
  longueur_max: number | null;
  min: number | null;
  max: number | null;
};
export type Conflit = {
  texte: string;
  auteur: string;
  quand: string;
  acte: string;
  valeur: unknown;
};
export type QuestionVue = {
  code: string;
  label: string;
  genre: Genre;
  unite: string | null;
  choix: Choix[];
  min: number | null;
  max: number | null;
  longueur_max: number | null;
  obligatoire: boolean;
  visibilite: Visibilite;
  aide: string | null;
  active: boolean;
  colonnes: Colonne[];
  valeur: unknown;
  texte: string;
  vu: string | null;
  auteur: string | null;
  quand: string | null;
  posture: string | null;
  anterieur: { texte: string; quand: string } | null;
  avertissement: string | null;
  conflits: Conflit[];
};
export type VoletPage = {
  volet: VoletEtat;
  questions: QuestionVue[];
  lecture_seule: string | null;
  preconisations: PreconisationVue[];
};
export type ReponseEnregistree = {
  instant: string;
  questions: QuestionVue[];
  volet: VoletEtat;
  conflit: boolean;
};

type Empty = Record<string, never>;

/** Every command of the one door, with what it takes and what it gives. */
export type Commands = {
  etat: { args: Empty; result: Etat };
  nomenclatures: { args: Empty; result: Record<string, Choix[]> };
  date_lire: { args: { texte: string }; result: DateLue };
  coffre_creer: { args: { centre: Centre; compte: NouveauCompte }; result: { groupes: string[] } };
  recuperation_enregistrer: { args: Empty; result: { chemin: string | null } };
  recuperation_imprimer: { args: Empty; result: Empty };
  recuperation_confirmer: { args: Empty; result: Etat };
  demo_ouvrir: { args: Empty; result: Etat };
  coffre_ouvrir: { args: { identifiant: string; mot_de_passe: string }; result: Etat };
  coffre_recuperer: {
    args: { cle: string; identifiant: string; mot_de_passe: string };
    result: Etat;
  };
  coffre_verrouiller: { args: Empty; result: Etat };
  enfant_chercher: {
    args: { texte: string; limite: number };
    result: { total: number; lignes: EnfantLigne[] };
  };
  enfant_lire: { args: { id: string }; result: EnfantPage };
  enfant_doublons: {
    args: { nom_naissance: string; prenom: string; date_naissance: DateCivile; sexe: Sexe };
    result: EnfantLigne[];
  };
  enfant_creer: { args: EnfantNouveau; result: { id: string } };
  enfant_medecin: { args: { enfant: string; medecin: MedecinReferent }; result: Empty };
  bilan_creer: {
    args: {
      enfant: string;
      bilan_type: BilanType;
      date: DateCivile;
      demi_journee: DemiJournee;
      lieu: string;
      binome: [string, string];
      presents: string[];
      langue: string;
    };
    result: { id: string };
  };
  bilan_lire: { args: { id: string }; result: BilanPage };
  volet_lire: { args: { bilan: string; volet: string }; result: VoletPage };
  volet_repondre: {
    args: {
      bilan: string;
      question: string;
      valeur: unknown;
      posture?: string | null;
      vu: string | null;
    };
    result: ReponseEnregistree;
  };
  volet_signer: { args: { bilan: string; volet: string }; result: BilanPage };
  volet_non_realise: { args: { bilan: string; volet: string; motif: string }; result: BilanPage };
  volet_reprendre: { args: { bilan: string; volet: string }; result: BilanPage };
  preconisation_enregistrer: {
    args: { bilan: string; id: string | null; saisie: PreconisationSaisie; vu: string | null };
    result: PreconisationVue[];
  };
  preconisation_retirer: { args: { id: string; motif: string }; result: PreconisationVue[] };
  bilan_signer: {
    args: { bilan: string; identifiant: string; mot_de_passe: string };
    result: BilanPage;
  };
  courrier_enregistrer: {
    args: { bilan: string };
    result: { chemin: string | null; numero: string | null };
  };
  courrier_imprimer: { args: { bilan: string }; result: { numero: string } };
  equipe_lister: { args: Empty; result: Pro[] };
  equipe_ajouter: {
    args: {
      nom: string;
      prenom: string;
      profession: Profession;
      rpps: string | null;
      identifiant: string | null;
      mot_de_passe: string | null;
      administrateur: boolean;
    };
    result: Pro[];
  };
};
