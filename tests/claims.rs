//! Every document of `seeds/` and `data/published`, by glob: a new folder is a new test.

// A test that cannot read the documents has failed.
#![allow(clippy::unwrap_used)]

use stakeout::claims::{Document, Verdict, embedded, folder};
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn on_disk(path: &str) -> Vec<Document> {
    folder::read(&root().join(path)).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn all() -> Vec<Document> {
    [on_disk("seeds"), on_disk("data/published")].concat()
}

#[test]
fn every_claim_comes_out_as_marked() {
    let documents = all();
    for document in &documents {
        for judgement in document.judge() {
            let expected = judgement.claim.expected;
            assert_eq!(expected, Some(judgement.verdict), "{}/{}", document.name, judgement.claim.id);
            assert!(judgement.holds);
        }
    }
}

#[test]
fn every_folder_is_a_document_with_claims() {
    let folders =
        fs::read_dir(root().join("seeds")).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
    let documents = on_disk("seeds");
    assert_eq!(documents.len(), folders.count());
    for document in documents {
        assert!(!document.judge().is_empty(), "{}", document.name);
        assert_ne!(document.title(), document.name);
    }
}

#[test]
fn a_claim_that_differs_says_why() {
    for document in all() {
        for judgement in document.judge().iter().filter(|judgement| judgement.verdict == Verdict::Differs) {
            assert!(!judgement.claim.note.is_empty(), "{}/{}", document.name, judgement.claim.id);
        }
    }
}

#[test]
fn the_program_carries_what_lies_on_disk() {
    let carried = [embedded::seeds().unwrap(), vec![embedded::published().unwrap()]].concat();
    let shown = |documents: &[Document]| {
        let parts =
            documents.iter().map(|d| (d.name.clone(), d.about.clone(), d.facts.clone(), d.claims.clone()));
        parts.collect::<Vec<_>>()
    };
    assert_eq!(shown(&carried), shown(&all()));
}
