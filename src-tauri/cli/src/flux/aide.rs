//! What `--help` says of each table: its columns, and an example that a test runs as it stands.

/// How every table is read and written.
macro_rules! table {
    ($colonnes:literal, $entree:literal, $sortie:literal) => {
        concat!(
            $colonnes,
            "\n\n",
            "L’entrée est un CSV en UTF-8 avec une ligne d’en-têtes ; le séparateur (virgule, \
             point-virgule ou tabulation) est reconnu et gardé. Les colonnes sont dans n’importe \
             quel ordre, les autres passent telles quelles, les nouvelles viennent à la suite ; \
             une colonne d’entrée qui porte le nom d’une nouvelle est remplacée. Un champ vide ou \
             NA est une valeur absente. Les nombres sortent avec un point décimal ; la virgule \
             décimale est lue quand elle ne sépare pas les champs. Une ligne fausse le dit dans sa \
             dernière colonne et n’arrête rien ; leur nombre est dit à la fin sur la sortie \
             d’erreur, et la commande finit par 0. Avec --json, un objet par ligne.\n\n",
            "Exemple, entrée :\n\n",
            $entree,
            "\n\nExemple, sortie :\n\n",
            $sortie,
        )
    };
}

pub(crate) const CROISSANCE: &str = table!(
    "Colonnes lues :
  sex         m ou f (aussi 1 ou 2)
  age_days    âge en jours, ou age_months en mois de 30,4375 jours ; les deux : les jours
  weight_kg   poids
  lenhei_cm   taille, couché ou debout
  measure     l couché, h debout, vide comme attendu à cet âge
  headc_cm    périmètre crânien
  oedema      y ou n ; avec œdèmes, aucun écart-type tiré du poids
Colonnes ajoutées (noms de l’OMS) :
  clenhei     taille corrigée pour la posture
  cbmi        IMC, de la taille corrigée (15 chiffres significatifs, comme R)
  zlen, zwei, zwfl, zbmi, zhc   écarts-types (2 décimales) : taille, poids, poids pour la taille, \
IMC, périmètre crânien
  flen, fwei, fwfl, fbmi, fhc   1 si l’écart-type est invraisemblable, 0 sinon
  erreur      pourquoi la ligne n’a pas été calculée",
    "    sex,age_days,weight_kg,lenhei_cm,measure,headc_cm,oedema
    f,100,5.5,60,l,40,n",
    "    sex,age_days,weight_kg,lenhei_cm,measure,headc_cm,oedema,clenhei,cbmi,zlen,flen,zwei,fwei,zwfl,fwfl,zbmi,fbmi,zhc,fhc,erreur
    f,100,5.5,60,l,40,n,60,15.2777777777778,-0.23,0,-0.72,0,-0.73,0,-0.81,0,0.12,0,"
);

pub(crate) const TENSION: &str = table!(
    "Colonnes lues :
  sex         m ou f
  age_months  âge en mois, de 12 à moins de 216
  height_cm   taille
  sbp, dbp    pressions systolique et diastolique en mm Hg, si elles sont connues
Colonnes ajoutées :
  height_z    écart-type de la taille (CDC 2000), 4 décimales
  sbp_p50, sbp_p90, sbp_p95, sbp_p99, dbp_p50, dbp_p90, dbp_p95, dbp_p99
              pressions attendues (Fourth Report), en mm Hg, 4 décimales, non tronquées
  classe      normale, normale_haute (du 90e au 95e percentile exclu), stade_1 (du 95e au 99e
              plus 5 mm Hg), stade_2 (au-delà) ; dès 16 ans normale_haute (130 ou 85), elevee (140 ou 90) ;
              la pire des deux pressions ; vide sans pression. Ce n’est jamais un diagnostic :
              toute valeur haute se contrôle par trois mesures à des jours différents
  erreur      pourquoi la ligne n’a pas été calculée",
    "    sex,age_months,height_cm,sbp,dbp
    m,120,138,112,70",
    "    sex,age_months,height_cm,sbp,dbp,height_z,sbp_p50,sbp_p90,sbp_p95,sbp_p99,dbp_p50,dbp_p90,dbp_p95,dbp_p99,classe,erreur
    m,120,138,112,70,-0.0940,101.9392,115.6683,119.5602,126.8609,60.8733,75.7434,79.9589,87.8664,normale,"
);

pub(crate) const AGES: &str = table!(
    "Colonnes lues (dates AAAA-MM-JJ ou JJ/MM/AAAA) :
  dob               date de naissance
  date              jour où l’âge est compté
  gestation_weeks   terme en semaines d’aménorrhée révolues, 20 à 45, s’il est connu
  gestation_days    jours en plus, 0 à 6
Colonnes ajoutées :
  age_days                 jours depuis la naissance
  completed_years          années révolues ; né un 29 février, le 1er mars des années communes
  completed_months_total   mois révolus
  age_months_decimal       age_days / 30,4375, 4 décimales
  corrected_age_days       age_days - (280 - terme en jours), si le terme est de moins de
                           37 semaines (vide sinon) ; négatif avant le jour prévu ; il sert
                           jusqu’à 24 mois
  is_adult                 true à 18 ans révolus, false avant
  erreur                   pourquoi la ligne n’a pas été calculée",
    "    dob,date,gestation_weeks,gestation_days
    2025-02-02,2026-03-10,31,2
    29/02/2008,28/02/2026,,",
    "    dob,date,gestation_weeks,gestation_days,age_days,completed_years,completed_months_total,age_months_decimal,corrected_age_days,is_adult,erreur
    2025-02-02,2026-03-10,31,2,401,1,13,13.1745,340,false,
    29/02/2008,28/02/2026,,,6574,17,215,215.9836,,false,"
);

