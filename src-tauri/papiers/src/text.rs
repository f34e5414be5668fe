//! Lines: where a paragraph breaks, and how its lines are drawn.

use super::block::{Align, Paragraph, Span, Style};
use super::draw::{Command, Ink};
use super::font::{Fonts, Glyph};
use super::sens;

/// Type size, distance between baselines, and tone of a style.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Type size.
    pub size: f32,
    /// Height of a line.
    pub leading: f32,
    /// Tone.
    pub ink: Ink,
}

impl Style {
    /// Size and tone of the style.
    #[must_use]
    pub const fn measure(self) -> Measure {
        let (size, leading, ink) = match self {
            Self::Body => (9.6, 12.3, Ink::Black),
            Self::Detail => (9.0, 11.0, Ink::Black),
            Self::Small => (8.4, 10.4, Ink::Black),
            Self::Title => (13.0, 16.5, Ink::Black),
            Self::Heading => (10.4, 12.8, Ink::Black),
            Self::Address => (10.4, 13.2, Ink::Black),
            Self::Large => (13.0, 17.6, Ink::Black),
            Self::LargeHeading => (15.0, 19.0, Ink::Black),
            Self::Display => (23.0, 29.0, Ink::Black),
            Self::Key => (25.0, 32.0, Ink::Black),
        };
        Measure { size, leading, ink }
    }
}

/// A line ready to be placed: its glyphs and its width, in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it shows.
    pub glyphs: Vec<Glyph>,
    /// How wide.
    pub width: f32,
}

/// A break after a hyphen is taken only when the line would otherwise stay emptier than this.
const HYPHEN_WORTH: f32 = 0.25;

/// Breaks spans into lines no wider than `width`: at spaces, after hyphens between letters where
/// it is worth it, never at a no-break space; a word wider than the line is cut.
#[must_use]
pub fn break_lines(fonts: &Fonts, spans: &[Span], size: f32, width: f32) -> Vec<Line> {
    let glyphs: Vec<Glyph> =
        spans.iter().flat_map(|span| fonts.shape(&span.text, span.bold)).collect();
    let mut lines = Vec::new();
    for part in glyphs.split(|g| g.sign == '\n') {
        break_part(fonts, part, size, width, &mut lines);
    }
    lines
}

fn break_part(fonts: &Fonts, glyphs: &[Glyph], size: f32, width: f32, lines: &mut Vec<Line>) {
    let levels = sens::levels(glyphs);
    let mut start = skip_spaces(glyphs, 0);
    if start == glyphs.len() {
        lines.push(Line { glyphs: Vec::new(), width: 0.0 });
        return;
    }
    while start < glyphs.len() {
        let end = line_end(glyphs, start, size, width);
        let trimmed = glyphs[start..end]
            .iter()
            .rposition(|g| g.sign != ' ')
            .map_or(start, |last| start + last + 1);
        let line = match &levels {
            Some(levels) => sens::stand(fonts, &glyphs[start..trimmed], &levels[start..trimmed]),
            None => glyphs[start..trimmed].to_vec(),
        };
        let wide = line.iter().map(|g| g.width).sum::<f32>() * size;
        lines.push(Line { glyphs: line, width: wide });
        start = skip_spaces(glyphs, end);
    }
}

fn skip_spaces(glyphs: &[Glyph], from: usize) -> usize {
    glyphs[from..].iter().position(|g| g.sign != ' ').map_or(glyphs.len(), |n| from + n)
}

/// Where the line that begins at `start` ends.
fn line_end(glyphs: &[Glyph], start: usize, size: f32, width: f32) -> usize {
    let (mut wide, mut at_space, mut at_hyphen) = (0.0, None, None);
    for (i, glyph) in glyphs.iter().enumerate().skip(start) {
        if glyph.sign == ' ' {
            // A space may hang over the edge: it is not drawn. A dot between two facts ends a line
            // rather than begin the next one.
            if glyphs.get(i + 1).is_none_or(|next| next.sign != '·') {
                at_space = Some((i, wide));
            }
            wide += glyph.width * size;
            continue;
        }
        wide += glyph.width * size;
        // A hundredth of a point absorbs the rounding of sums of widths.
        if wide > width + 0.01 {
            return match (at_space, at_hyphen) {
                (Some((space, before)), Some(hyphen)) if hyphen > space => {
                    if width - before > width * HYPHEN_WORTH { hyphen } else { space }
                }
                (Some((space, _)), _) => space,
                (None, Some(hyphen)) => hyphen,
                (None, None) => whole_unit(glyphs, start, i),
            };
        }
        let between_letters = i > start
            && glyphs[i - 1].sign.is_alphabetic()
            && glyphs.get(i + 1).is_some_and(|next| next.sign.is_alphabetic());
        if glyph.sign == '-' && between_letters {
            at_hyphen = Some(i + 1);
        }
    }
    glyphs.len()
}

