//! What shares are asked of: single inputs, or groups of inputs that vary together.

use super::Input;
use std::fmt;

/// A group as it is asked for: `name=A,B`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What the group is called in results.
    pub name: String,
    /// The names of its inputs.
    pub members: Vec<String>,
}

/// An input or a group, and the inputs that vary with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Its name: that of the group, or of the only input.
    pub name: String,
    /// The inputs, by their numbers.
    pub inputs: Vec<usize>,
}

/// Everything that varies, and what does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factors {
    /// Inputs and groups, in the order of their first input.
    pub varying: Vec<Factor>,
    /// The inputs given exactly, which are held fixed: no share speaks of them.
    pub fixed: Vec<usize>,
}

/// What is wrong with the groups or the inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactorError {
    /// Not one input for each that the model takes.
    Inputs {
        /// Inputs given.
        given: usize,
        /// Inputs of the model.
        expected: usize,
    },
    /// No input has a range.
    NothingVaries,
    /// A group without members.
    Empty {
        /// The group.
        group: String,
    },
    /// A member that is no input.
    UnknownMember {
        /// The group.
        group: String,
        /// What it names.
        member: String,
        /// What it could name.
        inputs: Vec<String>,
    },
    /// An input in two groups, or twice in one.
    MemberTwice {
        /// The input.
        member: String,
    },
    /// Two groups, or a group and an input outside it, of one name.
    NameTwice {
        /// The name.
        name: String,
    },
}

impl fmt::Display for FactorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inputs { given, expected } => {
                write!(f, "{given} inputs were given to a model of {expected}; give each input once")
            }
            Self::NothingVaries => write!(
                f,
                "every input is given exactly, so there is no uncertainty to share out; give at least one \
                 input a range, such as 15-20"
            ),
            Self::Empty { group } => {
                write!(f, "the group \"{group}\" has no inputs; write {group}=A,B with the inputs' names")
            }
            Self::UnknownMember { group, member, inputs } => write!(
                f,
                "the group \"{group}\" names \"{member}\", which is no input; write one of: {}",
                inputs.join(", ")
            ),
            Self::MemberTwice { member } => {
                write!(f, "\"{member}\" is grouped twice; write each input in one group only")
            }
            Self::NameTwice { name } => {
                write!(f, "two rows of the answer would be called \"{name}\"; give the group another name")
            }
        }
    }
}

impl std::error::Error for FactorError {}

