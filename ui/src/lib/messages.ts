import type { Code } from '../bindings';

/** What a person reads for each code: what happened, and what to do. A code without one does not compile. */
export const messages: Record<Code, { quoi: string; que_faire: string }> = {
  mot_de_passe_refuse: {
    quoi: 'L’identifiant ou le mot de passe ne correspond pas.',
    que_faire: 'Vérifiez la touche Majuscule, puis recommencez.',
  },
  trop_d_essais: {
    quoi: 'Trop d’essais de suite\u00a0: le prochain n’est possible qu’après une attente.',
    que_faire: 'Attendez la fin du décompte, ou utilisez la clé de récupération.',
  },
  coffre_absent: {
    quoi: 'La base n’est plus à sa place.',
    que_faire:
      'Le dossier a peut-être été déplacé, ou le disque n’est pas branché. Rien n’a été créé ni effacé.',
  },
  coffre_existe: {
    quoi: 'Une base existe déjà sur ce poste.',
    que_faire: 'Fermez puis rouvrez Escale pour l’ouvrir avec votre mot de passe.',
  },
  coffre_abime: {
    quoi: 'Le fichier des clés est abîmé\u00a0: Escale ne peut pas ouvrir la base.',
    que_faire:
      'La base n’a pas été touchée. Prévenez votre administrateur, qui remettra le fichier des clés (escale.coffre) d’une sauvegarde.',
  },
  base_en_clair: {
    quoi: 'Le fichier trouvé n’est pas chiffré\u00a0: Escale ne l’ouvre pas.',
    que_faire:
      'Le fichier n’a pas été modifié. Prévenez votre administrateur\u00a0: la vraie base a peut-être été remplacée.',
  },
  base_abimee: {
    quoi: 'La base est abîmée\u00a0: Escale ne l’ouvre pas, pour ne rien aggraver.',
    que_faire: 'Le fichier n’a pas été modifié. Restaurez la dernière sauvegarde vérifiée.',
  },
  ligne_illisible: {
    quoi: 'Une ligne de la base est écrite dans un code que cette version d’Escale ne connaît pas.',
    que_faire:
      'Rien n’en a été déduit et rien n’est perdu. Mettez Escale à jour sur ce poste, ou prévenez l’administrateur.',
  },
  base_plus_recente: {
    quoi: 'Cette base vient d’une version plus récente d’Escale.',
    que_faire: 'Rien n’a été modifié. Installez la dernière version d’Escale sur ce poste.',
  },
  dossier_reseau: {
    quoi: 'La base est dans un dossier réseau, où elle peut s’abîmer.',
    que_faire:
      'Placez-la sur le disque de ce poste. Un dossier partagé convient aux sauvegardes, pas à la base.',
  },
  dossier_synchronise: {
    quoi: 'La base est dans un dossier synchronisé (OneDrive, Dropbox, iCloud…), où elle peut s’abîmer.',
    que_faire: 'Placez-la dans un dossier ordinaire du disque de ce poste.',
  },
  deja_ouvert: {
    quoi: 'La base est déjà ouverte dans une autre fenêtre ou par un autre programme.',
    que_faire: 'Fermez l’autre fenêtre d’Escale, puis recommencez.',
  },
  cle_recuperation_refusee: {
    quoi: 'Cette clé de récupération n’ouvre pas cette base.',
    que_faire: 'Relisez la fiche groupe par groupe\u00a0: huit groupes de cinq caractères.',
  },
  recuperation_non_sauvee: {
    quoi: 'La fiche de récupération n’est ni enregistrée ni imprimée.',
    que_faire: 'Enregistrez-la ou imprimez-la avant de continuer.',
  },
  mot_de_passe_trop_court: {
    quoi: 'Ce mot de passe est trop court.',
    que_faire: 'Choisissez au moins 12 caractères\u00a0; une phrase convient très bien.',
  },
  identifiant_pris: {
    quoi: 'Cet identifiant est déjà celui d’un autre compte.',
    que_faire: 'Choisissez-en un autre.',
  },
  verrouille: {
    quoi: 'Escale est verrouillé.',
    que_faire: 'Ouvrez-le avec votre mot de passe pour continuer.',
  },
  interdit: {
    quoi: 'Votre compte ne permet pas cette action.',
    que_faire: 'Demandez à un collègue dont c’est le rôle, ou à l’administrateur.',
  },
  introuvable: {
    quoi: 'Cet élément n’est pas dans la base de ce poste.',
    que_faire: 'Revenez à la liste et recommencez.',
  },
  saisie_refusee: {
    quoi: 'Cette réponse n’a pas pu être enregistrée telle quelle.',
    que_faire: 'Corrigez-la\u00a0: ce que vous avez tapé reste dans le champ.',
  },
  bilan_ferme: {
    quoi: 'Ce bilan est signé\u00a0: ses réponses ne changent plus.',
    que_faire: 'Une correction se fait par un ajout daté, jamais à la place.',
  },
  volet_d_un_autre: {
    quoi: 'Cette partie est remplie par une autre personne.',
    que_faire: 'Vous pouvez la lire\u00a0; demandez-lui de vous la laisser pour y écrire.',
  },
  volet_signe: {
    quoi: 'Cette partie est signée\u00a0: elle ne change plus.',
    que_faire: 'Son auteur peut la reprendre tant que le bilan est ouvert.',
  },
  manque_pour_signer: {
    quoi: 'Il manque encore des éléments avant de pouvoir signer.',
    que_faire: 'Complétez ce qui est signalé, puis signez.',
  },
  a_confirmer: {
    quoi: 'Rien n’est encore enregistré\u00a0: lisez ce qui suit.',
    que_faire: 'Corrigez, ou confirmez si c’est bien ce qui est écrit.',
  },
  date_refusee: {
    quoi: 'Cette date n’est pas comprise.',
    que_faire: 'Écrivez-la en JJ/MM/AAAA, par exemple 07/03/2019.',
  },
  dossier_refuse: {
    quoi: 'Ce dossier n’a pas pu être lu\u00a0: rien n’a été importé.',
    que_faire: 'Vérifiez le fichier, puis recommencez.',
  },
  enfant_existe: {
    quoi: 'Cet enfant a déjà un dossier.',
    que_faire: 'Ouvrez le dossier existant plutôt que d’en créer un second.',
  },
  disque: {
    quoi: 'Le disque n’a pas pu écrire\u00a0: il est plein, ou protégé.',
    que_faire: 'Libérez de la place, puis réessayez. Ce que vous avez tapé reste à l’écran.',
  },
  trousseau: {
    quoi: 'Le trousseau de ce poste ne répond pas.',
    que_faire: 'La base s’ouvre quand même avec votre mot de passe. Prévenez l’administrateur.',
  },
  document_impossible: {
    quoi: 'Le document n’a pas pu être produit.',
    que_faire: 'Vérifiez que le dossier choisi accepte de nouveaux fichiers, puis recommencez.',
  },
  interne: {
    quoi: 'Quelque chose n’a pas fonctionné.',
    que_faire:
      'Ce que vous avez tapé reste à l’écran. Recommencez\u00a0; si cela persiste, notez le numéro et prévenez l’administrateur.',
  },
};
