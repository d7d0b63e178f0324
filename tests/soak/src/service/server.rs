//! The server, and a whole round of it.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use tokio::net::TcpListener;
use tokio::select;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use super::shared::Shared;
use super::spawn::{spawn, spawn_in};
use super::{client, connection, machine, store};
use crate::findings;
use crate::outcome::{Outcome, Plan};
use crate::token::Token;

/// Serves until it is told to close.
#[machine(skip_all)]
async fn serve(_token: Token, listener: TcpListener, mut closing: watch::Receiver<bool>) -> usize {
    let (jobs, to_do) = mpsc::channel(4);
    let store = spawn(store::store(Token::new(), to_do));
    let shared = Shared::new(jobs);
    let mut connections = JoinSet::new();
    loop {
        select! {
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else { break };
                let one = connection::connection(
                    Token::new(),
                    stream,
                    Arc::clone(&shared),
                    closing.clone(),
                );
                spawn_in(&mut connections, one);
            }
            Some(_) = connections.join_next() => {}
            _ = closing.changed() => break,
        }
    }
    while connections.join_next().await.is_some() {}
    drop(shared);
    store.await.unwrap_or(0)
}

/// A server, and all its clients.
pub(crate) async fn round(plan: Arc<Plan>) -> Outcome {
    let (close, closing) = watch::channel(false);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let server = spawn(serve(Token::new(), listener, closing));
    let mut clients = JoinSet::new();
    for number in 0..plan.clients {
        let one = client::client(Token::new(), address, number, Arc::clone(&plan));
        spawn_in(&mut clients, one);
    }
    let mut outcome = Outcome::default();
    while let Some(done) = clients.join_next().await {
        match done {
            Ok(Ok((number, Some(digest)))) => drop(outcome.digests.insert(number, digest)),
            Ok(Ok((_, None))) => {}
            Ok(Err(message)) if !plan.disturbed => findings::report(message),
            Err(error) if !plan.disturbed => findings::report(format!("a client: {error}")),
            _ => {}
        }
    }
    plan.stop.store(true, Relaxed);
    // In a disturbed round the server may be gone.
    let _ = close.send(true);
    let _ = server.await;
    outcome
}
