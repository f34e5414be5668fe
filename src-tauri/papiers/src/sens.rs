//! Which way a line is read: the Unicode bidirectional algorithm (UAX 9) over glyphs.
//!
//! A paper is French: its lines run from left to right, unless a paragraph has no letter that does.
//! A number or a sign after a name that is read from right to left belongs to the French sentence
//! around it, not to the name.

use super::font::{Fonts, Glyph};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// The direction of each glyph of a paragraph; none where all of it runs from left to right.
pub(super) fn levels(glyphs: &[Glyph]) -> Option<Vec<Level>> {
    if !glyphs.iter().any(|g| g.sign >= '\u{590}' && backwards(g.sign)) {
        return None;
    }
    let forwards = |g: &Glyph| bidi_class(g.sign) == BidiClass::L;
    let base = if glyphs.iter().any(forwards) { Level::ltr() } else { Level::rtl() };
    let ends = ends(glyphs);
    let mut text = String::with_capacity(glyphs.len() * 2);
    let mut places = Vec::with_capacity(glyphs.len());
    let mut mark = false;
    for (glyph, end) in glyphs.iter().zip(ends) {
        // The accents of a letter belong to it.
        let own = glyph.sign == '\0' || bidi_class(glyph.sign) == BidiClass::NSM;
        if mark && !own {
            text.push('\u{200e}');
            mark = false;
        }
        places.push(text.len());
        if glyph.sign != '\0' {
            text.push(glyph.sign);
        }
        mark |= end && base == Level::ltr();
    }
    let info = BidiInfo::new(&text, Some(base));
    let mut levels: Vec<Level> = Vec::with_capacity(glyphs.len());
    for (glyph, place) in glyphs.iter().zip(places) {
        let level = match levels.last() {
            Some(level) if glyph.rest || glyph.sign == '\0' => *level,
            _ => info.levels.get(place).copied().unwrap_or(base),
        };
        levels.push(level);
    }
    Some(levels)
}

fn backwards(sign: char) -> bool {
    matches!(bidi_class(sign), BidiClass::R | BidiClass::AL)
}

/// Which glyphs end a stretch that is read from right to left: the next letter is not.
fn ends(glyphs: &[Glyph]) -> Vec<bool> {
    let mut next = BidiClass::L;
    let mut ends: Vec<bool> = glyphs
        .iter()
        .rev()
        .map(|glyph| match bidi_class(glyph.sign) {
            BidiClass::L => {
                next = BidiClass::L;
                false
            }
            BidiClass::R | BidiClass::AL | BidiClass::AN => {
                std::mem::replace(&mut next, BidiClass::R) == BidiClass::L
            }
            _ => false,
        })
        .collect();
    ends.reverse();
    ends
}

/// The glyphs of a line as they stand from left to right (rule L2), brackets turned round (L4).
/// What is drawn together stays together.
pub(super) fn stand(fonts: &Fonts, glyphs: &[Glyph], levels: &[Level]) -> Vec<Glyph> {
    let mut units: Vec<(Level, Vec<Glyph>)> = Vec::with_capacity(glyphs.len());
    for (glyph, level) in glyphs.iter().zip(levels) {
        match units.last_mut() {
            Some((_, unit)) if glyph.rest => unit.push(*glyph),
            _ => units.push((*level, vec![fonts.turned(*glyph, level.is_rtl())])),
        }
    }
    let alone: Vec<Level> = units.iter().map(|(level, _)| *level).collect();
    BidiInfo::reorder_visual(&alone).into_iter().flat_map(|i| units[i].1.clone()).collect()
}

/// The glyphs of a line of its own, as they stand from left to right.
pub(super) fn line(fonts: &Fonts, glyphs: Vec<Glyph>) -> Vec<Glyph> {
    match levels(&glyphs) {
        Some(levels) => stand(fonts, &glyphs, &levels),
        None => glyphs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line as it stands on the sheet, from left to right.
    fn seen(text: &str) -> String {
        let fonts = Fonts::get().expect("fonts");
        line(fonts, fonts.shape(text, false)).iter().map(|g| g.sign).collect()
    }

    fn turned(text: &str) -> String {
        text.chars().rev().collect()
    }

    #[test]
    fn a_name_runs_from_right_to_left_in_a_french_sentence() {
        let (name, other) = ("محمد", "شرف");
        assert_eq!(seen(&format!("Vu {name} hier")), format!("Vu {} hier", turned(name)));
        let both = format!("{name} {other}");
        assert_eq!(seen(&format!("Vu {both}.")), format!("Vu {}.", turned(&both)));
        assert_eq!(seen("Vu שרה hier"), "Vu הרש hier");
    }

    #[test]
    fn a_number_after_a_name_belongs_to_the_sentence() {
        let name = "محمد";
        for tail in [" 12 ans", " (12 mars)", ", 20,5 kg"] {
            assert_eq!(seen(&format!("{name}{tail}")), format!("{}{tail}", turned(name)));
        }
        // Inside the name, it is read with it; its own digits keep their order.
        assert_eq!(seen("né محمد 12 محمد"), format!("né {0} 12 {0}", turned(name)));
        assert_eq!(seen("né محمد ٣٤ ans"), format!("né ٣٤ {} ans", turned(name)));
    }

    #[test]
    fn brackets_inside_a_name_turn_round() {
        let fonts = Fonts::get().expect("fonts");
        let glyphs = line(fonts, fonts.shape("محمد (علي) شرف", false));
        let drawn: Vec<u16> =
            glyphs.iter().filter(|g| "()".contains(g.sign)).map(|g| g.id).collect();
        let plain: Vec<u16> = fonts.shape("()", false).iter().map(|g| g.id).collect();
        assert_eq!(drawn, plain);
        assert!(glyphs.iter().filter(|g| "()".contains(g.sign)).map(|g| g.sign).eq(")(".chars()));
    }

    #[test]
    fn a_line_that_breaks_keeps_the_beginning_of_the_name_first() {
        use crate::block::plain;
        let fonts = Fonts::get().expect("fonts");
        let words = ["محمد", "شرف", "حسن"];
        let lines = crate::text::break_lines(fonts, &[plain(words.join(" "))], 10.0, 30.0);
        let said: Vec<String> =
            lines.iter().map(|l| l.glyphs.iter().map(|g| g.sign).collect()).collect();
        assert_eq!(said, words.map(turned));
    }
}
