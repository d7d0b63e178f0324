//! Sentinels whose interest changes on several threads.

use core::sync::atomic::Ordering::Relaxed;

use loom::thread;
use tracing::Level;
use tracing::callsite::Callsite;
use tracing::subscriber::Interest;

use crate::watch::listening::{Category, LISTENING, Listening};
use crate::watch::site::{Site, SiteInfo};

fn sentinel() -> &'static Site {
    let site = unregistered();
    site.registered();
    site
}

fn unregistered() -> &'static Site {
    let info = SiteInfo {
        name: "sentinel",
        target: "model",
        level: Level::INFO,
        location: None,
        module: None,
        fields: &[],
        is_span: false,
    };
    Site::leak(info, Some(Category::Polls))
}

/// Whether polls are listened to, when all is quiet.
fn heard() -> bool {
    // Nobody is to look for the first time.
    LISTENING.fetch_and(!(1 << 7), Relaxed);
    Listening::now().to(Category::Polls)
}

#[test]
fn the_last_answer_counts() {
    loom::model(|| {
        let site = sentinel();
        let other = thread::spawn(|| site.set_interest(Interest::always()));
        site.set_interest(Interest::never());
        other.join().unwrap();
        assert_eq!(heard(), site.is_wanted());
    });
}

/// While a thread without a subscriber makes a site known, another sets the first subscriber.
#[test]
fn the_answer_of_nobody_does_not_hide_that_of_somebody() {
    loom::model(|| {
        let site = unregistered();
        let other = thread::spawn(|| site.set_interest(Interest::always()));
        site.set_interest(Interest::never());
        site.registered();
        other.join().unwrap();
        assert!(site.is_wanted());
        assert!(heard());
    });
}

#[test]
fn one_that_listens_is_enough() {
    loom::model(|| {
        let (first, second) = (sentinel(), sentinel());
        let other = thread::spawn(|| {
            first.set_interest(Interest::always());
            first.set_interest(Interest::never());
        });
        second.set_interest(Interest::sometimes());
        other.join().unwrap();
        assert!(heard());
    });
}

#[test]
fn when_all_are_gone_nobody_listens() {
    loom::model(|| {
        let (first, second) = (sentinel(), sentinel());
        let go = |site: &'static Site| {
            site.set_interest(Interest::always());
            site.set_interest(Interest::never());
        };
        let other = thread::spawn(move || go(first));
        go(second);
        other.join().unwrap();
        assert!(!heard());
    });
}
