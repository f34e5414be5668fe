//! The papers of a bilan. Everything in which one paper differs from the next is a fact of its
//! [`Paper`], declared once in `liste.rs`; the rest of the program asks for the fact and never for
//! the letter. Only the drawing is elsewhere: one `match` in `escale_papiers::dessin_de`.

mod liste;

pub use liste::PaperKind;

use crate::codes::codes;

codes! {
    /// Why something of a record stays inside.
    Raison {
        SecretRenforce = "secret_renforce", "Secret renforcé";
        Medical = "medical", "Donnée médicale, réservée aux soignants";
        Tiers = "tiers", "Santé d’une autre personne";
        ParUnBesoin = "par_un_besoin", "Ne se dit que par une préconisation partageable";
        SansNecessite = "sans_necessite", "Ce destinataire n’en a pas besoin";
        DateSeule = "date_seule", "L’attestation ne dit que la date";
        SeancesSeules = "seances_seules", "La prescription ne dit que les séances";
        Opposition = "opposition", "Opposition écrite du mineur";
        LieuConfidentiel = "lieu_confidentiel", "Lieu d’accueil confidentiel";
        SansTexte = "sans_texte", "Aucun texte partageable n’est écrit";
        SujetReserve = "sujet_reserve", "Santé sexuelle ou addictions, jamais sur ce document";
        Retiree = "retiree", "Préconisation annulée";
        PlusPosee = "plus_posee", "La question n’est plus posée";
        HorsListe = "hors_liste", "Aucune règle ne le laisse sortir";
    }
}

codes! {
    /// To whom a paper goes, which decides its envelope, its channel and its line in the log.
    Recipient {
        Medecin = "medecin", "Le médecin référent";
        Service = "service", "Le service de l’aide sociale à l’enfance";
        Main = "main", "Remis à l’enfant, à ses parents ou à ceux qui l’accueillent";
    }
}

/// How a paper reads the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// All that a doctor may read, V3 answers only where ticked.
    Whole,
    /// Through an allow-list: codes of the table of `document::regles` that go out. What is not
    /// listed stays inside for the reason of its row, or for `otherwise` where the paper has one
    /// reason for everything.
    Only { list: &'static [&'static str], otherwise: Option<Raison> },
}

/// What a written objection of the minor does to a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objection {
    /// Nothing: the reader is a doctor, and objections are against others.
    NotAgainst,
    /// What it names is left out. One that is not understood has no effect: the paper says too
    /// little to reveal anything.
    Strips,
    /// What it names is left out, and one that is not understood refuses the paper.
    StripsOrRefuses,
}

/// When the pile waits for a paper of a closed bilan. The query of the pile takes the same fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    Always,
    /// Once a recommendation has sessions and a doctor of the pair signed.
    WhenSessionsPrescribed,
    /// Made on request.
    Never,
}

/// The facts of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    pub recipient: Recipient,
    pub reads: Reads,
    pub objection: Objection,
    pub due: Due,
    /// Whether it prescribes: it says the sessions, and only a doctor of the pair can sign it.
    pub prescribes: bool,

    pub title: &'static str,
    /// The word for it in a sentence, without its article.
    pub noun: &'static str,
    /// The same, with its article, at the beginning of a sentence.
    pub definite: &'static str,
    pub plural: &'static str,
    pub feminine: bool,
    /// Who reads it, on the screen that prepares it.
    pub reader: &'static str,
    /// Who reads it in which situation, and what it therefore leaves out.
    pub reading: &'static str,
    /// Title of the part that says what to know every day.
    pub daily: &'static str,

    /// What it told, in the transmission log.
    pub nature: &'static str,
    /// How the letter names it among what was sent.
    pub sent: &'static str,

    /// In the name of its file: ASCII, hyphens.
    pub file: &'static str,
    /// The folder where the demonstration puts those of its kind.
    pub folder: &'static str,
    /// Its word in the terminal, and what the help says of it.
    pub command: &'static str,
    pub help: &'static str,
}

impl Paper {
    /// Whether it is the medical letter, which reads the whole record.
    #[must_use]
    pub const fn whole(&self) -> bool {
        matches!(self.reads, Reads::Whole)
    }

    /// Whether an objection that is not understood refuses the paper.
    #[must_use]
    pub const fn refused_by_vague_objection(&self) -> bool {
        matches!(self.objection, Objection::StripsOrRefuses)
    }
}

impl PaperKind {
    /// Whether a closed bilan waits for this paper; `prescribed` says whether it has sessions that a
    /// doctor signed.
    #[must_use]
    pub const fn is_due(self, prescribed: bool) -> bool {
        match self.facts().due {
            Due::Always => true,
            Due::WhenSessionsPrescribed => prescribed,
            Due::Never => false,
        }
    }

    /// The paper of a word of the terminal.
    #[must_use]
    pub fn from_command(command: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.facts().command == command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Two papers with one file name, one word or one title would be taken for each other.
    #[test]
    fn no_two_papers_share_a_name() {
        let names: [fn(&Paper) -> &'static str; 6] =
            [|p| p.title, |p| p.noun, |p| p.plural, |p| p.file, |p| p.folder, |p| p.command];
        for name in names {
            let all: BTreeSet<_> = PaperKind::ALL.iter().map(|kind| name(kind.facts())).collect();
            assert_eq!(all.len(), PaperKind::ALL.len(), "{all:?}");
        }
        for kind in PaperKind::ALL {
            let paper = kind.facts();
            assert_eq!(PaperKind::from_command(paper.command), Some(*kind));
            for ascii in [paper.file, paper.folder, paper.command] {
                assert!(ascii.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{ascii}");
            }
        }
    }

    /// A paper that reads the whole record goes to a doctor, and no other paper does.
    #[test]
    fn only_a_doctor_is_sent_the_whole_record() {
        for kind in PaperKind::ALL {
            let paper = kind.facts();
            assert_eq!(paper.whole(), paper.recipient == Recipient::Medecin, "{kind:?}");
            assert_eq!(paper.whole(), paper.objection == Objection::NotAgainst, "{kind:?}");
        }
    }
}
