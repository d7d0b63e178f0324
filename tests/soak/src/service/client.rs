//! A client: sends batches of requests, and knows the answers.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use fastrand::Rng;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{frame, machine};
use crate::dice;
use crate::faults::{self, Fault};
use crate::outcome::Plan;
use crate::protocol::{Answer, Op};
use crate::token::Token;

/// A client's number, and a digest of its answers if it got them all.
type Result = std::result::Result<(u64, Option<u64>), String>;

/// How long a client waits for an answer; on a slow machine, too, it comes sooner.
const PATIENCE: Duration = Duration::from_secs(100);

/// The same where the answer may have been lost.
const LITTLE: Duration = Duration::from_secs(1);

/// Runs a client to its end.
#[machine(skip_all, fields(number = number))]
pub(super) async fn client(
    _token: Token,
    address: SocketAddr,
    number: u64,
    plan: Arc<Plan>,
) -> Result {
    let mut dice = dice::of(plan.seed, 1000 + number);
    plan.counts.connections.fetch_add(1, Relaxed);
    let mut stream = match TcpStream::connect(address).await {
        Ok(stream) => stream,
        Err(error) => return Err(format!("client {number} cannot connect: {error}")),
    };
    let manner = dice.u32(..10);
    let mut known = HashMap::new();
    let mut digest = DefaultHasher::new();
    for batch in 0..plan.batches {
        let ops = requests(&mut dice, number, batch);
        for (index, op) in ops.iter().enumerate() {
            let [a, b, c] = op.words();
            let frame = [index as u64, a, b, c];
            plan.counts.requests.fetch_add(1, Relaxed);
            if manner == 0 && batch == 1 {
                faults::count(Fault::HalfFrame);
                let half = frame::bytes(frame);
                let _ = stream.write_all(&half[..dice.usize(1..half.len())]).await;
                return Ok((number, None));
            }
            if let Err(error) = frame::write(Token::new(), &mut stream, frame).await {
                return Err(format!("client {number} cannot write: {error}"));
            }
        }
        match manner {
            1 if batch == 1 => {
                faults::count(Fault::KilledInFlight);
                return Ok((number, None));
            }
            2 if batch < 3 => {
                // Their answers fill the socket, or are thrown away with it.
                faults::count(Fault::NeverRead);
                if batch == 2 {
                    return Ok((number, None));
                }
                continue;
            }
            _ => {}
        }
        let answers = answers(Token::new(), &mut stream, ops.len(), &plan);
        let Ok(answers) = timeout(if plan.disturbed { LITTLE } else { PATIENCE }, answers).await
        else {
            return Err(format!("client {number} has no answer to {ops:?}"));
        };
        let answers = answers.map_err(|message| format!("client {number}: {message}"))?;
        for (op, answer) in ops.iter().zip(answers) {
            let before = known.get(&key(*op)).copied().unwrap_or(0);
            let right = op.right(before);
            if plan.disturbed && answer == Answer::Failed {
                return Ok((number, None));
            }
            if answer != right {
                // What a failed `Put` has done is not known.
                return Err(format!(
                    "client {number}: {op:?} gave {answer:?}, not {right:?}"
                ));
            }
            if let Op::Put(key, value) = *op {
                known.insert(key, value);
            }
            answer.words().hash(&mut digest);
        }
    }
    Ok((number, Some(digest.finish())))
}

/// The answers to a batch, which come in any order.
#[machine(skip_all)]
async fn answers(
    _token: Token,
    stream: &mut TcpStream,
    many: usize,
    plan: &Plan,
) -> std::result::Result<Vec<Answer>, String> {
    let mut answers = vec![Answer::Failed; many];
    for _ in 0..many {
        let frame = frame::read(Token::new(), stream).await;
        let frame = frame.map_err(|error| format!("cannot read: {error}"))?;
        let [number, rest @ ..] = frame.ok_or("the server has closed the connection")?;
        answers[number as usize] = Answer::of(rest);
        plan.counts.answers.fetch_add(1, Relaxed);
    }
    Ok(answers)
}

/// The key that a request is about.
fn key(op: Op) -> u64 {
    match op {
        Op::Put(key, _) | Op::Get(key) => key,
        _ => 0,
    }
}

/// A batch, whose requests may be handled in any order: no key is in it twice.
fn requests(dice: &mut Rng, client: u64, batch: u64) -> Vec<Op> {
    let many = dice.u64(1..8);
    (0..many)
        .map(|index| {
            let n = dice.u64(1..12);
            match dice.u32(..20) {
                0..3 => Op::Put(1 + client * 64 + index, 1 + batch),
                3..6 => Op::Get(1 + client * 64 + index),
                6..8 => Op::Sum(n),
                8 => Op::Scatter(n),
                9 => Op::Wait,
                10 => Op::Race(n),
                11 => Op::Crash(n),
                12 => Op::Bomb,
                13 => Op::Abort(n.is_multiple_of(2)),
                14 => Op::Follow(n),
                15 | 16 => Op::Borrow(n),
                17 if n < 4 => Op::Block(n),
                18 => Op::Lock(n),
                _ => Op::Keep(n),
            }
        })
        .collect()
}
