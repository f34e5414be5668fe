//! From blocks to pages: every block becomes slices, the slices are poured into pages.
//!
//! A slice is the smallest piece that a page break never cuts: a line of text, a row of a table. It
//! may be tied to the next one, which is how a heading stays with its section and how no line of a
//! paragraph is left alone.

use super::ReportError;
use super::block::{Block, Marker, Paragraph, Placed, Span, Style, bold, plain};
use super::draw::{A4_HEIGHT, A4_WIDTH, Command, Drawing, Ink, MM, Page};
use super::font::Fonts;
use super::text::draw_paragraph;
use super::{figure, table};
use std::rc::Rc;

/// Left and right margins.
pub const MARGIN: f32 = 18.0 * MM;
/// Width of the text.
pub const WIDTH: f32 = A4_WIDTH - 2.0 * MARGIN;
/// Where the text of the first page begins.
pub const FIRST_TOP: f32 = 13.0 * MM;
/// Where the text of the other pages begins, under their header.
pub const NEXT_TOP: f32 = 17.6 * MM;
/// Where the text ends, above the footer.
pub const BOTTOM: f32 = A4_HEIGHT - 15.0 * MM;

/// What stands on every page around the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Furniture {
    /// Header of the pages after the first: left.
    pub header_left: String,
    /// Header of the pages after the first: right.
    pub header_right: String,
    /// Footer, left; the page number stands right.
    pub footer: String,
}

/// The smallest piece that a page break never cuts.
#[derive(Debug, Clone, Default)]
pub(super) struct Slice {
    /// Height.
    pub(super) height: f32,
    /// White space above, dropped at the top of a page.
    pub(super) gap: f32,
    /// Whether the next slice must be on the same page.
    pub(super) stick: bool,
    /// What it draws, from its own top.
    pub(super) commands: Vec<Command>,
    /// Header to repeat above it where it begins a page.
    pub(super) head: Option<Rc<Vec<Slice>>>,
}

/// The column that blocks are set in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    /// Faces.
    pub(super) fonts: &'a Fonts,
    /// Left side.
    pub(super) x: f32,
    /// Width.
    pub(super) width: f32,
}

/// Lays blocks out on A4 pages.
///
/// # Errors
/// [`ReportError::Police`] when the embedded fonts cannot be read.
pub fn lay_out(
    title: &str,
    blocks: &[Block],
    furniture: &Furniture,
) -> Result<Drawing, ReportError> {
    let fonts = Fonts::get()?;
    let slices = Frame { fonts, x: MARGIN, width: WIDTH }.slices(blocks);
    let mut pages = pour(&slices);
    let count = pages.len();
    for (i, page) in pages.iter_mut().enumerate() {
        furnish(fonts, page, furniture, i, count);
    }
    Ok(Drawing { title: title.to_owned(), pages })
}

/// Pours slices into pages. Slices tied together stay together, unless no page could hold them.
fn pour(slices: &[Slice]) -> Vec<Page> {
    let mut vessel = Vessel { pages: vec![Page::default()], y: FIRST_TOP, fresh: true };
    let mut rest = slices;
    while !rest.is_empty() {
        let tied = rest.iter().take_while(|s| s.stick).count().min(rest.len() - 1) + 1;
        let (chunk, after) = rest.split_at(tied);
        rest = after;
        let head = chunk[0].head.as_ref().map_or(0.0, |head| height(head));
        if vessel.holds(chunk) {
            vessel.add(chunk);
        } else if NEXT_TOP + head + height(chunk) <= BOTTOM {
            vessel.turn(&chunk[0]);
            vessel.add(chunk);
        } else {
            for slice in chunk {
                if !vessel.holds(std::slice::from_ref(slice)) {
                    vessel.turn(slice);
                }
                vessel.add(std::slice::from_ref(slice));
            }
        }
    }
    vessel.pages
}

/// The pages so far, and how far down the last one is filled.
struct Vessel {
    pages: Vec<Page>,
    y: f32,
    fresh: bool,
}

impl Vessel {
    /// Whether slices fit under what the page already holds.
    fn holds(&self, slices: &[Slice]) -> bool {
        let dropped = if self.fresh { slices[0].gap } else { 0.0 };
        self.y + height(slices) - dropped <= BOTTOM
    }

