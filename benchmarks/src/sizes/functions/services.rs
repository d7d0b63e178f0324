//! Functions as services have them.

use std::sync::Arc;

use tokio::sync::{Mutex, RwLock, mpsc, oneshot};

use super::{machine, measured};
use crate::sizes::world::{
    Command, Connection, Failure, Request, Response, Store, later, long, send, short,
};

measured![
    handler(request(), Arc::default()),
    authenticated(1, vec![], "token"),
    upload(request(), Arc::default()),
    worker(mpsc::channel(1).1, Arc::default()),
    ask(mpsc::channel(1).0, String::new()),
    proxy("a", "b"),
    cached(Arc::default(), String::new()),
    session("here", 3),
    pipeline(vec![]),
    reported(1, String::new()),
];

type Answer = oneshot::Sender<Option<Vec<u8>>>;

fn request() -> Request {
    Request {
        user: 1,
        path: String::new(),
        body: Vec::new(),
    }
}

#[machine]
async fn handler(request: Request, store: Arc<RwLock<Store>>) -> Result<Response, Failure> {
    let store = store.read().await;
    let Some(body) = store.get(&request.path).await else {
        return Ok(Response {
            status: 404,
            body: Vec::new(),
        });
    };
    send(&body).await;
    Ok(Response { status: 200, body })
}

#[machine]
async fn authenticated(user: u64, body: Vec<u8>, token: &str) -> Result<Response, Failure> {
    let user = later(user).await;
    if user != str::len(token) as u64 {
        long().await;
        return Ok(Response {
            status: 403,
            body: Vec::new(),
        });
    }
    let size = send(&body).await;
    let body = later(vec![0; size]).await;
    Ok(Response { status: 200, body })
}

#[machine]
async fn upload(request: Request, store: Arc<Mutex<Store>>) -> Result<Response, Failure> {
    let Request { user, path, body } = request;
    let length = body.len();
    let key = format!("{user}/{path}");
    let before = {
        let mut store = store.lock().await;
        store.put(key, body).await
    };
    let status = match before {
        Some(before) => {
            send(&before).await;
            200
        }
        None => 201,
    };
    let body = later(length.to_string().into_bytes()).await;
    Ok(Response { status, body })
}

#[machine]
async fn worker(mut commands: mpsc::Receiver<Command>, store: Arc<Mutex<Store>>) -> usize {
    let mut done = 0;
    while let Some(command) = commands.recv().await {
        match command {
            Command::Get(key) => {
                let store = store.lock().await;
                if let Some(value) = store.get(&key).await {
                    send(&value).await;
                }
            }
            Command::Put(key, value) => {
                let mut store = store.lock().await;
                store.put(key, value).await;
            }
            Command::Sleep(n) => {
                tokio::time::sleep(std::time::Duration::from_millis(n)).await;
            }
            Command::Nothing => continue,
        }
        done += 1;
    }
    done
}

#[machine]
async fn ask(worker: mpsc::Sender<(String, Answer)>, key: String) -> Option<Vec<u8>> {
    let (answer, question) = oneshot::channel();
    if worker.send((key, answer)).await.is_err() {
        return None;
    }
    question.await.ok().flatten()
}

#[machine]
async fn proxy(from: &str, to: &str) -> Result<u64, Failure> {
    let mut source = Connection::open(from).await?;
    let mut target = Connection::open(to).await?;
    let mut lines = 0_u32;
    while let Some(line) = source.line().await {
        target.send(&line).await?;
        lines += 1;
    }
    short().await;
    let sent = target.close().await;
    source.close().await;
    Ok(sent + u64::from(lines))
}

#[machine]
async fn cached(store: Arc<Mutex<Store>>, key: String) -> Result<Vec<u8>, Failure> {
    {
        let store = store.lock().await;
        if let Some(value) = store.get(&key).await {
            return Ok(value);
        }
    }
    let value = later(vec![1_u8; 16]).await;
    let copy = value.clone();
    let mut store = store.lock().await;
    store.put(key, copy).await;
    Ok(value)
}

#[machine]
async fn session(name: &str, limit: usize) -> Result<usize, Failure> {
    let mut connection = Connection::open(name).await?;
    let mut buffer = [0_u8; 256];
    let mut received = 0;
    for round in 0..limit {
        let Some(line) = connection.line().await else {
            break;
        };
        let bytes = line.as_bytes();
        let n = bytes.len().min(buffer.len());
        buffer[..n].copy_from_slice(&bytes[..n]);
        received += send(&buffer[..n]).await + round;
    }
    connection.close().await;
    Ok(received)
}

#[machine]
async fn pipeline(input: Vec<u8>) -> Vec<u8> {
    let decoded = later(input).await;
    let checked = later((decoded, 1_u64)).await;
    let (decoded, sum) = checked;
    let (mut bytes, _, header) = later((decoded, sum, [0_u8; 64])).await;
    bytes.extend(header);
    later(bytes).await
}

#[machine]
async fn reported(id: u64, text: String) -> Result<(), Failure> {
    tracing::info!(id, "begins");
    let mut connection = Connection::open(&text).await?;
    if let Err(Failure(reason)) = connection.send(&text).await {
        tracing::warn!(id, %reason, "fails");
        long().await;
        return Err(Failure(reason));
    }
    let sent = connection.close().await;
    tracing::info!(id, sent, "ends");
    Ok(())
}
