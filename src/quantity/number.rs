//! Digits: what a number in a cell is worth, given which mark the file uses for decimals.
//!
//! A mark is a decimal mark or a thousands separator; one cell alone often does not say which. A
//! [`Token`] is a run of digits and separators as written; [`Token::evidence`] is what it proves about the
//! file, [`Token::value`] what it is worth once the file's mark is known.

/// Which mark a file uses for decimals, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// Nothing in the file decides it.
    #[default]
    Undecided,
    /// `1,200.5`.
    Point,
    /// `1.200,5` or `1 200,5`.
    Comma,
}

impl DecimalMark {
    /// The mark in a text.
    pub(super) fn text(self) -> &'static str {
        if self == Self::Comma { "," } else { "." }
    }
}

/// What a cell proves about its file's decimal mark, or `None`: `17,5` and `11.000,5` prove a comma,
/// `1,200.5` and `1,200,000` a point, `1,200` nothing.
pub fn decimal_evidence(text: &str) -> Option<DecimalMark> {
    if !text.contains(['.', ',']) {
        return None;
    }
    // Commas between the arguments of a function are no decimal marks.
    let separates_arguments = text.contains('(') && !text.contains(';') && text.contains(',');
    let mut parts = text.split(move |c| c == ';' || (separates_arguments && c == ','));
    parts.find_map(evidence_of_numbers)
}

fn evidence_of_numbers(text: &str) -> Option<DecimalMark> {
    let mut at = 0;
    while at < text.len() {
        match Token::scan(text, at) {
            Some(token) if token.evidence().is_some() => return token.evidence(),
            Some(token) => at = token.end,
            None => at += text.get(at..)?.chars().next()?.len_utf8(),
        }
    }
    None
}

/// A number as written: mantissa x 10^exponent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    mantissa: i128,
    exponent: i32,
}

/// Whole numbers up to here, and powers of ten up to 10^22, are exact as floats.
const EXACT: i128 = 1 << 53;

/// The powers of ten that are exact as floats.
pub(super) const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Digits beyond this many cannot change a float's value by more than its rounding.
const MOST_DIGITS: i128 = 1_000_000_000_000_000_000_000_000;

impl Decimal {
    /// The number moved by so many decimal places.
    pub fn shifted(self, places: i32) -> Self {
        Self { exponent: self.exponent.saturating_add(places), ..self }
    }

    pub fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }

    /// The sum, in decimal and so without rounding; `None` where the numbers are too far apart.
    pub fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let mantissa = self.mantissa_at(exponent)?.checked_add(other.mantissa_at(exponent)?)?;
        Some(Self { mantissa, exponent })
    }

    /// The product; `None` where it has too many digits.
    pub fn times(self, other: Self) -> Option<Self> {
        let mantissa = self.mantissa.checked_mul(other.mantissa)?;
        Some(Self { mantissa, exponent: self.exponent.checked_add(other.exponent)? })
    }

    fn mantissa_at(self, exponent: i32) -> Option<i128> {
        let places = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        self.mantissa.checked_mul(10_i128.checked_pow(places)?)
    }

    /// The nearest float; infinite where there is none, NaN where it would be 0 and the number is not.
    pub fn value(self) -> f64 {
        let places = self.exponent.unsigned_abs() as usize;
        match POWERS.get(places) {
            Some(power) if self.mantissa.abs() <= EXACT => {
                let mantissa = self.mantissa as f64;
                if self.exponent < 0 { mantissa / power } else { mantissa * power }
            }
            _ => self.far_value(),
        }
    }
}

impl Decimal {
    fn far_value(self) -> f64 {
        let value: f64 = format!("{}e{}", self.mantissa, self.exponent).parse().unwrap_or(f64::INFINITY);
        if value == 0.0 && self.mantissa != 0 { f64::NAN } else { value }
    }
}

/// What stands between digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Space,
    Apostrophe,
    Underscore,
    Comma,
    Point,
}

impl Separator {
    fn of(character: char) -> Option<Self> {
        Some(match character {
            ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => Self::Space,
            '\'' | '\u{2019}' => Self::Apostrophe,
            '_' => Self::Underscore,
            ',' => Self::Comma,
            '.' => Self::Point,
            _ => return None,
        })
    }

    fn is_mark(self) -> bool {
        matches!(self, Self::Comma | Self::Point)
    }

    /// The file's decimal mark if this separator is it.
    fn as_decimal(self) -> DecimalMark {
        if self == Self::Comma { DecimalMark::Comma } else { DecimalMark::Point }
    }

