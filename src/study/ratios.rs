//! Officers per subject, given or built up from the work.
//!
//! Hours of one post per year = hours per day x days per week x 365 / 7. Officers per post (the relief
//! factor) = those hours / the hours one officer is at work in a year. Officers per subject = people on
//! duty at once x officers per post. Over a window of days it is officers per post = 24 x days / hours that one
//! officer can work in them. Periodic checks: hours of a check / (years between checks x net hours).

use super::compile::{Builder, Built};
use super::compiled::Compiled;
use super::{Availability, Basis, Entry, Regime, Study, Way, WindowWork};
use crate::sheet::{CellId, Expr, FormulaError, Sheet, input_name};

/// The row name of the availability table's only row.
pub(super) const AVAILABILITY: &str = "availability";

pub(super) fn literal(value: f64, unit: &str) -> Expr {
    Expr::Constant(value, unit.parse().unwrap_or_default())
}

impl Builder<'_> {
    /// A single input of a named row; the column's default where the cell is blank.
    pub(super) fn row_input(
        &mut self,
        row: &str,
        key: &'static str,
        entry: Option<&Entry>,
    ) -> Option<CellId> {
        let column = super::column(key)?;
        let default = column.default.map(crate::quantity::Quantity::exact);
        let quantity = entry.map(|entry| entry.quantity.clone()).or(default)?;
        let cell = self.sheet.add_input(&input_name(row, key), column.unit(), quantity);
        self.names.add(column.key, Some(row), cell);
        Some(cell)
    }

    /// The inputs of every regime, and of availability.
    pub(super) fn add_regime_inputs(&mut self) {
        let study = self.study;
        for (at, regime) in study.regimes.iter().enumerate() {
            let row = &*regime.name;
            let effects = self.regime_effects[at];
            let cells = match &regime.way {
                Way::Ratio(ratio) => vec![self.row_input(row, "officers_per_subject", Some(ratio))],
                Way::OnDuty { on_duty, hours_per_day, days_per_week } => vec![
                    self.row_input(row, "on_duty", Some(on_duty)),
                    self.row_input(row, "hours_per_day", hours_per_day.as_ref()),
                    self.row_input(row, "days_per_week", days_per_week.as_ref()),
                ],
                Way::Visits { visits_per_month, hours_per_visit, officers_per_visit } => vec![
                    self.row_input(row, "visits_per_month", Some(visits_per_month)),
                    self.row_input(row, "hours_per_visit", Some(hours_per_visit)),
                    self.row_input(row, "officers_per_visit", officers_per_visit.as_ref()),
                ],
                Way::Caseload(subjects) => vec![self.row_input(row, "subjects_per_officer", Some(subjects))],
                Way::Surge { on_duty, work } => {
                    let hours = super::cited::work_entries(work);
                    let hours = hours.map(|(key, entry)| entry.and_then(|_| self.row_input(row, key, entry)));
                    let on_duty = self.row_input(row, "on_duty", Some(on_duty));
                    [on_duty, effects.window_days].into_iter().chain(hours).collect()
                }
                Way::Reviews { hours_per_review, .. } => {
                    vec![
                        self.row_input(row, "hours_per_review", Some(hours_per_review)),
                        effects.review_years,
                    ]
                }
            };
            self.regime_inputs.push(cells.into_iter().flatten().collect());
        }
        if let Some(availability) = &study.availability {
            self.add_availability_inputs(availability);
        }
    }

    fn add_availability_inputs(&mut self, given: &Availability) {
        let wanted =
            |builder: &Self, key: &str, entry: &Option<Entry>| entry.is_some() || builder.is_changed(key);
        let fields: [(&'static str, &Option<Entry>); 7] = [
            ("net_hours_per_year", &given.net_hours_per_year),
            ("hours_per_week", &given.hours_per_week),
            ("hours_per_day", &given.hours_per_day),
            ("leave_days", &given.leave_days),
            ("public_holidays", &given.public_holidays),
            ("sick_days", &given.sick_days),
            ("training_days", &given.training_days),
        ];
        for (key, entry) in fields {
            let cell = if key == "hours_per_day" {
                entry.as_ref().map(|entry| self.absence_hours(entry))
            } else if wanted(self, key, entry) {
                self.row_input(AVAILABILITY, key, entry.as_ref())
            } else {
                None
            };
            self.availability_inputs.extend(cell.map(|cell| (key, cell)));
        }
        let shift = self.row_input(AVAILABILITY, "shift_hours", given.shift_hours.as_ref());
        self.availability_inputs.extend(shift.map(|cell| ("shift_hours", cell)));
    }

    /// Hours of one day of absence: of an officer, not of a post, so without the column's default.
    fn absence_hours(&mut self, entry: &Entry) -> CellId {
        let unit = "hours per officer per day".parse().unwrap_or_default();
        let key = input_name(AVAILABILITY, "hours_per_day");
        let cell = self.sheet.add_input(&key, unit, entry.quantity.clone());
        self.names.add("hours_per_day", Some(AVAILABILITY), cell);
        cell
    }

    fn availability(&self, key: &str) -> Option<CellId> {
        let found = self.availability_inputs.iter().find(|(known, _)| *known == key);
        found.map(|(_, cell)| self.now(*cell))
    }

    /// Hours a year one officer is at work.
    fn net_hours(&mut self) -> Built<Option<CellId>> {
        if let Some(cell) = self.availability("net_hours_per_year") {
            return Ok(Some(cell));
        }
        let Some(week) = self.availability("hours_per_week") else { return Ok(None) };
        let contract = week * literal(52.0, "weeks per year");
        let absences = ["leave_days", "public_holidays", "sick_days", "training_days"];
        let days = absences.iter().filter_map(|key| self.availability(key)).map(Expr::from);
        let Some(days) = days.reduce(|sum, next| sum + next) else {
            return self.formula("net_hours_per_year", "hours per officer per year", contract).map(Some);
        };
        let day = match self.availability("hours_per_day") {
            Some(day) => Expr::from(day),
            None => week / literal(5.0, "days per week"),
        };
        self.formula("net_hours_per_year", "hours per officer per year", contract - day * days).map(Some)
    }

    /// The officers per subject of every regime, as an establishment.
    pub(super) fn add_ratios(&mut self) -> Built<Vec<CellId>> {
        let study = self.study;
        let net = self.net_hours()?;
        let mut ratios = Vec::new();
        self.regime_posts = vec![None; study.regimes.len()];
        for (at, (regime, inputs)) in study.regimes.iter().zip(self.regime_inputs.clone()).enumerate() {
            let inputs: Vec<CellId> = inputs.into_iter().map(|cell| self.now(cell)).collect();
            let ratio = match (&regime.way, inputs.as_slice()) {
                (Way::Surge { work, .. }, [on_duty, window, hours @ ..]) => {
                    let posts = self.add_surge(regime, work, *window, hours)?;
                    self.regime_posts[at] = Some(posts);
                    let key = input_name(&regime.name, "officers_per_subject");
                    self.formula(&key, "officers per subject", *on_duty * posts)?
                }
                _ => self.add_ratio(regime, &inputs, net)?,
            };
            ratios.push(ratio);
        }
        Ok(ratios)
    }

    fn add_ratio(&mut self, regime: &Regime, inputs: &[CellId], net: Option<CellId>) -> Built<CellId> {
        let key = input_name(&regime.name, "officers_per_subject");
        let net = net.map(Expr::from);
        match (&regime.way, inputs, net) {
            (Way::Ratio(_), [ratio], Some(net)) if regime.basis == Basis::PerDay => {
                let heads = self.heads_per_day(Expr::from(*ratio), net);
                self.formula(&key, "officers per subject", heads)
            }
            (Way::OnDuty { .. }, [on_duty, hours, days], Some(net)) => {
                let year = *hours * *days * literal(365.0, "days per year") / literal(7.0, "days per week");
                let post = self.formula(
                    &input_name(&regime.name, "hours_of_one_post"),
                    "hours per post per year",
                    year,
                )?;
                let relief = self.formula(
                    &input_name(&regime.name, "relief_factor"),
                    "officers per post",
                    post / net,
                )?;
                self.formula(&key, "officers per subject", *on_duty * relief)
            }
            (Way::Visits { .. }, [visits, hours, officers], Some(net)) => {
                let year = *visits * literal(12.0, "months per year") * *hours * *officers;
                let work = input_name(&regime.name, "hours_of_visits");
                let work = self.formula(&work, "hours per subject per year", year)?;
                self.formula(&key, "officers per subject", work / net)
            }
            (Way::Reviews { .. }, [hours, years], Some(net)) => {
                self.formula(&key, "officers per subject", *hours / (*years * net))
            }
            (Way::Caseload(_), [subjects], _) => {
                let ratio = Expr::number(1.0) / *subjects;
                self.formula(&key, "officers per subject", ratio)
            }
            (_, [ratio, ..], _) => Ok(*ratio),
            (_, [], _) => Err(FormulaError::Members { cell: key }),
        }
    }

    /// Officers that one post takes round the clock over a window of days: 24 x days / hours one officer can work in it.
    fn add_surge(
        &mut self,
        regime: &Regime,
        work: &WindowWork,
        window: CellId,
        hours: &[CellId],
    ) -> Built<CellId> {
        let own = match (work, hours) {
            (WindowWork::Turns { .. }, [on, off]) => {
                let all = window * literal(24.0, "hours per officer per day");
                Some(all * (Expr::from(*on) / (*on + *off)))
            }
            (WindowWork::Weekly(_), [week]) => Some(window / literal(7.0, "days per week") * *week),
            _ => None,
        };
        let key = |key| input_name(&regime.name, key);
        let own = match (own, hours) {
            (Some(own), _) => self.formula(&key("hours_in_window"), "hours per officer", own)?,
            (None, [hours, ..]) => *hours,
            (None, []) => return Err(FormulaError::Members { cell: key("hours_in_window") }),
        };
        let post = literal(24.0, "hours per post per day") * window / own;
        self.formula(&key("officers_per_post"), "officers per post", post)
    }

    /// Heads per day as an establishment: x hours of a shift x 365 / net hours of one officer.
    fn heads_per_day(&mut self, ratio: Expr, net: Expr) -> Expr {
        let shift = self.availability("shift_hours").map(Expr::from);
        let shift = shift.unwrap_or_else(|| literal(8.0, "hours per officer per day"));
        ratio * shift * literal(365.0, "days per year") / net
    }
}

