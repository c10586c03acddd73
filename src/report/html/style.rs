//! Colours and layout of a page: at a desk, on a telephone, on paper, in the dark.

/// The colours of one scheme.
struct Palette {
    paper: &'static str,
    ink: &'static str,
    /// Captions, headings of columns, the foot.
    pale: &'static str,
    link: &'static str,
    /// Behind calculations and the contents.
    panel: &'static str,
    /// Lines between rows.
    rule: &'static str,
    /// The heading's bar and the ring around what the keyboard is on.
    accent: &'static str,
}

const LIGHT: Palette = Palette {
    paper: "#ffffff",
    ink: "#1a1d21",
    pale: "#51585f",
    link: "#12436d",
    panel: "#f3f5f7",
    rule: "#c3c9cf",
    accent: "#12436d",
};

const DARK: Palette = Palette {
    paper: "#15181c",
    ink: "#e8eaed",
    pale: "#aab2ba",
    link: "#8cc4f5",
    panel: "#1f242a",
    rule: "#444c55",
    accent: "#8cc4f5",
};

impl Palette {
    fn variables(&self) -> String {
        let Self { paper, ink, pale, link, panel, rule, accent } = self;
        format!(
            "--paper:{paper};--ink:{ink};--pale:{pale};--link:{link};--panel:{panel};--rule:{rule};--accent:{accent}"
        )
    }
}

/// The page's rules.
pub(super) fn css() -> String {
    let (light, dark) = (LIGHT.variables(), DARK.variables());
    format!(
        ":root{{color-scheme:light dark;{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{LAYOUT}"
    )
}

