import type { MedecinReferent } from '../../bindings';
import { addressLines } from '../../lib/forms';

/** The référent doctor as the form holds it: the address is one text. */
export type MedecinSaisie = Omit<MedecinReferent, 'adresse'> & {
  lignes: string;
  code_postal: string;
  commune: string;
};

/** The form of a doctor, empty or filled with the one known. */
export function toForm(medecin: MedecinReferent | null): MedecinSaisie {
  return {
    civilite: medecin?.civilite ?? 'Dr',
    nom: medecin?.nom ?? '',
    prenom: medecin?.prenom ?? '',
    specialite: medecin?.specialite ?? 'médecine générale',
    rpps: medecin?.rpps ?? '',
    lignes: medecin?.adresse.lignes.join('\n') ?? '',
    code_postal: medecin?.adresse.code_postal ?? '',
    commune: medecin?.adresse.commune ?? '',
    telephone: medecin?.telephone ?? '',
    mssante: medecin?.mssante ?? '',
    declare_medecin_traitant: medecin?.declare_medecin_traitant ?? false,
  };
}

/** What the form says, ready to be sent. */
export function fromForm(saisie: MedecinSaisie): MedecinReferent {
  return {
    civilite: saisie.civilite,
    nom: saisie.nom.trim(),
    prenom: saisie.prenom.trim(),
    specialite: saisie.specialite.trim(),
    rpps: saisie.rpps.replace(/\s/g, ''),
    adresse: {
      lignes: addressLines(saisie.lignes),
      code_postal: saisie.code_postal.trim(),
      commune: saisie.commune.trim(),
    },
    telephone: saisie.telephone.trim(),
    mssante: saisie.mssante.trim(),
    declare_medecin_traitant: saisie.declare_medecin_traitant,
  };
}