    /// The file's decimal mark if this separator stands between thousands.
    fn as_thousands(self) -> Option<DecimalMark> {
        match self {
            Self::Comma => Some(DecimalMark::Point),
            Self::Point => Some(DecimalMark::Comma),
            _ => None,
        }
    }
}

/// How a number of three digits after its only mark is read in a file that decides nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaning {
    /// As thousands: counts come whole.
    Thousands,
    /// As decimals: shares are small.
    Decimals,
    /// Not at all.
    Neither,
}

/// Why digits are not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Digits are not in groups of three.
    Groups,
    /// `1,200` where it could be 1.2 or 1,200.
    Ambiguous,
    /// A mark used against the rest of the file.
    Mark,
}

/// A run of digits and separators, as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    text: &'a str,
    pub end: usize,
    /// Digits before the first separator.
    first: usize,
    /// Digits after the last separator.
    last: usize,
    /// Whether all groups between have three digits.
    threes: bool,
    separators: usize,
    last_separator: Option<Separator>,
    /// The separator of all places but the last, if it is one and the same.
    earlier: Option<Separator>,
    mixed: bool,
    /// Power of ten of the scientific notation.
    power: i32,
}

impl<'a> Token<'a> {
    /// The number that begins at byte `at`; `None` if none does.
    pub fn scan(text: &'a str, at: usize) -> Option<Self> {
        let rest = text.get(at..)?;
        let starts = match rest.as_bytes() {
            [first, ..] if first.is_ascii_digit() => true,
            // The second dot of `15..20` begins no number.
            [b'.' | b',', second, ..] => second.is_ascii_digit() && !text.get(..at)?.ends_with('.'),
            _ => false,
        };
        starts.then(|| Self::empty().read_groups(rest).read_power(rest).placed(rest, at))
    }

    fn empty() -> Self {
        Self {
            text: "",
            end: 0,
            first: 0,
            last: 0,
            threes: true,
            separators: 0,
            last_separator: None,
            earlier: None,
            mixed: false,
            power: 0,
        }
    }

    fn read_groups(mut self, rest: &str) -> Self {
        self.first = digits(rest, 0);
        self.end = self.first;
        while let Some(separator) = rest.get(self.end..).and_then(|r| r.chars().next()) {
            let next = self.end + separator.len_utf8();
            let group = digits(rest, next);
            let Some(separator) = Separator::of(separator).filter(|_| group > 0) else { break };
            self.add_group(separator, group);
            self.end = next + group;
        }
        self
    }

    fn add_group(&mut self, separator: Separator, group: usize) {
        if self.separators > 0 {
            self.threes &= self.last == 3;
            self.mixed |= self.earlier.is_some() && self.earlier != self.last_separator;
            self.earlier = self.last_separator;
        }
        self.separators += 1;
        self.last_separator = Some(separator);
        self.last = group;
    }

    /// `1e6`, `1.2E+04`.
    fn read_power(mut self, rest: &str) -> Self {
        let after = rest.as_bytes().get(self.end..).unwrap_or_default();
        let (sign, skip) = match after {
            [b'e' | b'E', b'-', ..] => (-1, 2),
            [b'e' | b'E', b'+', ..] => (1, 2),
            [b'e' | b'E', ..] => (1, 1),
            _ => return self,
        };
        let start = self.end + skip;
        let count = digits(rest, start);
        if count > 0 {
            let power = rest.get(start..start + count).unwrap_or_default().parse().unwrap_or(i32::MAX / 2);
            self.power = sign * power;
            self.end = start + count;
        }
        self
    }

    fn placed(mut self, rest: &'a str, at: usize) -> Self {
        self.text = rest.get(..self.end).unwrap_or_default();
        self.end += at;
        self
    }

    /// What the number proves about its file's decimal mark.
    pub fn evidence(&self) -> Option<DecimalMark> {
        let last = self.last_separator?;
        if self.separators == 1 {
            // Four and more digits after a comma are as likely a slip in grouping.
            let odd = last == Separator::Comma && self.last > 3;
            return (last.is_mark() && !self.could_be_thousands() && !odd).then(|| last.as_decimal());
        }
        if !self.is_grouped_before_last() {
            return None;
        }
        match self.earlier {
            Some(earlier) if earlier == last => {
                if self.last == 3 {
                    last.as_thousands()
                } else {
                    None
                }
            }
            Some(_) if last.is_mark() => Some(last.as_decimal()),
            _ => None,
        }
    }

