//! Knows where a page goes for which no file is named: `report.html` in the current folder, over an earlier
//! report on the same study and over nothing else.

use super::Common;
use crate::report::html::Page;
use anyhow::bail;
use std::path::PathBuf;

/// The file that a page without a name is written to.
const NAME: &str = "report.html";

/// The output as asked for, or the file of that name where none is.
///
/// # Errors
/// The file is there and is something else.
pub(super) fn chosen(common: &Common, page: &Page, to_standard_output: bool) -> anyhow::Result<Common> {
    if to_standard_output || !common.output.is_empty() {
        return Ok(common.clone());
    }
    let file = PathBuf::from(NAME);
    let is_earlier = page.is_earlier(&file);
    if file.exists() && !is_earlier && !common.force {
        bail!(
            "{NAME} exists and is no earlier report on this study: name another file with -o, or add --force to overwrite it"
        );
    }
    Ok(Common { output: vec![file], force: common.force || is_earlier, ..common.clone() })
}
