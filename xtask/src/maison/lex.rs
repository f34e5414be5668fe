//! Enough of Rust's lexical grammar to tell code from comments and strings.
//!
//! A rule that looked at raw text would refuse a comment that explains why a thing is forbidden,
//! and a string that names the folder `src-tauri`.

/// What a piece of Rust is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word: identifier or keyword, without the `r#` of a raw one.
    Word(String),
    /// The content of a string literal.
    Text(String),
    /// One sign, or `::`.
    Sign(&'static str),
    /// Anything else: numbers, characters, lifetimes.
    Other,
}

/// A piece and its line, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) line: usize,
}

impl Token {
    /// Whether it is this word.
    pub(crate) fn is(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Word(own) if own == word)
    }

    /// Whether it is this sign.
    pub(crate) fn is_sign(&self, sign: &str) -> bool {
        matches!(&self.kind, Kind::Sign(own) if *own == sign)
    }
}

const SIGNS: [&str; 13] = ["::", "{", "}", "(", ")", "[", "]", "#", "!", ";", ",", ".", "<"];

/// Cuts a source file into its pieces, without comments.
pub(crate) fn lex(source: &str) -> Vec<Token> {
    let mut lexer = Lexer { rest: source, line: 1, tokens: Vec::new() };
    while !lexer.rest.is_empty() {
        lexer.step();
    }
    lexer.tokens
}

struct Lexer<'a> {
    rest: &'a str,
    line: usize,
    tokens: Vec<Token>,
}

impl<'a> Lexer<'a> {
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn push(&mut self, kind: Kind, line: usize) {
        self.tokens.push(Token { kind, line });
    }

    fn step(&mut self) {
        let Some(first) = self.rest.chars().next() else { return };
        if self.rest.starts_with("//") {
            self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.comment();
        } else if let Some((prefix, hashes)) = raw_string(self.rest) {
            self.raw(prefix, hashes);
        } else if let Some(prefix) = string(self.rest) {
            self.quoted(prefix);
        } else if first == '\'' {
            self.quote();
        } else if self.rest.starts_with("r#") && self.rest[2..].starts_with(is_word) {
            self.take(2);
        } else if is_word(first) && !first.is_ascii_digit() {
            let line = self.line;
            let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
            let word = self.take(end).to_owned();
            self.push(Kind::Word(word), line);
        } else if first.is_ascii_digit() {
            let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
            let line = self.line;
            self.take(end);
            self.push(Kind::Other, line);
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| self.rest.starts_with(sign)) {
            let line = self.line;
            self.take(sign.len());
            self.push(Kind::Sign(sign), line);
        } else {
            let line = self.line;
            self.take(first.len_utf8());
            if !first.is_whitespace() {
                self.push(Kind::Other, line);
            }
        }
    }

    /// Comments of this kind nest.
    fn comment(&mut self) {
        let mut depth = 0;
        loop {
            if self.rest.starts_with("/*") {
                depth += 1;
                self.take(2);
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                self.take(2);
            } else if let Some(next) = self.rest.chars().next() {
                self.take(next.len_utf8());
            }
            if depth == 0 || self.rest.is_empty() {
                return;
            }
        }
    }

    fn raw(&mut self, prefix: usize, hashes: usize) {
        let line = self.line;
        self.take(prefix);
        let close = format!("\"{}", "#".repeat(hashes));
        let end = self.rest.find(&close).unwrap_or(self.rest.len());
        let text = self.take(end).to_owned();
        self.take(close.len().min(self.rest.len()));
        self.push(Kind::Text(text), line);
    }

