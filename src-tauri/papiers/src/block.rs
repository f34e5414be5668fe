//! What a paper is made of: small blocks that say what they are, not where they go.

use escale_domain::croissance::figure::Figure;
use escale_domain::date::DateCivile;

/// A stretch of text of one weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Text, with its typography already set.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
}

/// A plain stretch.
#[must_use]
pub fn plain(text: impl Into<String>) -> Span {
    Span { text: text.into(), bold: false }
}

/// A bold stretch.
#[must_use]
pub fn bold(text: impl Into<String>) -> Span {
    Span { text: text.into(), bold: true }
}

/// Size and tone of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Running text.
    Body,
    /// Cells of a table, and the detail after page one.
    Detail,
    /// Secondary lines.
    Small,
    /// Name of the centre, title of a sheet.
    Title,
    /// Heading of a section.
    Heading,
    /// Lines of the address in the envelope's window.
    Address,
    /// Running text for a child.
    Large,
    /// Heading of a section for a child.
    LargeHeading,
    /// What a paper is, in its middle or for a child.
    Display,
    /// Groups of the recovery key.
    Key,
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Against the left margin.
    Left,
    /// Against the right margin.
    Right,
    /// In the middle.
    Centre,
}

/// A paragraph. A line feed in its text begins a new line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Text.
    pub spans: Vec<Span>,
    /// Size and tone.
    pub style: Style,
    /// Position of the lines.
    pub align: Align,
}

impl Paragraph {
    /// A paragraph against the left margin.
    #[must_use]
    pub fn new(style: Style, spans: Vec<Span>) -> Self {
        Self { spans, style, align: Align::Left }
    }

    /// The same, placed otherwise.
    #[must_use]
    pub fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.text.trim().is_empty())
    }
}

/// A running-text paragraph.
#[must_use]
pub fn body(spans: Vec<Span>) -> Paragraph {
    Paragraph::new(Style::Body, spans)
}

/// A paragraph of the detail.
#[must_use]
pub fn detail(spans: Vec<Span>) -> Paragraph {
    Paragraph::new(Style::Detail, spans)
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Title, repeated on each page.
    pub title: String,
    /// Share of the width.
    pub share: f32,
}

/// A cell: paragraphs one under the other.
pub type Cell = Vec<Paragraph>;

/// A table. Its header comes back on each page; a row taller than a page is cut between lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, each with one cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// Whether rows of one line stand close together.
    pub close: bool,
}

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// 1. 2. 3.
    Number,
    /// A dot.
    Bullet,
    /// A box to tick.
    Box,
}

/// Paragraphs at a fixed place of a [`Block::Canvas`].
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// From the left side of the sheet, in points.
    pub x: f32,
    /// From the top of the canvas, in points.
    pub y: f32,
    /// Width within which lines break.
    pub width: f32,
    /// Text.
    pub paragraphs: Vec<Paragraph>,
}

/// One block.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Heading of a section, with a rule; stays with what follows.
    Heading(Vec<Span>),
    /// Text.
    Paragraph(Paragraph),
    /// A frame around what matters most.
    Framed(Vec<Block>),
    /// Labels and values in two columns.
    Fields(Style, Vec<(String, Vec<Span>)>),
    /// A table.
    Table(Table),
    /// A list.
    List(Marker, Style, Vec<Vec<Span>>),
    /// Growth charts, two or three to a row, the day whose figures stand in their titles, and what
    /// else is said of them beside or under the last row.
    Figures(Vec<Figure>, DateCivile, Vec<Paragraph>),
    /// Side by side: who signed.
    Signatures(Vec<Vec<Paragraph>>),
    /// Lines to write on.
    Ruled(usize),
    /// White space, in points.
    Space(f32),
    /// Blocks that stay on one page.
    Keep(Vec<Block>),
    /// A zone of fixed height in which paragraphs have their place.
    Canvas {
        /// Height, in points.
        height: f32,
        /// What stands where.
        items: Vec<Placed>,
    },
}
