// Made by `cargo xtask types` from the table of commands.
export type { AccuserEnvoi } from './AccuserEnvoi';
export type { AddendumVue } from './AddendumVue';
export type { Adresse } from './Adresse';
export type { AgeSerie } from './AgeSerie';
export type { AjouterAddendum } from './AjouterAddendum';
export type { AjouterDose } from './AjouterDose';
export type { Alerte } from './Alerte';
export type { AlerteBilan } from './AlerteBilan';
export type { Anterieur } from './Anterieur';
export type { ApercuDocument } from './ApercuDocument';
export type { AuCourrier } from './AuCourrier';
export type { AupresDe } from './AupresDe';
export type { Autorisation } from './Autorisation';
export type { AutorisationStatut } from './AutorisationStatut';
export type { Axe } from './Axe';
export type { BilanLigne } from './BilanLigne';
export type { BilanPage } from './BilanPage';
export type { BilanType } from './BilanType';
export type { Bool3 } from './Bool3';
export type { Bordereau } from './Bordereau';
export type { BordereauFait } from './BordereauFait';
export type { CalculsBilan } from './CalculsBilan';
export type { CalculsEnfant } from './CalculsEnfant';
export type { CalendrierProtocole } from './CalendrierProtocole';
export type { CalendrierVu } from './CalendrierVu';
export type { Canal } from './Canal';
export type { CarnetSante } from './CarnetSante';
export type { CategorieDestinataires } from './CategorieDestinataires';
export type { CategorieDonnees } from './CategorieDonnees';
export type { CelluleCroissance } from './CelluleCroissance';
export type { Centre } from './Centre';
export type { Certificat } from './Certificat';
export type { ChampTuVue } from './ChampTuVue';
export type { Chemin } from './Chemin';
export type { ChoisirCourbe } from './ChoisirCourbe';
export type { Choix } from './Choix';
export type { ChoixVue } from './ChoixVue';
export type { Code } from './Code';
export type { Colonne } from './Colonne';
export type { CommuneProposee } from './CommuneProposee';
export type { ComplementsFormulaire } from './ComplementsFormulaire';
export type { CompterExamen } from './CompterExamen';
export type { ComptesEnvois } from './ComptesEnvois';
export type { Conflit } from './Conflit';
export type { ConsentementNature } from './ConsentementNature';
export type { ConsentementVue } from './ConsentementVue';
export type { Cotation } from './Cotation';
export type { CoterInstrument } from './CoterInstrument';
export type { Courbe } from './Courbe';
export type { CourbeChoix } from './CourbeChoix';
export type { CourbeImportee } from './CourbeImportee';
export type { Croissance } from './Croissance';
export type { DateCivile } from './DateCivile';
export type { DateLue } from './DateLue';
export type { DatePartielle } from './DatePartielle';
export type { DateTapee } from './DateTapee';
export type { DeciderVaccin } from './DeciderVaccin';
export type { DecisionGenre } from './DecisionGenre';
export type { DecisionVaccinale } from './DecisionVaccinale';
export type { DefinirIns } from './DefinirIns';
export type { DefinirMedecin } from './DefinirMedecin';
export type { DefinirParents } from './DefinirParents';
export type { DemiJournee } from './DemiJournee';
export type { DestinataireExclu } from './DestinataireExclu';
export type { DocumentLigne } from './DocumentLigne';
export type { DocumentSuivi } from './DocumentSuivi';
export type { Dose } from './Dose';
export type { DoseNotee } from './DoseNotee';
export type { Doublon } from './Doublon';
export type { Dupliquer } from './Dupliquer';
export type { EcheanceProtocole } from './EcheanceProtocole';
export type { Echec } from './Echec';
export type { EchecEnvoi } from './EchecEnvoi';
export type { EchelleInstrument } from './EchelleInstrument';
export type { EcrirePreconisation } from './EcrirePreconisation';
export type { Empechement } from './Empechement';
export type { EmpechementCode } from './EmpechementCode';
export type { Enfant } from './Enfant';
export type { EnfantLigne } from './EnfantLigne';
export type { EnfantPage } from './EnfantPage';
export type { Enregistre } from './Enregistre';
export type { EnregistrerOutil } from './EnregistrerOutil';
export type { EnvoiBilan } from './EnvoiBilan';
export type { EnvoiLance } from './EnvoiLance';
export type { EnvoiPapier } from './EnvoiPapier';
export type { EnvoiSuivi } from './EnvoiSuivi';
export type { EtapeProtocole } from './EtapeProtocole';
export type { Etat } from './Etat';
export type { EtatEnvoi } from './EtatEnvoi';
export type { EtatReperage } from './EtatReperage';
export type { EtatVaccinal } from './EtatVaccinal';
export type { EtatValence } from './EtatValence';
export type { Etiqueter } from './Etiqueter';
export type { EtiquettesFaites } from './EtiquettesFaites';
export type { ExamenCode } from './ExamenCode';
export type { ExamenSitue } from './ExamenSitue';
export type { ExamensBilan } from './ExamensBilan';
export type { ExaminerFormulaire } from './ExaminerFormulaire';
export type { ExaminerIdentifiant } from './ExaminerIdentifiant';
export type { FaiteACompleter } from './FaiteACompleter';
export type { Fiabilite } from './Fiabilite';
export type { Figure } from './Figure';
export type { FiltreEnvois } from './FiltreEnvois';
export type { Financement } from './Financement';
export type { Forme } from './Forme';
export type { FormulaireExamine } from './FormulaireExamine';
export type { FormulaireLigne } from './FormulaireLigne';
export type { FormulaireVu } from './FormulaireVu';
export type { Fratrie } from './Fratrie';
export type { Graduation } from './Graduation';
export type { GraphieOrigine } from './GraphieOrigine';
export type { Gravite } from './Gravite';
export type { IdKind } from './IdKind';
export type { ImporterCourbe } from './ImporterCourbe';
export type { Indicateur } from './Indicateur';
export type { InformationEtat } from './InformationEtat';
export type { InformationSaisie } from './InformationSaisie';
export type { Ins } from './Ins';
export type { InsStatut } from './InsStatut';
export type { Instrument } from './Instrument';
export type { InstrumentVue } from './InstrumentVue';
export type { ItemInstrument } from './ItemInstrument';
export type { JalonTnd } from './JalonTnd';
export type { JalonVu } from './JalonVu';
export type { Jugement } from './Jugement';
export type { LancerEnvoi } from './LancerEnvoi';
export type { LectureCroissance } from './LectureCroissance';
export type { LeverOpposition } from './LeverOpposition';
export type { LienAutorite } from './LienAutorite';
export type { LienFratrie } from './LienFratrie';
export type { LigneCroissance } from './LigneCroissance';
export type { LigneNonLue } from './LigneNonLue';
export type { LigneSortie } from './LigneSortie';
export type { LireProduit } from './LireProduit';
export type { ManquantsFormulaire } from './ManquantsFormulaire';
export type { Marque } from './Marque';
export type { MarquerEnvoi } from './MarquerEnvoi';
export type { MedecinReferent } from './MedecinReferent';
export type { MentionFormulaire } from './MentionFormulaire';
export type { Mesure } from './Mesure';
export type { ModeEnvoi } from './ModeEnvoi';
export type { Moment } from './Moment';
export type { MotNonCompris } from './MotNonCompris';
export type { NonRealise } from './NonRealise';
export type { NonTransmise } from './NonTransmise';
export type { NoteVue } from './NoteVue';
export type { NoterReperage } from './NoterReperage';
export type { NouveauBilan } from './NouveauBilan';
export type { NouveauCoffre } from './NouveauCoffre';
export type { NouveauCompte } from './NouveauCompte';
export type { NouveauConsentement } from './NouveauConsentement';
export type { NouveauPro } from './NouveauPro';
export type { NouvelEnfant } from './NouvelEnfant';
export type { NouvelleOpposition } from './NouvelleOpposition';
export type { Opposition } from './Opposition';
export type { OppositionVue } from './OppositionVue';
export type { OppositionsPage } from './OppositionsPage';
export type { Origine } from './Origine';
export type { OutilConnuVue } from './OutilConnuVue';
export type { OutilSaisie } from './OutilSaisie';
export type { OutilVue } from './OutilVue';
export type { OutilsProposes } from './OutilsProposes';
export type { Ouverture } from './Ouverture';
export type { PaperKind } from './PaperKind';
export type { PapierVu } from './PapierVu';
export type { ParBilan } from './ParBilan';
export type { ParDocument } from './ParDocument';
export type { ParId } from './ParId';
export type { ParTravail } from './ParTravail';
export type { ParVolet } from './ParVolet';
export type { PasserVolet } from './PasserVolet';
export type { Permission } from './Permission';
export type { Phase } from './Phase';
export type { PileEnvois } from './PileEnvois';
export type { Placement } from './Placement';
export type { Portee } from './Portee';
export type { Posture } from './Posture';
export type { PreconisationProposee } from './PreconisationProposee';
export type { PreconisationSaisie } from './PreconisationSaisie';
export type { PreconisationType } from './PreconisationType';
export type { PreconisationVue } from './PreconisationVue';
export type { PreconiserProposition } from './PreconiserProposition';
export type { Present } from './Present';
export type { Preuve } from './Preuve';
export type { Priorite } from './Priorite';
export type { Pro } from './Pro';
export type { Produit } from './Produit';
export type { ProduitLu } from './ProduitLu';
export type { Profession } from './Profession';
export type { ProposerVolets } from './ProposerVolets';
export type { PropositionInitiale } from './PropositionInitiale';
export type { PropositionVue } from './PropositionVue';
export type { ProtocoleVu } from './ProtocoleVu';
export type { PublierFormulaire } from './PublierFormulaire';
export type { QuestionFormulaire } from './QuestionFormulaire';
export type { QuestionVue } from './QuestionVue';
export type { RayerDose } from './RayerDose';
export type { Recherche } from './Recherche';
export type { Recipient } from './Recipient';
export type { Recuperation } from './Recuperation';
export type { Recuperer } from './Recuperer';
export type { ReferenceLigne } from './ReferenceLigne';
export type { References } from './References';
export type { RefusFormulaire } from './RefusFormulaire';
export type { RegleExamenLue } from './RegleExamenLue';
export type { RegleLue } from './RegleLue';
export type { RegleVaccin } from './RegleVaccin';
export type { ReglerProtocole } from './ReglerProtocole';
export type { ReglerSeuil } from './ReglerSeuil';
export type { Reperage } from './Reperage';
export type { Repondre } from './Repondre';
export type { RepondreAlerte } from './RepondreAlerte';
export type { Repondu } from './Repondu';
export type { ReponseAlerte } from './ReponseAlerte';
export type { ReponsePossible } from './ReponsePossible';
export type { Responsable } from './Responsable';
export type { Reste } from './Reste';
export type { Retenu } from './Retenu';
export type { RetirerConsentement } from './RetirerConsentement';
export type { RetirerOutil } from './RetirerOutil';
export type { RetirerPreconisation } from './RetirerPreconisation';
export type { Rien } from './Rien';
export type { SaisonVue } from './SaisonVue';
export type { SansEffetVu } from './SansEffetVu';
export type { Section } from './Section';
export type { Serie } from './Serie';
export type { SeuilVu } from './SeuilVu';
export type { Sexe } from './Sexe';
export type { Signal } from './Signal';
export type { SignatureVue } from './SignatureVue';
export type { SignerBilan } from './SignerBilan';
export type { SituationVaccinale } from './SituationVaccinale';
export type { Sort } from './Sort';
export type { Sortie } from './Sortie';
export type { SourceMarquee } from './SourceMarquee';
export type { SourceVaccinale } from './SourceVaccinale';
export type { SousScore } from './SousScore';
export type { SousScoreVue } from './SousScoreVue';
export type { StatutNumero } from './StatutNumero';
export type { StatutVaccinal } from './StatutVaccinal';
export type { Texte } from './Texte';
export type { Titulaire } from './Titulaire';
export type { TitulaireAp } from './TitulaireAp';
export type { Trait } from './Trait';
export type { Traitement } from './Traitement';
export type { TraiterProposition } from './TraiterProposition';
export type { Traits } from './Traits';
export type { Tranche } from './Tranche';
export type { Trouves } from './Trouves';
export type { TuVue } from './TuVue';
export type { Vaccinations } from './Vaccinations';
export type { Vaccins } from './Vaccins';
export type { Valence } from './Valence';
export type { Verdict } from './Verdict';
export type { Visibilite } from './Visibilite';
export type { VoletCode } from './VoletCode';
export type { VoletEtat } from './VoletEtat';
export type { VoletPage } from './VoletPage';
export type { VoletPropose } from './VoletPropose';
export type { VoletsProposes } from './VoletsProposes';
export type { Widget } from './Widget';

