//! Records that come and go on several threads.

use loom::sync::Arc;
use loom::thread;

use crate::watch::slab::Slab;

/// Stores a record, looks at it, and takes it out.
fn come_and_go(slab: &Slab<u32>, record: u32) -> u32 {
    let number = slab.insert(record);
    // SAFETY: the number is ours alone until it is removed.
    unsafe {
        assert_eq!(*slab.get(number), record);
        assert_eq!(slab.remove(number), record);
    }
    number
}

/// Of three records at once, two are in the second segment, which two threads make.
#[test]
fn a_segment_is_made_once() {
    loom::model(|| {
        let slab = Arc::new(Slab::new());
        let first = slab.insert(1);
        let others = [2, 3].map(|record| {
            let slab = Arc::clone(&slab);
            thread::spawn(move || slab.insert(record))
        });
        let [second, third] = others.map(|other| other.join().unwrap());
        assert!(first != second && second != third && third != first);
        for (number, record) in [(first, 1), (second, 2), (third, 3)] {
            // SAFETY: the number came from `insert`, and is removed once.
            assert_eq!(unsafe { slab.remove(number) }, record);
        }
    });
}

#[test]
fn a_place_is_used_again() {
    loom::model(|| {
        let slab = Arc::new(Slab::new());
        let first = slab.insert(1);
        let other = {
            let slab = Arc::clone(&slab);
            // SAFETY: the number came from `insert`, and is removed once.
            thread::spawn(move || assert_eq!(unsafe { slab.remove(first) }, 1))
        };
        let second = come_and_go(&slab, 2);
        other.join().unwrap();
        let third = come_and_go(&slab, 3);
        // There were two at once at most.
        assert!(second <= 2 && third <= 2);
    });
}

#[test]
fn two_come_and_go() {
    loom::model(|| {
        let slab = Arc::new(Slab::new());
        let other = {
            let slab = Arc::clone(&slab);
            thread::spawn(move || {
                come_and_go(&slab, 1);
                come_and_go(&slab, 2);
            })
        };
        come_and_go(&slab, 3);
        other.join().unwrap();
    });
}
