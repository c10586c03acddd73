//! The few words that figures say by themselves, in each language.

use crate::unit::{Locale, NumberStyle, Unit};

/// A word or two that stand in a figure without being data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrase {
    Source,
    Note,
    NoValue,
    /// A value without limit.
    NoLimit,
    NothingToShow,
    ThereAre,
    Announced,
    Required,
    LowInput,
    HighInput,
    Base,
    Median,
    ShareOfDraws,
    CumulativeShare,
    First,
    Total,
    Stated,
    Recomputed,
    AsStated,
    NotAForecast,
    NonLinear,
    AllStages,
    TheMedian,
    AsHigh,
    OutOf,
    Watched,
    LeftOver,
    Others,
}

/// The phrase in the language of `locale`.
pub(super) fn say(phrase: Phrase, locale: Locale) -> &'static str {
    let (english, french) = match phrase {
        Phrase::Source => ("Source: ", "Source\u{202f}: "),
        Phrase::Note => ("Note: ", "Note\u{202f}: "),
        Phrase::NoValue => ("no value", "sans valeur"),
        Phrase::NoLimit => ("no limit", "sans limite"),
        Phrase::NothingToShow => {
            ("Nothing to show: there are no numbers.", "Rien à montrer\u{202f}: aucun nombre.")
        }
        Phrase::ThereAre => ("in post", "en poste"),
        Phrase::Announced => ("announced", "annoncés"),
        Phrase::Required => ("required", "nécessaires"),
        Phrase::LowInput => ("input at its low end", "donnée à sa valeur basse"),
        Phrase::HighInput => ("input at its high end", "donnée à sa valeur haute"),
        Phrase::Base => ("base", "base"),
        Phrase::Median => ("Median", "Médiane"),
        Phrase::ShareOfDraws => ("Share of draws", "Part des tirages"),
        Phrase::CumulativeShare => ("Cumulative share", "Part cumulée"),
        Phrase::First => ("first order", "premier ordre"),
        Phrase::Total => ("total", "total"),
        Phrase::Stated => ("stated", "annoncé"),
        Phrase::Recomputed => ("recomputed", "recalculé"),
        Phrase::AsStated => ("as stated", "tel qu’annoncé"),
        Phrase::NotAForecast => ("not a forecast", "n’est pas une prévision"),
        Phrase::AllStages => ("all stages", "l’ensemble"),
        Phrase::TheMedian => ("the median", "la médiane"),
        Phrase::AsHigh => ("as high", "plus haut"),
        Phrase::NonLinear => ("\u{3c3} = \u{3bc}*", "\u{3c3} = \u{3bc}*"),
        Phrase::OutOf => ("of", "sur"),
        Phrase::Watched => ("watched", "surveillés"),
        Phrase::Others => ("others", "autres"),
        Phrase::LeftOver => ("left over", "sans affectation"),
    };
    if locale == Locale::French { french } else { english }
}

/// Said where only the first rows of a figure have room.
pub(super) fn rows_shown(shown: usize, of: usize, locale: Locale) -> String {
    let (shown, of) = (count(shown, locale), count(of, locale));
    match locale {
        Locale::English => format!("The first {shown} of {of} rows are shown."),
        Locale::French => format!("Seules les {shown} premières lignes sur {of} sont montrées."),
    }
}

/// Said where only the rows that move the outcome most have room.
pub(super) fn largest_shown(shown: usize, of: usize, locale: Locale) -> String {
    let (shown, of) = (count(shown, locale), count(of, locale));
    match locale {
        Locale::English => format!("The largest {shown} of {of} are shown."),
        Locale::French => format!("Seuls les {shown} plus grands sur {of} sont montrés."),
    }
}

/// Said where only some points are named.
pub(super) fn names_left_out(left_out: usize, locale: Locale) -> String {
    let left_out = count(left_out, locale);
    match locale {
        Locale::English => format!("Names left out for want of room: {left_out}."),
        Locale::French => format!("Noms omis faute de place\u{202f}: {left_out}."),
    }
}

/// Said where neighbouring cells or bins were put together.
pub(super) fn put_together(from: usize, to: usize, locale: Locale) -> String {
    let (from, to) = (count(from, locale), count(to, locale));
    match locale {
        Locale::English => format!("{from} intervals are put together into {to}."),
        Locale::French => format!("{from} intervalles sont regroupés en {to}."),
    }
}