import type { AccuserEnvoi } from './AccuserEnvoi';
import type { AjouterAddendum } from './AjouterAddendum';
import type { AjouterDose } from './AjouterDose';
import type { ApercuDocument } from './ApercuDocument';
import type { AuCourrier } from './AuCourrier';
import type { BilanPage } from './BilanPage';
import type { Bordereau } from './Bordereau';
import type { BordereauFait } from './BordereauFait';
import type { CalculsBilan } from './CalculsBilan';
import type { CalculsEnfant } from './CalculsEnfant';
import type { Chemin } from './Chemin';
import type { ChoisirCourbe } from './ChoisirCourbe';
import type { CommuneProposee } from './CommuneProposee';
import type { CompterExamen } from './CompterExamen';
import type { ConsentementVue } from './ConsentementVue';
import type { Cotation } from './Cotation';
import type { CoterInstrument } from './CoterInstrument';
import type { CourbeImportee } from './CourbeImportee';
import type { DateLue } from './DateLue';
import type { DateTapee } from './DateTapee';
import type { DeciderVaccin } from './DeciderVaccin';
import type { DefinirIns } from './DefinirIns';
import type { DefinirMedecin } from './DefinirMedecin';
import type { DefinirParents } from './DefinirParents';
import type { DocumentSuivi } from './DocumentSuivi';
import type { Doublon } from './Doublon';
import type { Dupliquer } from './Dupliquer';
import type { EcrirePreconisation } from './EcrirePreconisation';
import type { EnfantPage } from './EnfantPage';
import type { Enregistre } from './Enregistre';
import type { EnregistrerOutil } from './EnregistrerOutil';
import type { EnvoiLance } from './EnvoiLance';
import type { EnvoiSuivi } from './EnvoiSuivi';
import type { Etat } from './Etat';
import type { Etiqueter } from './Etiqueter';
import type { EtiquettesFaites } from './EtiquettesFaites';
import type { ExaminerFormulaire } from './ExaminerFormulaire';
import type { ExaminerIdentifiant } from './ExaminerIdentifiant';
import type { FiltreEnvois } from './FiltreEnvois';
import type { FormulaireExamine } from './FormulaireExamine';
import type { FormulaireLigne } from './FormulaireLigne';
import type { FormulaireVu } from './FormulaireVu';
import type { ImporterCourbe } from './ImporterCourbe';
import type { Ins } from './Ins';
import type { LancerEnvoi } from './LancerEnvoi';
import type { LeverOpposition } from './LeverOpposition';
import type { LireProduit } from './LireProduit';
import type { MarquerEnvoi } from './MarquerEnvoi';
import type { NonRealise } from './NonRealise';
import type { NoterReperage } from './NoterReperage';
import type { NouveauBilan } from './NouveauBilan';
import type { NouveauCoffre } from './NouveauCoffre';
import type { NouveauConsentement } from './NouveauConsentement';
import type { NouveauPro } from './NouveauPro';
import type { NouvelEnfant } from './NouvelEnfant';
import type { NouvelleOpposition } from './NouvelleOpposition';
import type { OppositionsPage } from './OppositionsPage';
import type { OutilVue } from './OutilVue';
import type { OutilsProposes } from './OutilsProposes';
import type { Ouverture } from './Ouverture';
import type { ParBilan } from './ParBilan';
import type { ParDocument } from './ParDocument';
import type { ParId } from './ParId';
import type { ParTravail } from './ParTravail';
import type { ParVolet } from './ParVolet';
import type { PasserVolet } from './PasserVolet';
import type { PileEnvois } from './PileEnvois';
import type { Placement } from './Placement';
import type { PreconisationVue } from './PreconisationVue';
import type { PreconiserProposition } from './PreconiserProposition';
import type { Pro } from './Pro';
import type { ProduitLu } from './ProduitLu';
import type { ProposerVolets } from './ProposerVolets';
import type { PropositionVue } from './PropositionVue';
import type { ProtocoleVu } from './ProtocoleVu';
import type { PublierFormulaire } from './PublierFormulaire';
import type { RayerDose } from './RayerDose';
import type { Recherche } from './Recherche';
import type { Recuperation } from './Recuperation';
import type { Recuperer } from './Recuperer';
import type { References } from './References';
import type { ReglerProtocole } from './ReglerProtocole';
import type { ReglerSeuil } from './ReglerSeuil';
import type { Repondre } from './Repondre';
import type { RepondreAlerte } from './RepondreAlerte';
import type { Repondu } from './Repondu';
import type { RetirerConsentement } from './RetirerConsentement';
import type { RetirerOutil } from './RetirerOutil';
import type { RetirerPreconisation } from './RetirerPreconisation';
import type { Rien } from './Rien';
import type { SignerBilan } from './SignerBilan';
import type { Texte } from './Texte';
import type { TraiterProposition } from './TraiterProposition';
import type { Traits } from './Traits';
import type { Trouves } from './Trouves';
import type { Verdict } from './Verdict';
import type { VoletPage } from './VoletPage';
import type { VoletsProposes } from './VoletsProposes';
import type { Choix } from './Choix';

