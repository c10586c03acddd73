//! Groups of inputs as the command line gives them: `--group lists=A.subjects,B.subjects`.

use super::model::StudyModel;
use super::question::Question;
use crate::analysis::factors::Group;
use anyhow::{Context as _, anyhow};

/// The option that verbs with groups share.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Question")]
pub(super) struct Groups {
    /// Count inputs as one: NAME=INPUT,INPUT; may be repeated
    #[arg(long, value_name = "NAME=INPUTS")]
    group: Vec<String>,
}

impl Groups {
    /// The groups, their members under their full names.
    pub(super) fn read(&self, question: &Question, model: &StudyModel) -> anyhow::Result<Vec<Group>> {
        self.group.iter().map(|text| group(text, question, model)).collect()
    }
}

fn group(text: &str, question: &Question, model: &StudyModel) -> anyhow::Result<Group> {
    let (name, members) = text.split_once('=').with_context(|| {
        format!("--group {text}: write NAME=INPUT,INPUT, as in --group lists=A.subjects,B.subjects")
    })?;
    let named = members.split(',').map(str::trim).filter(|member| !member.is_empty());
    let members: anyhow::Result<Vec<String>> =
        named.map(|member| full_name(text, member, question, model)).collect();
    Ok(Group { name: name.trim().to_owned(), members: members? })
}

fn full_name(text: &str, member: &str, question: &Question, model: &StudyModel) -> anyhow::Result<String> {
    let id = question.input(member).map_err(|error| anyhow!("--group {text}: {error}"))?;
    let at = model.position(id).with_context(|| {
        format!("--group {text}: `{member}` does not vary here: it is given exactly, or the outcome does not depend on it; leave it out")
    })?;
    Ok(model.inputs[at].name.clone())
}