    /// Turns to a new page, where the header of the table that goes on comes first.
    fn turn(&mut self, next: &Slice) {
        if !self.fresh {
            self.pages.push(Page::default());
            self.y = NEXT_TOP;
            self.fresh = true;
        }
        if let Some(head) = &next.head {
            self.add(head);
        }
    }

    fn add(&mut self, slices: &[Slice]) {
        for slice in slices {
            if !self.fresh {
                self.y += slice.gap;
            }
            if let Some(page) = self.pages.last_mut() {
                page.commands.extend(slice.commands.iter().map(|c| c.clone().lowered(self.y)));
            }
            self.y += slice.height;
            self.fresh = false;
        }
    }
}

fn height(slices: &[Slice]) -> f32 {
    slices.iter().map(|s| s.gap + s.height).sum()
}

fn furnish(fonts: &Fonts, page: &mut Page, furniture: &Furniture, i: usize, count: usize) {
    use super::block::Align;
    let mut place = |text: &str, align: Align, y: f32, strong: bool| {
        let span = if strong { bold(text) } else { plain(text) };
        let line = Paragraph::new(Style::Small, vec![span]).aligned(align);
        let (_, lines) = draw_paragraph(fonts, &line, MARGIN, WIDTH);
        page.commands.extend(lines.into_iter().take(1).map(|c| c.lowered(y)));
    };
    if i > 0 {
        place(&furniture.header_left, Align::Left, 10.0 * MM, true);
        place(&furniture.header_right, Align::Right, 10.0 * MM, false);
    }
    let foot = A4_HEIGHT - 12.5 * MM;
    place(&furniture.footer, Align::Left, foot, false);
    place(&format!("page {}/{count}", i + 1), Align::Right, foot, false);
    if i > 0 {
        let y = 14.8 * MM;
        page.commands.push(rule(MARGIN, MARGIN + WIDTH, y, 0.6, Ink::Black));
    }
}

/// A horizontal rule.
pub(super) const fn rule(x1: f32, x2: f32, y: f32, width: f32, ink: Ink) -> Command {
    Command::Line { x1, y1: y, x2, y2: y, width, ink }
}

