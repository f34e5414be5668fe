//! The glyphs of a text: which face draws a sign, with which glyph, how wide, and where letters
//! change beside each other (Arabic, Bengali, an accent that no single sign holds).

use super::ReportError;
pub use super::face::Face;
use super::signe::{self, Piece, joiner, left_out};
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// A glyph to draw, and the text that a reader gets back when copying it.
///
/// Where several glyphs draw several signs together, the first glyph of the unit has `rest` false
/// and the others true; the signs of a unit stand in the order of reading, its glyphs in the order
/// of drawing. A unit may have more signs than glyphs (then `id` is 0) or fewer (then `sign` is U+0000).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Face that draws it.
    pub face: Face,
    /// Number of the glyph in the face.
    pub id: u16,
    /// What it stands for.
    pub sign: char,
    /// Advance, in units of the type size.
    pub width: f32,
    /// Where it is drawn from the pen, to the right and upwards, in units of the type size.
    pub shift: (f32, f32),
    /// Whether it is placed by itself, and may stand for another sign than its own.
    pub placed: bool,
    /// Whether it is drawn with the glyph before it.
    pub rest: bool,
    /// The sign that no face draws, on the first of those that are written for it.
    pub instead_of: Option<char>,
}

impl Glyph {
    const fn new(face: Face, id: u16, sign: char, width: f32) -> Self {
        let shift = (0.0, 0.0);
        Self { face, id, sign, width, shift, placed: false, rest: false, instead_of: None }
    }
}

/// The faces, read once per process.
#[derive(Debug)]
pub struct Fonts {
    glyphs: HashMap<(Face, char), Glyph>,
}

