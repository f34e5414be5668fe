//! The typefaces of the papers: which face draws a character, with which glyph, how wide.

use super::ReportError;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// A face embedded in the papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Running text.
    Regular,
    /// Headings and what must be seen first.
    Bold,
    /// Letters that the first family lacks (Cyrillic, Greek, Vietnamese).
    OtherRegular,
    /// The same, bold.
    OtherBold,
}

impl Face {
    /// Every face, in the order in which a paper lists them.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::OtherRegular, Self::OtherBold];

    /// The font file.
    #[must_use]
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
            Self::Bold => include_bytes!("../../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
            Self::OtherRegular => include_bytes!("../../fonts/NotoSans-Regular.ttf"),
            Self::OtherBold => include_bytes!("../../fonts/NotoSans-Bold.ttf"),
        }
    }

    /// PostScript name, as the paper declares it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regular => "AtkinsonHyperlegibleNext-Regular",
            Self::Bold => "AtkinsonHyperlegibleNext-Bold",
            Self::OtherRegular => "NotoSans-Regular",
            Self::OtherBold => "NotoSans-Bold",
        }
    }
}

/// A glyph to draw, and the text that a reader gets back when copying it.
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
    /// Whether it replaces a character that no face draws.
    pub replaced: bool,
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
        for face in Face::ALL {
            let file = ttf_parser::Face::parse(face.bytes(), 0).ok()?;
            let em = f32::from(file.units_per_em());
            for table in file.tables().cmap?.subtables.into_iter().filter(|t| t.is_unicode()) {
                table.codepoints(|code| {
                    let (Some(sign), Some(id)) = (
                        char::from_u32(code),
                        char::from_u32(code).and_then(|c| file.glyph_index(c)),
                    ) else {
                        return;
                    };
                    let width = f32::from(file.glyph_hor_advance(id).unwrap_or_default()) / em;
                    let glyph = Glyph { face, id: id.0, sign, width, replaced: false };
                    glyphs.insert((face, sign), glyph);
                });
            }
        }
        Some(Self { glyphs })
    }

    /// The glyphs of a text, in order. Accents are composed, ligatures opened, invisible signs
    /// dropped; what no face draws becomes the replacement sign.
    #[must_use]
    pub fn shape(&self, text: &str, bold: bool) -> Vec<Glyph> {
        let mut line = Vec::with_capacity(text.len());
        for sign in text.nfc() {
            match sign {
                // The soft hyphen and the zero-width signs have no shape of their own.
                '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'
                | '\u{feff}' => {}
                '\t' | '\r' => line.extend(self.one(' ', bold)),
                '\n' => line.push(Glyph {
                    face: Face::Regular,
                    id: 0,
                    sign: '\n',
                    width: 0.0,
                    replaced: false,
                }),
                sign if sign.is_control() => {}
                sign => match self.one(sign, bold) {
                    Some(glyph) => line.push(glyph),
                    None => self.instead(sign, bold, &mut line),
                },
            }
        }
        line
    }

    /// Whether every character of a text has a shape.
    #[must_use]
    pub fn draws(&self, text: &str) -> bool {
        self.shape(text, false).iter().all(|glyph| !glyph.replaced)
    }

    /// Every glyph of a face that a paper may draw, with the sign it gives back, in order.
    #[must_use]
    pub fn drawn(&self, face: Face) -> BTreeMap<u16, char> {
        let mut drawn = BTreeMap::new();
        for (_, sign) in self.glyphs.keys() {
            let shapes = [false, true].into_iter().filter_map(|bold| self.one(*sign, bold));
            drawn.extend(shapes.filter(|g| g.face == face).map(|g| (g.id, g.sign)));
        }
        // The replacement sign is taken from a face of its own choice.
        drawn.extend(self.glyphs.get(&(face, '\u{fffd}')).map(|g| (g.id, g.sign)));
        drawn
    }

    fn one(&self, sign: char, bold: bool) -> Option<Glyph> {
        let faces =
            if bold { [Face::Bold, Face::OtherBold] } else { [Face::Regular, Face::OtherRegular] };
        let drawn = match sign {
            // Two signs may not share a glyph: a glyph can give back only one of them. The narrow
            // no-break space of French typography takes the shape of the thin space.
            '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{200a}' | '\u{2006}' => '\u{2009}',
            '\u{2010}' | '\u{2011}' => '-',
            '\u{b5}' => 'μ',
            '\u{2126}' => 'Ω',
            '\u{2000}'..='\u{2005}' | '\u{2008}' | '\u{205f}' | '\u{3000}' => ' ',
            sign => sign,
        };
        let mut glyph = faces.iter().find_map(|face| self.glyphs.get(&(*face, drawn)).copied())?;
        if drawn == '\u{2009}' {
            glyph.sign = '\u{202f}';
        }
        Some(glyph)
    }

    /// Opens a sign into simpler ones (ﬁ, ①, ⅓), or else shows that one is missing.
    fn instead(&self, sign: char, bold: bool, line: &mut Vec<Glyph>) {
        let simpler: Vec<_> = sign.nfkd().filter(|c| *c != sign).collect();
        let opened: Option<Vec<Glyph>> = simpler.iter().map(|c| self.one(*c, bold)).collect();
        match opened {
            Some(glyphs) if !glyphs.is_empty() => line.extend(glyphs),
            _ => {
                let face = if bold { Face::OtherBold } else { Face::OtherRegular };
                if let Some(glyph) = self.glyphs.get(&(face, '\u{fffd}')) {
                    line.push(Glyph { replaced: true, ..*glyph });
                }
            }
        }
    }
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
    fn a_sign_that_no_face_draws_is_seen() {
        let fonts = Fonts::get().expect("fonts");
        assert_eq!(back("محمد"), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
        assert!(fonts.shape("好", true).iter().all(|g| g.replaced && g.face == Face::OtherBold));
        assert!(!fonts.draws("好"));
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