impl Frame<'_> {
    /// The slices of blocks, one after the other.
    pub(super) fn slices(&self, blocks: &[Block]) -> Vec<Slice> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &Block) -> Vec<Slice> {
        match block {
            Block::Heading(spans) => self.heading(spans),
            Block::Paragraph(paragraph) => self.paragraph(paragraph, 2.2),
            Block::Framed(blocks) => self.framed(blocks),
            Block::Fields(style, fields) => table::fields(self, *style, fields),
            Block::Table(table) => table::slices(self, table),
            Block::List(marker, style, items) => self.list(*marker, *style, items),
            Block::Figures(figures, day, words) => figure::slices(self, figures, *day, words),
            Block::Signatures(columns) => table::side_by_side(self, columns),
            Block::Ruled(count) => self.ruled(*count),
            Block::Space(height) => vec![Slice { gap: *height, ..Slice::default() }],
            Block::Keep(blocks) => {
                let mut slices = self.slices(blocks);
                if let Some((_, others)) = slices.split_last_mut() {
                    others.iter_mut().for_each(|s| s.stick = true);
                }
                slices
            }
            Block::Canvas { height, items } => vec![self.canvas(*height, items)],
        }
    }

    fn heading(&self, spans: &[Span]) -> Vec<Slice> {
        let paragraph = Paragraph::new(Style::Heading, spans.to_vec());
        let mut slices = self.paragraph(&paragraph, 3.4);
        let right = self.x + self.width;
        if let Some(last) = slices.last_mut() {
            last.height += 2.4;
            last.commands.push(rule(self.x, right, last.height - 1.6, 0.7, Ink::Black));
        }
        slices.iter_mut().for_each(|s| s.stick = true);
        slices
    }

    /// The lines of a paragraph. Its first two lines stay together, and its last two.
    pub(super) fn paragraph(&self, paragraph: &Paragraph, gap: f32) -> Vec<Slice> {
        let (leading, lines) = draw_paragraph(self.fonts, paragraph, self.x, self.width);
        let last = lines.len().saturating_sub(1);
        lines
            .into_iter()
            .enumerate()
            .map(|(i, line)| Slice {
                height: leading,
                gap: if i == 0 { gap } else { 0.0 },
                stick: (i == 0 || i + 1 == last) && i != last,
                commands: vec![line],
                head: None,
            })
            .collect()
    }

    fn list(&self, marker: Marker, style: Style, items: &[Vec<Span>]) -> Vec<Slice> {
        let size = style.measure().size;
        let indent = if marker == Marker::Box { size * 1.7 } else { 15.0 };
        let inner = Frame { x: self.x + indent, width: self.width - indent, ..*self };
        let mut slices = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let sign = match marker {
                Marker::Number => format!("{}.", i + 1),
                Marker::Bullet => "•".to_owned(),
                Marker::Box => String::new(),
            };
            let gap = if marker == Marker::Box { 6.0 } else { 1.0 };
            let mut lines = inner.paragraph(&Paragraph::new(style, item.clone()), gap);
            let mark = Paragraph::new(style, vec![plain(sign)]);
            let (_, mut mark) = draw_paragraph(self.fonts, &mark, self.x + 2.0, indent);
            if marker == Marker::Box {
                let (x, y, side) = (self.x + 1.0, size * 0.25, size * 0.85);
                mark = vec![Command::Rect { x, y, w: side, h: side, width: 1.0, ink: Ink::Black }];
                // What one ticks is not cut over two pages.
                if let Some((_, others)) = lines.split_last_mut() {
                    others.iter_mut().for_each(|s| s.stick = true);
                }
            }
            if let Some(first) = lines.first_mut() {
                first.commands.extend(mark);
            }
            // One short item alone under its heading, the others overleaf, reads as the whole list.
            if i == 0
                && items.len() > 1
                && let [.., last] = lines.as_mut_slice()
            {
                last.stick = true;
            }
            slices.extend(lines);
        }
        slices
    }

    /// Lines to write on, far enough apart for a child's hand.
    fn ruled(&self, count: usize) -> Vec<Slice> {
        const HEIGHT: f32 = 26.0;
        let line = rule(self.x, self.x + self.width, HEIGHT - 1.0, 0.6, Ink::Pale);
        let slice = Slice { height: HEIGHT, commands: vec![line], ..Slice::default() };
        vec![slice; count]
    }

    /// A frame: its sides are drawn slice by slice, so that it may go on over a page.
    fn framed(&self, blocks: &[Block]) -> Vec<Slice> {
        const PAD: f32 = 9.0;
        let inner = Frame { x: self.x + PAD, width: self.width - 2.0 * PAD, ..*self };
        let (left, right) = (self.x, self.x + self.width);
        let mut slices = inner.slices(blocks);
        for (i, slice) in slices.iter_mut().enumerate() {
            let gap = if i == 0 { 0.0 } else { slice.gap };
            let commands = std::mem::take(&mut slice.commands);
            slice.commands = commands.into_iter().map(|c| c.lowered(gap)).collect();
            slice.height += gap;
            slice.gap = 0.0;
        }
        let edge = |gap: f32, stick: bool| Slice { height: 6.0, gap, stick, ..Slice::default() };
        let mut all = vec![edge(5.0, true)];
        all.append(&mut slices);
        all.push(edge(0.0, false));
        let total = height(&all);
        let last = all.len() - 1;
        for (i, slice) in all.iter_mut().enumerate() {
            for x in [left, right] {
                slice.commands.push(Command::Line {
                    x1: x,
                    y1: 0.0,
                    x2: x,
                    y2: slice.height,
                    width: 1.2,
                    ink: Ink::Black,
                });
            }
            if i == 0 {
                slice.commands.push(rule(left - 0.6, right + 0.6, 0.0, 1.2, Ink::Black));
            }
            if i == last {
                let y = slice.height;
                slice.commands.push(rule(left - 0.6, right + 0.6, y, 1.2, Ink::Black));
            }
            // A frame of less than a third of a page is not cut.
            slice.stick = i != last && (slice.stick || total < A4_HEIGHT / 3.0 || i + 1 == last);
        }
        all
    }

    fn canvas(&self, height: f32, items: &[Placed]) -> Slice {
        let mut commands = Vec::new();
        for item in items {
            let mut y = item.y;
            for paragraph in &item.paragraphs {
                let (leading, lines) = draw_paragraph(self.fonts, paragraph, item.x, item.width);
                for line in lines {
                    commands.push(line.lowered(y));
                    y += leading;
                }
            }
        }
        Slice { height, commands, ..Slice::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::block::{Column, Table, body};
    use super::*;

    fn table(rows: usize, words: usize) -> Block {
        let columns = ["Quoi", "Pourquoi"].map(|t| Column { title: t.to_owned(), share: 1.0 });
        let cell = |text: String| vec![Paragraph::new(Style::Detail, vec![plain(text)])];
        let row = |i: usize| vec![cell(format!("ligne {i}")), cell("mot ".repeat(words))];
        Block::Table(Table {
            columns: columns.to_vec(),
            rows: (0..rows).map(row).collect(),
            close: false,
        })
    }

    fn pages(blocks: &[Block]) -> Vec<Vec<String>> {
        let drawing = lay_out("", blocks, &Furniture::default()).expect("a drawing");
        let texts = |page: &Page| -> Vec<String> {
            page.commands.iter().map(Command::text).filter(|t| !t.is_empty()).collect()
        };
        drawing.pages.iter().map(texts).collect()
    }

    #[test]
    fn a_table_that_goes_on_has_its_header_on_every_page() {
        for blocks in [[table(120, 3)], [table(3, 2400)]] {
            let pages = pages(&blocks);
            assert!(pages.len() > 2);
            for page in &pages {
                assert_eq!(&page[..2], ["Quoi", "Pourquoi"]);
            }
        }
    }

    #[test]
    fn a_short_row_is_never_cut() {
        let pages = pages(&[table(40, 30)]);
        let lines = |page: &Vec<String>| page.iter().filter(|t| t.starts_with("mot")).count();
        let rows = |page: &Vec<String>| page.iter().filter(|t| t.starts_with("ligne")).count();
        let per_row = lines(&pages[0]) / rows(&pages[0]);
        assert!(per_row > 1 && pages.len() > 1);
        assert!(pages.iter().all(|page| lines(page) == per_row * rows(page)));
    }

    #[test]
    fn a_heading_stays_with_two_lines_of_its_text_and_no_line_is_alone() {
        let text = Block::Paragraph(body(vec![plain("mot ".repeat(60))]));
        for filler in 0..40 {
            let blocks = [
                Block::Paragraph(body(vec![plain("haut")])),
                Block::Space(600.0 + filler as f32 * 4.0),
                Block::Heading(vec![bold("Titre")]),
                text.clone(),
            ];
            let pages = pages(&blocks);
            for page in &pages {
                let lines = page.iter().filter(|t| t.starts_with("mot")).count();
                assert_ne!(lines, 1, "{pages:?}");
                assert!(!page.iter().any(|t| t == "Titre") || lines >= 2, "{pages:?}");
            }
        }
    }

    #[test]
    fn blocks_kept_together_share_a_page_and_what_no_page_holds_is_cut() {
        let lines = |n: usize| -> Vec<Block> {
            (0..n).map(|i| Block::Paragraph(body(vec![plain(format!("l{i}"))]))).collect()
        };
        let mut blocks = lines(45);
        blocks.push(Block::Keep(lines(12)));
        let kept = pages(&blocks);
        assert_eq!(kept.len(), 2);
        assert!(kept[1].iter().any(|t| t == "l0") && kept[1].iter().any(|t| t == "l11"));
        assert!(pages(&[Block::Keep(lines(200))]).len() > 3);
    }

    #[test]
    fn a_frame_over_two_pages_keeps_its_sides() {
        let long = Block::Paragraph(body(vec![plain("mot ".repeat(1600))]));
        let drawing =
            lay_out("", &[Block::Framed(vec![long])], &Furniture::default()).expect("a drawing");
        assert!(drawing.pages.len() > 1);
        for page in &drawing.pages {
            let sides = page.commands.iter().filter(
                |c| matches!(c, Command::Line { x1, x2, .. } if (x1 - x2).abs() < f32::EPSILON),
            );
            assert!(sides.count() >= 4);
        }
    }
}