/// Hours of a round-the-clock post in a year.
const ROUND_THE_CLOCK: f64 = 8_760.0;

impl Compiled {
    /// Adds, where one officer's hours are known, the officers a round-the-clock post takes and, for each
    /// regime's ratio, the posts per subject it implies; each with its name in words.
    ///
    /// # Errors
    /// When the sheet refuses a formula.
    pub fn add_implied_on_duty(&mut self, study: &Study) -> Result<Vec<(String, CellId)>, FormulaError> {
        let named =
            |sheet: &Sheet, key: &str| sheet.cells().find(|(_, cell)| *cell.key == *key).map(|(id, _)| id);
        let net = named(&self.sheet, "net_hours_per_year")
            .or_else(|| named(&self.sheet, &input_name(AVAILABILITY, "net_hours_per_year")));
        let Some(net) = net else { return Ok(Vec::new()) };
        let year = literal(ROUND_THE_CLOCK, "hours per post per year");
        let relief = "officers per post".parse().ok();
        let relief = self.sheet.add_formula("relief_factor", relief.as_ref(), year / Expr::from(net))?;
        let mut implied = vec![("a round-the-clock post takes".to_owned(), relief)];
        for regime in &study.regimes {
            let key = input_name(&regime.name, "officers_per_subject");
            let Some(ratio) = named(&self.sheet, &key).filter(|_| matches!(regime.way, Way::Ratio(_))) else {
                continue;
            };
            let posts = self.sheet.add_formula("implied_on_duty", None, ratio / relief)?;
            implied.push((format!("{} implies, on watch at once,", regime.name), posts));
        }
        Ok(implied)
    }
}
