//! What a reference into a moved value would see, tried out where nothing can break: a memory that
//! is an array, in which an address is the number of a cell.

/// The memory, and for each cell what to call it.
struct Memory {
    cells: [usize; 16],
    names: [&'static str; 16],
}

impl Memory {
    /// Puts named values there.
    fn put(&mut self, address: usize, values: &[(&'static str, usize)]) {
        for (at, (name, value)) in (address..).zip(values) {
            (self.cells[at], self.names[at]) = (*value, name);
        }
    }

    /// Moves a value, as Rust does: the cells are copied, and what was there is anybody's.
    fn move_to(&mut self, from: usize, length: usize, to: usize) {
        self.cells.copy_within(from..from + length, to);
        self.names.copy_within(from..from + length, to);
        self.names[from..from + length].fill("");
    }

    fn show(&self, what: &str) {
        println!("{what}");
        let row = |text: &dyn Fn(usize) -> String| {
            let cells: String = (0..16).map(|at| format!("{:>4}", text(at))).collect();
            println!("{}", cells.trim_end());
        };
        row(&|at| format!("@{at}"));
        row(&|at| match self.names[at] {
            "" => "·".to_owned(),
            name => name.to_owned(),
        });
        row(&|at| match self.names[at] {
            "" => String::new(),
            "y" => format!("@{}", self.cells[at]),
            _ => self.cells[at].to_string(),
        });
    }
}

pub(crate) fn try_it() {
    let mut memory = Memory {
        cells: [0; 16],
        names: [""; 16],
    };
    let (here, there) = (1, 9);
    // A future with an array of three numbers, and the address of that array.
    memory.put(here, &[("x0", 7), ("x1", 8), ("x2", 9), ("y", here)]);
    memory.show(&format!(
        "the future is at @{here}, and y holds the address of x0"
    ));

    memory.move_to(here, 4, there);
    memory.show(&format!("moved to @{there}: y holds what it held"));

    memory.put(here, &[("z0", 41), ("z1", 42)]);
    memory.show("another value, z, gets the cells that are free now");

    let y = memory.cells[there + 3];
    println!(
        "x0 is {}, but y leads to {} = {}, which belongs to somebody else",
        memory.cells[there], memory.names[y], memory.cells[y]
    );
}
