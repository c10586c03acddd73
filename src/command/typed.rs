//! What was typed, put in an order that cannot be misread.
//!
//! Options may stand anywhere, before the verb too, and a cell may look like an option (`-5`). Clap takes
//! an option before the verb only if it is global, and then silently forgets repeated ones on one side of
//! the verb. So the verb goes first, then the options, then everything else.

use clap::Command;
use std::borrow::Cow;
use std::ffi::{OsStr, OsString};

/// Options that do not change the answer: not part of the command that an answer names.
const NOT_THE_QUESTION: [&str; 7] =
    ["--threads", "--output", "-o", "--draws-out", "--color", "--quiet", "-q"];

/// The command line, taken apart.
#[derive(Debug, Clone)]
pub struct Typed {
    program: OsString,
    parts: Vec<Part>,
    /// The plain word that comes first is meant as the verb.
    has_verb: bool,
    /// The last word is an option that needs another.
    lacks_value: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// A verb or a cell, a file, a folder.
    Plain(OsString),
    /// An option with its value, in one word or in two.
    Option { name: String, words: Vec<OsString>, known: bool },
    /// `--`: what follows is plain.
    Separator,
}

impl Typed {
    /// Takes a command line apart; `command` says which options have a value.
    pub fn new(mut words: impl Iterator<Item = OsString>, command: &Command) -> Self {
        let program = words.next().unwrap_or_default();
        let options = Options { command };
        let (mut parts, mut is_separated) = (Vec::new(), false);
        while let Some(word) = words.next() {
            let part = if is_separated { Part::Plain(word) } else { options.part(word, &mut words) };
            is_separated |= part == Part::Separator;
            parts.push(part);
        }
        let has_verb = has_verb(&parts, command);
        let lacks_value = parts.last().is_some_and(|part| options.lacks_value(part));
        Self { program, parts, has_verb, lacks_value }
    }

    /// The words for the parser: verb, options, `--` where a plain word begins with a hyphen, plain words.
    ///
    /// An option whose value is missing must not find one here: then the plain words are left out, and the
    /// parser complains of the option.
    pub(super) fn arranged(&self) -> Vec<OsString> {
        let plain: Vec<&OsString> = self.plain().collect();
        let (verb, plain) = plain.split_at(usize::from(self.has_verb));
        let mut words = vec![&self.program];
        words.extend(verb);
        words.extend(self.options().flat_map(|(_, words)| words));
        let mut words: Vec<OsString> = words.into_iter().cloned().collect();
        if self.lacks_value {
            return words;
        }
        if plain.iter().any(|word| begins_with_hyphen(word)) {
            words.push("--".into());
        }
        words.extend(plain.iter().copied().cloned());
        words
    }

    /// The command as it could be typed again in a shell, without what does not change the answer.
    pub fn command_line(&self) -> String {
        let mut line = String::from("stakeout");
        for part in &self.parts {
            let words = match part {
                Part::Plain(word) => std::slice::from_ref(word),
                Part::Option { name, .. } if NOT_THE_QUESTION.contains(&name.as_str()) => continue,
                Part::Option { words, .. } => words,
                Part::Separator => {
                    line.push_str(" --");
                    continue;
                }
            };
            for word in words {
                line.push(' ');
                line.push_str(&quoted(&word.to_string_lossy()));
            }
        }
        line
    }

    /// The last value given for an option.
    pub(super) fn value(&self, option: &str) -> Option<Cow<'_, str>> {
        let (_, words) = self.options().filter(|(name, _)| *name == option).last()?;
        match words {
            [_, value] => Some(value.to_string_lossy()),
            [word] => word.to_str()?.split_once('=').map(|(_, value)| value.into()),
            _ => None,
        }
    }

    fn plain(&self) -> impl Iterator<Item = &OsString> {
        self.parts.iter().filter_map(|part| match part {
            Part::Plain(word) => Some(word),
            _ => None,
        })
    }

    fn options(&self) -> impl Iterator<Item = (&str, &[OsString])> {
        self.parts.iter().filter_map(|part| match part {
            Part::Option { name, words, .. } => Some((name.as_str(), words.as_slice())),
            _ => None,
        })
    }
}

