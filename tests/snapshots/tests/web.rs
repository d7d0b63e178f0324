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
use visualize_future_tests_snapshots::{check, poll_once};
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
    check("axum", task.as_ref());
}
