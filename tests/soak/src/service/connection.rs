//! One connection, on the server's side.

use std::io::Result;
use std::sync::Arc;

use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::select;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use super::shared::Shared;
use super::spawn::{spawn, spawn_in};
use super::{frame, handler, machine};
use crate::protocol::{Answer, Frame, Op};
use crate::token::Token;

/// Serves a connection until it ends, or the server does.
#[machine(err(Debug))]
pub(super) async fn connection(
    _token: Token,
    stream: TcpStream,
    shared: Arc<Shared>,
    mut closing: watch::Receiver<bool>,
) -> Result<u64> {
    let (read, write) = stream.into_split();
    let (answers, to_write) = mpsc::channel(4);
    let (requests, mut to_handle) = mpsc::channel(4);
    let writer = spawn(write_all(Token::new(), write, to_write));
    let reader = spawn(read_all(Token::new(), read, requests));
    let mut handlers = JoinSet::new();
    let mut served = 0;
    loop {
        select! {
            request = to_handle.recv() => {
                let Some([number, rest @ ..]) = request else { break };
                let op = Op::of(rest)?;
                let shared = Arc::clone(&shared);
                let answers = answers.clone();
                spawn_in(&mut handlers, serve(Token::new(), number, op, shared, answers));
            }
            Some(done) = handlers.join_next() => {
                served += u64::from(done.is_ok());
            }
            _ = closing.changed() => break,
        }
    }
    reader.abort();
    drop(answers);
    drop(handlers);
    let _ = writer.await;
    Ok(served)
}

/// Handles a request in a task of its own, so that a panic ends that one only.
#[machine(skip_all)]
async fn serve(
    _token: Token,
    number: u64,
    op: Op,
    shared: Arc<Shared>,
    answers: mpsc::Sender<Frame>,
) {
    let task = spawn(handler::handle(Token::new(), op, shared));
    let answer = task.await.unwrap_or(Answer::Failed);
    let [a, b, c] = answer.words();
    // The connection may be gone.
    let _ = answers.send([number, a, b, c]).await;
}

#[machine(skip_all)]
async fn read_all(_token: Token, mut stream: OwnedReadHalf, requests: mpsc::Sender<Frame>) {
    while let Ok(Some(frame)) = frame::read(Token::new(), &mut stream).await {
        if requests.send(frame).await.is_err() {
            return;
        }
    }
}

#[machine(skip_all)]
async fn write_all(_token: Token, mut stream: OwnedWriteHalf, mut answers: mpsc::Receiver<Frame>) {
    while let Some(frame) = answers.recv().await {
        if frame::write(Token::new(), &mut stream, frame)
            .await
            .is_err()
        {
            // Whoever answers is not to wait for a place in the channel.
            answers.close();
            return;
        }
    }
}