/** Every command of the program, with its arguments and its result. */
export type Commands = {
  /** Where the program stands. */
  etat: { args: Rien; result: Etat };
  /** The lists of codes with their labels. */
  nomenclatures: { args: Rien; result: { [key in string]: Array<Choix> } };
  /** Understands a date as people type it. */
  date_lire: { args: DateTapee; result: DateLue };
  /** Makes the vault of a centre with its first administrator. */
  coffre_creer: { args: NouveauCoffre; result: Recuperation };
  /** Opens the vault. */
  coffre_ouvrir: { args: Ouverture; result: Etat };
  /** Opens the vault with the recovery key and a new password. */
  coffre_recuperer: { args: Recuperer; result: Etat };
  /** Closes the base and forgets the keys. */
  coffre_verrouiller: { args: Rien; result: Etat };
  /** A vault of invented children, to look around. */
  demo_ouvrir: { args: Rien; result: Etat };
  /** Leaves the invented children. */
  demo_quitter: { args: Rien; result: Etat };
  /** Makes a new recovery key; its sheet is to be saved or printed. */
  recuperation_renouveler: { args: Rien; result: Recuperation };
  /** Saves the recovery sheet. */
  recuperation_enregistrer: { args: Rien; result: Chemin };
  /** Opens the recovery sheet in the viewer, to print it. */
  recuperation_imprimer: { args: Rien; result: Rien };
  /** The sheet is in the safe. */
  recuperation_confirmer: { args: Rien; result: Etat };
  /** Finds children. */
  enfant_chercher: { args: Recherche; result: Trouves };
  /** The page of a child. */
  enfant_lire: { args: ParId; result: EnfantPage };
  /** The places of care of a child, those that are kept secret included. */
  lieux_lire: { args: ParId; result: Array<Placement> };
  /** Children who share traits with one to be created. */
  enfant_doublons: { args: Traits; result: Array<Doublon> };
  /** Creates a child. */
  enfant_creer: { args: NouvelEnfant; result: ParId };
  /** Names the référent doctor. */
  enfant_medecin: { args: DefinirMedecin; result: Rien };
  /** The growth and the vaccines of a child today. */
  enfant_calculs: { args: ParId; result: CalculsEnfant };
  /** Records the heights of the parents, for the target height. */
  parents_definir: { args: DefinirParents; result: CalculsEnfant };
  /** Reads the name of a vaccine while it is typed. */
  produit_lire: { args: LireProduit; result: ProduitLu };
  /** Adds a dose of vaccine. */
  dose_ajouter: { args: AjouterDose; result: CalculsEnfant };
  /** Strikes out a dose written by mistake. */
  dose_rayer: { args: RayerDose; result: CalculsEnfant };
  /** Decides against the vaccination calendar, as a doctor. */
  vaccin_decider: { args: DeciderVaccin; result: CalculsEnfant };
  /** The INS of a child, and what contradicts it. */
  ins_lire: { args: ParId; result: Ins };
  /** Records the INS of a child. */
  ins_definir: { args: DefinirIns; result: Ins };
  /** Completes a postcode or the name of a commune. */
  commune_completer: { args: Texte; result: Array<CommuneProposee> };
  /** Looks at the key of a number. */
  identifiant_examiner: { args: ExaminerIdentifiant; result: Verdict };
  /** The parts that a bilan may have at a child’s age, with those it would begin with. */
  volets_proposer: { args: ProposerVolets; result: VoletsProposes };
  /** The calendar of the protocol’s bilans. */
  protocole_lire: { args: Rien; result: ProtocoleVu };
  /** Sets that calendar, or sets it back. */
  protocole_regler: { args: ReglerProtocole; result: ProtocoleVu };
  /** Opens a bilan. */
  bilan_creer: { args: NouveauBilan; result: ParId };
  /** The page of a bilan. */
  bilan_lire: { args: ParId; result: BilanPage };
  /** Signs a bilan with one's own password. */
  bilan_signer: { args: SignerBilan; result: BilanPage };
  /** The page of a part. */
  volet_lire: { args: ParVolet; result: VoletPage };
  /** Records an answer. */
  volet_repondre: { args: Repondre; result: Repondu };
  /** Ticks an answer under reinforced secrecy for the letter to the doctor, or not. */
  reponse_au_courrier: { args: AuCourrier; result: Repondu };
  /** The screening tools that a bilan may use. */
  instruments_lister: { args: ParBilan; result: OutilsProposes };
  /** Scores the answers to a questionnaire; nothing is stored. */
  instrument_coter: { args: CoterInstrument; result: Cotation };
  /** Notes the result of a tool. */
  outil_enregistrer: { args: EnregistrerOutil; result: Array<OutilVue> };
  /** Takes a result back. */
  outil_retirer: { args: RetirerOutil; result: Array<OutilVue> };
  /** Signs a part. */
  volet_signer: { args: ParVolet; result: BilanPage };
  /** Says why a part was not done. */
  volet_non_realise: { args: NonRealise; result: BilanPage };
  /** Takes one's signature under a part back. */
  volet_reprendre: { args: ParVolet; result: BilanPage };
  /** Hands a part over to a colleague. */
  volet_passer: { args: PasserVolet; result: BilanPage };
  /** Adds to a bilan after its signatures. */
  bilan_ajouter: { args: AjouterAddendum; result: BilanPage };
  /** What the synthesis of a bilan may take over. */
  synthese_proposer: { args: ParBilan; result: Array<PropositionVue> };
  /** Keeps a proposal of the synthesis, sets it aside, or thinks again. */
  proposition_traiter: { args: TraiterProposition; result: Array<PropositionVue> };
  /** Makes a recommendation of a proposal. */
  proposition_preconiser: { args: PreconiserProposition; result: Array<PropositionVue> };
  /** Writes a recommendation. */
  preconisation_enregistrer: { args: EcrirePreconisation; result: Array<PreconisationVue> };
  /** Withdraws a recommendation. */
  preconisation_retirer: { args: RetirerPreconisation; result: Array<PreconisationVue> };
  /** What the program computes of a bilan: growth, judgements, vaccines, alerts. */
  bilan_calculs: { args: ParBilan; result: CalculsBilan };
  /** Answers an alert of a bilan. */
  alerte_repondre: { args: RepondreAlerte; result: CalculsBilan };
  /** Says that a bilan counts as a compulsory exam, or as none. */
  examen_compter: { args: CompterExamen; result: CalculsBilan };
  /** Notes what is known of a screening for neuro-developmental disorders. */
  reperage_noter: { args: NoterReperage; result: CalculsBilan };
  /** Saves a paper of a bilan: letter, sheet for the ASE, certificate, road map. */
  document_enregistrer: { args: ParDocument; result: Enregistre };
  /** Opens a paper of a bilan in the viewer, to print it. */
  document_imprimer: { args: ParDocument; result: Enregistre };
  /** What a paper of a bilan would say, and what it would keep. */
  document_apercu: { args: ParDocument; result: ApercuDocument };
  /** Makes a paper again, under its number, as a numbered duplicate. */
  document_duplicata: { args: Dupliquer; result: Enregistre };
  /** The pile: closed bilans whose papers have not left. */
  envois_lister: { args: FiltreEnvois; result: PileEnvois };
  /** Makes many papers in the background. */
  envoi_lancer: { args: LancerEnvoi; result: EnvoiLance };
  /** How far the papers are. */
  envoi_suivre: { args: ParTravail; result: EnvoiSuivi };
  /** Stops making papers; what was made stays. */
  envoi_annuler: { args: ParTravail; result: EnvoiSuivi };
  /** Notes that papers have left, how, and how the child or the parents were told. */
  envoi_marquer: { args: MarquerEnvoi; result: Array<DocumentSuivi> };
  /** Notes that a paper has arrived. */
  envoi_accuser: { args: AccuserEnvoi; result: DocumentSuivi };
  /** Prints the labels of the envelopes. */
  envoi_etiquettes: { args: Etiqueter; result: EtiquettesFaites };
  /** Prints the proof list of a day. */
  envoi_bordereau: { args: Bordereau; result: BordereauFait };
  /** What was told and agreed to before information left the care team. */
  consentements_lister: { args: ParId; result: Array<ConsentementVue> };
  /** Records an agreement, or an information given. */
  consentement_enregistrer: { args: NouveauConsentement; result: Array<ConsentementVue> };
  /** Records that an agreement was withdrawn. */
  consentement_retirer: { args: RetirerConsentement; result: Array<ConsentementVue> };
  /** The written objections of a minor, and what one may name. */
  oppositions_lister: { args: ParId; result: OppositionsPage };
  /** Records a minor’s written objection. */
  opposition_enregistrer: { args: NouvelleOpposition; result: OppositionsPage };
  /** Records that a minor took an objection back. */
  opposition_lever: { args: LeverOpposition; result: OppositionsPage };
  /** The professionals of the centre. */
  equipe_lister: { args: Rien; result: Array<Pro> };
  /** Adds a professional, with or without an account. */
  equipe_ajouter: { args: NouveauPro; result: Array<Pro> };
  /** What the program computes from: tables, rules, thresholds, instruments. */
  references_lister: { args: Rien; result: References };
  /** Loads a growth reference from a file. */
  courbe_importer: { args: ImporterCourbe; result: CourbeImportee };
  /** Chooses the growth reference of the centre. */
  courbe_choisir: { args: ChoisirCourbe; result: References };
  /** The centre's own forms, in every version. */
  formulaires_lister: { args: Rien; result: Array<FormulaireLigne> };
  /** A version of a form of the centre's own, as it looks. */
  formulaire_lire: { args: ParId; result: FormulaireVu };
  /** Looks at a form before it is published: the questions, or everything that is refused. */
  formulaire_examiner: { args: ExaminerFormulaire; result: FormulaireExamine };
  /** Publishes a form: the next bilans are opened with it. */
  formulaire_publier: { args: PublierFormulaire; result: Array<FormulaireLigne> };
  /** Retires a form: no further bilan is opened with it. */
  formulaire_retirer: { args: ParId; result: Array<FormulaireLigne> };
  /** Sets a threshold, or sets it back. */
  seuil_regler: { args: ReglerSeuil; result: References };
};
