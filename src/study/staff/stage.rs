//! Where officers stand on their way.

/// Where officers stand on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Posts announced to be filled by the date.
    Announced,
    /// Announced x filled.
    Recruited,
    /// Recruited and not yet trained.
    InTraining,
    /// Trained and still there, with those there from the start.
    Trained,
    /// Left since the start, and not replaced.
    Left,
    /// In training or trained and still there: what a count of the staff counts.
    OnStaff,
}

/// Every stage, in the order of the answer.
pub const STAGES: [Stage; 6] =
    [Stage::Announced, Stage::Recruited, Stage::InTraining, Stage::Trained, Stage::Left, Stage::OnStaff];

impl Stage {
    /// The name in formulas, CSV and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Announced => "officers_announced",
            Self::Recruited => "officers_recruited",
            Self::InTraining => "officers_in_training",
            Self::Trained => "officers_trained",
            Self::Left => "officers_left",
            Self::OnStaff => "officers_on_staff",
        }
    }

    /// The words in tables.
    pub fn words(self) -> &'static str {
        match self {
            Self::Announced => "officers announced",
            Self::Recruited => "officers recruited",
            Self::InTraining => "in training",
            Self::Trained => "trained and still there",
            Self::Left => "left and not replaced",
            Self::OnStaff => "officers on the staff (trained or in training)",
        }
    }

    /// The stage of this name.
    pub fn named(key: &str) -> Option<Self> {
        STAGES.into_iter().find(|stage| stage.key() == key)
    }
}
