//! Drawing commands: what a page holds once the layout is done. Points (1/72 inch), the origin in
//! the top left corner, y downwards. Nothing here knows how a file is written.

use super::font::Glyph;

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;
/// Width of an A4 sheet.
pub const A4_WIDTH: f32 = 210.0 * MM;
/// Height of an A4 sheet.
pub const A4_HEIGHT: f32 = 297.0 * MM;

/// How dark. Papers are black and white, and must survive a fax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Text: a fax turns grey letters into dots.
    Black,
    /// Rules between rows.
    Pale,
    /// The grid of a chart: it may vanish in a fax.
    Faint,
    /// The inside of a hollow point.
    Paper,
}

/// How a path is stroked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    /// Without a break.
    Solid,
    /// Long strokes.
    Dashed,
    /// Short strokes.
    Dotted,
}

/// One thing to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Glyphs on a baseline, all of one size.
    Text {
        /// Left end.
        x: f32,
        /// Baseline.
        y: f32,
        /// Type size.
        size: f32,
        /// What to draw.
        glyphs: Vec<Glyph>,
        /// How dark.
        ink: Ink,
    },
    /// A straight line.
    Line {
        /// From, horizontally.
        x1: f32,
        /// From, vertically.
        y1: f32,
        /// To, horizontally.
        x2: f32,
        /// To, vertically.
        y2: f32,
        /// Thickness.
        width: f32,
        /// How dark.
        ink: Ink,
    },
    /// The outline of a rectangle.
    Rect {
        /// Left side.
        x: f32,
        /// Top.
        y: f32,
        /// Width.
        w: f32,
        /// Height.
        h: f32,
        /// Thickness.
        width: f32,
        /// How dark.
        ink: Ink,
    },
    /// A line over several points: a curve, or the outline of a dot.
    Path {
        /// Corners.
        points: Vec<(f32, f32)>,
        /// Thickness.
        width: f32,
        /// How dark.
        ink: Ink,
        /// How it is stroked.
        dash: Dash,
        /// What fills it, if anything.
        fill: Option<Ink>,
    },
}

impl Command {
    /// The same, moved down.
    #[must_use]
    pub fn lowered(mut self, by: f32) -> Self {
        match &mut self {
            Self::Text { y, .. } | Self::Rect { y, .. } => *y += by,
            Self::Line { y1, y2, .. } => {
                *y1 += by;
                *y2 += by;
            }
            Self::Path { points, .. } => points.iter_mut().for_each(|(_, y)| *y += by),
        }
        self
    }

    /// Left and right ends.
    #[must_use]
    pub fn span(&self) -> (f32, f32) {
        match self {
            Self::Text { x, size, glyphs, .. } => {
                (*x, x + glyphs.iter().map(|g| g.width).sum::<f32>() * size)
            }
            Self::Line { x1, x2, .. } => (x1.min(*x2), x1.max(*x2)),
            Self::Rect { x, w, .. } => (*x, x + w),
            Self::Path { points, .. } => {
                points.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(left, right), (x, _)| {
                    (left.min(*x), right.max(*x))
                })
            }
        }
    }

    /// The text it shows, empty for a line.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text { glyphs, .. } => {
                glyphs.iter().map(|g| g.sign).filter(|sign| *sign != '\0').collect()
            }
            _ => String::new(),
        }
    }
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// What it holds, in drawing order.
    pub commands: Vec<Command>,
}

/// A whole paper, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Title, for the window of a reader. Carries no identity.
    pub title: String,
    /// A4 pages.
    pub pages: Vec<Page>,
}

impl Drawing {
    /// The signs that no face could draw, in their order, each with how often it comes.
    #[must_use]
    pub fn indessinables(&self) -> Vec<(char, usize)> {
        let mut lost: Vec<(char, usize)> = Vec::new();
        for command in self.pages.iter().flat_map(|page| &page.commands) {
            let Command::Text { glyphs, .. } = command else { continue };
            for sign in glyphs.iter().filter_map(|glyph| glyph.instead_of) {
                match lost.iter_mut().find(|(known, _)| *known == sign) {
                    Some((_, count)) => *count += 1,
                    None => lost.push((sign, 1)),
                }
            }
        }
        lost
    }
}
