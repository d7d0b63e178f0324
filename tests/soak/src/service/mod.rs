//! The service: a server, its clients, and futures that are polled by hand. Every `async fn` in
//! here is a `#[machine]`, and is given a [`Token`](crate::token::Token).

mod client;
mod connection;
mod fan;
mod frame;
mod handler;
mod hands;
mod pieces;
mod server;
mod shared;
mod spawn;
mod store;
mod trouble;

use super::{id_of, machine, polls_of};

pub(crate) use hands::{by_hand, run_one};
pub(crate) use server::round;
