//! The embedded faces. Those of the first family are made once a process: the program of a face
//! takes longer to deflate than a letter to lay out. The others are cut to what a file uses.
//! The only file that knows printpdf, which describes each face.

use super::coupe::cut;
use crate::ReportError;
use crate::font::{Face, Fonts};
use lopdf::{Dictionary, Object, Stream, dictionary};
use printpdf::{
    Codepoint, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Pt, TextItem,
};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The objects of one face, their streams deflated.
pub(super) struct Fonte {
    pub(super) face: Face,
    pub(super) programme: Stream,
    /// What a reader must know of the shapes, but for the program.
    pub(super) descripteur: Dictionary,
    /// Which sign each glyph gives back.
    pub(super) unicode: Stream,
    /// Which glyphs a cut program holds (PDF/A-1, 6.3.5); none for a whole face.
    pub(super) presents: Option<Stream>,
    /// The widths, and the rest of the descendant font but for its descriptor.
    pub(super) descendante: Dictionary,
    /// The composite font, but for the two above.
    pub(super) composite: Dictionary,
}

/// The faces that are embedded whole.
///
/// # Errors
/// [`ReportError::Police`] when an embedded font cannot be read, which the tests exclude.
pub(super) fn fontes() -> Result<&'static [Fonte], ReportError> {
    static FONTES: OnceLock<Option<Vec<Fonte>>> = OnceLock::new();
    FONTES.get_or_init(entieres).as_deref().ok_or(ReportError::Police)
}

/// Each with every glyph that a paper may draw: what comes out does not depend on the paper.
fn entieres() -> Option<Vec<Fonte>> {
    let fonts = Fonts::get().ok()?;
    let entieres = Face::ALL.iter().copied().filter(|face| face.whole());
    entieres.map(|face| une(face, face.name(), face.bytes(), &fonts.drawn(face))).collect()
}

/// A face cut to some glyphs, each with the text that it gives back; none when it cannot be read,
/// which the tests exclude.
pub(super) fn coupee(face: Face, glyphes: &BTreeMap<u16, String>) -> Option<Fonte> {
    let coupe = cut(face.bytes(), glyphes.keys().copied())?;
    // Six capitals before the name of a cut face (ISO 32000-1, 9.6.4), the same for the same glyphs.
    let mut empreinte = blake3::Hasher::new();
    coupe.glyphes.iter().for_each(|id| {
        empreinte.update(&id.to_be_bytes());
    });
    let marque = empreinte.finalize();
    let marque = marque.as_bytes().iter().take(6).map(|o| char::from(b'A' + o % 26));
    let nom = format!("{}+{}", marque.collect::<String>(), face.name());
    let mut fonte = une(face, &nom, &coupe.decrite, glyphes)?;
    fonte.programme = Stream::new(
        dictionary! { "Length1" => i64::try_from(coupe.programme.len()).ok()? },
        coupe.programme,
    );
    fonte.programme.compress().ok()?;
    let mut presents = vec![0u8; usize::from(*coupe.glyphes.last()?) / 8 + 1];
    for id in &coupe.glyphes {
        presents[usize::from(id / 8)] |= 0x80 >> (id % 8);
    }
    let mut presents = Stream::new(Dictionary::new(), presents);
    presents.compress().ok()?;
    fonte.presents = Some(presents);
    Some(fonte)
}

fn une(face: Face, nom: &str, octets: &[u8], glyphes: &BTreeMap<u16, String>) -> Option<Fonte> {
    let id = FontId("F".to_owned());
    let mut document = PdfDocument::new("");
    let mut lue = ParsedFont::from_bytes(octets, 0, &mut Vec::new())?;
    lue.font_name = Some(nom.to_owned());
    document.resources.fonts.map.insert(id.clone(), PdfFont::new(lue));
    let glyphes =
        glyphes.iter().map(|(id, texte)| Codepoint::with_cid(*id, 0.0, texte.clone())).collect();
    let ops = vec![
        Op::StartTextSection,
        Op::SetFont { font: PdfFontHandle::External(id), size: Pt(1.0) },
        Op::ShowText { items: vec![TextItem::GlyphIds(glyphes)] },
        Op::EndTextSection,
    ];
    document.with_pages(vec![PdfPage::new(Mm(210.0), Mm(297.0), ops)]);
    let options = PdfSaveOptions { subset_fonts: false, ..PdfSaveOptions::default() };
    let fichier = document.to_lopdf_document(&options, &mut Vec::new());

    let dictionnaires = || fichier.objects.values().filter_map(|o| o.as_dict().ok());
    let mut composite = dictionnaires().find(|d| est(d, b"Subtype", b"Type0"))?.clone();
    let unicode = composite.remove(b"ToUnicode")?.as_reference().ok()?;
    let descendantes = composite.remove(b"DescendantFonts")?;
    let mut descendante = descendantes.as_array().ok()?.first()?.as_dict().ok()?.clone();
    let descripteur = descendante.remove(b"FontDescriptor")?.as_reference().ok()?;
    let mut descripteur = fichier.get_dictionary(descripteur).ok()?.clone();
    let programme = descripteur.remove(b"FontFile2")?.as_reference().ok()?;
    let flux = |id| {
        let mut flux = fichier.get_object(id).ok()?.as_stream().ok()?.clone();
        flux.compress().ok()?;
        Some(flux)
    };
    let (programme, unicode) = (flux(programme)?, flux(unicode)?);
    Some(Fonte { face, programme, descripteur, unicode, presents: None, descendante, composite })
}

fn est(dictionnaire: &Dictionary, cle: &[u8], valeur: &[u8]) -> bool {
    dictionnaire.get(cle).and_then(Object::as_name).is_ok_and(|nom| nom == valeur)
}
