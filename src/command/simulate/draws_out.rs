//! Every draw in a CSV file: the inputs under their names, then the outcomes; written whole or not at all.

use super::super::FileKind;
use super::super::model::StudyModel;
use crate::analysis::{AnalysisError, EachBlock, Simulation};
use crate::report::{Columns, Destination, Format, Staged};
use anyhow::bail;
use std::ops::ControlFlow;
use std::path::Path;

/// The file, if it may be written; a mistake is told before the work is done.
pub(super) fn destination(
    path: &Path,
    others: &[(FileKind, Destination)],
    force: bool,
) -> anyhow::Result<Destination> {
    if Format::of_path(path)? != Format::Csv {
        bail!(
            "--draws-out {}: draws are written as CSV; give the file a name that ends in .csv",
            path.display()
        );
    }
    if others.iter().any(|(_, other)| other.is_for(path)) {
        bail!("--draws-out {}: the answer goes to that file; give the draws another name", path.display());
    }
    Ok(Destination::new(path, force)?)
}

/// Simulates while each block goes to the file; the file has no name yet when this returns.
pub(super) fn write(
    destination: Destination,
    model: &StudyModel,
    simulate: impl FnOnce(EachBlock<'_>) -> Result<Simulation, AnalysisError>,
) -> anyhow::Result<(Simulation, Option<Staged>)> {
    let inputs = model.inputs.iter().map(|input| input.name.as_str());
    let names: Vec<&str> = inputs.chain(model.outcomes.iter().map(|outcome| outcome.key.as_str())).collect();
    let (mut simulated, mut trouble) = (None, None);
    let staged = destination.stage(|out| {
        let mut columns = Columns::begin(&names, out)?;
        let result = simulate(&mut |inputs, outcomes| {
            let all: Vec<&[f64]> = inputs.iter().chain(outcomes).copied().collect();
            let written = columns.rows(&all);
            trouble = written.err();
            if trouble.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        simulated = Some(result);
        trouble.take().map_or_else(|| columns.end(), Err)
    });
    match simulated {
        // What the disk reported stopped the simulation, and counts.
        Some(Err(AnalysisError::Stopped)) | None => {
            staged?;
            Err(super::failed(model, &AnalysisError::Stopped))
        }
        Some(Err(error)) => Err(super::failed(model, &error)),
        Some(Ok(result)) => Ok((result, Some(staged?))),
    }
}
