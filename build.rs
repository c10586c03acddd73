//! The seed documents, the published figures and the example are carried inside the program: a new file there is a new build.

#![allow(clippy::print_stdout)]

fn main() {
    println!("cargo:rerun-if-changed=seeds");
    println!("cargo:rerun-if-changed=data/published");
    println!("cargo:rerun-if-changed=data/france-2015");
}
