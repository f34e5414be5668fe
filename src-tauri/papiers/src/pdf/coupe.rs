//! Cuts a TrueType face to the shapes that a paper uses. Glyphs keep their numbers: the others stay
//! without an outline, so that a page may be written before it is known what the next ones draw.

use std::collections::BTreeSet;
use ttf_parser::{RawFace, Tag};

/// Tables that a font program in a PDF has (ISO 32000-1, 9.9).
const EMBEDDED: [&[u8; 4]; 6] = [b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"];
/// Tables that are read to describe the face.
const DESCRIBING: [&[u8; 4]; 4] = [b"OS/2", b"cmap", b"name", b"post"];

/// A face cut to some glyphs.
pub(super) struct Coupe {
    pub(super) programme: Vec<u8>,
    /// The same with what describes it.
    pub(super) decrite: Vec<u8>,
    /// The glyphs that have an outline, parts of composed ones included, and glyph 0.
    pub(super) glyphes: BTreeSet<u16>,
}

/// Cuts a face; none where its tables do not hold what they should, which the tests exclude.
pub(super) fn cut(octets: &[u8], voulus: impl Iterator<Item = u16>) -> Option<Coupe> {
    let face = RawFace::parse(octets, 0).ok()?;
    let table = |nom: &[u8; 4]| face.table(Tag::from_bytes(nom));
    let mut head = table(b"head")?.to_vec();
    let (loca, glyf) = (table(b"loca")?, table(b"glyf")?);
    let nombre = u16_a(table(b"maxp")?, 4)?;
    let long = u16_a(&head, 50)? == 1;
    let debut = |n: u16| -> Option<usize> {
        let n = usize::from(n);
        if long { u32_a(loca, n * 4) } else { Some(usize::from(u16_a(loca, n * 2)?) * 2) }
    };
    let contour = |id: u16| glyf.get(debut(id)?..debut(id.checked_add(1)?)?);

    let mut glyphes = BTreeSet::from([0]);
    let mut suite: Vec<u16> = voulus.filter(|id| *id < nombre).collect();
    while let Some(id) = suite.pop() {
        if glyphes.insert(id) {
            suite.extend(composants(contour(id)?));
        }
    }
    let (mut coupes, mut places) = (Vec::new(), Vec::with_capacity(usize::from(nombre) * 4 + 4));
    for id in 0..nombre {
        places.extend_from_slice(&u32::try_from(coupes.len()).ok()?.to_be_bytes());
        if glyphes.contains(&id) {
            coupes.extend_from_slice(contour(id)?);
            coupes.resize(coupes.len().next_multiple_of(4), 0);
        }
    }
    places.extend_from_slice(&u32::try_from(coupes.len()).ok()?.to_be_bytes());
    head.get_mut(50..52)?.copy_from_slice(&1u16.to_be_bytes());
    head.get_mut(8..12)?.fill(0);
    let avances = avances(table(b"hmtx")?, u16_a(table(b"hhea")?, 34)?, nombre, &glyphes);
    let contenu = |nom: &&[u8; 4]| -> Option<([u8; 4], Vec<u8>)> {
        let octets = match *nom {
            b"glyf" => coupes.clone(),
            b"head" => head.clone(),
            b"hmtx" => avances.clone(),
            b"loca" => places.clone(),
            autre => table(autre)?.to_vec(),
        };
        Some((**nom, octets))
    };
    let programme: Vec<_> = EMBEDDED.iter().filter_map(contenu).collect();
    let mut decrite: Vec<_> = EMBEDDED.iter().chain(&DESCRIBING).filter_map(contenu).collect();
    decrite.sort_by_key(|(nom, _)| *nom);
    Some(Coupe { programme: assemble(&programme)?, decrite: assemble(&decrite)?, glyphes })
}

/// The glyphs that a composed glyph is made of (OpenType, table `glyf`).
fn composants(contour: &[u8]) -> Vec<u16> {
    let mut parties = Vec::new();
    if u16_a(contour, 0).is_none_or(|contours| contours < 0x8000) {
        return parties;
    }
    let mut at = 10;
    while let (Some(drapeaux), Some(id)) = (u16_a(contour, at), u16_a(contour, at + 2)) {
        parties.push(id);
        at += 4 + if drapeaux & 0x1 == 0 { 2 } else { 4 };
        at += match drapeaux & 0xC8 {
            0x08 => 2,
            0x40 => 4,
            0x80 => 8,
            _ => 0,
        };
        if drapeaux & 0x20 == 0 {
            break;
        }
    }
    parties
}

/// The advances, those of glyphs without an outline set to nothing.
fn avances(hmtx: &[u8], longues: u16, nombre: u16, glyphes: &BTreeSet<u16>) -> Vec<u8> {
    let mut avances = hmtx.to_vec();
    for id in (0..nombre).filter(|id| !glyphes.contains(id)) {
        let (n, longues) = (usize::from(id), usize::from(longues));
        let place = if n < longues {
            n * 4..n * 4 + 4
        } else {
            longues * 2 + n * 2..longues * 2 + n * 2 + 2
        };
        // The last advance holds for all the glyphs behind it.
        if n + 1 != longues
            && let Some(octets) = avances.get_mut(place)
        {
            octets.fill(0);
        }
    }
    avances
}

/// A file of tables, which are in the order of their names (OpenType, “Organization of an OpenType font”).
fn assemble(tables: &[([u8; 4], Vec<u8>)]) -> Option<Vec<u8>> {
    let nombre = u16::try_from(tables.len()).ok()?;
    let rang = u16::try_from(nombre.ilog2()).ok()?;
    let mut fichier = vec![0, 1, 0, 0];
    for valeur in [nombre, 16 << rang, rang, nombre * 16 - (16 << rang)] {
        fichier.extend_from_slice(&valeur.to_be_bytes());
    }
    let mut place = 12 + tables.len() * 16;
    for (nom, octets) in tables {
        fichier.extend_from_slice(nom);
        for valeur in [somme(octets), u32::try_from(place).ok()?, u32::try_from(octets.len()).ok()?]
        {
            fichier.extend_from_slice(&valeur.to_be_bytes());
        }
        place += octets.len().next_multiple_of(4);
    }
    let mut tete = None;
    for (nom, octets) in tables {
        if nom == b"head" {
            tete = Some(fichier.len());
        }
        fichier.extend_from_slice(octets);
        fichier.resize(fichier.len().next_multiple_of(4), 0);
    }
    let ajustement = 0xB1B0_AFBA_u32.wrapping_sub(somme(&fichier));
    let tete = tete?;
    fichier.get_mut(tete + 8..tete + 12)?.copy_from_slice(&ajustement.to_be_bytes());
    Some(fichier)
}

/// The checksum of a table.
fn somme(octets: &[u8]) -> u32 {
    octets.chunks(4).fold(0, |somme, mot| {
        let mut entier = [0; 4];
        entier[..mot.len()].copy_from_slice(mot);
        somme.wrapping_add(u32::from_be_bytes(entier))
    })
}

fn u16_a(octets: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_be_bytes(octets.get(place..place + 2)?.try_into().ok()?))
}

