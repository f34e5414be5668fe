//! Growth charts on paper: two or three beside each other, in black on white, so that a doctor reads them
//! after a fax. The numbers, the words and the scale are those of the [`Figure`] that the window
//! draws; only the pen is chosen here.

use super::block::Paragraph;
use super::draw::{Command, Dash, Ink};
use super::font::Fonts;
use super::layout::{Frame, Slice};
use super::sens;
use super::text::draw_paragraph;
use escale_domain::croissance::figure::{AgeSerie, Axe, Courbe, Figure, Marque, Trait};
use escale_domain::date::DateCivile;

/// White space between two charts.
const GUTTER: f32 = 14.0;
/// Height of the drawing, between the axes.
const PLOT: f32 = 76.0;
/// Title above the drawing.
const HEAD: f32 = 14.0;
/// The legend of the points, on a line of its own where the title leaves it no room.
const LEGEND: f32 = 9.0;
/// Words under the drawing.
const FOOT: f32 = 15.0;
/// Words left of the drawing.
const LEFT: f32 = 22.0;
/// Words right of the drawing.
const RIGHT: f32 = 17.0;
/// Size of the words around the drawing.
const WORDS: f32 = 7.4;
/// Size of the title.
const TITLE: f32 = 9.0;
/// Size of the figures beside the title.
const VALUE: f32 = 8.4;
/// How far a simplified curve may lie from the true one: a third of a printer's dot at 300 dpi.
const TOLERANCE: f32 = 0.08;

/// Charts, three to a row where there are three or more, else two; a row is never cut. The words stand
/// beside the last row where it has room for them, else under it. A title carries the figures of
/// `day`: a page break between the curves and their words then takes nothing from the curves.
pub(super) fn slices(
    frame: &Frame<'_>,
    figures: &[Figure],
    day: DateCivile,
    words: &[Paragraph],
) -> Vec<Slice> {
    let columns = if figures.len() >= 3 { 3 } else { 2 };
    let gutters = GUTTER * (columns - 1) as f32;
    let width = (frame.width - gutters) / columns as f32;
    let mut slices = Vec::new();
    for row in figures.chunks(columns) {
        let mut commands = Vec::new();
        let pens: Vec<Pen<'_>> = row
            .iter()
            .zip(0u8..)
            .map(|(figure, i)| {
                Pen::new(frame, figure, day, (frame.x + f32::from(i) * (width + GUTTER), width))
            })
            .collect();
        // The drawings of a row stand at one height.
        let head = if pens.iter().any(Pen::crowded) { HEAD + LEGEND } else { HEAD };
        for pen in pens {
            Pen { head, ..pen }.draw(&mut commands);
        }
        slices.push(Slice { height: head + PLOT + FOOT, gap: 3.0, commands, ..Slice::default() });
    }
    let taken = (figures.len() % columns) as f32 * (width + GUTTER);
    let free = frame.width - taken;
    match slices.last_mut() {
        Some(row) if taken > 0.0 && free >= frame.width * 0.45 => {
            let x = frame.x + taken;
            let mut y = 0.0;
            for paragraph in words {
                let (leading, lines) = draw_paragraph(frame.fonts, paragraph, x, free);
                for line in lines {
                    row.commands.push(line.lowered(y));
                    y += leading;
                }
                y += 3.0;
            }
            row.height = row.height.max(y);
        }
        _ => {
            let mut under: Vec<Slice> =
                words.iter().flat_map(|paragraph| frame.paragraph(paragraph, 2.4)).collect();
            // The figures of a day are read together.
            if let Some((_, others)) = under.split_last_mut() {
                others.iter_mut().for_each(|slice| slice.stick = true);
            }
            slices.append(&mut under);
        }
    }
    slices
}

/// The place of one chart, and the scale from its numbers to the sheet.
struct Pen<'a> {
    fonts: &'a Fonts,
    figure: &'a Figure,
    /// What was measured on the day of the paper, or the unit alone.
    value: String,
    /// Left side of the chart, its title included.
    left: f32,
    /// Height of what stands above the drawing.
    head: f32,
    /// Left side of the drawing.
    x: f32,
    /// Width of the drawing.
    w: f32,
}

/// Where words stand beside their anchor.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

impl<'a> Pen<'a> {
    fn new(
        frame: &Frame<'a>,
        figure: &'a Figure,
        day: DateCivile,
        (left, width): (f32, f32),
    ) -> Self {
        let value = match of_the_day(figure, day) {
            Some(mark) => {
                let ds = mark.ds.as_ref().map_or_else(String::new, |ds| format!(" ({ds})"));
                // What was measured before its posture was converted is told in the words.
                let value = mark.valeur.split(" (").next().unwrap_or_default();
                format!(" {value}{ds}")
            }
            None => format!(" ({})", figure.unite),
        };
        let (x, w) = (left + LEFT, width - LEFT - RIGHT);
        Self { fonts: frame.fonts, figure, value, left, head: HEAD, x, w }
    }

