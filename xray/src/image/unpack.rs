//! Compressed sections, as linkers make them with `--compress-debug-sections`.

use std::borrow::Cow;

use object::{CompressedData, CompressionFormat, ObjectSection};
use ruzstd::decoding::FrameDecoder;

use super::file::Bytes;

/// A program may not unpack to more than so many bytes for each that it has: debug info becomes
/// about a fourth when it is compressed, but a file that lies could fill any memory.
const MOST_UNPACKED_PER_BYTE: u64 = 64;

/// Unpacking may look back so far, whatever the size: compressors that write piece by piece ask
/// for it.
const LEAST_WINDOW: u64 = 1 << 20;

/// How much more may be unpacked.
pub(super) struct Room(u64);

impl Room {
    pub(super) fn of(length: usize) -> Self {
        Room((length as u64).saturating_mul(MOST_UNPACKED_PER_BYTE))
    }
}

/// The bytes of a section.
pub(super) fn bytes<'d>(
    file: &'d [u8],
    section: &impl ObjectSection<'d>,
    room: &mut Room,
) -> Result<Bytes, String> {
    let data = section.compressed_data().map_err(|e| e.to_string())?;
    if data.format == CompressionFormat::None {
        let start = (data.data.as_ptr() as usize).wrapping_sub(file.as_ptr() as usize);
        return Ok(match start.checked_add(data.data.len()) {
            Some(end) if end <= file.len() => Bytes::Plain(start..end),
            // One without bytes may have an address of its own.
            _ => Bytes::Plain(0..0),
        });
    }
    let left = room.0.checked_sub(data.uncompressed_size);
    room.0 = left.ok_or("they claim to unpack to far more than they can hold")?;
    unpacked(data).map(Bytes::Unpacked)
}

fn unpacked(data: CompressedData<'_>) -> Result<Vec<u8>, String> {
    if data.format != CompressionFormat::Zstandard {
        let bytes = data.decompress().map_err(|e| e.to_string())?;
        return Ok(Cow::into_owned(bytes));
    }
    // Not by `object`, which makes room for as much as the section asks to look back.
    let size = usize::try_from(data.uncompressed_size).map_err(|e| e.to_string())?;
    let mut unpacked = Vec::new();
    unpacked
        .try_reserve_exact(size)
        .map_err(|e| e.to_string())?;
    let mut decoder = FrameDecoder::new();
    decoder.set_max_window_size(LEAST_WINDOW.max(data.uncompressed_size));
    decoder
        .decode_all_to_vec(data.data, &mut unpacked)
        .map_err(|e| e.to_string())?;
    if unpacked.len() != size {
        return Err("one unpacks to less than it claims".to_owned());
    }
    Ok(unpacked)
}
