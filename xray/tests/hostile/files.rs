//! What is no file, and names in debug info that lead to anything.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};

use gimli::constants::*;
use visualize_future_xray::{Image, NotAvailable, Reason};

use crate::dwarf::*;
use crate::{ask, measure};

/// A folder that is removed again.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("xray-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn pipe(&self) -> PathBuf {
        let path = self.0.join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.unwrap().success());
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn open(path: &Path) -> Result<usize, NotAvailable> {
    let path = path.to_owned();
    measure::measured(&path.display().to_string(), 0, move || {
        ask::everything(&Image::open(&path)?)
    })
}

#[test]
fn what_is_no_file() {
    let folder = Folder::new("no-file");
    for path in [
        &*folder.pipe(),
        &folder.0,
        Path::new("/dev/zero"),
        Path::new("/dev/stdin"),
    ] {
        assert_eq!(open(path).unwrap_err().reason(), Reason::File);
    }
    for path in ["/proc/self/mem", "/proc/self/maps", "/sys/kernel/notes"] {
        open(Path::new(path)).unwrap_err();
    }
    let empty = folder.0.join("empty");
    std::fs::write(&empty, "").unwrap();
    open(&empty).unwrap_err();
}

/// A program of so many units whose contents are in the file of that name.
fn split(units: u64, name: &str) -> Dwarf {
    let mut dwarf = Dwarf::default();
    let attributes = [
        (DW_AT_GNU_dwo_id, DW_FORM_data8),
        (DW_AT_dwo_name, DW_FORM_string),
    ];
    abbreviation(
        &mut dwarf.abbrev,
        1,
        DW_TAG_compile_unit,
        false,
        &attributes,
    );
    dwarf.abbrev.push(0);
    for unit in 0..units {
        let mut entries = Entries::new();
        entries.bytes(&unit.to_le_bytes()).name(name);
        dwarf.unit(&entries, 0);
    }
    dwarf
}

#[test]
fn split_names_that_lead_anywhere() {
    let folder = Folder::new("split");
    let program = folder.0.join("program");
    let pipe = folder.pipe().display().to_string();
    let long = "long/".repeat(100_000);
    for name in [
        &*pipe,
        &long,
        "/dev/zero",
        "/proc/self/mem",
        "../../../../../etc/passwd",
        ".",
        "",
        &program.display().to_string(),
        "not there",
    ] {
        let file = split(3, name).file();
        std::fs::write(&program, &file).unwrap();
        let error = open(&program).unwrap_err();
        assert!(error.to_string().len() < 10_000);
        // In memory, no other file is even looked for.
        let error = measure::answer("split, in memory", file).unwrap_err();
        assert_eq!(
            error.reason(),
            Reason::SplitDebugInfo,
            "{name:.20}: {error}"
        );
    }
}

#[test]
fn units_that_share_a_split_file() {
    // Each of them would map it again, of which a process can do so many.
    let folder = Folder::new("shared");
    let contents = folder.0.join("contents.dwo");
    let units = 70_000;
    std::fs::write(&contents, split(0, "").file()).unwrap();
    let program = folder.0.join("program");
    std::fs::write(&program, split(units, contents.to_str().unwrap()).file()).unwrap();
    let maps = || {
        std::fs::read_to_string("/proc/self/maps")
            .unwrap()
            .lines()
            .count()
    };
    let before = maps();
    let length = std::fs::metadata(&program).unwrap().len() as usize;
    let image = Image::open(&program).unwrap();
    let (after, answer) = measure::measured("shared", length, move || {
        let answer = ask::everything(&image);
        (maps(), answer)
    });
    answer.unwrap_err();
    assert!(after < before + 1000, "{after} mappings");
}
