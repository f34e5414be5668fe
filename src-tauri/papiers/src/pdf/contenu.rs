//! The operators of a page (ISO 32000-1, annex A), as few and as short as they can be: what is
//! already set is not set again, and coordinates have two decimals, a hundredth of a point.

use super::emploi::Emploi;
use crate::draw::{A4_HEIGHT, Command, Dash, Ink, Page};
use crate::font::{Face, Glyph};

/// The name of a face among the resources of a page: FA, FB and so on.
pub(super) fn nom(face: Face) -> String {
    format!("F{}", char::from(b'A' + face as u8))
}

/// The content stream of a page; the glyphs that it uses are added to `emploi`.
pub(super) fn operateurs(page: &Page, emploi: &mut Emploi) -> Vec<u8> {
    let mut plume = Plume { sortie: Vec::with_capacity(16 * 1024), ..Plume::default() };
    for command in &page.commands {
        match command {
            Command::Text { x, y, size, glyphs, ink } => {
                plume.texte((*x, *y), *size, glyphs, *ink, emploi);
            }
            Command::Line { x1, y1, x2, y2, width, ink } => {
                plume.trait_de(*width, *ink);
                plume.chemin(&[(*x1, *y1), (*x2, *y2)]);
                plume.dire("S\n");
            }
            Command::Rect { x, y, w, h, width, ink } => {
                plume.trait_de(*width, *ink);
                plume.nombres(&[*x, A4_HEIGHT - y - h, *w, *h]);
                plume.dire("re S\n");
            }
            Command::Path { points, width, ink, dash, fill } => {
                plume.trait_de(*width, *ink);
                if let Some(fill) = fill {
                    plume.fill(*fill);
                    plume.chemin(points);
                    plume.dire("h B\n");
                    continue;
                }
                plume.dire(match dash {
                    Dash::Solid => "",
                    Dash::Dashed => "[4 2] 0 d\n",
                    Dash::Dotted => "[1 1.8] 0 d\n",
                });
                plume.chemin(points);
                plume.dire("S\n");
                if *dash != Dash::Solid {
                    plume.dire("[] 0 d\n");
                }
            }
        }
    }
    plume.sortie
}

/// What is written so far, and what is set.
#[derive(Default)]
struct Plume {
    sortie: Vec<u8>,
    remplissage: Option<Ink>,
    contour: Option<Ink>,
    epaisseur: Option<f32>,
    fonte: Option<(Face, f32)>,
}

impl Plume {
    fn dire(&mut self, texte: &str) {
        self.sortie.extend_from_slice(texte.as_bytes());
    }

    /// A number with two decimals at most, and a space.
    fn nombre(&mut self, valeur: f32) {
        // Nothing of a sheet is near the bounds of an i32 in hundredths of a point.
        #[allow(clippy::cast_possible_truncation, reason = "saturates, and a sheet is small")]
        let centiemes = (valeur * 100.0).round() as i32;
        if centiemes < 0 {
            self.sortie.push(b'-');
        }
        let (entier, reste) = (centiemes.unsigned_abs() / 100, centiemes.unsigned_abs() % 100);
        let mut chiffres = [0; 10];
        let mut debut = chiffres.len();
        let mut n = entier;
        loop {
            debut -= 1;
            chiffres[debut] = b'0' + u8::try_from(n % 10).unwrap_or(0);
            n /= 10;
            if n == 0 {
                break;
            }
        }
        self.sortie.extend_from_slice(&chiffres[debut..]);
        if reste > 0 {
            let chiffre = |n: u32| b'0' + u8::try_from(n).unwrap_or(0);
            self.sortie.extend_from_slice(&[b'.', chiffre(reste / 10)]);
            if reste % 10 > 0 {
                self.sortie.push(chiffre(reste % 10));
            }
        }
        self.sortie.push(b' ');
    }

    fn nombres(&mut self, valeurs: &[f32]) {
        valeurs.iter().for_each(|v| self.nombre(*v));
    }

    /// The file counts upwards from the bottom of the page.
    fn chemin(&mut self, points: &[(f32, f32)]) {
        for (i, (x, y)) in points.iter().enumerate() {
            self.nombres(&[*x, A4_HEIGHT - y]);
            self.dire(if i == 0 { "m\n" } else { "l\n" });
        }
    }

    fn fill(&mut self, ink: Ink) {
        if self.remplissage != Some(ink) {
            self.remplissage = Some(ink);
            self.dire(gris(ink));
            self.dire("rg\n");
        }
    }

    fn trait_de(&mut self, width: f32, ink: Ink) {
        if self.contour != Some(ink) {
            self.contour = Some(ink);
            self.dire(gris(ink));
            self.dire("RG\n");
        }
        if self.epaisseur != Some(width) {
            self.epaisseur = Some(width);
            self.nombre(width);
            self.dire("w\n");
        }
    }