fn u32_a(octets: &[u8], place: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(octets.get(place..place + 4)?.try_into().ok()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Face;

    /// Draws an outline as a list of its moves.
    #[derive(Default, PartialEq, Debug)]
    struct Trace(Vec<String>);

    impl ttf_parser::OutlineBuilder for Trace {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push(format!("m {x} {y}"));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push(format!("l {x} {y}"));
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            self.0.push(format!("q {x1} {y1} {x} {y}"));
        }
        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
            self.0.push(format!("c {x1} {y1} {x2} {y2} {x} {y}"));
        }
        fn close(&mut self) {
            self.0.push("z".to_owned());
        }
    }

    #[test]
    fn a_cut_face_draws_what_it_keeps_and_nothing_else() {
        for face in Face::ALL.iter().copied().filter(|face| !face.whole()) {
            let whole = ttf_parser::Face::parse(face.bytes(), 0).expect("a face");
            let last = whole.number_of_glyphs();
            let wanted: Vec<u16> = (0..last).step_by(7).collect();
            let cut = cut(face.bytes(), wanted.iter().copied()).expect("cut");
            let small = ttf_parser::Face::parse(&cut.programme, 0).expect("a face");
            assert_eq!(small.number_of_glyphs(), last);
            for id in (0..last).map(ttf_parser::GlyphId) {
                let (mut a, mut b) = (Trace::default(), Trace::default());
                whole.outline_glyph(id, &mut a);
                small.outline_glyph(id, &mut b);
                if cut.glyphes.contains(&id.0) {
                    assert_eq!(a, b, "{face:?} {id:?}");
                    assert_eq!(whole.glyph_hor_advance(id), small.glyph_hor_advance(id));
                } else {
                    assert_eq!(b, Trace::default(), "{face:?} {id:?}");
                }
            }
        }
    }

    #[test]
    fn a_word_of_chinese_makes_a_small_program() {
        let ids = "王小明".chars().filter_map(|c| Face::Han.glyph_of(c));
        let cut = cut(Face::Han.bytes(), ids).expect("cut");
        assert_eq!(cut.glyphes.len(), 4);
        let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), cut.programme);
        stream.compress().expect("deflated");
        assert!(stream.content.len() < 4096, "{}", stream.content.len());
    }
}
