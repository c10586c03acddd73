//! Every refusal: exact code, words and suggestion.
use super::super::super::DecimalMark;
use super::super::CellKind::{Count, Number, Rate, Share};
use super::{CellKind, parse};
