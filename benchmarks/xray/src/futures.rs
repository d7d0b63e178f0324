//! Futures of a web server and of a client, each waiting for something.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};
use std::time::Duration;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncWriteExt, DuplexStream};

type Task<T> = Pin<Box<T>>;

/// Polls a future that is not ready.
pub(crate) fn poll_once<F: Future>(future: Pin<&mut F>) {
    let mut cx = Context::from_waker(Waker::noop());
    assert!(future.poll(&mut cx).is_pending(), "it is ready already");
}

async fn order(Path(id): Path<u32>) -> String {
    tokio::time::sleep(Duration::from_secs(60)).await;
    format!("order {id}")
}

/// A connection whose request is being answered, and the other end of it.
pub(crate) async fn server() -> (Task<impl Future<Output = bool>>, DuplexStream) {
    let app = Router::new().route("/orders/{id}", get(order));
    let (mut client, server) = tokio::io::duplex(1024);
    let request = b"GET /orders/17 HTTP/1.1\r\nhost: shop\r\n\r\n";
    client
        .write_all(request)
        .await
        .expect("the pipe is large enough");
    let task = Box::pin(async move {
        let builder = auto::Builder::new(TokioExecutor::new());
        let service = TowerToHyperService::new(app);
        builder
            .serve_connection(TokioIo::new(server), service)
            .await
            .is_ok()
    });
    (task, client)
}

/// A request to a port where nobody answers.
pub(crate) fn client() -> Task<impl Future<Output = bool>> {
    Box::pin(async {
        let client = reqwest::Client::new();
        let request = client
            .get("http://localhost:9/orders/17")
            .timeout(Duration::from_secs(60));
        match request.send().await {
            Ok(answer) => answer.json::<Vec<u32>>().await.is_ok(),
            Err(_) => false,
        }
    })
}

async fn nap(seconds: u64) -> u64 {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    seconds
}

/// Several things at a time.
pub(crate) fn branches() -> Task<impl Future<Output = u64>> {
    Box::pin(async {
        let (a, b) = tokio::join!(nap(60), async {
            tokio::select! {
                seconds = nap(61) => seconds,
                seconds = nap(62) => seconds,
            }
        });
        a + b
    })
}
