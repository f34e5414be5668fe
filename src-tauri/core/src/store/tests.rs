use super::*;
use crate::monde::MondeReel;
use escale_vault::{self as vault, Cout};
use serde_json::{Value, json};
use uuid::Uuid;

const MOT: &str = "un mot de passe assez long";

pub(super) struct Banc {
    pub(super) _garde: tempfile::TempDir,
    pub(super) dossier: VaultDir,
    pub(super) cle: CleBase,
    pub(super) secret: Secret,
    pub(super) store: Store,
}

pub(super) async fn banc() -> Banc {
    let garde = tempfile::tempdir().expect("a folder");
    let dossier = VaultDir::new(garde.path());
    let cree = vault::prepare(&dossier, "a", MOT, Cout::d_essai(), &MondeReel)
        .and_then(vault::Chantier::finish)
        .expect("a vault");
    let cle = cree.ouvert.cle();
    let secret = cree.ouvert.secret();
    let cles = (&cle, secret.clone());
    let store = Store::create(&dossier, cles, Arc::new(MondeReel)).await.expect("a base");
    Banc { _garde: garde, dossier, cle, secret, store }
}

/// An act; of a new row, the columns that it cannot do without are filled in.
pub(super) fn acte(mut changements: Vec<Changement>) -> Acte {
    let neufs: std::collections::BTreeSet<(Entite, Uuid)> =
        changements.iter().filter(|c| c.vu == Vu::Neuf).map(|c| (c.entite, c.objet)).collect();
    for (entite, objet) in neufs {
        for colonne in entite.colonnes().iter().filter(|colonne| !colonne.nulle) {
            let la = |c: &Changement| (c.entite, c.objet, c.champ) == (entite, objet, colonne.nom);
            if !changements.iter().any(la) {
                let valeur = match colonne.forme {
                    Forme::Json => json!([]),
                    _ => colonne.vide(),
                };
                let champ = colonne.nom;
                changements.push(Changement { entite, objet, champ, valeur, vu: Vu::Neuf });
            }
        }
    }
    Acte { verbe: Verbe::EnfantCreer, auteur: None, enfant: None, motif: None, changements }
}

/// Columns of a row, as JSON.
pub(super) fn champs(entite: Entite, objet: Uuid, valeurs: Value, vu: Vu) -> Vec<Changement> {
    let Value::Object(valeurs) = valeurs else { panic!("an object") };
    let change = |(nom, valeur): (String, Value)| {
        let champ = entite.table().colonne(&nom).expect("a column").nom;
        Changement { entite, objet, champ, valeur, vu }
    };
    valeurs.into_iter().map(change).collect()
}

/// How many values the row of [`enfant`] has.
pub(super) fn valeurs() -> u64 {
    let colonnes = Entite::Enfant.colonnes().iter().filter(|colonne| !colonne.nulle);
    colonnes.count().try_into().expect("few")
}

/// A bilan of a child.
pub(super) async fn bilan(store: &Store) -> Uuid {
    let (enfant, _) = enfant(store, "A").await;
    let id = store.monde().nouvel_id();
    let valeurs = json!({ "enfant": enfant.to_string() });
    let acte = acte(champs(Entite::Bilan, id, valeurs, Vu::Neuf));
    store.record(acte).await.expect("written");
    id
}

pub(super) async fn enfant(store: &Store, nom: &str) -> (Uuid, Ecrit) {
    let id = store.monde().nouvel_id();
    let valeurs = json!({
        "nom_naissance": nom, "prenoms_naissance": ["Zoé"], "date_naissance_estimee": false
    });
    let changements = champs(Entite::Enfant, id, valeurs, Vu::Neuf);
    (id, store.record(acte(changements)).await.expect("written"))
}

pub(super) fn change(objet: Uuid, nom: &str, vu: Vu) -> Acte {
    acte(vec![Changement {
        entite: Entite::Enfant,
        objet,
        champ: "nom_naissance",
        valeur: json!(nom),
        vu,
    }])
}

pub(super) async fn ecarts(store: &Store) -> Vec<Ecart> {
    store.check(|_, _| {}).await.expect("verified").ecarts
}

#[tokio::test]
async fn what_is_recorded_reads_back_and_verifies() {
    let banc = banc().await;
    let (id, ecrit) = enfant(&banc.store, "D’Œuvre").await;
    assert_eq!(ecrit.entites.into_iter().collect::<Vec<_>>(), [Entite::Enfant]);
    let lu = banc.store.objet(Entite::Enfant, id).await.expect("there");
    assert_eq!(lu.champ("nom_naissance"), "D’Œuvre");
    assert_eq!(lu.champ("prenoms_naissance"), &json!(["Zoé"]));
    assert_eq!(lu.champ("date_naissance_estimee"), &json!(false));
    assert_eq!(lu.champ("ins_matricule"), &json!(null));
    let preuve = banc.store.check(|_, _| {}).await.expect("verified");
    assert_eq!((preuve.actes, preuve.valeurs, preuve.ecarts), (1, valeurs(), vec![]));
}

