//! The typefaces of the papers: their files, and in which order they are asked for a sign.

use std::io::Read;
use std::sync::OnceLock;

macro_rules! faces {
    ($($(#[$doc:meta])* $face:ident = $name:literal in $file:literal;)*) => {
        /// A face embedded in the papers that need it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Face {
            $($(#[$doc])* $face,)*
        }

        impl Face {
            /// Every face, in the order in which a paper lists them.
            pub const ALL: &[Self] = &[$(Self::$face,)*];

            /// PostScript name, as the paper declares it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$face => $name,)*
                }
            }

            /// The file as it lies in the program.
            const fn file(self) -> &'static [u8] {
                match self {
                    $(Self::$face => include_bytes!(concat!("../fonts/", $file)),)*
                }
            }
        }
    };
}

faces! {
    /// Running text.
    Regular = "AtkinsonHyperlegibleNext-Regular" in "AtkinsonHyperlegibleNext-Regular.ttf";
    /// Headings and what must be seen first.
    Bold = "AtkinsonHyperlegibleNext-Bold" in "AtkinsonHyperlegibleNext-Bold.ttf";
    /// Letters that the first family lacks: Cyrillic, Greek, Vietnamese, African letters, accents
    /// that no single sign holds.
    OtherRegular = "NotoSans-Regular" in "NotoSans-Regular.ttf";
    /// The same, bold.
    OtherBold = "NotoSans-Bold" in "NotoSans-Bold.ttf";
    /// Arabic letters, with those of Persian, Pashto, Urdu.
    Arabic = "NotoSansArabic-Regular" in "NotoSansArabic-Regular.ttf";
    /// The same, bold.
    ArabicBold = "NotoSansArabic-Bold" in "NotoSansArabic-Bold.ttf";
    /// Hebrew letters.
    Hebrew = "NotoSansHebrew-Regular" in "NotoSansHebrew-Regular.ttf";
    /// The same, bold.
    HebrewBold = "NotoSansHebrew-Bold" in "NotoSansHebrew-Bold.ttf";
    /// Armenian letters.
    Armenian = "NotoSansArmenian-Regular" in "NotoSansArmenian-Regular.ttf";
    /// The same, bold.
    ArmenianBold = "NotoSansArmenian-Bold" in "NotoSansArmenian-Bold.ttf";
    /// Georgian letters.
    Georgian = "NotoSansGeorgian-Regular" in "NotoSansGeorgian-Regular.ttf";
    /// The same, bold.
    GeorgianBold = "NotoSansGeorgian-Bold" in "NotoSansGeorgian-Bold.ttf";
    /// Amharic and Tigrinya.
    Ethiopic = "NotoSansEthiopic-Regular" in "NotoSansEthiopic-Regular.ttf";
    /// Berber languages.
    Tifinagh = "NotoSansTifinagh-Regular" in "NotoSansTifinagh-Regular.ttf";
    /// Bengali letters.
    Bengali = "NotoSansBengali-Regular" in "NotoSansBengali-Regular.ttf";
    /// Hindi, Nepali.
    Devanagari = "NotoSansDevanagari-Regular" in "NotoSansDevanagari-Regular.ttf";
    /// Panjabi.
    Gurmukhi = "NotoSansGurmukhi-Regular" in "NotoSansGurmukhi-Regular.ttf";
    /// Tamil letters.
    Tamil = "NotoSansTamil-Regular" in "NotoSansTamil-Regular.ttf";
    /// Thai letters.
    Thai = "NotoSansThai-Regular" in "NotoSansThai-Regular.ttf";
    /// Lao letters.
    Lao = "NotoSansLao-Regular" in "NotoSansLao-Regular.ttf";
    /// Khmer letters.
    Khmer = "NotoSansKhmer-Regular" in "NotoSansKhmer-Regular.ttf";
    /// Manding languages.
    NKo = "NotoSansNKo-Regular" in "NotoSansNKo-Regular.ttf";
    /// Syriac letters.
    Syriac = "NotoSansSyriac-Regular" in "NotoSansSyriac-Regular.ttf";
    /// Arrows, boxes, ticks and the other signs of a note.
    Signs = "DejaVuSans" in "DejaVuSans.ttf";
    /// Chinese characters and kana.
    Han = "NotoSansSC-Regular" in "NotoSansSC-Regular.ttf.gz";
}