/// Where a box can be scrolled its edge is shaded: the paper that covers the shade moves with the content.
/// A figure keeps its white paper in the dark: its colours are made for it.
const LAYOUT: &str = "\
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;padding:1.5rem 1.25rem 3rem;max-width:60rem;background:var(--paper);color:var(--ink);\
font:1rem/1.55 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",\"Noto Sans\",\"Liberation Sans\",Arial,sans-serif;\
font-variant-numeric:tabular-nums lining-nums;overflow-wrap:break-word}
h1,h2,h3{line-height:1.25;text-wrap:balance;break-after:avoid}
h1{font-size:1.75rem;margin:0 0 .25rem;padding-top:.75rem;border-top:.3rem solid var(--accent)}
h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-top:.6rem;border-top:1px solid var(--rule)}
h3{font-size:1rem;margin:1.5rem 0 .4rem}
p,ul{margin:.6rem 0;max-width:46rem}
ul{padding-left:1.25rem}
li{margin:.2rem 0}
header p{margin:0;font-size:1.1rem;color:var(--pale)}
nav{margin:1.25rem 0 0;padding:.6rem 1rem;background:var(--panel)}
nav ul{margin:0;padding:0;max-width:none;display:flex;flex-wrap:wrap;gap:.15rem 1.5rem;list-style:none}
nav a{display:inline-block;padding:.2rem 0}
nav~main>section:first-child>p{font-size:1.2rem;line-height:1.5}
a{color:var(--link);overflow-wrap:anywhere}
:focus-visible{outline:.15rem solid var(--accent);outline-offset:.15rem}
.scroll{margin:1rem 0;overflow-x:auto;background:\
linear-gradient(90deg,var(--paper) 40%,transparent) 0 0/3rem 100% no-repeat local,\
linear-gradient(270deg,var(--paper) 40%,transparent) 100% 0/3rem 100% no-repeat local,\
linear-gradient(90deg,var(--rule),transparent) 0 0/.6rem 100% no-repeat scroll,\
linear-gradient(270deg,var(--rule),transparent) 100% 0/.6rem 100% no-repeat scroll}
table{border-collapse:collapse;font-size:.95rem}
caption{padding:.3rem 0;text-align:left;font-weight:600}
caption span{position:sticky;left:0;display:inline-block;max-width:min(100vw - 2.5rem,57rem)}
th,td{padding:.35rem 1.1rem .35rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule);min-width:3rem}
th:last-child,td:last-child{padding-right:0}
thead th{vertical-align:bottom;font-weight:400;color:var(--pale);border-bottom-color:var(--ink)}
thead td{border-bottom-color:var(--ink)}
tbody th{font-weight:400;min-width:8rem}
.n{text-align:right;white-space:nowrap}
pre,.steps{margin:.75rem 0;padding:.6rem .9rem;background:var(--panel);break-inside:avoid}
pre{font:.9rem/1.45 ui-monospace,Menlo,Consolas,\"Liberation Mono\",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.steps p{margin:0;max-width:none}
.steps p+p{padding-left:2.2rem;text-indent:-1rem}
figure{margin:1.25rem 0;break-inside:avoid}
figure .scroll{margin:0;background:#fff}
figure svg{display:block;width:100%;max-width:60rem;height:auto;min-width:36rem}
figure .narrow{display:none}
figure .narrow svg{min-width:0}
figcaption{margin:.5rem 0;max-width:46rem;font-size:.9rem;color:var(--pale)}
figcaption p{margin:.3rem 0}
.files{font-size:.9rem}
footer{margin-top:2.5rem;padding-top:.6rem;border-top:1px solid var(--rule);font-size:.9rem;color:var(--pale);overflow-wrap:anywhere}
@media screen and (max-width:40rem){
body{padding:1rem 1rem 2rem}
h1{font-size:1.45rem}
h2{font-size:1.2rem;margin-top:2rem}
nav~main>section:first-child>p{font-size:1.1rem}
figure .wide{display:none}
figure .narrow{display:block}
}
@media print{
@page{margin:18mm 16mm}
html{font-size:10pt}
body{max-width:none;padding:0}
h2{margin-top:1.5rem}
nav~main>section:first-child>p{font-size:1.15rem}
nav,.files{display:none}
p,ul,figcaption{max-width:none;orphans:3;widows:3}
a{color:inherit;text-decoration:none}
.scroll{overflow:visible;background:none}
table{font-size:9pt}
thead{display:table-header-group}
caption,thead{break-after:avoid}
tr,li,.short{break-inside:avoid}
tbody tr:first-child{break-before:avoid}
tbody tr:last-child{break-before:avoid}
.n{white-space:normal}
pre,.steps{padding:.3rem 0 .3rem .8rem;background:none;border-left:2px solid var(--rule)}
figure{margin:.8rem 0}
figure svg{min-width:0;max-width:15cm}
figcaption{margin:.2rem 0}
}
";

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2, "relative luminance").
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((contrast("#ffffff", "#000000") - 21.0).abs() < 1e-9);
        assert!((contrast("#777777", "#ffffff") - 4.478).abs() < 1e-3);
    }

    #[test]
    fn every_text_is_told_from_what_is_behind_it() {
        for scheme in [&LIGHT, &DARK] {
            for ink in [scheme.ink, scheme.pale, scheme.link] {
                for ground in [scheme.paper, scheme.panel] {
                    let found = contrast(ink, ground);
                    assert!(found >= 4.5, "{ink} on {ground}: {found}");
                }
            }
            for ground in [scheme.paper, scheme.panel] {
                assert!(contrast(scheme.accent, ground) >= 3.0);
            }
        }
    }

    #[test]
    fn colours_are_those_of_the_palettes_alone() {
        let literal: Vec<&str> = LAYOUT.match_indices('#').map(|(at, _)| &LAYOUT[at..at + 4]).collect();
        assert_eq!(literal, ["#fff"], "the paper of figures, and no colour that the test does not see");
        assert!(css().contains(DARK.paper) && css().contains(LIGHT.paper));
    }

    #[test]
    fn nothing_is_fetched_and_every_bracket_closed() {
        let css = css();
        assert!(!css.contains("url(") && !css.contains("@import") && !css.contains("http"));
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        assert!(!css.contains(['<', '&']));
    }
}