#[tokio::test]
async fn a_change_seen_is_no_conflict_and_a_blind_one_keeps_both() {
    let Banc { store, .. } = &banc().await;
    let (id, premier) = enfant(store, "A").await;
    let second = store.record(change(id, "B", Vu::Acte(premier.acte))).await.expect("written");
    assert_eq!(second.conflits, []);
    // Another seat still shows "A".
    let tiers = store.record(change(id, "C", Vu::Acte(premier.acte))).await.expect("written");
    assert_eq!(tiers.conflits.len(), 1);
    let lu = store.objet(Entite::Enfant, id).await.expect("there");
    assert_eq!(lu.champ("nom_naissance"), "C");
    let attendent = store.perdants(Entite::Enfant, id, "nom_naissance").await.expect("read");
    assert_eq!(attendent.len(), 1);
    assert_eq!(attendent[0].valeur.as_deref(), Some("\"B\""));
    assert_eq!(store.statistiques().await.expect("read").conflits, 1);
    assert_eq!(ecarts(store).await, []);
    let choix = store.record(change(id, "B", Vu::Acte(tiers.acte))).await.expect("written");
    assert_eq!(choix.conflits, []);
    assert!(store.perdants(Entite::Enfant, id, "nom_naissance").await.expect("read").is_empty());
    assert_eq!(ecarts(store).await, []);
}

#[tokio::test]
async fn only_a_write_that_saw_the_last_value_settles_and_it_settles_all() {
    let Banc { store, .. } = &banc().await;
    let (id, a) = enfant(store, "A").await;
    let b = store.record(change(id, "B", Vu::Rien)).await.expect("written");
    let c = store.record(change(id, "C", Vu::Acte(a.acte))).await.expect("written");
    let attendent = async || {
        let perdants = store.perdants(Entite::Enfant, id, "nom_naissance").await.expect("read");
        perdants.into_iter().filter_map(|p| p.valeur).collect::<Vec<_>>()
    };
    assert_eq!(attendent().await, ["\"A\"", "\"B\""]);
    assert_eq!(ecarts(store).await, []);
    // A writer who saw a value that is no longer there settles no conflict.
    let d = store.record(change(id, "D", Vu::Acte(b.acte))).await.expect("written");
    assert_eq!(d.conflits.len(), 1);
    assert_eq!(attendent().await, ["\"A\"", "\"B\"", "\"C\""]);
    assert_eq!(ecarts(store).await, []);
    assert_ne!(c.acte, d.acte);
    let choix = store.record(change(id, "A", Vu::Acte(d.acte))).await.expect("written");
    assert_eq!(choix.conflits, []);
    assert_eq!(attendent().await, Vec::<String>::new());
    assert_eq!(ecarts(store).await, []);
}

#[tokio::test]
async fn a_write_repeated_by_its_author_is_written_once() {
    let Banc { store, .. } = &banc().await;
    let (id, a) = enfant(store, "A").await;
    let (moi, autre) = (store.monde().nouvel_id(), store.monde().nouvel_id());
    let par = |qui, nom: &str| Acte { auteur: Some(qui), ..change(id, nom, Vu::Acte(a.acte)) };
    let b = store.record(par(moi, "B")).await.expect("written");
    let encore = store.record(par(moi, "B")).await.expect("known");
    assert_eq!((encore.acte, encore.instant, encore.conflits), (b.acte, b.instant, vec![]));
    assert!(encore.entites.is_empty());
    assert_eq!(store.statistiques().await.expect("read").actes, 2);
    // The same value from another author is a conflict: that author had not seen the value before
    // it.
    assert_eq!(store.record(par(autre, "B")).await.expect("written").conflits.len(), 1);
    assert_eq!(store.record(par(autre, "A")).await.expect("written").conflits.len(), 1);
    assert_eq!(ecarts(store).await, []);
}