    /// What the number is worth.
    pub fn value(&self, mark: DecimalMark, leaning: Leaning) -> Result<Decimal, Fault> {
        let fraction = self.fraction_digits(mark, leaning)?;
        Ok(self.decimal(fraction))
    }

    /// How many of the digits are decimals.
    fn fraction_digits(&self, mark: DecimalMark, leaning: Leaning) -> Result<usize, Fault> {
        let Some(last) = self.last_separator else { return Ok(0) };
        match self.earlier {
            None if last.is_mark() => self.after_only_mark(last, mark, leaning),
            Some(earlier) if earlier != last => {
                let agrees = mark == DecimalMark::Undecided || mark == last.as_decimal();
                match (last.is_mark() && self.is_grouped_before_last(), agrees) {
                    (false, _) => Err(Fault::Groups),
                    (true, false) => Err(Fault::Mark),
                    (true, true) => Ok(self.last),
                }
            }
            _ => self.whole_groups(last, mark),
        }
    }

    /// One and the same separator between thousands: no decimals.
    fn whole_groups(&self, separator: Separator, mark: DecimalMark) -> Result<usize, Fault> {
        let right = self.is_grouped_before_last() && self.last == 3;
        let contradicted = separator.is_mark() && mark == separator.as_decimal();
        match (right, contradicted) {
            (false, _) => Err(Fault::Groups),
            (true, true) => Err(Fault::Mark),
            (true, false) => Ok(0),
        }
    }

    /// One mark: between thousands or before decimals.
    fn after_only_mark(&self, last: Separator, mark: DecimalMark, leaning: Leaning) -> Result<usize, Fault> {
        let counts = leaning == Leaning::Thousands;
        if !self.could_be_thousands() {
            let contradicted = mark != DecimalMark::Undecided && mark != last.as_decimal();
            let slip = counts && mark == DecimalMark::Undecided && last == Separator::Comma && self.last > 3;
            return match (contradicted, slip) {
                (true, _) => Err(Fault::Mark),
                (false, true) => Err(Fault::Groups),
                (false, false) => Ok(self.last),
            };
        }
        match leaning {
            _ if Some(mark) == last.as_thousands() => Ok(0),
            // `11.000` people: three decimals of a person are as unlikely as thousands against the file.
            Leaning::Thousands if mark == last.as_decimal() => Err(Fault::Mark),
            _ if mark == last.as_decimal() => Ok(self.last),
            Leaning::Thousands => Ok(0),
            Leaning::Decimals => Ok(self.last),
            Leaning::Neither => Err(Fault::Ambiguous),
        }
    }

    /// `1,200` but not `0,200`, `1200,500` or `1,20`.
    fn could_be_thousands(&self) -> bool {
        self.last == 3 && (1..=3).contains(&self.first) && !self.text.starts_with('0') && self.power == 0
    }

    fn is_grouped_before_last(&self) -> bool {
        (1..=3).contains(&self.first) && self.threes && !self.mixed
    }

    fn decimal(&self, fraction: usize) -> Decimal {
        let mut mantissa = 0_i128;
        let mut exponent = self.power.saturating_sub(i32::try_from(fraction).unwrap_or(i32::MAX));
        let digits = self.text.bytes().take_while(|byte| !matches!(byte, b'e' | b'E'));
        for digit in digits.filter(u8::is_ascii_digit) {
            if mantissa < MOST_DIGITS {
                mantissa = mantissa * 10 + i128::from(digit - b'0');
            } else {
                exponent = exponent.saturating_add(1);
            }
        }
        Decimal { mantissa, exponent }
    }

    /// How a file of the other mark would have it.
    pub fn rewritten_for(&self, mark: DecimalMark) -> String {
        let decimals = self.last_separator.is_some_and(Separator::is_mark) && !self.could_be_thousands();
        let one_place = self.separators == 1 || self.earlier != self.last_separator;
        self.rewritten(if decimals && one_place { self.last } else { 0 }, mark)
    }

    /// The text with the separators left out, and with decimals if it has so many: `1200` or `1.200`.
    pub fn rewritten(&self, fraction: usize, mark: DecimalMark) -> String {
        let mut digits: String = self.text.chars().filter(char::is_ascii_digit).collect();
        if fraction > 0 && fraction < digits.len() {
            digits.insert_str(digits.len() - fraction, mark.text());
            digits = digits.trim_end_matches('0').trim_end_matches(['.', ',']).to_owned();
        }
        digits
    }
}

fn digits(text: &str, from: usize) -> usize {
    text.as_bytes().get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count()
}
