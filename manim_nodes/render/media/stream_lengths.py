"""How long a sound or a film is: what its file says, and what of it is there, which is less if the file was cut off."""

import struct
from contextlib import suppress
from os import SEEK_END
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.stream import VideoStream

_TAIL_S = 2.0
# What says its length, where FFmpeg estimates that of others by their size.
_EXACT = frozenset({"flac", "mov", "matroska", "caf", "tta", "ape", "aiff"})
_MP3_LENGTH_MARKS = (b"Xing", b"Info", b"VBRI")
_OGG_PAGE, _OGG_TAIL, _OGG_FLAGS, _OGG_END = b"OggS", 1 << 17, 5, 4
_GIF_TAIL, _GIF_END = 1 << 12, b";"
_PLAIN_SAMPLES = frozenset({1, 3, 0xFFFE})  # whole numbers, fractions, and either of them
_ID3_HEADER, _MP3_FRAME = 10, 2048
_UNKNOWN_SIZES = range(
    0xFFFFFF00, 0x1_0000_0000
)  # of a WAV that was written before its end was known


def packets_end_s(
    container: "InputContainer", stream: "AudioStream | VideoStream", said_s: float
) -> float:
    """Return when the last part of a stream that is in its file ends, in seconds.

    Parameters
    ----------
    said_s : when it should end; looked near there first, since a long film takes long to be read whole
    """
    import av

    for near_s in (said_s - _TAIL_S, 0.0):
        if near_s < 0:
            continue
        with suppress(av.FFmpegError):
            container.seek(int(near_s * av.time_base))
        end = 0
        with suppress(av.FFmpegError):
            for packet in container.demux(stream):
                if packet.pts is not None and packet.size:
                    end = max(end, packet.pts + (packet.duration or 0))
        end_s = float(end * (stream.time_base or 0))
        if end_s > near_s:
            return end_s
    return 0.0


def said_length_s(
    file: IO[bytes], container: "InputContainer", stream: "AudioStream | VideoStream"
) -> float | None:
    """Return how long a file says that a stream is, in seconds; None if it does not."""
    if container.format.name == "wav":
        return _length_of_wav(file)
    is_exact = not _EXACT.isdisjoint(container.format.name.split(","))
    if not is_exact and not (container.format.name == "mp3" and _mp3_says_its_length(file)):
        return None
    if stream.duration is None:
        return (container.duration or 0) / 1_000_000 or None
    return float(stream.duration * (stream.time_base or 0))


def ogg_ends(file: IO[bytes]) -> bool:
    """Return whether an Ogg file has its last page, which is marked as such."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - _OGG_TAIL))
    tail = file.read()
    last = tail.rfind(_OGG_PAGE)
    return last >= 0 and len(tail) > last + _OGG_FLAGS and bool(tail[last + _OGG_FLAGS] & _OGG_END)


def gif_ends(file: IO[bytes]) -> bool:
    """Return whether a GIF has the byte that is its last."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - _GIF_TAIL))
    return file.read().rstrip(b"\0").endswith(_GIF_END)


def _length_of_wav(file: IO[bytes]) -> float | None:
    """Return what the sizes in a WAV say: FFmpeg takes that of the file, where it is smaller."""
    file.seek(12)
    kind_of_samples = rate = bytes_a_second = 0
    said_s = None  # by files whose samples are packed, and take no certain number of bytes
    while len(head := file.read(8)) == 8:
        kind, size = struct.unpack("<4sI", head)
        if kind == b"data":
            is_known = bytes_a_second and size and size not in _UNKNOWN_SIZES
            return said_s or (size / bytes_a_second if is_known else None)
        start = file.tell()
        if kind == b"fmt ":
            kind_of_samples, _, rate, bytes_a_second = struct.unpack(
                "<HHII", file.read(12).ljust(12, b"\0")
            )
        elif kind == b"fact" and rate and kind_of_samples not in _PLAIN_SAMPLES:
            said_s = int.from_bytes(file.read(4), "little") / rate
        file.seek(start + size + size % 2)
    return None


def _mp3_says_its_length(file: IO[bytes]) -> bool:
    file.seek(0)
    head = file.read(_ID3_HEADER)
    size = 0
    if head.startswith(b"ID3") and len(head) == _ID3_HEADER:
        for byte in head[6:]:  # of which seven bits count
            size = size * 128 + byte % 128
    file.seek(size)
    first = file.read(_ID3_HEADER + _MP3_FRAME)
    return any(mark in first for mark in _MP3_LENGTH_MARKS)
