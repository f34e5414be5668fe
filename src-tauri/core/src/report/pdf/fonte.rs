//! The embedded faces, made once a process: the program of a face takes longer to deflate than a
//! letter to lay out. The only file that knows printpdf, which describes each face.

use crate::report::ReportError;
use crate::report::font::{Face, Fonts};
use lopdf::{Dictionary, Object, Stream};
use printpdf::{
    Codepoint, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Pt, TextItem,
};
use std::sync::OnceLock;

/// The objects of one face, their streams deflated.
pub(super) struct Fonte {
    pub(super) face: Face,
    /// The font program.
    pub(super) programme: Stream,
    /// What a reader must know of the shapes, but for the program.
    pub(super) descripteur: Dictionary,
    /// Which sign each glyph gives back.
    pub(super) unicode: Stream,
    /// The widths, and the rest of the descendant font but for its descriptor.
    pub(super) descendante: Dictionary,
    /// The composite font, but for the two above.
    pub(super) composite: Dictionary,
}

/// The faces of the program.
///
/// # Errors
/// [`ReportError::Police`] when an embedded font cannot be read, which the tests exclude.
pub(super) fn fontes() -> Result<&'static [Fonte], ReportError> {
    static FONTES: OnceLock<Option<Vec<Fonte>>> = OnceLock::new();
    FONTES.get_or_init(toutes).as_deref().ok_or(ReportError::Police)
}

fn toutes() -> Option<Vec<Fonte>> {
    let fonts = Fonts::get().ok()?;
    Face::ALL.into_iter().map(|face| une(face, fonts)).collect()
}

/// One face, with every glyph that a paper may draw: the file that comes out of it does not depend
/// on the paper.
fn une(face: Face, fonts: &Fonts) -> Option<Fonte> {
    let id = FontId("F".to_owned());
    let mut document = PdfDocument::new("");
    let mut lue = ParsedFont::from_bytes(face.bytes(), 0, &mut Vec::new())?;
    lue.font_name = Some(face.name().to_owned());
    document.resources.fonts.map.insert(id.clone(), PdfFont::new(lue));
    let glyphes = fonts
        .drawn(face)
        .into_iter()
        .map(|(id, sign)| Codepoint::with_cid(id, 0.0, sign.to_string()))
        .collect();
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
    Some(Fonte { face, programme, descripteur, unicode, descendante, composite })
}

fn est(dictionnaire: &Dictionary, cle: &[u8], valeur: &[u8]) -> bool {
    dictionnaire.get(cle).and_then(Object::as_name).is_ok_and(|nom| nom == valeur)
}