#[tokio::test]
async fn a_screen_of_a_whole_object_has_seen_each_field_as_of_its_last_act() {
    let Banc { store, .. } = &banc().await;
    let (id, a) = enfant(store, "A").await;
    let sexe = |valeur: &str, vu| {
        let mut acte = change(id, valeur, vu);
        acte.changements[0].champ = "ins_matricule";
        acte
    };
    let s = store.record(sexe("F", Vu::Jusqua(a.acte))).await.expect("written");
    let dernier = store.dernier_acte(Entite::Enfant, id).await.expect("read");
    assert_eq!(dernier, Some(s.acte.to_string()));
    // The act of the sex is later than that of the name: a screen that saw it saw the name too.
    let b = store.record(change(id, "B", Vu::Jusqua(s.acte))).await.expect("written");
    assert_eq!(b.conflits, []);
    let vus = store.objet_jusqua(Entite::Enfant, id, s.acte).await.expect("read").expect("there");
    let vus = (vus.champ("nom_naissance"), vus.champ("ins_matricule"));
    assert_eq!(vus, (&json!("A"), &json!("F")));
    // A screen of before "B" has not seen it, nor has a screen of before "F" seen that.
    assert_eq!(
        store.record(change(id, "C", Vu::Jusqua(s.acte))).await.expect("written").conflits.len(),
        1
    );
    let aveugle = store.record(sexe("M", Vu::Jusqua(a.acte))).await.expect("written");
    assert_eq!(aveugle.conflits.len(), 1);
    // An act that this base does not have cannot have been seen.
    let inconnu = Vu::Jusqua(store.monde().nouvel_id());
    assert_eq!(store.record(sexe("F", inconnu)).await.expect("written").conflits.len(), 1);
    assert_eq!(ecarts(store).await, []);
}

#[tokio::test]
async fn two_first_writers_of_one_field_are_a_conflict() {
    let Banc { store, .. } = &banc().await;
    let (id, _) = enfant(store, "A").await;
    let mut premier = change(id, "F", Vu::Rien);
    premier.changements[0].champ = "ins_matricule";
    let mut second = premier.clone();
    second.changements[0].valeur = json!("M");
    assert_eq!(store.record(premier).await.expect("written").conflits.len(), 0);
    assert_eq!(store.record(second).await.expect("written").conflits.len(), 1);
    assert_eq!(ecarts(store).await, []);
}

#[tokio::test]
async fn a_refused_act_leaves_no_trace() {
    let Banc { store, .. } = &banc().await;
    let (id, _) = enfant(store, "A").await;
    let mut faux = change(id, "B", Vu::Courant);
    faux.changements.push(Changement {
        entite: Entite::Enfant,
        objet: id,
        champ: "date_naissance_estimee",
        valeur: json!("peut-être"),
        vu: Vu::Rien,
    });
    assert_eq!(store.record(faux).await.expect_err("refused").code, Code::Interne);
    let lu = store.objet(Entite::Enfant, id).await.expect("there");
    assert_eq!(lu.champ("nom_naissance"), "A");
    store.record(change(id, "B", Vu::Courant)).await.expect("written");
    let preuve = store.check(|_, _| {}).await.expect("verified");
    assert_eq!((preuve.actes, preuve.ecarts), (2, vec![]));
}

#[tokio::test]
async fn the_journal_goes_on_after_closing_and_keeps_its_device() {
    let Banc { _garde, dossier, cle, secret, store } = banc().await;
    let appareil = store.appareil().to_owned();
    enfant(&store, "A").await;
    store.close().await;
    let cles = (&cle, secret);
    let store = Store::open(&dossier, cles, Arc::new(MondeReel)).await.expect("opened");
    assert_eq!(store.appareil(), appareil);
    enfant(&store, "B").await;
    let preuve = store.check(|_, _| {}).await.expect("verified");
    assert_eq!((preuve.actes, preuve.ecarts), (2, vec![]));
    assert_eq!(preuve.tete.len(), 64);
}

#[tokio::test]
async fn a_clock_set_back_does_not_set_the_journal_back() {
    let Banc { store, .. } = &banc().await;
    let (_, avant) = enfant(store, "A").await;
    store.ecriture.lock().await.tete.horloge += 3_600_000 << 16;
    let (_, apres) = enfant(store, "B").await;
    assert!(apres.instant >= avant.instant + 3_600_000);
}

#[tokio::test]
async fn every_connection_waits_for_the_disk_and_sorts_in_memory() {
    let banc = banc().await;
    enfant(&banc.store, "A").await;
    let mut ecriture = banc.store.ecriture.lock().await;
    let mut lecture = banc.store.lectures.acquire().await.expect("a connection");
    for connexion in [&mut ecriture.connexion, &mut *lecture] {
        for (pragma, attendu) in [
            ("journal_mode", "wal"),
            // 2 is FULL: a commit returns once the WAL is on the disk, not in the system's memory.
            ("synchronous", "2"),
            // 2 is MEMORY: nothing sorted or set aside lies on the disk in the clear.
            ("temp_store", "2"),
        ] {
            let sql = sqlx::AssertSqlSafe(format!("PRAGMA {pragma}"));
            let ligne = sqlx::query(sql).fetch_one(&mut *connexion).await.expect("read");
            let valeur: String = sqlx::Row::try_get_unchecked(&ligne, 0).expect("a value");
            assert_eq!(valeur, attendu, "{pragma}");
        }
    }
}