impl Fonts {
    /// The faces of the program.
    ///
    /// # Errors
    /// [`ReportError::Police`] when an embedded font file cannot be read, which the tests exclude.
    pub fn get() -> Result<&'static Self, ReportError> {
        static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
        FONTS.get_or_init(Self::load).as_ref().ok_or(ReportError::Police)
    }

    fn load() -> Option<Self> {
        let mut glyphs = HashMap::new();
        for face in Face::ALL.iter().copied().filter(|face| face.whole()) {
            let file = face.open()?;
            for table in file.tables().cmap?.subtables.into_iter().filter(|t| t.is_unicode()) {
                table.codepoints(|code| {
                    let sign = char::from_u32(code);
                    let glyph = sign.and_then(|sign| glyph(face, face.glyph_of(sign)?, sign));
                    if let (Some(sign), Some(glyph)) = (sign, glyph) {
                        glyphs.insert((face, sign), glyph);
                    }
                });
            }
        }
        Some(Self { glyphs })
    }

    /// The glyphs of a text, in the order of reading. Accents are composed, ligatures opened,
    /// invisible signs dropped; what no face draws is written in words, see [`signe`].
    #[must_use]
    pub fn shape(&self, text: &str, bold: bool) -> Vec<Glyph> {
        let mut line = Vec::with_capacity(text.len());
        for sign in text.chars() {
            let glyph = match sign {
                '\n' => Some(LINE_FEED),
                sign if signe::ordinary(sign) => self.one(sign, bold),
                _ => None,
            };
            let Some(glyph) = glyph else { return self.with_care(text, bold) };
            line.push(glyph);
        }
        line
    }

    fn with_care(&self, text: &str, bold: bool) -> Vec<Glyph> {
        let pieces = signe::pieces(text, |sign| self.has(sign));
        let mut line = Vec::with_capacity(pieces.len());
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            let run = self.run(&pieces[at..], bold);
            if let Some((face, count)) = run
                && shape_run(face, &pieces[at..at + count], &mut line)
            {
                at += count;
                continue;
            }
            at += 1;
            if piece.sign == '\n' {
                line.push(LINE_FEED);
            } else if let Some(glyph) = self.one(piece.sign, bold) {
                line.push(Glyph { instead_of: piece.instead_of, ..glyph });
            }
        }
        line
    }

    /// How many signs from the first one are drawn together, and by which face.
    fn run(&self, pieces: &[Piece], bold: bool) -> Option<(Face, usize)> {
        let first = pieces.first()?.sign;
        if joiner(first) || first == '\n' {
            return None;
        }
        let face = self.one(first, bold)?.face;
        if face.shaped() && drawn_together(first) {
            let along = |piece: &&Piece| {
                joiner(piece.sign)
                    || (drawn_together(piece.sign) && face.glyph_of(piece.sign).is_some())
            };
            let mut count = pieces.iter().take_while(along).count();
            // A joiner after the last letter joins nothing.
            while joiner(pieces[count - 1].sign) {
                count -= 1;
            }
            return Some((face, count));
        }
        let accents = pieces[1..].iter().take_while(|p| signe::accent(p.sign)).count();
        let face = if bold { Face::OtherBold } else { Face::OtherRegular };
        let whole = pieces[..=accents].iter().all(|p| face.glyph_of(p.sign).is_some());
        (accents > 0 && whole).then_some((face, accents + 1))
    }

    /// Whether a face draws a sign.
    #[must_use]
    pub fn has(&self, sign: char) -> bool {
        // What stands for a lost sign is a lost sign.
        sign != '\u{fffd}' && self.one(sign, false).is_some()
    }

    /// Whether every character of a text has a shape.
    #[must_use]
    pub fn draws(&self, text: &str) -> bool {
        signe::indessinables(text).is_empty()
    }

    /// Every glyph of a face that is embedded whole, with the sign it gives back, in order.
    #[must_use]
    pub fn drawn(&self, face: Face) -> BTreeMap<u16, String> {
        let bold = face == Face::Bold;
        self.glyphs
            .keys()
            .filter_map(|(_, sign)| self.one(*sign, bold))
            .filter(|glyph| glyph.face == face)
            .map(|glyph| (glyph.id, glyph.sign.to_string()))
            .collect()
    }

    /// A glyph as it stands in a line that is read from right to left: brackets turn round.
    pub(super) fn turned(&self, glyph: Glyph, backwards: bool) -> Glyph {
        let bold = glyph.face == Face::Bold;
        match unicode_bidi_mirroring::get_mirrored(glyph.sign).filter(|_| backwards) {
            Some(other) => match self.one(other, bold) {
                Some(other) => Glyph { sign: glyph.sign, placed: true, ..other },
                None => glyph,
            },
            None => glyph,
        }
    }

    fn one(&self, sign: char, bold: bool) -> Option<Glyph> {
        let first = if bold { Face::Bold } else { Face::Regular };
        let drawn = match sign {
            // Two signs may not share a glyph: a glyph can give back only one of them. The narrow
            // no-break space of French typography takes the shape of the thin space.
            '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{200a}' | '\u{2006}' => '\u{2009}',
            '\u{2010}' | '\u{2011}' => '-',
            '\u{b5}' => 'μ',
            '\u{2126}' => 'Ω',
            '\u{1680}' | '\u{2000}'..='\u{2005}' | '\u{2008}' | '\u{205f}' | '\u{3000}' => ' ',
            sign => sign,
        };
        let mut glyph = match self.glyphs.get(&(first, drawn)) {
            Some(glyph) => *glyph,
            None if left_out(drawn) || joiner(drawn) => return None,
            None => {
                let found = Face::beyond(drawn, bold).and_then(|(f, id)| glyph(f, id, drawn));
                match found {
                    Some(glyph) => glyph,
                    // A sign that only the plain face of a family holds.
                    None if bold => return self.one(sign, false),
                    None => return None,
                }
            }
        };
        if drawn == '\u{2009}' {
            glyph.sign = '\u{202f}';
        }
        Some(glyph)
    }
}

/// What ends a line.
const LINE_FEED: Glyph = Glyph::new(Face::Regular, 0, '\n', 0.0);

/// A glyph with its advance.
fn glyph(face: Face, id: u16, sign: char) -> Option<Glyph> {
    let file = face.open()?;
    let width = file.glyph_hor_advance(ttf_parser::GlyphId(id)).unwrap_or_default();
    Some(Glyph::new(face, id, sign, f32::from(width) / em(file)))
}

/// Units of a face in its type size.
fn em(face: &rustybuzz::Face<'_>) -> f32 {
    f32::from(u16::try_from(face.units_per_em()).unwrap_or(1000))
}

