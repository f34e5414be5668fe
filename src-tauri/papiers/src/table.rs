//! Tables: rows that stay whole where they can, a header that comes back on each page.

use super::block::{Cell, Paragraph, Span, Style, Table, bold};
use super::draw::{A4_HEIGHT, Command, Ink};
use super::layout::{Frame, Slice, rule};
use super::text::draw_paragraph;
use std::rc::Rc;

/// White space beside the text of a cell.
const PAD_X: f32 = 3.2;
/// White space above and under the text of a row.
const PAD_Y: f32 = 2.4;
/// The same in a table whose rows stand close together.
const PAD_CLOSE: f32 = 0.9;

/// A row taller than this is cut between two lines where a page ends.
const TALL: f32 = A4_HEIGHT / 4.0;

/// The slices of a table.
pub(super) fn slices(frame: &Frame<'_>, table: &Table) -> Vec<Slice> {
    let total: f32 = table.columns.iter().map(|c| c.share).sum();
    let mut x = frame.x;
    let columns: Vec<Frame<'_>> = table
        .columns
        .iter()
        .map(|column| {
            let width = frame.width * column.share / total;
            let inner = Frame { x: x + PAD_X, width: width - 2.0 * PAD_X, ..*frame };
            x += width;
            inner
        })
        .collect();
    let titles: Vec<Cell> = table
        .columns
        .iter()
        .map(|c| vec![Paragraph::new(Style::Detail, vec![bold(c.title.clone())])])
        .collect();
    let pad = if table.close { PAD_CLOSE } else { PAD_Y };
    let mut head = row(frame, &columns, &titles, Ink::Black, pad);
    head.iter_mut().for_each(|s| s.stick = true);
    let head = Rc::new(head);
    let mut all: Vec<Slice> = head.as_ref().clone();
    for cells in &table.rows {
        for mut slice in row(frame, &columns, cells, Ink::Pale, pad) {
            slice.head = Some(Rc::clone(&head));
            all.push(slice);
        }
    }
    if let Some(first) = all.first_mut() {
        first.gap = 0.5;
    }
    all
}

/// Labels and values, without rules.
pub(super) fn fields(
    frame: &Frame<'_>,
    style: Style,
    fields: &[(String, Vec<Span>)],
) -> Vec<Slice> {
    const LABEL: f32 = 0.32;
    let label = Frame { width: frame.width * LABEL - PAD_X, ..*frame };
    let value =
        Frame { x: frame.x + frame.width * LABEL, width: frame.width * (1.0 - LABEL), ..*frame };
    let mut all = Vec::new();
    for (name, spans) in fields {
        let cells = [
            vec![Paragraph::new(style, vec![bold(name.clone())])],
            vec![Paragraph::new(style, spans.clone())],
        ];
        let mut row = lines(&[label, value], &cells);
        if let Some(first) = row.first_mut() {
            first.gap = 0.8;
        }
        all.extend(row);
    }
    all
}

/// Columns of equal width, kept on one page.
pub(super) fn side_by_side(frame: &Frame<'_>, columns: &[Vec<Paragraph>]) -> Vec<Slice> {
    let count = columns.len().max(3) as f32;
    let width = frame.width / count;
    let frames: Vec<Frame<'_>> = (0..columns.len())
        .map(|i| Frame { x: frame.x + width * i as f32, width: width - 2.0 * PAD_X, ..*frame })
        .collect();
    let mut slices = lines(&frames, columns);
    if let Some(first) = slices.first_mut() {
        first.gap = 4.5;
    }
    if let Some((_, others)) = slices.split_last_mut() {
        others.iter_mut().for_each(|s| s.stick = true);
    }
    slices
}

/// One row with its rule, as one slice, or as one slice per line where it is tall.
fn row(frame: &Frame<'_>, columns: &[Frame<'_>], cells: &[Cell], ink: Ink, pad: f32) -> Vec<Slice> {
    let mut slices = lines(columns, cells);
    let text: f32 = slices.iter().map(|s| s.height).sum();
    if text <= TALL {
        let (mut commands, mut y) = (Vec::new(), pad);
        for slice in slices {
            commands.extend(slice.commands.into_iter().map(|c| c.lowered(y)));
            y += slice.height;
        }
        slices = vec![Slice { height: y + pad, commands, ..Slice::default() }];
    } else {
        let last = slices.len() - 1;
        slices[0].height += pad;
        let commands = std::mem::take(&mut slices[0].commands);
        slices[0].commands = commands.into_iter().map(|c| c.lowered(pad)).collect();
        slices[last].height += pad;
        for i in [0, 1, last.saturating_sub(2), last - 1] {
            slices[i].stick = true;
        }
    }
    if let Some(last) = slices.last_mut() {
        let y = last.height;
        last.commands.push(rule(frame.x, frame.x + frame.width, y, 0.6, ink));
    }
    slices
}

/// The lines of cells set side by side: slice *n* holds line *n* of every cell.
fn lines(columns: &[Frame<'_>], cells: &[Cell]) -> Vec<Slice> {
    let mut drawn: Vec<Vec<(f32, Command)>> = Vec::new();
    for (column, cell) in columns.iter().zip(cells) {
        let mut lines = Vec::new();
        for paragraph in cell {
            let (leading, text) = draw_paragraph(column.fonts, paragraph, column.x, column.width);
            lines.extend(text.into_iter().map(|line| (leading, line)));
        }
        drawn.push(lines);
    }
    let count = drawn.iter().map(Vec::len).max().unwrap_or(0);
    let mut slices: Vec<Slice> = vec![Slice::default(); count];
    for lines in drawn {
        for (slice, (leading, line)) in slices.iter_mut().zip(lines) {
            slice.height = slice.height.max(leading);
            slice.commands.push(line);
        }
    }
    slices
}