    fn draw(&self, out: &mut Vec<Command>) {
        out.append(&mut self.title());
        out.append(&mut self.legend(self.head - 5.4));
        self.grid(out);
        self.bands(out);
        // Read first, drawn last: it must lie on top.
        for (rank, serie) in self.figure.series.iter().enumerate().rev() {
            self.child(out, &serie.points, rank == 0);
        }
    }

    fn title(&self) -> Vec<Command> {
        let mut out = Vec::new();
        let titre = &self.figure.titre;
        let end = self.words(&mut out, titre, true, TITLE, (self.left, 8.6), Anchor::Start);
        self.words(&mut out, &self.value, false, VALUE, (end, 8.6), Anchor::Start);
        out
    }

    /// Whether title and legend would touch on one line.
    fn crowded(&self) -> bool {
        let end = self.title().last().map_or(self.left, |words| words.span().1);
        // The legend begins with its dot, of which the words know nothing.
        self.legend(0.0)
            .iter()
            .any(|command| matches!(command, Command::Text { .. }) && command.span().0 - 12.0 < end)
    }

    /// What the full and the hollow points are, where there are both, from the right.
    fn legend(&self, y: f32) -> Vec<Command> {
        let mut legend = Vec::new();
        let [first, second, ..] = self.figure.series.as_slice() else { return legend };
        let mut right = self.x + self.w + RIGHT;
        for (serie, full) in [(second, false), (first, true)] {
            let nom = match serie.age {
                AgeSerie::Corrige => "âge corrigé",
                AgeSerie::Chronologique => "âge réel",
            };
            let words = legend.len();
            self.words(&mut legend, nom, false, WORDS, (right, y), Anchor::End);
            let left = legend.get(words).map_or(right, |w| w.span().0);
            legend.push(dot((left - 4.5, y - 2.6), 1.9, full));
            right = left - 12.0;
        }
        legend
    }

    fn place(&self, x: f64, y: f64) -> (f32, f32) {
        let Figure { x: ax, y: ay, .. } = self.figure;
        (self.x + self.w * part(x, ax), self.head + PLOT * (1.0 - part(y, ay)))
    }

    fn grid(&self, out: &mut Vec<Command>) {
        let Figure { x: ax, y: ay, .. } = self.figure;
        let (bottom, right) = (self.head + PLOT, self.x + self.w);
        let mut said = f32::NEG_INFINITY;
        for line in &ax.graduations {
            let (x, _) = self.place(line.valeur, ay.min);
            out.push(line_command((x, self.head), (x, bottom), 0.3, Ink::Faint));
            if let Some(text) = &line.texte {
                // Words that would touch those before them are left out.
                let mut words = Vec::new();
                self.words(&mut words, text, false, WORDS, (x, bottom + 9.0), Anchor::Middle);
                let (left, right) = words.first().map_or((x, x), Command::span);
                if left > said {
                    out.append(&mut words);
                    said = right + 4.0;
                }
            }
        }
        for line in &ay.graduations {
            let (_, y) = self.place(ax.min, line.valeur);
            out.push(line_command((self.x, y), (right, y), 0.3, Ink::Faint));
            if let Some(text) = &line.texte {
                self.words(out, text, false, WORDS, (self.x - 3.0, y + 2.6), Anchor::End);
            }
        }
        out.push(line_command((self.x, bottom), (right, bottom), 0.6, Ink::Black));
    }

    fn bands(&self, out: &mut Vec<Command>) {
        let mut labels = Vec::new();
        for band in &self.figure.courbes {
            let (width, ink, dash) = match band.style {
                Trait::Mediane => (1.0, Ink::Black, Dash::Solid),
                Trait::Interieur => (0.5, Ink::Pale, Dash::Dotted),
                Trait::Limite => (0.6, Ink::Black, Dash::Solid),
                Trait::Extreme => (0.5, Ink::Black, Dash::Dashed),
            };
            let mut end = None;
            for run in self.visible(band) {
                end = run.last().copied().or(end);
                let points = simplified(&run);
                out.push(Command::Path { points, width, ink, dash, fill: None });
            }
            if let Some((x, y)) = end
                && x > self.x + self.w - 1.0
            {
                labels.push((band.style, y, band.texte.as_str()));
            }
        }
        // The solid lines are named first; a name that would touch another is left out.
        let rank = |style: Trait| match style {
            Trait::Mediane => 0,
            Trait::Limite => 1,
            Trait::Extreme => 2,
            Trait::Interieur => 3,
        };
        labels.sort_by_key(|(style, ..)| rank(*style));
        let mut taken: Vec<f32> = Vec::new();
        for (_, y, texte) in labels {
            if taken.iter().all(|other| (other - y).abs() >= 6.0) {
                let place = (self.x + self.w + 2.5, y + 2.6);
                self.words(out, texte, false, WORDS, place, Anchor::Start);
                taken.push(y);
            }
        }
    }