/// Whether a sign takes part in the shapes of its script: digits and signs of number stand alone.
const fn drawn_together(sign: char) -> bool {
    !matches!(sign,
        '\u{600}'..='\u{605}' | '\u{660}'..='\u{66c}' | '\u{6dd}' | '\u{6f0}'..='\u{6f9}')
}

/// Shapes a run of one face; answers false where the face cannot be read.
fn shape_run(face: Face, pieces: &[Piece], line: &mut Vec<Glyph>) -> bool {
    let Some(open) = face.open() else { return false };
    let text: String = pieces.iter().map(|p| p.sign).collect();
    let mut buffer = rustybuzz::UnicodeBuffer::new();
    buffer.push_str(&text);
    buffer.guess_segment_properties();
    let backwards = buffer.direction() == rustybuzz::Direction::RightToLeft;
    let shaped = rustybuzz::shape(open, &[], buffer);
    let part = |units: i32| f32::from(i16::try_from(units).unwrap_or_default()) / em(open);
    let mut units: BTreeMap<usize, Vec<Glyph>> = BTreeMap::new();
    for (info, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        let Ok(id) = u16::try_from(info.glyph_id) else { return false };
        units.entry(info.cluster as usize).or_default().push(Glyph {
            shift: (part(place.x_offset), part(place.y_offset)),
            placed: true,
            ..Glyph::new(face, id, '\0', part(place.x_advance))
        });
    }
    let starts: Vec<usize> = units.keys().copied().collect();
    for (i, (start, mut unit)) in units.into_iter().enumerate() {
        let end = starts.get(i + 1).copied().unwrap_or(text.len());
        // What comes before the first unit, an accent that a face dropped, goes with it.
        let start = if i == 0 { 0 } else { start };
        let signs: Vec<char> = text[start..end].chars().collect();
        if backwards
            && unit.len() <= signs.len()
            && let Some(id) = face.glyph_of('\u{200d}')
        {
            // Readers put what is drawn from left to right back in order sign by sign: each sign has a
            // glyph of its own, the first ones of a ligature (lam and alif) a glyph without ink.
            let empty = Glyph { placed: true, ..Glyph::new(face, id, '\0', 0.0) };
            unit.resize(signs.len(), empty);
            for (sign, glyph) in signs.iter().zip(unit.iter().rev()) {
                line.push(Glyph { sign: *sign, ..*glyph });
            }
            continue;
        }
        let count = unit.len().max(signs.len());
        unit.resize(count, Glyph { placed: true, ..Glyph::new(face, 0, '\0', 0.0) });
        for (k, glyph) in unit.iter_mut().enumerate() {
            glyph.sign = signs.get(k).copied().unwrap_or('\0');
            glyph.rest = k > 0;
        }
        line.append(&mut unit);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(text: &str) -> String {
        Fonts::get().expect("fonts").shape(text, false).iter().map(|g| g.sign).collect()
    }

    #[test]
    fn what_is_shaped_can_be_read_back() {
        for text in [
            "Cœur, sœur, Ÿ, Œ : « É È Ç À »\u{202f}!",
            "−3 ≥ 5 ; nº 12 ; 45 € ; ½ ¾ ; 20,5 kg/m²",
            "КОВАЛЬЧУК Олександра",
            "Nguyễn Thị Ánh, Łukasz, Đặng, Ştefan, Αθηνά",
        ] {
            assert_eq!(back(text), text);
            assert!(Fonts::get().expect("fonts").draws(text), "{text}");
        }
    }

    #[test]
    fn ligatures_are_opened_and_accents_composed() {
        assert_eq!(back("ﬁnal eﬃcace"), "final efficace");
        assert_eq!(back("e\u{301}te\u{301}"), "été");
        assert_eq!(back("con\u{ad}vo\u{200b}qué"), "convoqué");
    }

    #[test]
    fn a_glyph_gives_back_one_sign_only() {
        let fonts = Fonts::get().expect("fonts");
        let mut seen: HashMap<(Face, u16), char> = HashMap::new();
        for code in 0x20..0x3000 {
            let Some(sign) = char::from_u32(code) else { continue };
            for bold in [false, true] {
                let Some(glyph) = fonts.one(sign, bold) else { continue };
                let first = *seen.entry((glyph.face, glyph.id)).or_insert(glyph.sign);
                assert_eq!(first, glyph.sign, "{code:x}");
            }
        }
    }
}
