//! A web framework: from the connection's task down to the timer that a handler waits for.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::AsyncWriteExt;
use visualize_future_tests_snapshots::{check_text, poll_once};
use visualize_future_xray::inspect;

async fn query(id: u32) -> String {
    tokio::time::sleep(Duration::from_secs(60)).await;
    format!("order {id}")
}

async fn order(Path(id): Path<u32>) -> String {
    let order = query(id).await;
    format!("{order}\n")
}

/// Nothing here is annotated, and nothing of axum, hyper and tower is built in any other way than
/// users do.
#[tokio::test]
async fn an_axum_handler() {
    let app = Router::new().route("/orders/{id}", get(order));
    let (mut client, server) = tokio::io::duplex(1024);
    let request = b"GET /orders/17 HTTP/1.1\r\nhost: shop\r\n\r\n";
    client
        .write_all(request)
        .await
        .expect("the pipe is large enough");
    let service = TowerToHyperService::new(app);
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(server), service);
    let mut task = pin!(async move { connection.await.is_ok() });
    poll_once(task.as_mut());

    let snapshot = inspect(task.as_ref()).expect("debug info");
    let chain: Vec<_> = snapshot.chain().map(|future| &*future.type_name).collect();
    let is_there = |name: &str| chain.iter().any(|ty| ty.contains(name));
    assert!(is_there("::order::{async_fn_env#0}"), "{snapshot}");
    assert!(is_there("::query::{async_fn_env#0}"), "{snapshot}");
    assert_eq!(
        chain.last(),
        Some(&"tokio::time::sleep::Sleep"),
        "{snapshot}"
    );
    let sentence = snapshot.suspended();
    check_text(
        "axum",
        &format!("{sentence}\n\n{}", without_sizes(&snapshot.to_string())),
    );
}

/// The text without sizes and offsets: those of hyper's and axum's types depend on the features
/// that the whole workspace has them built with.
fn without_sizes(text: &str) -> String {
    let is_number = |word: &str| word.trim_start_matches('+').parse::<u32>().is_ok();
    let mut all = String::new();
    for line in text.lines() {
        let is_branch = |c: char| " │├└─".contains(c);
        let words = line.trim_start_matches(is_branch);
        all.push_str(&line[..line.len() - words.len()]);
        let words: Vec<_> = words.split_whitespace().collect();
        let mut kept = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let unit = words.get(at + 1).copied().unwrap_or_default();
            let is_size =
                is_number(word) && (matches!(unit, "bytes" | "B") || word.starts_with('+'));
            let is_unit = at > 0 && matches!(*word, "bytes" | "B") && is_number(words[at - 1]);
            if !is_size && !is_unit {
                kept.push(*word);
            }
        }
        all.push_str(&kept.join(" "));
        all.push('\n');
    }
    all
}