/// What varies, in the order of the inputs; exact inputs are held fixed, and so are groups of them.
///
/// ```
/// use stakeout::analysis::{factors::{factors, Group}, Input};
/// use stakeout::quantity::Quantity;
/// let range = Quantity::uniform(0.0, 1.0);
/// let inputs = ["a", "b", "c"].map(|name| Input { name, quantity: &range });
/// let outer = Group { name: "outer".into(), members: vec!["a".into(), "c".into()] };
/// let found = factors(&inputs, 3, &[outer]).unwrap();
/// assert_eq!((found.varying[0].name.as_str(), &found.varying[0].inputs[..]), ("outer", &[0, 2][..]));
/// assert_eq!(found.varying[1].name, "b");
/// ```
///
/// # Errors
///
/// Groups that do not fit the inputs, or nothing that varies.
pub fn factors(inputs: &[Input<'_>], expected: usize, groups: &[Group]) -> Result<Factors, FactorError> {
    if inputs.len() != expected {
        return Err(FactorError::Inputs { given: inputs.len(), expected });
    }
    let mut all = Vec::new();
    let mut grouped = vec![false; inputs.len()];
    for group in groups {
        all.push(Factor { name: group.name.clone(), inputs: members(group, inputs, &mut grouped)? });
    }
    let alone = (0..inputs.len()).filter(|input| !grouped[*input]);
    all.extend(alone.map(|input| Factor { name: inputs[input].name.to_owned(), inputs: vec![input] }));
    all.sort_by_key(|factor| factor.inputs[0]);
    if let Some(name) = name_twice(&all) {
        return Err(FactorError::NameTwice { name });
    }
    let exact = |input: &usize| inputs[*input].quantity.is_exact();
    for factor in &mut all {
        factor.inputs.retain(|input| !exact(input));
    }
    all.retain(|factor| !factor.inputs.is_empty());
    if all.is_empty() {
        return Err(FactorError::NothingVaries);
    }
    Ok(Factors { varying: all, fixed: (0..inputs.len()).filter(exact).collect() })
}

fn members(group: &Group, inputs: &[Input<'_>], grouped: &mut [bool]) -> Result<Vec<usize>, FactorError> {
    if group.members.is_empty() {
        return Err(FactorError::Empty { group: group.name.clone() });
    }
    let mut found = Vec::new();
    for member in &group.members {
        let Some(input) = inputs.iter().position(|input| input.name == member) else {
            return Err(FactorError::UnknownMember {
                group: group.name.clone(),
                member: member.clone(),
                inputs: inputs.iter().map(|input| input.name.to_owned()).collect(),
            });
        };
        if std::mem::replace(&mut grouped[input], true) {
            return Err(FactorError::MemberTwice { member: member.clone() });
        }
        found.push(input);
    }
    found.sort_unstable();
    Ok(found)
}

fn name_twice(all: &[Factor]) -> Option<String> {
    let mut names: Vec<&str> = all.iter().map(|factor| factor.name.as_str()).collect();
    names.sort_unstable();
    names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Quantity;

    fn with(groups: &[(&str, &[&str])]) -> Result<Factors, FactorError> {
        let (range, exact) = (Quantity::uniform(0.0, 1.0), Quantity::exact(1.0));
        let quantities = [&range, &range, &exact, &range];
        let inputs: Vec<Input<'_>> = ["a", "b", "c", "d"]
            .into_iter()
            .zip(quantities)
            .map(|(name, quantity)| Input { name, quantity })
            .collect();
        let group = |(name, members): &(&str, &[&str])| Group {
            name: (*name).to_owned(),
            members: members.iter().map(|member| (*member).to_owned()).collect(),
        };
        factors(&inputs, 4, &groups.iter().map(group).collect::<Vec<_>>())
    }

    fn told(factors: &Factors) -> Vec<(&str, &[usize])> {
        factors.varying.iter().map(|f| (f.name.as_str(), f.inputs.as_slice())).collect()
    }

    #[test]
    fn without_groups_each_input_that_varies_stands_alone() {
        let found = with(&[]).unwrap();
        assert_eq!(told(&found), [("a", &[0][..]), ("b", &[1]), ("d", &[3])]);
        assert_eq!(found.fixed, [2]);
    }

    #[test]
    fn a_group_stands_where_its_first_input_stands_without_its_exact_members() {
        let found = with(&[("late", &["d", "c", "b"])]).unwrap();
        assert_eq!(told(&found), [("a", &[0][..]), ("late", &[1, 3])]);
        assert_eq!(told(&with(&[("exact", &["c"])]).unwrap()).len(), 3);
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        let say = |groups: &[(&str, &[&str])]| with(groups).unwrap_err().to_string();
        assert_eq!(say(&[("g", &[])]), "the group \"g\" has no inputs; write g=A,B with the inputs' names");
        assert_eq!(
            say(&[("g", &["a", "x"])]),
            "the group \"g\" names \"x\", which is no input; write one of: a, b, c, d"
        );
        assert_eq!(
            say(&[("g", &["a"]), ("h", &["b", "a"])]),
            "\"a\" is grouped twice; write each input in one group only"
        );
        assert_eq!(
            say(&[("d", &["a", "b"])]),
            "two rows of the answer would be called \"d\"; give the group another name"
        );
        assert_eq!(
            factors(&[], 0, &[]).unwrap_err().to_string(),
            "every input is given exactly, so there is no uncertainty to share out; give at least one input \
             a range, such as 15-20"
        );
        assert_eq!(
            factors(&[], 2, &[]).unwrap_err().to_string(),
            "0 inputs were given to a model of 2; give each input once"
        );
    }
}