    fn quoted(&mut self, prefix: usize) {
        let line = self.line;
        self.take(prefix);
        let mut escaped = false;
        let end = self.rest.find(|c| {
            let closes = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let text = self.take(end.unwrap_or(self.rest.len())).to_owned();
        self.take(1.min(self.rest.len()));
        self.push(Kind::Text(text), line);
    }

    /// A character or a lifetime.
    fn quote(&mut self) {
        let line = self.line;
        self.take(1);
        let mut next = self.rest.chars();
        match (next.next(), next.next()) {
            (Some('\\'), _) => {
                // The sign after the backslash may itself be a quote.
                let end = self.rest.char_indices().skip(2).find(|(_, c)| *c == '\'');
                self.take(end.map_or(self.rest.len(), |(at, _)| at + 1));
            }
            (Some(sign), Some('\'')) => {
                self.take(sign.len_utf8() + 1);
            }
            _ => {
                self.take(self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len()));
            }
        }
        self.push(Kind::Other, line);
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of what opens a raw string, and how many `#` close it.
fn raw_string(rest: &str) -> Option<(usize, usize)> {
    let prefix = ["r", "br", "cr"].into_iter().find(|prefix| {
        rest.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(['"', '#']))
    })?;
    let hashes = rest[prefix.len()..].find(|c| c != '#')?;
    let opens = rest[prefix.len() + hashes..].starts_with('"');
    opens.then_some((prefix.len() + hashes + 1, hashes))
}

fn string(rest: &str) -> Option<usize> {
    ["\"", "b\"", "c\""].into_iter().find(|open| rest.starts_with(open)).map(str::len)
}

/// The same pieces without what is only compiled for tests.
pub(crate) fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match test_attribute(&tokens[at..]) {
            Some(length) => at = end_of_item(tokens, at + length),
            None => {
                kept.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    kept
}

/// The length of `#[cfg(test)]` or `#[cfg(all(test, …))]`, where the pieces start with one.
fn test_attribute(tokens: &[Token]) -> Option<usize> {
    let opens = matches!(tokens, [hash, open, cfg, ..]
        if hash.is_sign("#") && open.is_sign("[") && cfg.is("cfg"));
    let end = tokens.iter().position(|token| token.is_sign("]"))?;
    let inside = &tokens[..end];
    let test = inside.iter().any(|token| token.is("test"));
    let not = inside.iter().any(|token| token.is("not"));
    (opens && test && !not).then_some(end + 1)
}

/// The place after the item that starts at `from`: its block, or its semicolon.
fn end_of_item(tokens: &[Token], from: usize) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        if ["{", "(", "["].iter().any(|open| token.is_sign(open)) {
            depth += 1;
        } else if ["}", ")", "]"].iter().any(|close| token.is_sign(close)) {
            depth = depth.saturating_sub(1);
            if depth == 0 && token.is_sign("}") {
                return at + 1;
            }
        } else if depth == 0 && token.is_sign(";") {
            return at + 1;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        lex(source)
            .into_iter()
            .filter_map(|token| match token.kind {
                Kind::Word(word) => Some(word),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn comments_and_strings_are_no_code() {
        let source = r###"
            // one /* two
            /* three /* four */ five */
            let a = "six \" seven"; let b = r#"eight " nine"#; let c = b"ten";
        "###;
        assert_eq!(words(source), ["let", "a", "let", "b", "let", "c"]);
        let texts: Vec<_> = lex(source)
            .into_iter()
            .filter_map(|token| match token.kind {
                Kind::Text(text) => Some(text),
                _ => None,
            })
            .collect();
        assert_eq!(texts, ["six \\\" seven", "eight \" nine", "ten"]);
    }

    #[test]
    fn characters_and_lifetimes_open_no_string() {
        let source = r#"fn f<'a>(x: &'a str) { g('"', '\'', '\u{e9}', 'é', b'"'); h() }"#;
        assert_eq!(words(source), ["fn", "f", "x", "str", "g", "b", "h"]);
        assert_eq!(words("r#type raw r#async"), ["type", "raw", "async"]);
    }

    #[test]
    fn lines_are_counted_through_strings_and_comments() {
        let tokens = lex("/*\n*/\n\"a\nb\"\nend");
        assert_eq!(tokens.last().map(|token| token.line), Some(5));
    }

    #[test]
    fn what_is_only_for_tests_is_left_out() {
        let source = "use a; #[cfg(test)] mod t { fn f() { g(); } } \
                      #[cfg(all(test, unix))] #[path = \"x\"] mod u; \
                      #[cfg(not(test))] mod v; fn end() {}";
        let kept = without_tests(&lex(source));
        let has = |word| kept.iter().any(|token| token.is(word));
        assert!(has("a") && has("v") && has("end"));
        assert!(!has("t") && !has("g") && !has("u"));
    }
}
