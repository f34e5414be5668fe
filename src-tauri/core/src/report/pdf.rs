//! Draws a [`Drawing`] with printpdf. The only file that knows its types.

use super::draw::{A4_HEIGHT, Command, Dash, Drawing, Ink, Page};
use super::font::{Face, Glyph};
use super::{ReportError, pdfa};
use escale_domain::date::DateCivile;
use printpdf::matrix::TextMatrix;
use printpdf::{
    Codepoint, Color, FontId, Line, LineDashPattern, LinePoint, Mm, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt,
    Rect, Rgb, TextItem, WindingOrder,
};

/// Writes a drawing as a PDF/A-1b file: the same drawing and date give the same bytes.
///
/// # Errors
/// [`ReportError`] when a font or the file cannot be made.
pub(super) fn write(drawing: &Drawing, date: DateCivile) -> Result<Vec<u8>, ReportError> {
    let mut document = PdfDocument::new("");
    for face in Face::ALL {
        let mut font =
            ParsedFont::from_bytes(face.bytes(), 0, &mut Vec::new()).ok_or(ReportError::Police)?;
        font.font_name = Some(face.name().to_owned());
        // Named here, because the crate would draw a name from a counter of the whole process.
        document.resources.fonts.map.insert(font_id(face), PdfFont::new(font));
    }
    let pages = drawing.pages.iter().map(page).collect();
    document.with_pages(pages);
    let options = PdfSaveOptions { subset_fonts: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let file = document.to_lopdf_document(&options, &mut warnings);
    pdfa::finish(file, &drawing.title, date)
}

fn font_id(face: Face) -> FontId {
    let id = match face {
        Face::Regular => "FA",
        Face::Bold => "FB",
        Face::OtherRegular => "FC",
        Face::OtherBold => "FD",
    };
    FontId(id.to_owned())
}

fn page(page: &Page) -> PdfPage {
    let mut ops = Vec::new();
    for command in &page.commands {
        match command {
            Command::Text { x, y, size, glyphs, ink } => {
                text(&mut ops, *x, *y, *size, glyphs, *ink);
            }
            Command::Line { x1, y1, x2, y2, width, ink } => {
                ops.push(Op::SetOutlineColor { col: colour(*ink) });
                ops.push(Op::SetOutlineThickness { pt: Pt(*width) });
                let points = [(*x1, *y1), (*x2, *y2)]
                    .map(|(x, y)| LinePoint { p: point(x, y), bezier: false })
                    .to_vec();
                ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Command::Rect { x, y, w, h, width, ink } => {
                ops.push(Op::SetOutlineColor { col: colour(*ink) });
                ops.push(Op::SetOutlineThickness { pt: Pt(*width) });
                let mut rectangle = Rect::from_wh(Pt(*w), Pt(*h));
                rectangle.x = Pt(*x);
                rectangle.y = Pt(A4_HEIGHT - y - h);
                rectangle.mode = Some(PaintMode::Stroke);
                ops.push(Op::DrawRectangle { rectangle });
            }
            Command::Path { points, width, ink, dash, fill } => {
                path(&mut ops, points, *width, *ink, *dash, *fill);
            }
        }
    }
    PdfPage::new(Mm(210.0), Mm(297.0), ops)
}

/// A curve, or a closed outline where it is filled.
fn path(
    ops: &mut Vec<Op>,
    points: &[(f32, f32)],
    width: f32,
    ink: Ink,
    dash: Dash,
    fill: Option<Ink>,
) {
    let points: Vec<LinePoint> =
        points.iter().map(|(x, y)| LinePoint { p: point(*x, *y), bezier: false }).collect();
    ops.push(Op::SetOutlineColor { col: colour(ink) });
    ops.push(Op::SetOutlineThickness { pt: Pt(width) });
    if let Some(fill) = fill {
        ops.push(Op::SetFillColor { col: colour(fill) });
        let polygon = Polygon {
            rings: vec![PolygonRing { points }],
            mode: PaintMode::FillStroke,
            winding_order: WindingOrder::NonZero,
        };
        ops.push(Op::DrawPolygon { polygon });
        return;
    }
    let pattern = match dash {
        Dash::Solid => None,
        Dash::Dashed => Some([4.0, 2.0]),
        Dash::Dotted => Some([1.0, 1.8]),
    };
    if let Some(pattern) = pattern {
        let dash = LineDashPattern::new(0.0, &pattern);
        ops.push(Op::SetLineDashPattern { dash });
    }
    ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    if pattern.is_some() {
        ops.push(Op::SetLineDashPattern { dash: LineDashPattern::default() });
    }
}

/// Glyphs on a baseline, one run per face.
fn text(ops: &mut Vec<Op>, x: f32, y: f32, size: f32, glyphs: &[Glyph], ink: Ink) {
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFillColor { col: colour(ink) });
    let mut pen = x;
    for run in glyphs.chunk_by(|a, b| a.face == b.face) {
        let font = PdfFontHandle::External(font_id(run[0].face));
        ops.push(Op::SetFont { font, size: Pt(size) });
        let at = point(pen, y);
        ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(at.x, at.y) });
        let glyphs =
            run.iter().map(|g| Codepoint::with_cid(g.id, 0.0, g.sign.to_string())).collect();
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
        pen += run.iter().map(|g| g.width).sum::<f32>() * size;
    }
    ops.push(Op::EndTextSection);
}

/// The file counts upwards from the bottom of the page.
const fn point(x: f32, y: f32) -> Point {
    Point { x: Pt(x), y: Pt(A4_HEIGHT - y) }
}

fn colour(ink: Ink) -> Color {
    let v = match ink {
        Ink::Black => 0.0,
        Ink::Pale => 0.55,
        Ink::Faint => 0.8,
        Ink::Paper => 1.0,
    };
    Color::Rgb(Rgb { r: v, g: v, b: v, icc_profile: None })
}
