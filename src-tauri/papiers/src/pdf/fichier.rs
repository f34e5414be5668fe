//! A PDF/A-1b file, written object by object: only the place of each object and the list of pages
//! stay in memory. Its streams are deflated by lopdf.

use super::contenu::{nom, operateurs};
use super::emploi::Emploi;
use super::fonte::{Fonte, coupee, fontes};
use super::objet::write_objet;
use super::xmp::{PRODUCER, xmp};
use crate::ReportError;
use crate::draw::{Drawing, Page};
use crate::icc;
use escale_domain::date::DateCivile;
use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};
use std::io::{Error, Result, Seek, SeekFrom, Write};
use std::sync::OnceLock;

/// Numbers of the objects that every file has.
const CATALOGUE: u32 = 1;
const RACINE: u32 = 2;
const RESSOURCES: u32 = 3;
/// Pages under one node of the tree: PDF/A-1 has no array of more than 8,191 items.
const PAR_NOEUD: usize = 256;

/// Papers one after the other in one file, their fonts shared.
pub struct Liasse<W> {
    sortie: W,
    titre: String,
    date: DateCivile,
    position: u64,
    /// Where each object begins; 0 for one that is not written yet.
    places: Vec<u64>,
    emploi: Emploi,
    /// Nodes of the tree of pages, each with its pages.
    noeuds: Vec<(u32, Vec<u32>)>,
    /// The digest of what is in the file, for its identifier.
    empreinte: blake3::Hasher,
    fontes: &'static [Fonte],
}

/// A place to come back to, where a paper that went into the file must leave it again.
pub struct Marque {
    position: u64,
    objets: usize,
    noeuds: usize,
    pages: usize,
    emploi: Emploi,
    empreinte: blake3::Hasher,
}

