//! What rustc made, cut short and damaged.

use std::path::PathBuf;
use std::process::Command;

use crate::measure::answer;

/// The library of `seed.rs`, linked by the system's linker; none if there is no rustc or linker.
fn seed(name: &str, options: &[&str]) -> Vec<u8> {
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/seed.rs");
    let object = std::env::temp_dir().join(format!("xray-{name}-{}.o", std::process::id()));
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let made = Command::new(rustc)
        .args([
            "--edition=2024",
            "--crate-type=rlib",
            "--crate-name=seed",
            "--emit=obj",
        ])
        .args([
            "-Cpanic=abort",
            "-Cdebuginfo=2",
            "-Ccodegen-units=1",
            "-Crelocation-model=pic",
        ])
        .args(options)
        .arg("-o")
        .args([&object, &source])
        .status();
    assert!(made.unwrap().success());
    let library = object.with_extension("so");
    let linked = Command::new("cc")
        .args([
            "-nostdlib",
            "-shared",
            "-Wl,--unresolved-symbols=ignore-all",
            "-o",
        ])
        .args([&library, &object])
        .status();
    assert!(linked.unwrap().success());
    let bytes = std::fs::read(&library).unwrap();
    let _ = std::fs::remove_file(object);
    let _ = std::fs::remove_file(library);
    bytes
}

/// Numbers that are always the same: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// Where the sections of debug info are.
fn debug_sections(file: &[u8]) -> Vec<std::ops::Range<usize>> {
    use object::{Object, ObjectSection};

    let object = object::File::parse(file).unwrap();
    let sections = object.sections().filter(|section| {
        let name = section.name();
        name.is_ok_and(|name| name.starts_with(".debug"))
    });
    let range = |section: object::Section<'_, '_>| {
        let (start, length) = section.file_range().unwrap();
        start as usize..(start + length) as usize
    };
    sections
        .map(range)
        .filter(|range| !range.is_empty())
        .collect()
}

#[test]
#[cfg(target_os = "linux")]
fn what_rustc_made() {
    for version in ["-Cdwarf-version=4", "-Cdwarf-version=5"] {
        let whole = seed(&version[2..], &[version]);
        assert!(answer("the whole", whole.clone()).unwrap() > 4);
        cut_short(&whole);
        damaged(&whole);
    }
}

fn cut_short(whole: &[u8]) {
    let mut random = Random(1);
    let ends = (0..200).map(|_| random.below(whole.len()));
    for end in (0..200).chain(ends) {
        let _ = answer(&format!("cut short to {end}"), whole[..end].to_vec());
    }
    // Its sections, with the file whole.
    for section in debug_sections(whole) {
        for _ in 0..20 {
            let mut file = whole.to_vec();
            let begin = section.start + random.below(section.len());
            file[begin..section.end].fill(0);
            let _ = answer(&format!("zeros in {begin}..{}", section.end), file);
        }
    }
}

fn damaged(whole: &[u8]) {
    let sections = debug_sections(whole);
    for seed in 1..=1500 {
        let mut random = Random(seed);
        let mut file = whole.to_vec();
        for _ in 0..=random.below(6) {
            let section = sections[random.below(sections.len())].clone();
            let at = section.start + random.below(section.len());
            match random.below(4) {
                0 => file[at] ^= 1 << random.below(8),
                1 => file[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)],
                2 => file[at] = random.below(256) as u8,
                _ => {
                    // Bytes from elsewhere in the section: entries and references that are valid,
                    // in a place where they are not.
                    let length = random.below(16).min(section.end - at);
                    let from = section.start + random.below(section.len() - length);
                    file.copy_within(from..from + length, at);
                }
            }
        }
        let _ = answer(&format!("damage {seed}"), file);
    }
}