/// Said where only every so-manieth cell of a grid is drawn.
pub(super) fn cells_drawn(from: (usize, usize), to: (usize, usize), locale: Locale) -> String {
    let show = |(columns, rows)| format!("{} \u{d7} {}", count(columns, locale), count(rows, locale));
    match locale {
        Locale::English => format!("{} of {} cells are drawn.", show(to), show(from)),
        Locale::French => format!("{} cellules sur {} sont dessinées.", show(to), show(from)),
    }
}

/// Said where lines beyond the fourth are grey.
pub(super) fn lines_unnamed(unnamed: usize, locale: Locale) -> String {
    let unnamed = count(unnamed, locale);
    match locale {
        Locale::English => format!("Grey, unnamed lines: {unnamed}."),
        Locale::French => format!("Lignes grises sans nom\u{202f}: {unnamed}."),
    }
}

/// Said where data lie outside the axes.
pub(super) fn cut_at_the_frame(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "Values outside the axes are cut at the frame.",
        Locale::French => "Les valeurs hors des axes sont coupées au cadre.",
    }
}

/// Said where a stack has places without a number.
pub(super) fn dates_left_out(dates: usize, locale: Locale) -> String {
    let dates = count(dates, locale);
    match locale {
        Locale::English => format!("Dates left out because a number is missing: {dates}."),
        Locale::French => format!("Dates omises faute de nombre\u{202f}: {dates}."),
    }
}

/// Said where an area cannot be drawn below 0.
pub(super) fn negative_as_zero(values: usize, locale: Locale) -> String {
    let values = count(values, locale);
    match locale {
        Locale::English => format!("Values below 0 are drawn as 0: {values}."),
        Locale::French => format!("Valeurs négatives dessinées à 0\u{202f}: {values}."),
    }
}

/// Said of layers that are never above 0 and so cannot be seen.
pub(super) fn never_above_zero(names: &str, locale: Locale) -> String {
    match locale {
        Locale::English => format!("0 throughout: {names}."),
        Locale::French => format!("0 partout\u{202f}: {names}."),
    }
}

/// How far above an axis something lies: `16 times the total, above this axis`.
pub(super) fn above_this_axis(times: Option<&str>, of: &str, locale: Locale) -> String {
    let above = if locale == Locale::French { "au-dessus de cet axe" } else { "above this axis" };
    times.map_or_else(|| above.to_owned(), |times| format!("{}, {above}", times_of(times, of, locale)))
}

/// A multiple of something named: `16 times the total`.
pub(super) fn times_of(times: &str, of: &str, locale: Locale) -> String {
    match locale {
        Locale::English => format!("{times} times {of}"),
        Locale::French => format!("{times} fois {of}"),
    }
}

/// Said where the line that a figure is read against lies far outside its data.
pub(super) fn beyond_the_axis(name: &str, locale: Locale) -> String {
    match locale {
        Locale::English => format!("Not drawn, far above the axis: \u{201c}{name}\u{201d}."),
        Locale::French => format!("Hors du cadre, loin au-dessus\u{202f}: «\u{202f}{name}\u{202f}»."),
    }
}

/// Said where the name of a marked part has no room beside it.
pub(super) fn marked(name: &str, locale: Locale) -> String {
    match locale {
        Locale::English => format!("Marked: {name}."),
        Locale::French => format!("En évidence\u{202f}: {name}."),
    }
}

/// Said where the note has no room for every caveat.
pub(super) fn more_caveats(more: usize, locale: Locale) -> String {
    let number = count(more, locale);
    match (locale, more) {
        (Locale::English, 1) => "One more caveat: see the table.".to_owned(),
        (Locale::English, _) => format!("{number} more caveats: see the table."),
        (Locale::French, 1) => "Une autre réserve\u{202f}: voir le tableau.".to_owned(),
        (Locale::French, _) => format!("{number} autres réserves\u{202f}: voir le tableau."),
    }
}

/// Draws and bins of a histogram.
pub(super) fn draws_and_bins(draws: u64, bins: usize, locale: Locale) -> String {
    let draws = Unit::number().show_short(draws as f64, NumberStyle::new(locale));
    let bins = count(bins, locale);
    match locale {
        Locale::English => format!("{draws} draws in {bins} bins."),
        Locale::French => format!("{draws} tirages en {bins} classes."),
    }
}

fn count(number: usize, locale: Locale) -> String {
    Unit::number().show(number as f64, NumberStyle::new(locale))
}