pub(crate) const IDENTIFIANTS: &str = table!(
    "Colonnes lues :
  kind    nir15, rpps11, idnps12, finess9, siren9, siret14, cog5 ou code_postal5
  value   le numéro ; espaces, points et minuscules sont admis
Colonnes ajoutées :
  statut  valide, avertissement ou invalide ; une clé fausse est invalide, sauf pour rpps11, idnps12
          et finess9 où elle avertit ; une commune, un pays (99...) ou un code postal absents du
          code officiel géographique 2026 avertissent
  raison  une phrase, qui ne répète pas le numéro ; vide si le numéro est valide",
    "    kind,value
    siren9,732 829 320
    cog5,2a004
    rpps11,10001234567",
    "    kind,value,statut,raison
    siren9,732 829 320,valide,
    cog5,2a004,valide,
    rpps11,10001234567,avertissement,La clé du numéro RPPS ne convient pas\u{a0}: vérifiez la saisie."
);

/// The versions of the calendar come from the list of the domain.
pub(crate) fn vaccins() -> String {
    VACCINS.replace("{calendriers}", &super::vaccins::versions())
}

const VACCINS: &str = "\
L’entrée est un objet JSON par ligne :
  id               repris tel quel
  naissance        AAAA-MM-JJ
  sexe             F ou M, ou absent
  date_reference   jour où l’état est calculé
  carnet           complet, partiel ou absent : ce qui a été vu
  calendrier       {calendriers} ; par défaut, celui qui vaut le jour de date_reference
  terme_sa         semaines de grossesse, de 22 à 43, ou absent : les prématurés ont une dose de plus
  territoire       metropole (par défaut), guyane, mayotte ou outre_mer, pour les campagnes
  doses            liste de { produit, valences, date } ; produit ou valences peut manquer
  Toute autre clé est refusée, et nommée.
La sortie est un objet JSON par ligne, dans le même ordre :
  id, calendrier, avertissements (phrases sur les doses)
  resume           ce qu’il y a à faire, compté, en une phrase
  rien_de_connu    true si aucune dose n’est connue et que le carnet n’a pas été vu en entier
  non_lues         lignes qui n’ont pas été lues en entier : { date, ligne, non_compris (liste de
                   { mots, raison }), peut_etre (valences) } ; aucun retard ne repose sur elles
  valences         liste, dans l’ordre du calendrier, de :
    valence          DTP, COQ, HIB, HEPB, PNC, MENB, MENACWY, MENC, ROR, ROTA, HPV, BCG, GRIPPE,
                     VARICELLE ou VRS
    statut           a_jour, dose_due, en_retard, non_concerne ou inconnu
                     (a_jour dit aussi « pas encore l’âge » : rien n’est dû ce jour-là)
    situation        le même, en détail : a_jour (des doses comptent et rien n’est dû),
                     rattrapage_en_cours (commencé tard, la dose suivante attend son intervalle),
                     pas_encore_l_age (aucune dose, la première viendra), dose_due, recommandee
                     (dose_due, sans urgence), en_retard, retard_a_verifier (en_retard, mais la
                     règle n’a pas été lue dans un texte), proposable (non_concerne, peut être
                     proposé), hors_saison (non_concerne), non_concerne, inconnu ou
                     saison_inconnue (inconnu)
    doses_recues     jours où la valence a été reçue
    doses_valides    ceux qui comptent dans le schéma
    prochaine_date   jour dès lequel la prochaine dose se fait, ou null
    prochain_rang    son rang dans le schéma, dès 1, ou null
    prochaine_dose   la même en mots : « 1re dose », « rappel de 6 ans », « dose unique », ou null
    regle, phrase    la règle qui décide, par son code et en une phrase
    source           d’où elle vient
    fiabilite        sourcee, partielle (en partie de mémoire), indirecte (de seconde main) ou
                     memoire
    reserve          ce qui n’est pas su de la règle, en une phrase, ou null
    verifie          true si la fiabilité est sourcee
    alerte           true pour un retard, selon une règle sourcée
    obligatoire      true si la loi impose la dose à un enfant né ce jour-là
    trop_tot         jours des doses données avant l’âge ou l’intervalle minimal
    decision         toujours null ici : la décision d’un médecin vient d’un dossier
Une ligne fausse répond { id, erreur } et n’arrête rien ; la commande finit par 0.

Exemple, entrée :

    {\"id\":1,\"naissance\":\"2024-03-07\",\"date_reference\":\"2026-03-07\",\"carnet\":\"complet\",\"doses\":[]}
    {\"id\":2,\"naissance\":\"2024-02-30\",\"date_reference\":\"2026-03-07\",\"carnet\":\"complet\"}

Exemple, sortie (le début de chaque ligne) :

    {\"id\":1,\"valences\":[{\"valence\":\"DTP\",\"statut\":\"en_retard\",
    {\"id\":2,\"erreur\":\"naissance";