impl<W: Write + Seek> Liasse<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// [`ReportError`] when the fonts cannot be read or nothing can be written.
    pub fn new(sortie: W, titre: &str, date: DateCivile) -> std::result::Result<Self, ReportError> {
        let mut empreinte = blake3::Hasher::new();
        for part in [PRODUCER, titre, &date.iso()] {
            empreinte.update(part.as_bytes());
            empreinte.update(&[0]);
        }
        let mut liasse = Self {
            sortie,
            titre: titre.to_owned(),
            date,
            position: 0,
            places: vec![0; RESSOURCES as usize],
            emploi: Emploi::default(),
            noeuds: Vec::new(),
            empreinte,
            fontes: fontes()?,
        };
        // Four bytes above 127 say that the file is binary (PDF/A-1, 6.1.2).
        liasse.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n").map_err(|_| ReportError::Fichier)?;
        Ok(liasse)
    }

    /// How many pages it has.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.noeuds.iter().map(|(_, pages)| pages.len()).sum()
    }

    /// Adds a paper, and tells how many pages that made; with `recto_verso`, a blank page ends a
    /// paper of an odd number of pages, so that the next one begins on a sheet of its own.
    pub fn add(&mut self, dessin: &Drawing, recto_verso: bool) -> Result<usize> {
        let avant = self.pages();
        for page in &dessin.pages {
            self.page(page)?;
        }
        if recto_verso && dessin.pages.len() % 2 == 1 {
            self.page(&Page::default())?;
        }
        Ok(self.pages() - avant)
    }

    /// Where the file stands now.
    #[must_use]
    pub fn mark(&self) -> Marque {
        Marque {
            position: self.position,
            objets: self.places.len(),
            noeuds: self.noeuds.len(),
            pages: self.noeuds.last().map_or(0, |(_, pages)| pages.len()),
            emploi: self.emploi.clone(),
            empreinte: self.empreinte.clone(),
        }
    }

    /// Goes back to where the file stood: what was added since is written over.
    pub fn revert(&mut self, marque: Marque) -> Result<()> {
        self.sortie.seek(SeekFrom::Start(marque.position))?;
        self.position = marque.position;
        self.places.truncate(marque.objets);
        self.noeuds.truncate(marque.noeuds);
        if let Some((_, pages)) = self.noeuds.last_mut() {
            pages.truncate(marque.pages);
        }
        self.emploi = marque.emploi;
        self.empreinte = marque.empreinte;
        Ok(())
    }

    /// Ends the file, and gives back what it was written to with its length: where [`Self::revert`]
    /// was used, more may lie behind it.
    pub fn finish(mut self) -> Result<(W, u64)> {
        let polices = self.polices()?;
        self.objet(RESSOURCES, &dictionary! { "Font" => polices }.into())?;
        self.arbre()?;
        let mut id = [0; 16];
        id.copy_from_slice(&self.empreinte.finalize().as_bytes()[..16]);
        self.catalogue(&id)?;
        self.table(&id)?;
        self.sortie.flush()?;
        Ok((self.sortie, self.position))
    }

    fn page(&mut self, page: &Page) -> Result<()> {
        let contenu = operateurs(page, &mut self.emploi);
        self.empreinte.update(&contenu.len().to_le_bytes());
        self.empreinte.update(&contenu);
        let mut flux = Stream::new(Dictionary::new(), contenu);
        flux.compress().map_err(Error::other)?;
        let contenu = self.reserve();
        self.flux(contenu, &flux)?;
        if self.noeuds.last().is_none_or(|(_, pages)| pages.len() >= PAR_NOEUD) {
            let noeud = self.reserve();
            self.noeuds.push((noeud, Vec::new()));
        }
        let id = self.reserve();
        if let Some((noeud, pages)) = self.noeuds.last_mut() {
            pages.push(id);
            let noeud = *noeud;
            self.objet(
                id,
                &dictionary! {
                    "Type" => "Page",
                    "Parent" => (noeud, 0),
                    "MediaBox" => feuille(),
                    "Resources" => (RESSOURCES, 0),
                    "Contents" => (contenu, 0),
                }
                .into(),
            )?;
        }
        Ok(())
    }

    /// The faces that the pages use, and no other.
    fn polices(&mut self) -> Result<Dictionary> {
        let mut polices = Dictionary::new();
        let emploi = std::mem::take(&mut self.emploi);
        let fontes = self.fontes;
        for fonte in fontes.iter().filter(|fonte| emploi.entieres.contains(&fonte.face)) {
            let police = self.police(fonte)?;
            polices.set(nom(fonte.face), (police, 0));
        }
        for (face, glyphes) in &emploi.coupees {
            let fonte = coupee(*face, glyphes).ok_or_else(|| Error::other("a face"))?;
            let police = self.police(&fonte)?;
            polices.set(nom(*face), (police, 0));
        }
        Ok(polices)
    }

    /// The objects of one face; answers the number of the font that pages name.
    fn police(&mut self, fonte: &Fonte) -> Result<u32> {
        let [programme, descripteur, unicode, composite] = [(); 4].map(|()| self.reserve());
        self.flux(programme, &fonte.programme)?;
        self.flux(unicode, &fonte.unicode)?;
        let mut dit = fonte.descripteur.clone();
        dit.set("FontFile2", (programme, 0));
        if let Some(presents) = &fonte.presents {
            let id = self.reserve();
            self.flux(id, presents)?;
            dit.set("CIDSet", (id, 0));
        }
        self.objet(descripteur, &dit.into())?;
        let mut descendante = fonte.descendante.clone();
        descendante.set("FontDescriptor", (descripteur, 0));
        let mut dit = fonte.composite.clone();
        dit.set("ToUnicode", (unicode, 0));
        dit.set("DescendantFonts", vec![descendante.into()]);
        self.objet(composite, &dit.into())?;
        Ok(composite)
    }

    fn arbre(&mut self) -> Result<()> {
        let noeuds = std::mem::take(&mut self.noeuds);
        let reference = |id: &u32| Object::Reference((*id, 0));
        for (noeud, pages) in &noeuds {
            let enfants: Vec<Object> = pages.iter().map(reference).collect();
            let dit = dictionary! {
                "Type" => "Pages", "Parent" => (RACINE, 0), "Kids" => enfants,
                "Count" => entier(pages.len()),
            };
            self.objet(*noeud, &dit.into())?;
        }
        let enfants: Vec<Object> = noeuds.iter().map(|(id, _)| reference(id)).collect();
        let total: usize = noeuds.iter().map(|(_, pages)| pages.len()).sum();
        let dit = dictionary! { "Type" => "Pages", "Kids" => enfants, "Count" => entier(total) };
        self.objet(RACINE, &dit.into())
    }

    /// What PDF/A-1b asks for around the pages: the colours, the metadata, the language.
    fn catalogue(&mut self, id: &[u8; 16]) -> Result<()> {
        let (profil, metadonnees) = (self.reserve(), self.reserve());
        self.flux(profil, profil_couleur())?;
        let intention = dictionary! {
            "Type" => "OutputIntent",
            "S" => "GTS_PDFA1",
            "OutputConditionIdentifier" => Object::string_literal("sRGB"),
            "RegistryName" => Object::string_literal("http://www.color.org"),
            "Info" => Object::string_literal("sRGB IEC61966-2.1"),
            "DestOutputProfile" => (profil, 0),
        };
        let paquet = xmp(&self.titre, self.date, id).into_bytes();
        let dit = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        self.flux(metadonnees, &Stream::new(dit, paquet))?;
        self.objet(
            CATALOGUE,
            &dictionary! {
                "Type" => "Catalog",
                "PageLayout" => "OneColumn",
                "PageMode" => "UseNone",
                "Pages" => (RACINE, 0),
                "Lang" => Object::string_literal("fr-FR"),
                "Metadata" => (metadonnees, 0),
                "OutputIntents" => vec![intention.into()],
                "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            }
            .into(),
        )
    }

    /// The place of every object, and the end.
    fn table(&mut self, id: &[u8; 16]) -> Result<()> {
        let debut = self.position;
        let places = std::mem::take(&mut self.places);
        self.write(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes())?;
        for place in &places {
            self.write(format!("{place:010} 00000 n \n").as_bytes())?;
        }
        let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
        let queue = dictionary! {
            "Size" => entier(places.len() + 1),
            "Root" => (CATALOGUE, 0),
            "ID" => vec![id.clone(), id],
        };
        self.write(b"trailer\n")?;
        let mut texte = Vec::new();
        write_objet(&mut texte, &queue.into())?;
        self.write(&texte)?;
        self.write(format!("\nstartxref\n{debut}\n%%EOF\n").as_bytes())
    }

    fn reserve(&mut self) -> u32 {
        self.places.push(0);
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    fn objet(&mut self, id: u32, objet: &Object) -> Result<()> {
        let mut texte = Vec::with_capacity(1024);
        writeln!(texte, "{id} 0 obj")?;
        write_objet(&mut texte, objet)?;
        texte.extend_from_slice(b"\nendobj\n");
        self.place(id)?;
        self.write(&texte)
    }

    /// The same for a stream that is kept, without a copy of it.
    fn flux(&mut self, id: u32, flux: &Stream) -> Result<()> {
        let mut texte = Vec::with_capacity(256);
        writeln!(texte, "{id} 0 obj")?;
        write_objet(&mut texte, &Object::Dictionary(flux.dict.clone()))?;
        texte.extend_from_slice(b"stream\n");
        self.place(id)?;
        self.write(&texte)?;
        self.write(&flux.content)?;
        self.write(b"\nendstream\nendobj\n")
    }

    fn place(&mut self, id: u32) -> Result<()> {
        let place = id.checked_sub(1).and_then(|n| self.places.get_mut(n as usize));
        *place.ok_or_else(|| Error::other("object number"))? = self.position;
        Ok(())
    }

    fn write(&mut self, octets: &[u8]) -> Result<()> {
        self.sortie.write_all(octets)?;
        self.position += octets.len() as u64;
        Ok(())
    }
}

/// An A4 sheet, in points.
fn feuille() -> Vec<Object> {
    vec![0.into(), 0.into(), Object::Real(595.276), Object::Real(841.89)]
}

fn entier(n: usize) -> Object {
    Object::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The profile of the output intent, deflated once.
fn profil_couleur() -> &'static Stream {
    static PROFIL: OnceLock<Stream> = OnceLock::new();
    PROFIL.get_or_init(|| {
        let brut = Stream::new(dictionary! { "N" => 3 }, icc::srgb());
        let mut presse = brut.clone();
        match presse.compress() {
            Ok(()) => presse,
            Err(_) => brut,
        }
    })
}
