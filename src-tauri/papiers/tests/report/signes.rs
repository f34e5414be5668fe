//! Every sign that people type, drawn in a real file and read back with poppler.

use crate::commun::case;
use crate::{letter, text};
use escale_domain::date::DateCivile;
use escale_papiers::block::{Block, Paragraph, Style, body, bold, plain};
use escale_papiers::draw::Command;
use escale_papiers::layout::{Furniture, lay_out};
use escale_papiers::signe::left_out;
use escale_papiers::{Liasse, Papier, indessinables};
use proptest::prelude::*;
use std::io::Cursor;
use unicode_normalization::UnicodeNormalization;

/// Writings that a child, a parent or a clinician uses, each with words in it.
const WRITINGS: [(&str, &str); 29] = [
    ("arabe", "محمد عبد الرحمن"),
    ("arabe, lam-alif", "لا إله سلام الآن"),
    ("arabe, voyelles", "مُحَمَّد"),
    ("persan", "پژمان گل چنگیز"),
    ("pachto", "ټولنه"),
    ("ourdou", "ڈاکٹر لڑکا"),
    ("hébreu", "שרה כהן"),
    ("syriaque", "ܡܪܝܡ"),
    ("n’ko", "ߒߞߏ"),
    ("arménien", "Արամ Հակոբյան"),
    ("géorgien", "გიორგი ბერიძე"),
    ("ukrainien, russe", "КОВАЛЬЧУК Олександра Ёлкин"),
    ("serbe, bulgare", "Љубица Ђорђевић Ъгъл"),
    ("grec", "Αθηνά Παπαδοπούλου"),
    ("vietnamien", "Nguyễn Thị Ánh Đặng"),
    ("roumain, turc, tchèque", "Ștefan Țîrlea Şükrü İğdır Žďár"),
    ("langues d’Afrique de l’Ouest", "Ɔyɛlɛ Ɓambara Ɗan Ŋɲ Ƙoƙi"),
    ("yoruba", "Ọ̀ṣun Ẹ́kọ́"),
    ("amharique, tigrigna", "አበበ ቢቂላ"),
    ("tifinagh", "ⵎⴰⵙⵉⵏⵉⵙⵙⴰ"),
    ("bengali", "মোহাম্মদ রহমান কি"),
    ("hindi, népalais", "कृष्ण श्रेष्ठ"),
    ("panjabi", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
    ("tamoul", "முருகன் கொ"),
    ("thaï", "สมชาย ที่"),
    ("lao", "ສົມພອນ"),
    ("khmer", "សុខា ស្រី"),
    ("chinois", "王小明 李婷"),
    ("japonais", "さくら タロウ"),
];

/// Signs of clinical notes.
const NOTES: &str = "→ ← ↑ ↓ ↔ ⇒ ↗ ↘ ☐ ☑ ☒ ✓ ✔ ✗ ✘ ♀ ♂ ⚠ ∆ Δ ≥ ≤ ≠ ≈ ± × ÷ − ∞ √ ∑ ∅ ∈ ½ ⅓ ¼ ¾ ⅛ \
    α β γ δ µ π σ Ω ° ‰ € £ $ § ¶ † ‡ • ◦ ▪ ● ○ ■ □ ▲ ▼ ◆ ★ ☆ ① ② ③ ❤ ☎ ✉ ✂ ☀ ☹ ☺ ♥ ⁺ ⁻ ₂ ₃ ⁴ ⁵ ⌀ ⊕ ∴ № ™";

/// Lines drawn in a real file.
fn paper(lines: &[&str]) -> Papier {
    let blocks: Vec<Block> =
        lines.iter().map(|line| Block::Paragraph(body(vec![plain(*line)]))).collect();
    of(&blocks)
}

fn of(blocks: &[Block]) -> Papier {
    let drawing = lay_out("Signes", blocks, &Furniture::default()).expect("a drawing");
    let date = DateCivile::new(2026, 11, 21).expect("a day");
    let mut file = Liasse::new(Cursor::new(Vec::new()), "Signes", date).expect("a file");
    file.add(&drawing, false).expect("added");
    let (file, _) = file.finish().expect("ended");
    Papier {
        octets: file.into_inner(),
        pages: drawing.pages.len(),
        nom_de_fichier: "signes.pdf".to_owned(),
        indessinables: drawing.indessinables(),
    }
}

#[test]
fn every_writing_is_drawn_and_read_back() {
    let mut wrong = Vec::new();
    for (writing, words) in WRITINGS {
        assert_eq!(indessinables(words), [], "{writing}");
        // In a French sentence, in both weights.
        let sentence = format!("Nom\u{a0}: {words}, vu le 12 mars");
        for line in [vec![plain(sentence.clone())], vec![bold(sentence.clone())]] {
            let paper = of(&[Block::Paragraph(body(line))]);
            assert_eq!(paper.indessinables, [], "{writing}");
            let said = text(&paper);
            let said: String = said
                .nfc()
                .map(|c| if c == '\u{a0}' { ' ' } else { c })
                .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{200e}' | '\u{200f}'))
                .collect();
            let expected: String = sentence.nfc().collect::<String>().replace('\u{a0}', " ");
            let said = said.trim().trim_end_matches("page 1/1").trim();
            let same = match writing {
                // Poppler does not know that N’Ko is read from right to left, and puts vowels that
                // stand over or under their letters after other ones.
                "n’ko" | "arabe, voyelles" => letters(said) == letters(&expected),
                _ => said == expected,
            };
            if !same {
                wrong.push(format!("{writing}: {expected} / {}", said));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters
}

/// All writings on one page, for the validators and for a look by eye.
pub(crate) fn page_of_writings() -> Papier {
    let mut blocks = Vec::new();
    for (writing, words) in WRITINGS {
        let line = vec![
            bold(format!("{writing}\u{a0}: {words}. ")),
            plain(format!("Vu\u{a0}: {words} (12 mars)")),
        ];
        blocks.push(Block::Paragraph(body(line)));
    }
    blocks.push(Block::Paragraph(body(vec![plain(NOTES)])));
    of(&blocks)
}

#[test]
fn every_sign_of_a_note_is_drawn_and_read_back() {
    let typed = "Fièvre ≥ 38 °C → urgences ; ☐ vu ✓ fait ; ♀ ; ⚠ allergie.";
    let signs: Vec<&str> = NOTES.split_whitespace().collect();
    let lines: Vec<String> = signs.chunks(8).map(|signs| signs.join(" ")).collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.push(typed);
    let paper = paper(&lines);
    assert_eq!(paper.indessinables, []);
    let said = text(&paper);
    // What Unicode holds to be the same sign may come back as the other one.
    let alike = |text: &str| -> String { text.nfkc().filter(|c| !c.is_whitespace()).collect() };
    for line in lines {
        assert!(alike(&said).contains(&alike(line)), "{line}: {said}");
    }
}

#[test]
fn a_sign_that_no_typeface_draws_is_written_and_told() {
    let mut dossier = case("07");
    dossier.synthese.points_vigilance = "Écrit 한글 \u{e000} 🙂 sur son dessin.".to_owned();
    let paper = letter(&dossier);
    assert_eq!(paper.indessinables, [('한', 1), ('글', 1), ('\u{e000}', 1)]);
    let said = text(&paper).replace('\u{a0}', " ");
    let bare = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(bare.contains("[signe U+D55C][signe U+AE00] [signe U+E000]"), "{said}");
    assert!(bare.contains("[visage avec un léger sourire]"), "{said}");
    assert!(!said.contains('\u{fffd}'), "{said}");
}

#[test]
fn alphabets_are_covered() {
    let scripts: [(&str, std::ops::RangeInclusive<u32>); 16] = [
        ("latin", 0x20..=0x24f),
        ("phonétique", 0x250..=0x2af),
        ("latin étendu additionnel", 0x1e00..=0x1eff),
        ("grec", 0x386..=0x3e1),
        ("cyrillique", 0x400..=0x52f),
        ("arménien", 0x531..=0x58a),
        ("géorgien", 0x10d0..=0x10ff),
        ("hébreu", 0x5d0..=0x5ea),
        ("points de l’hébreu", 0x5b0..=0x5bd),
        ("arabe", 0x620..=0x65f),
        ("chiffres et lettres étendues de l’arabe", 0x660..=0x6d3),
        ("chiffres persans", 0x6f0..=0x6ff),
        ("éthiopien", 0x1200..=0x1248),
        ("flèches", 0x2190..=0x21ff),
        ("opérateurs mathématiques", 0x2200..=0x22ff),
        ("formes géométriques", 0x25a0..=0x25ff),
    ];
    // Places that Unicode leaves empty.
    let empty = [0x38b, 0x38d, 0x3a2, 0x557, 0x558];
    for (script, range) in scripts {
        let lost: Vec<char> = range
            .filter(|code| !empty.contains(code))
            .filter_map(char::from_u32)
            .filter(|sign| !indessinables(&sign.to_string()).is_empty())
            .collect();
        assert!(lost.is_empty(), "{script}: {lost:?}");
    }
    for sign in NOTES.chars() {
        assert_eq!(indessinables(&sign.to_string()), [], "{sign}");
    }
}

/// Any text: half of it from everywhere in Unicode, half from what stands beside each other.
fn anything() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        any::<char>(),
        prop::char::range('\u{0}', '\u{ff}'),
        prop::char::range('\u{300}', '\u{36f}'),
        prop::char::range('\u{590}', '\u{6ff}'),
        prop::char::range('\u{900}', '\u{bff}'),
        prop::char::range('\u{2000}', '\u{2bff}'),
        prop::char::range('\u{1f1e6}', '\u{1f6ff}'),
        Just('\u{200d}'),
        Just('\u{fe0f}'),
    ];
    prop::collection::vec(sign, 0..40).prop_map(|signs| signs.into_iter().collect())
}

/// What a line shows, in the order of reading or not.
fn shown(typed: &str) -> (String, Vec<(char, usize)>) {
    let blocks = [Block::Paragraph(Paragraph::new(Style::Small, vec![plain(typed)]))];
    let drawing = lay_out("", &blocks, &Furniture::default()).expect("a drawing");
    let text = drawing.pages.iter().flat_map(|page| &page.commands).map(Command::text).collect();
    (text, drawing.indessinables())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        rng_seed: proptest::test_runner::RngSeed::Fixed(2026),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_sign_is_lost_without_a_word(typed in anything()) {
        let (said, lost) = shown(&typed);
        prop_assert_eq!(&lost, &indessinables(&typed));
        prop_assert!(said.find(char::REPLACEMENT_CHARACTER).is_none());
        // The hyphens of typography are drawn as that of the keyboard.
        let hyphen = |c| if matches!(c, '\u{2010}' | '\u{2011}') { '-' } else { c };
        let nfkd = |text: &str| {
            text.nfkd().filter(|c| !c.is_whitespace()).map(hyphen).collect::<String>()
        };
        let whole = nfkd(&said);
        for sign in typed.nfc() {
            let told = lost.iter().any(|(one, _)| *one == sign);
            let parts = nfkd(&sign.to_string());
            // A picture is written as its name: brackets are then in the line.
            let named = said.contains('[') && !indessinables(&sign.to_string()).is_empty()
                || shown(&sign.to_string()).0.starts_with('[');
            let drawn = parts.chars().filter(|c| !left_out(*c)).all(|c| whole.contains(c));
            prop_assert!(
                drawn || told || named || left_out(sign) || in_a_picture(&typed, sign),
                "U+{:04X} of {:?} in {:?}", u32::from(sign), typed, said
            );
        }
        // Nothing is drawn that is not an outline of a face, and the file is written.
        prop_assert!(!paper(&[&typed]).octets.is_empty());
    }
}

/// Whether a sign is part of a longer picture: a tone of skin, half of a flag, a keycap.
fn in_a_picture(typed: &str, sign: char) -> bool {
    matches!(sign, '\u{1f3fb}'..='\u{1f3ff}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{20e3}')
        || typed.contains('\u{20e3}')
        || typed.contains('\u{200d}')
}