impl Face {
    /// How many there are.
    const COUNT: usize = Self::ALL.len();

    /// The families after the first, each with its bold face, or its only face twice, in the order
    /// in which they are asked for a sign.
    const FAMILIES: [(Self, Self); 18] = [
        (Self::OtherRegular, Self::OtherBold),
        (Self::Arabic, Self::ArabicBold),
        (Self::Signs, Self::Signs),
        (Self::Hebrew, Self::HebrewBold),
        (Self::Armenian, Self::ArmenianBold),
        (Self::Georgian, Self::GeorgianBold),
        (Self::Ethiopic, Self::Ethiopic),
        (Self::Tifinagh, Self::Tifinagh),
        (Self::Bengali, Self::Bengali),
        (Self::Devanagari, Self::Devanagari),
        (Self::Gurmukhi, Self::Gurmukhi),
        (Self::Tamil, Self::Tamil),
        (Self::Thai, Self::Thai),
        (Self::Lao, Self::Lao),
        (Self::Khmer, Self::Khmer),
        (Self::NKo, Self::NKo),
        (Self::Syriac, Self::Syriac),
        (Self::Han, Self::Han),
    ];

    /// The font file, inflated once a process where it is kept deflated.
    #[must_use]
    pub fn bytes(self) -> &'static [u8] {
        static HAN: OnceLock<Vec<u8>> = OnceLock::new();
        if self != Self::Han {
            return self.file();
        }
        HAN.get_or_init(|| {
            let mut bytes = Vec::new();
            // A file that does not inflate gives no face, which the tests exclude.
            let _ = flate2::read::GzDecoder::new(self.file()).read_to_end(&mut bytes);
            bytes
        })
    }

    /// Whether a paper holds the whole face, and not only the shapes that it uses.
    #[must_use]
    pub const fn whole(self) -> bool {
        matches!(self, Self::Regular | Self::Bold)
    }

    /// Whether letters change their shape, their order or their place beside each other.
    pub(super) const fn shaped(self) -> bool {
        matches!(
            self,
            Self::Arabic
                | Self::ArabicBold
                | Self::Hebrew
                | Self::HebrewBold
                | Self::Bengali
                | Self::Devanagari
                | Self::Gurmukhi
                | Self::Tamil
                | Self::Thai
                | Self::Lao
                | Self::Khmer
                | Self::NKo
                | Self::Syriac
        )
    }

    /// The face, read once a process; none when its file cannot be read, which the tests exclude.
    pub(super) fn open(self) -> Option<&'static rustybuzz::Face<'static>> {
        static OPENED: [OnceLock<Option<rustybuzz::Face<'static>>>; Face::COUNT] =
            [const { OnceLock::new() }; Face::COUNT];
        OPENED[self as usize].get_or_init(|| rustybuzz::Face::from_slice(self.bytes(), 0)).as_ref()
    }

    /// The number of the glyph of a sign.
    pub(super) fn glyph_of(self, sign: char) -> Option<u16> {
        self.open()?.glyph_index(sign).map(|id| id.0).filter(|id| *id != 0)
    }

    /// The face beyond the first family that draws a sign, and its glyph.
    pub(super) fn beyond(sign: char, bold: bool) -> Option<(Self, u16)> {
        // Only what may be Chinese or Japanese is looked for in the face that must be inflated.
        let far = matches!(sign, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
        Self::FAMILIES.into_iter().find_map(|(regular, strong)| {
            if regular == Self::Han && !far {
                return None;
            }
            let face = if bold { strong } else { regular };
            face.glyph_of(sign).map(|id| (face, id))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        for face in Face::ALL {
            let open = face.open().unwrap_or_else(|| panic!("{face:?}"));
            assert!(open.number_of_glyphs() > 50, "{face:?}");
            assert!(open.tables().glyf.is_some(), "{face:?}");
        }
    }
}
