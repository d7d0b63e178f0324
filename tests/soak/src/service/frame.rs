//! Frames, read and written.

use std::io::{Error, ErrorKind, Result};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use super::machine;
use crate::protocol::{FRAME, Frame};
use crate::token::Token;

/// The next frame; none at the end of the stream.
#[machine]
pub(super) async fn read<R>(_token: Token, stream: &mut R) -> Result<Option<Frame>>
where
    R: AsyncRead + Unpin + Send,
{
    let mut length = [0; 4];
    match stream.read_exact(&mut length).await {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        other => drop(other?),
    }
    if u32::from_be_bytes(length) as usize != FRAME {
        return Err(Error::new(
            ErrorKind::InvalidData,
            "a frame of another length",
        ));
    }
    let mut bytes = vec![0; FRAME];
    stream.read_exact(&mut bytes).await?;
    let mut frame = Frame::default();
    for (word, bytes) in frame.iter_mut().zip(bytes.chunks_exact(8)) {
        *word = u64::from_be_bytes(bytes.try_into().expect("eight of them"));
    }
    Ok(Some(frame))
}

/// A frame's bytes.
pub(super) fn bytes(frame: Frame) -> Vec<u8> {
    let mut bytes = (FRAME as u32).to_be_bytes().to_vec();
    for word in frame {
        bytes.extend(word.to_be_bytes());
    }
    bytes
}

/// Writes a frame, in two pieces.
#[machine]
pub(super) async fn write<W>(_token: Token, stream: &mut W, frame: Frame) -> Result<()>
where
    W: AsyncWrite + Unpin + Send,
{
    let bytes = bytes(frame);
    let (head, rest) = bytes.split_at(4);
    stream.write_all(head).await?;
    stream.write_all(rest).await?;
    stream.flush().await
}