/// Where a word that began at `start` is cut at or before `at`: what is drawn together stays so.
fn whole_unit(glyphs: &[Glyph], start: usize, at: usize) -> usize {
    let begins = |i: &usize| glyphs.get(*i).is_none_or(|g| !g.rest);
    (start + 1..=at)
        .rev()
        .find(begins)
        .or_else(|| (start + 1..=glyphs.len()).find(begins))
        .unwrap_or(glyphs.len())
}

/// A line drawn in a column that begins at `x`, its top at 0.
#[must_use]
pub fn draw_line(line: &Line, measure: Measure, align: Align, x: f32, width: f32) -> Command {
    let free = width - line.width;
    let x = match align {
        Align::Left => x,
        Align::Right => x + free,
        Align::Centre => x + free / 2.0,
    };
    // The baseline stands where the ink of capitals is centred in the line's height.
    let y = (measure.leading + measure.size * 0.67) / 2.0;
    Command::Text { x, y, size: measure.size, glyphs: line.glyphs.clone(), ink: measure.ink }
}

/// The lines of a paragraph, each drawn with its top at 0, with their height.
#[must_use]
pub fn draw_paragraph(
    fonts: &Fonts,
    paragraph: &Paragraph,
    x: f32,
    width: f32,
) -> (f32, Vec<Command>) {
    let measure = paragraph.style.measure();
    let lines = break_lines(fonts, &paragraph.spans, measure.size, width)
        .iter()
        .map(|line| draw_line(line, measure, paragraph.align, x, width))
        .collect();
    (measure.leading, lines)
}

#[cfg(test)]
mod tests {
    use super::super::block::{bold, plain};
    use super::*;

    fn lines(text: &str, width: f32) -> Vec<String> {
        let fonts = Fonts::get().expect("fonts");
        break_lines(fonts, &[plain(text)], 10.0, width)
            .iter()
            .map(|line| line.glyphs.iter().map(|g| g.sign).collect())
            .collect()
    }

    #[test]
    fn lines_break_at_spaces_and_never_at_no_break_spaces() {
        assert_eq!(lines("un deux trois", 45.0), ["un deux", "trois"]);
        assert_eq!(lines("poids 20,5\u{a0}kg", 60.0), ["poids", "20,5\u{a0}kg"]);
        assert_eq!(lines("à qui\u{202f}?", 27.0), ["à", "qui\u{202f}?"]);
    }

    #[test]
    fn a_dot_between_two_facts_never_begins_a_line() {
        for width in 30..90u8 {
            for line in lines("poids · taille · IMC · tension", f32::from(width)) {
                assert!(!line.starts_with('·'), "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_hyphen_breaks_only_where_the_line_would_stay_empty() {
        assert_eq!(
            lines("régulation tonico-émotionnelle", 100.0),
            ["régulation tonico-", "émotionnelle"]
        );
        assert_eq!(
            lines("une grande régulation peut-être", 122.0),
            ["une grande régulation", "peut-être"]
        );
        // No break inside a range or before a negative number.
        assert_eq!(lines("de 8-9 ans", 24.0), ["de", "8-9", "ans"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_and_nothing_is_lost() {
        let cut = lines("anticonstitutionnellement", 40.0);
        assert!(cut.len() > 2);
        assert_eq!(cut.concat(), "anticonstitutionnellement");
    }

    #[test]
    fn a_line_feed_begins_a_line() {
        assert_eq!(lines("un\n\ndeux", 100.0), ["un", "", "deux"]);
        assert_eq!(lines("", 100.0), [""]);
    }

    #[test]
    fn bold_and_plain_share_a_line() {
        let fonts = Fonts::get().expect("fonts");
        let broken = break_lines(fonts, &[bold("Poids"), plain(" : 12")], 10.0, 100.0);
        assert_eq!(broken.len(), 1);
        assert_ne!(broken[0].glyphs[0].face, broken[0].glyphs[6].face);
    }
}
