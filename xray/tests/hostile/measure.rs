//! What an answer costs.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::Duration;

use visualize_future_xray::{Image, NotAvailable};

use crate::ask;

/// An answer may take so many bytes for each of the program's: what is kept of an entry of a few
/// bytes has some hundred.
const MOST_PER_BYTE: usize = 192;

/// What the smallest program may take.
const LEAST: usize = 16 << 20;

/// No input takes a second; one that takes this long will not end.
const HANGS: Duration = Duration::from_secs(300);

/// Half of what a thread has by default: what goes deeper for each level of the input ends there.
const STACK: usize = 1 << 20;

/// The system's allocator, counting.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static COUNTING: Counting = Counting;

// SAFETY: everything is passed on to the system's allocator, to which the same rules apply.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(now, Ordering::Relaxed);
        // SAFETY: see above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: see above.
        unsafe { System.dealloc(place, layout) }
    }
}

/// Asks everything of the program, which must lead to an answer at a bounded cost.
pub(crate) fn answer(what: &str, program: Vec<u8>) -> Result<usize, NotAvailable> {
    let length = program.len();
    measured(what, length, move || {
        ask::everything(&Image::from_bytes(program)?)
    })
}

/// Does something with a program of that length, which must end at a bounded cost.
pub(crate) fn measured<T: Send + 'static>(
    what: &str,
    length: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    // Memory is counted for all threads.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _only = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let before = NOW.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let (done, when_done) = mpsc::channel();
    let thread = std::thread::Builder::new().stack_size(STACK);
    let thread = thread.spawn(move || {
        let result = work();
        let peak = PEAK.load(Ordering::Relaxed);
        let _ = done.send(());
        (result, peak)
    });
    let thread = thread.expect("a thread can be started");
    if let Err(mpsc::RecvTimeoutError::Timeout) = when_done.recv_timeout(HANGS) {
        eprintln!("hangs: {what}");
        std::process::abort();
    }
    let Ok((result, peak)) = thread.join() else {
        panic!("panics: {what}");
    };
    let taken = peak.saturating_sub(before);
    assert!(
        taken <= LEAST + MOST_PER_BYTE * length,
        "{what}: {taken} bytes for {length}"
    );
    result
}