/// Whether the first plain word is a verb, or can only be meant as one.
///
/// After an unknown option it may be that option's value; the parser then complains of the option.
fn has_verb(parts: &[Part], command: &Command) -> bool {
    let first = parts.iter().position(|part| matches!(part, Part::Plain(_)));
    let Some((before, Part::Plain(word))) = first.map(|at| (&parts[..at], &parts[at])) else {
        return false;
    };
    let is_verb = word == "help" || command.get_subcommands().any(|verb| word == verb.get_name());
    let are_known = before.iter().all(|part| matches!(part, Part::Option { known: true, .. }));
    is_verb || are_known
}

fn begins_with_hyphen(word: &OsStr) -> bool {
    word != "-" && word.as_encoded_bytes().starts_with(b"-")
}

/// The options of all verbs.
struct Options<'c> {
    command: &'c Command,
}

impl Options<'_> {
    /// The part that a word begins; takes the next word too if it is the option's value.
    fn part(&self, word: OsString, rest: &mut impl Iterator<Item = OsString>) -> Part {
        let text = word.to_string_lossy().into_owned();
        if text == "--" {
            return Part::Separator;
        }
        let Some((name, has_value)) = option_name(&text, |c| self.takes_value(&format!("-{c}"))) else {
            return Part::Plain(word);
        };
        let mut words = vec![word];
        if !has_value && self.takes_value(&name) {
            words.extend(rest.next());
        }
        let known = self.takes(&name).is_some();
        Part::Option { name, words, known }
    }

    fn lacks_value(&self, part: &Part) -> bool {
        let Part::Option { name, words, .. } = part else { return false };
        let [word] = words.as_slice() else { return false };
        let option = option_name(&word.to_string_lossy(), |c| self.takes_value(&format!("-{c}")));
        self.takes_value(name) && option.is_some_and(|(_, has_value)| !has_value)
    }

    fn takes_value(&self, name: &str) -> bool {
        self.takes(name).unwrap_or(false)
    }

    /// Whether an option takes a value; nothing if no verb has it.
    fn takes(&self, name: &str) -> Option<bool> {
        if ["--help", "-h", "--version", "-V"].contains(&name) {
            return Some(false);
        }
        let verbs = self.command.get_subcommands().chain([self.command]);
        let has_name = |arg: &&clap::Arg| {
            let long = name.strip_prefix("--").is_some_and(|long| arg.get_long() == Some(long));
            long || arg.get_short().is_some_and(|short| name == format!("-{short}"))
        };
        let mut options = verbs.flat_map(Command::get_arguments);
        options.find(has_name).map(|arg| arg.get_action().takes_values())
    }
}

/// The option that a word names, and whether its value is in the same word; nothing for a cell.
///
/// Of short options written together only the last can have a value, and names them all.
fn option_name(text: &str, takes_value: impl Fn(char) -> bool) -> Option<(String, bool)> {
    if text.starts_with("--") {
        let name = text.split_once('=').map_or(text, |(name, _)| name);
        return Some((name.to_owned(), name.len() < text.len()));
    }
    let letters = text.strip_prefix('-')?;
    if !letters.starts_with(char::is_alphabetic) {
        return None;
    }
    let with_value = letters.char_indices().find(|(_, c)| takes_value(*c));
    let (at, c) = with_value.or(letters.char_indices().next())?;
    Some((format!("-{c}"), with_value.is_some() && at + c.len_utf8() < letters.len()))
}