    /// The runs of a band that lie in the drawing, cut where they leave it.
    fn visible(&self, band: &Courbe) -> Vec<Vec<(f32, f32)>> {
        let mut runs = Vec::new();
        let mut run: Vec<(f32, f32)> = Vec::new();
        let inside = |(_, y): (f32, f32)| (self.head - 0.01..=self.head + PLOT + 0.01).contains(&y);
        let mut before: Option<(f32, f32)> = None;
        for (x, y) in &band.points {
            let here = self.place(*x, *y);
            // Where the reference changes its table, at 24 and at 60 months, the band begins anew.
            if before.is_some_and(|last: (f32, f32)| here.0 - last.0 < 0.05 && here.1 != last.1) {
                runs.push(std::mem::take(&mut run));
                before = None;
            }
            match (before, inside(here)) {
                (Some(last), now) if inside(last) != now => {
                    let edge =
                        if here.1.min(last.1) < self.head { self.head } else { self.head + PLOT };
                    let t = (edge - last.1) / (here.1 - last.1);
                    run.push((last.0 + t * (here.0 - last.0), edge));
                    if now {
                        run.push(here);
                    } else {
                        runs.push(std::mem::take(&mut run));
                    }
                }
                (_, true) => run.push(here),
                (_, false) => {}
            }
            before = Some(here);
        }
        runs.push(run);
        runs.retain(|run| run.len() > 1);
        runs
    }

    fn child(&self, out: &mut Vec<Command>, points: &[Marque], first: bool) {
        let places: Vec<(f32, f32)> = points
            .iter()
            .filter(|p| within(p.x, &self.figure.x) && within(p.y, &self.figure.y))
            .map(|p| self.place(p.x, p.y))
            .collect();
        if first && places.len() > 1 {
            out.push(Command::Path {
                points: places.clone(),
                width: 1.3,
                ink: Ink::Black,
                dash: Dash::Solid,
                fill: None,
            });
        }
        let last = places.len().saturating_sub(1);
        for (i, place) in places.iter().enumerate() {
            let radius = if i == last { 2.5 } else { 1.9 };
            out.push(dot(*place, radius, first));
        }
    }

    /// Words on a baseline; answers where they end.
    fn words(
        &self,
        out: &mut Vec<Command>,
        text: &str,
        bold: bool,
        size: f32,
        (x, y): (f32, f32),
        anchor: Anchor,
    ) -> f32 {
        let glyphs = sens::line(self.fonts, self.fonts.shape(text, bold));
        let wide = glyphs.iter().map(|g| g.width).sum::<f32>() * size;
        let x = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - wide / 2.0,
            Anchor::End => x - wide,
        };
        out.push(Command::Text { x, y, size, glyphs, ink: Ink::Black });
        x + wide
    }
}

/// The measure of a day as the title says it: of the series that is read first.
pub(super) fn of_the_day(figure: &Figure, day: DateCivile) -> Option<&Marque> {
    figure.series.first()?.points.iter().rev().find(|mark| mark.date == day)
}

/// How far along an axis a value lies, 0 to 1 inside it.
fn part(value: f64, axis: &Axe) -> f32 {
    let span = (axis.max - axis.min).max(f64::MIN_POSITIVE);
    #[expect(clippy::cast_possible_truncation, reason = "points on a sheet need no more")]
    let part = ((value - axis.min) / span) as f32;
    part
}

fn within(value: f64, axis: &Axe) -> bool {
    (axis.min..=axis.max).contains(&value)
}

const fn line_command(from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) -> Command {
    Command::Line { x1: from.0, y1: from.1, x2: to.0, y2: to.1, width, ink }
}

/// A point of the child, full or hollow.
fn dot(place: (f32, f32), radius: f32, full: bool) -> Command {
    Command::Path {
        points: circle(place, radius),
        width: 0.9,
        ink: Ink::Black,
        dash: Dash::Solid,
        fill: Some(if full { Ink::Black } else { Ink::Paper }),
    }
}

/// A dot, as a polygon of sixteen sides: at two points of radius nobody sees a corner.
fn circle((x, y): (f32, f32), radius: f32) -> Vec<(f32, f32)> {
    (0..=16u8)
        .map(|i| {
            let angle = f32::from(i) / 16.0 * std::f32::consts::TAU;
            (x + radius * angle.cos(), y + radius * angle.sin())
        })
        .collect()
}

/// The same curve with the points that make a difference (Ramer 1972, Douglas and Peucker 1973).
fn simplified(points: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let [first, .., last] = points else { return points.to_vec() };
    let away = |(x, y): (f32, f32)| {
        let (dx, dy) = (last.0 - first.0, last.1 - first.1);
        ((x - first.0) * dy - (y - first.1) * dx).abs() / dx.hypot(dy).max(f32::EPSILON)
    };
    let farthest =
        (1..points.len() - 1).max_by(|a, b| away(points[*a]).total_cmp(&away(points[*b])));
    match farthest {
        Some(i) if away(points[i]) > TOLERANCE => {
            let mut kept = simplified(&points[..=i]);
            kept.pop();
            kept.extend(simplified(&points[i..]));
            kept
        }
        _ => vec![*first, *last],
    }
}