    /// Glyphs on a baseline, one run per face. What a glyph does not give back by itself (letters
    /// drawn together, a shape that two signs share) is written beside it as `ActualText`.
    fn texte(
        &mut self,
        (x, y): (f32, f32),
        size: f32,
        glyphs: &[Glyph],
        ink: Ink,
        emploi: &mut Emploi,
    ) {
        if glyphs.is_empty() {
            return;
        }
        self.fill(ink);
        self.dire("BT\n");
        let (mut pen, mut at) = (x, 0);
        while let Some(first) = glyphs.get(at) {
            let unite = 1 + glyphs[at + 1..].iter().take_while(|g| g.rest).count();
            let suite = &glyphs[at..];
            // A glyph of a whole face gives back its own sign: noted once for the run.
            let entiere = first.face.whole() && emploi.note(first.face, first.id, "");
            let mut seul = |g: &&Glyph| {
                !g.placed
                    && g.face == first.face
                    && (entiere || emploi.note(g.face, g.id, g.sign.encode_utf8(&mut [0; 4])))
            };
            let pareils = suite.iter().take_while(&mut seul).count();
            if pareils > 0 {
                self.serie((pen, y), size, &suite[..pareils]);
                pen += suite[..pareils].iter().map(|g| g.width).sum::<f32>() * size;
                at += pareils;
                continue;
            }
            pen = self.unite((pen, y), size, &suite[..unite], emploi);
            at += unite;
        }
        self.dire("ET\n");
    }

    /// Glyphs that are drawn together, each at its place; answers where the pen is then.
    fn unite(
        &mut self,
        (x, y): (f32, f32),
        size: f32,
        glyphs: &[Glyph],
        emploi: &mut Emploi,
    ) -> f32 {
        let texte: String = glyphs.iter().map(|g| g.sign).filter(|s| *s != '\0').collect();
        let dessines: Vec<&Glyph> = glyphs.iter().filter(|g| g.id != 0).collect();
        let mut dit = false;
        for (i, glyph) in dessines.iter().enumerate() {
            // The signs of a unit are given back by its first glyph, or one by each.
            let part = if dessines.len() == 1 {
                texte.as_str()
            } else {
                let signe = texte.char_indices().nth(i);
                signe.map_or("\u{200b}", |(debut, signe)| &texte[debut..debut + signe.len_utf8()])
            };
            dit = emploi.note(glyph.face, glyph.id, part) && dessines.len() == 1;
            dit &= !glyph.face.whole();
        }
        if !dit && !dessines.is_empty() {
            self.dire("/Span <</ActualText <FEFF");
            for mot in texte.encode_utf16() {
                self.hexa(mot);
            }
            self.dire(">>> BDC\n");
        }
        // A reader takes the unit to end where its last glyph does: signs without an advance, which
        // are set over or under the others, come after it, without a text of their own.
        let (mut pen, mut poses) = (x, Vec::new());
        let avance = dessines.iter().any(|g| g.width > 0.0);
        for glyph in &dessines {
            let (a_droite, vers_le_haut) = glyph.shift;
            let place = (pen + a_droite * size, y - vers_le_haut * size);
            if avance && glyph.width <= 0.0 {
                poses.push((place, **glyph));
            } else {
                self.serie(place, size, std::slice::from_ref(*glyph));
            }
            pen += glyph.width * size;
        }
        if !dit && !dessines.is_empty() {
            self.dire("EMC\n");
        }
        if !poses.is_empty() {
            self.dire("/Span <</ActualText <FEFF>>> BDC\n");
            for (place, glyph) in poses {
                self.serie(place, size, &[glyph]);
            }
            self.dire("EMC\n");
        }
        pen
    }

    /// Glyphs of one face, one after the other.
    fn serie(&mut self, (x, y): (f32, f32), size: f32, glyphs: &[Glyph]) {
        let Some(face) = glyphs.first().map(|glyph| glyph.face) else { return };
        if self.fonte != Some((face, size)) {
            self.fonte = Some((face, size));
            self.dire("/");
            self.dire(&nom(face));
            self.dire(" ");
            self.nombre(size);
            self.dire("Tf\n");
        }
        self.dire("1 0 0 1 ");
        self.nombres(&[x, A4_HEIGHT - y]);
        self.dire("Tm\n<");
        for glyph in glyphs {
            self.hexa(glyph.id);
        }
        self.dire("> Tj\n");
    }

    fn hexa(&mut self, mot: u16) {
        const HEXA: &[u8; 16] = b"0123456789ABCDEF";
        for octet in mot.to_be_bytes() {
            self.sortie.push(HEXA[usize::from(octet >> 4)]);
            self.sortie.push(HEXA[usize::from(octet & 15)]);
        }
    }
}

/// One of four greys, in the colour space of the output intent.
const fn gris(ink: Ink) -> &'static str {
    match ink {
        Ink::Black => "0 0 0 ",
        Ink::Pale => "0.55 0.55 0.55 ",
        Ink::Faint => "0.8 0.8 0.8 ",
        Ink::Paper => "1 1 1 ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_two_decimals_at_most() {
        let mut plume = Plume::default();
        plume.nombres(&[0.0, 1.0, 0.5, 12.345, -0.05, 841.89, 1.999, -0.001]);
        let dit = String::from_utf8(plume.sortie).expect("ASCII");
        assert_eq!(dit, "0 1 0.5 12.35 -0.05 841.89 2 0 ");
    }

    #[test]
    fn what_is_set_is_not_set_again() {
        let ligne = |ink| Command::Line { x1: 0.0, y1: 0.0, x2: 9.0, y2: 0.0, width: 0.5, ink };
        let page = Page { commands: vec![ligne(Ink::Black), ligne(Ink::Black), ligne(Ink::Pale)] };
        let dit = String::from_utf8(operateurs(&page, &mut Emploi::default())).expect("ASCII");
        assert_eq!(dit.matches(" w\n").count(), 1);
        assert_eq!(dit.matches(" RG\n").count(), 2);
    }
}