/// A word as a shell takes it literally.
fn quoted(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "@%+=:,./_-".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use proptest::prelude::*;

    fn typed(words: &[&str]) -> Typed {
        let words = ["/usr/bin/stakeout"].iter().chain(words).map(OsString::from);
        Typed::new(words, &super::super::Cli::command())
    }

    fn arranged(words: &[&str]) -> String {
        let words = typed(words).arranged();
        words[1..].iter().map(|word| word.to_str().unwrap()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_verb_goes_first_and_no_repeated_option_is_lost() {
        assert_eq!(
            arranged(&["--set", "a=1", "cover", "s.csv", "--set=b=2", "-ox.csv"]),
            "cover --set a=1 --set=b=2 -ox.csv s.csv"
        );
        assert_eq!(arranged(&["-q", "-o", "cover.csv", "cover", "-"]), "cover -q -o cover.csv -");
        assert_eq!(arranged(&["-qo", "a.csv", "cover", "s"]), "cover -qo a.csv s");
        assert_eq!(arranged(&["--published", "reproduce", "seeds"]), "reproduce --published seeds");
    }

    #[test]
    fn cells_may_begin_with_a_hyphen() {
        assert_eq!(arranged(&["quick", "-5", "15-20", "3300", "-q"]), "quick -q -- -5 15-20 3300");
        assert_eq!(arranged(&["quick", "-5-10", "1", "2"]), "quick -- -5-10 1 2");
        assert_eq!(arranged(&["quick", "~1,200", "15-20", "3300"]), "quick ~1,200 15-20 3300");
        assert_eq!(arranged(&["cover", "--set", "-x=1", "s"]), "cover --set -x=1 s");
        assert_eq!(arranged(&["cover", "--", "--odd.csv"]), "cover -- --odd.csv");
    }

    #[test]
    fn mistakes_stay_where_the_parser_sees_them() {
        assert_eq!(arranged(&["--set", "a=1", "covr", "s"]), "covr --set a=1 s");
        assert_eq!(arranged(&["--sett", "a=1", "cover", "s"]), "--sett a=1 cover s");
        assert_eq!(arranged(&["cover", "s", "--sett"]), "cover --sett s");
        assert_eq!(arranged(&["cover", "s", "--tier"]), "cover --tier");
        assert_eq!(arranged(&["cover", "s", "-qo"]), "cover -qo");
        assert_eq!(arranged(&["cover", "s", "--tier="]), "cover --tier= s");
        assert_eq!(arranged(&["--help"]), "--help");
        assert_eq!(arranged(&["help", "cover"]), "help cover");
        assert_eq!(arranged(&[]), "");
    }

    #[test]
    fn the_command_is_the_question_and_can_be_typed_again() {
        let words =
            ["--color", "never", "cover", "my study.csv", "-o", "a.csv", "--set", "[24/7].x=15-20", "-q"];
        assert_eq!(typed(&words).command_line(), "stakeout cover 'my study.csv' --set '[24/7].x=15-20'");
        let words = ["quick", "~1,200", "90% 15 to 20", "3300", "--color=always", "--output=b.md"];
        assert_eq!(typed(&words).command_line(), "stakeout quick '~1,200' '90% 15 to 20' 3300");
        assert_eq!(typed(&["cover", "it's.csv", ""]).command_line(), r"stakeout cover 'it'\''s.csv' ''");
        assert_eq!(typed(&["cover", "--", "-s"]).command_line(), "stakeout cover -- -s");
    }

    #[test]
    fn the_last_value_counts() {
        let words = ["cover", "--color=always", "--color", "never", "--diagnostic-format=json"];
        assert_eq!(typed(&words).value("--color").as_deref(), Some("never"));
        assert_eq!(typed(&words).value("--diagnostic-format").as_deref(), Some("json"));
        assert_eq!(typed(&words).value("--lang"), None);
    }

    /// Words that belong together, in any order that keeps the verb before its file.
    fn any_order() -> impl Strategy<Value = Vec<&'static str>> {
        let together =
            vec![&["--set", "a=1"][..], &["--set=b=2"], &["-qo", "f.csv"], &["--tier", "cover"], &["-5-10"]];
        (Just(together).prop_shuffle(), 0..=5_usize).prop_map(|(mut together, at)| {
            together.insert(at, &["cover"]);
            let verb_is_first = together[..at].iter().all(|words| words != &["-5-10"]);
            let words = if verb_is_first { together } else { together.into_iter().rev().collect() };
            words.concat()
        })
    }

    proptest! {
        #[test]
        fn the_order_of_options_changes_nothing_but_their_own(words in any_order()) {
            let matches = super::super::Cli::command().try_get_matches_from(typed(&words).arranged()).unwrap();
            let (verb, matches) = matches.subcommand().unwrap();
            let strings = |name| matches.get_many::<String>(name).unwrap().map(String::as_str).collect::<Vec<_>>();
            let typed_first = words.iter().find(|word| word.ends_with("a=1") || word.ends_with("b=2")).unwrap();
            let sets = if typed_first.ends_with("a=1") { ["a=1", "b=2"] } else { ["b=2", "a=1"] };
            prop_assert_eq!((verb, strings("set"), strings("tier")), ("cover", sets.to_vec(), vec!["cover"]));
            prop_assert!(matches.get_flag("quiet"));
            prop_assert_eq!(matches.get_one::<std::path::PathBuf>("study").unwrap().to_str(), Some("-5-10"));
        }
    }
}
