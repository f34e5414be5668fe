//! The small words of a vaccine line: what is read beside the names, and what makes a line doubtful.
//! All of them are folded ([`fold`](crate::texte::fold)).

use std::collections::HashSet;
use std::sync::LazyLock;

type Mots = LazyLock<HashSet<&'static str>>;

fn liste(mots: &'static str) -> HashSet<&'static str> {
    mots.split_whitespace().collect()
}

/// Words that say nothing against a dose nor of what it protects against.
static BANALS: Mots = LazyLock::new(|| {
    liste("
a ai apres au aux avec avant ce chez cette d dans de des du en et fait faite faites faits il jour l la le les
anticorps monoclonal monoclonaux par plus pour puis que re recu recue sur un une y
vaccin vaccins vaccine vaccines vaccinee vaccination vaccinations vaccinal vacc vax anti contre
prevention protection protege prophylaxie infection infections invasives
rappel rappels rap booster primo primovaccination primovacc vaccinale dose doses dosage inj injection
injecte injectee injectable administre administree effectue effectuee realise realisee note notee
premiere premier deuxieme seconde second troisieme quatrieme cinquieme sixieme derniere dernier
rattrapage catch up complement complementaire suite
enfant enfants adulte adultes nourrisson nourrissons adolescent adolescents ado junior pediatrique ped
conjugue conjuguee acellulaire acell cellulaire inactive inactivee recombinant recombinante vivant
vivants attenue attenuee adsorbe adsorbee polyosidique lyophilise poudre solvant suspension solution
seringue preremplie preremplies pre remplie remplies flacon ampoule boite stylo unidose
valent valents valence valences combine combinee associe associee
im sc id intramusculaire intradermique cutanee sous souscutanee voie os oral orale buvable nasal nasale
bras gauche droit droite g dr cuisse cuisses deltoide fesse epaule hanche main membre cote face externe
anterolaterale antero laterale bg bd cg
carnet sante page certificat ordonnancier officine pharmacie pharmacien
pmi ecole college lycee creche hopital clinique chu ch chr maternite cabinet centre centres dispensaire
cpam ars service urgences pediatrie pediatre medecin traitant generaliste infirmier infirmiere ide
sage femme docteur mme mr m dr
gsk glaxosmithkline glaxo smithkline beecham sanofi aventis pasteur merieux spmsd msd merck pfizer
wyeth novartis baxter chiron crucell janssen nordic bavarian valneva moderna astrazeneca seqirus
viatris mylan abbott solvay lilly aj ajvaccines ssi statens serum institut institute of india biken
laboratoire laboratoires labo
france francais etranger pays
ok oui valide validee vu vue identique idem
")
});

/// Words after which a number or a code is one of the lot.
static DE_LOT: Mots = LazyLock::new(|| liste("lot lots n no num numero batch lotn nlot ref"));

/// Words before a day on which a lot expires.
static DE_PEREMPTION: Mots = LazyLock::new(|| liste("exp expire expiration peremption per perime"));

/// Words that say that the dose may not have been given, or not this one: a line that has one is not
/// read at all.
static RESERVES: Mots = LazyLock::new(|| {
    liste("
non pas sans sauf ni jamais aucun aucune absence absent absente manque manquant manquante oubli oublie
refus refuse refusee refuses annule annulee annulation reporte reportee report differe differee
prevu prevue prevoir prevus faire revoir programme programmee prochain prochaine rdv futur
maladie indique indiquee contreindique contreindiquee contreindication indication
ou soit peut etre possible probable incertain incertaine doute douteux illisible inconnu inconnue
serologie serologies positif positive negatif negative immunise immunisee immunite taux igg
propose proposee demande demandee prescrit prescrite ordonnance commande commandee
atteint eu fausse faux erreur raye rayee barre barree
allergie allergique ci mere pere frere soeur fratrie parent parents contact cas porteur porteuse
depistage immunoglobuline immunoglobulines globuline globulines
")
});

/// Months, to read a day that is written out.
static MOIS: Mots = LazyLock::new(|| {
    liste(
        "janvier janv jan fevrier fevr fev mars avril avr mai juin juillet juil aout \
                    septembre sept octobre oct novembre nov decembre dec",
    )
});

/// Units of an age or of a delay.
static DUREES: Mots =
    LazyLock::new(|| liste("mois ans an annee annees semaine semaines sem jours jour j m s sa h"));

static QUANTITES: Mots = LazyLock::new(|| {
    liste(
        "ml mm mg μg ug mcg g gamma microgramme microgrammes ui u iu dose doses valent \
                         valents valence valences v",
    )
});

pub(super) fn banal(mot: &str) -> bool {
    BANALS.contains(mot) || rang(mot) || moment(mot)
}

pub(super) fn de_lot(mot: &str) -> bool {
    DE_LOT.contains(mot)
}

pub(super) fn de_peremption(mot: &str) -> bool {
    DE_PEREMPTION.contains(mot)
}

pub(super) fn reserve(mot: &str) -> bool {
    RESERVES.contains(mot)
}

pub(super) fn mois(mot: &str) -> bool {
    MOIS.contains(mot)
}

pub(super) fn unite(mot: &str) -> bool {
    DUREES.contains(mot) || QUANTITES.contains(mot)
}

/// Digits, then what is not: "2e" gives ("2", "e").
fn chiffres_puis(mot: &str) -> (&str, &str) {
    mot.split_at(mot.find(|c: char| !c.is_ascii_digit()).unwrap_or(mot.len()))
}

/// "1er", "2e", "3ème", "d2", "r1": which dose it is; also "2m", "5ml", an age or a quantity.
fn rang(mot: &str) -> bool {
    let (nombre, suite) = chiffres_puis(mot);
    let ordinal =
        matches!(suite, "e" | "er" | "re" | "ere" | "eme" | "ieme" | "nd" | "nde" | "de" | "o");
    let court = |n: &str| !n.is_empty() && n.len() <= 2 && n.bytes().all(|c| c.is_ascii_digit());
    let lettre = mot.strip_prefix(['d', 'r', 'v']).is_some_and(|n| court(n) && n.len() == 1);
    (court(nombre) && (ordinal || unite(suite))) || lettre
}

/// "m2", "j0", "s6": when in the schedule.
fn moment(mot: &str) -> bool {
    mot.strip_prefix(['m', 'j', 's'])
        .is_some_and(|n| !n.is_empty() && n.len() <= 3 && n.bytes().all(|c| c.is_ascii_digit()))
}

/// Whether a word looks like the number of a lot on its own: three digits at least, with letters
/// ("A21CC123B"), or five digits.
pub(super) fn numero_de_lot(mot: &str) -> bool {
    let chiffres = mot.chars().filter(char::is_ascii_digit).count();
    let lettres = mot.chars().count() - chiffres;
    let suite = mot.split(|c: char| c.is_ascii_digit()).map(|s| s.chars().count()).max();
    (lettres == 0 && chiffres >= 5)
        || (lettres > 0 && chiffres >= 3 && chiffres + lettres >= 5 && suite <= Some(5))
}