#[tokio::test]
async fn without_the_key_nothing_opens() {
    let Banc { _garde, dossier, store, .. } = banc().await;
    enfant(&store, "A").await;
    store.close().await;
    let mut connexion = SqliteConnectOptions::new()
        .filename(dossier.base())
        .read_only(true)
        .connect()
        .await
        .expect("SQLite reads nothing before the first statement");
    let refus = sqlx::query("SELECT * FROM sqlite_master").fetch_all(&mut connexion).await;
    let refus = refus.expect_err("not a base without its key");
    let code = refus.as_database_error().and_then(|e| e.code()).map(|c| c.into_owned());
    assert_eq!(code.as_deref(), Some("26"), "SQLITE_NOTADB");
}

/// The caller may be cancelled at any moment: a window that closes, a browser that goes away.
#[tokio::test]
async fn a_write_that_is_abandoned_anywhere_harms_no_later_one() {
    let Banc { store, .. } = &banc().await;
    let (id, _) = enfant(store, "A").await;
    for pas in 0..200 {
        let mut restant = pas;
        let abandon = std::future::poll_fn(|contexte| match restant {
            0 => std::task::Poll::Ready(()),
            _ => {
                restant -= 1;
                contexte.waker().wake_by_ref();
                std::task::Poll::Pending
            }
        });
        tokio::select! {
            biased;
            ecrit = store.record(change(id, &format!("perdu {pas}"), Vu::Courant)) => {
                ecrit.expect("written");
            }
            () = abandon => {}
        }
        let nom = format!("tenu {pas}");
        store.record(change(id, &nom, Vu::Courant)).await.expect("written");
        let lu = store.objet(Entite::Enfant, id).await.expect("there");
        assert_eq!(lu.champ("nom_naissance"), nom.as_str());
    }
    assert_eq!(ecarts(store).await, []);
}

/// Each kind of unfit base has its own answer, and keeps its bytes.
#[tokio::test]
async fn an_unfit_base_is_refused_and_untouched() {
    let Banc { _garde, dossier, cle, secret, store } = banc().await;
    enfant(&store, "A").await;
    store.close().await;
    let saine = std::fs::read(dossier.base()).expect("read");
    assert!(!saine.starts_with(EN_CLAIR));

    let plus_recente = {
        let mut connexion = options(&dossier.base(), &cle).connect().await.expect("opened");
        sqlx::raw_sql(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'future', 1, x'00', 0)",
        )
        .execute(&mut connexion)
        .await
        .expect("aged");
        connexion.close().await.expect("closed");
        std::fs::read(dossier.base()).expect("read")
    };
    let mut page_abimee = saine.clone();
    page_abimee[100..300].fill(0xAA);
    let en_clair = {
        let chemin = dossier.chemin().join("clair.base");
        let mut connexion = SqliteConnectOptions::new()
            .filename(&chemin)
            .create_if_missing(true)
            .connect()
            .await
            .expect("plain");
        sqlx::raw_sql("CREATE TABLE t (a)").execute(&mut connexion).await.expect("made");
        connexion.close().await.expect("closed");
        std::fs::read(chemin).expect("read")
    };
    for (octets, code) in [
        (plus_recente, Code::BasePlusRecente),
        (page_abimee, Code::BaseAbimee),
        (saine[..10].to_vec(), Code::BaseAbimee),
        (Vec::new(), Code::BaseAbimee),
        (en_clair, Code::BaseEnClair),
        (saine.clone(), Code::Interne),
    ] {
        std::fs::write(dossier.base(), &octets).expect("written");
        let cles = (&cle, secret.clone());
        let resultat = Store::open(&dossier, cles, Arc::new(MondeReel)).await;
        if code == Code::Interne {
            resultat.expect("the sound one opens");
            continue;
        }
        assert_eq!(resultat.err().map(|e| e.code), Some(code));
        assert_eq!(std::fs::read(dossier.base()).expect("read"), octets, "{code:?} untouched");
    }
}

#[tokio::test]
async fn the_key_of_another_vault_does_not_open_the_base() {
    let Banc { _garde, dossier, store, .. } = banc().await;
    store.close().await;
    let autre = banc().await;
    let cles = (&autre.cle, autre.secret);
    let refus = Store::open(&dossier, cles, Arc::new(MondeReel)).await;
    assert_eq!(refus.err().map(|e| e.code), Some(Code::BaseAbimee));
}
