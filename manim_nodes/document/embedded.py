"""The project inside a film or a picture: put there by exports, and found again without decoding anything.

It is one text in the file's metadata, so that it is found by looking for how it begins, whatever the container. Players
ignore it, and a copy of the streams into another file takes it along. Metadata stand before or behind the pictures: what
is between is not looked through, which may be gigabytes.
"""

import base64
import re
import zlib
from pathlib import Path
from typing import BinaryIO

MEDIA_SUFFIXES = frozenset({".mp4", ".mov", ".webm", ".gif", ".webp", ".png"})
"""Of files that may have a project inside."""

MOST_BYTES = 64 * 2**20
"""What is longer is no project."""

_MARK = b"manim-nodes-project-1:"
_END = b"."  # or bytes of the container that come after could be taken for letters
_MOST_ENCODED_BYTES = MOST_BYTES // 3 * 4
_LOOKED_THROUGH_BYTES = 256 * 2**20
"""At either end of a file."""

_READ_AT_ONCE_BYTES = 4 * 2**20
_TEXT = re.compile(re.escape(_MARK) + rb"([A-Za-z0-9+/=]*)" + re.escape(_END))
_GIF_COMMENT, _GIF_END, _LONGEST_GIF_BLOCK = b"\x21\xfe", b"\x3b", 255
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_WEBP_CHUNK = b"MNOD"


def packed(text: str) -> str:
    """Return a project's text as metadata holds it."""
    return (_MARK + base64.b64encode(zlib.compress(text.encode(), 9)) + _END).decode()


def embedded_text(path: Path) -> str | None:
    """Return the text of the project inside a file; None if there is none, or it is broken.

    Raises
    ------
    OSError : the file cannot be read
    """
    with path.open("rb") as file:
        at = _place_of_mark(file)
        if at is None:
            return None
        file.seek(0)
        if file.read(4) == b"GIF8":
            file.seek(max(0, at - 1))
            longest = _MOST_ENCODED_BYTES // _LONGEST_GIF_BLOCK * (_LONGEST_GIF_BLOCK + 1)
            value = _joined_gif_blocks(file.read(longest))
        else:
            file.seek(at)
            value = file.read(_MOST_ENCODED_BYTES)
    found = _TEXT.match(value)
    return _unpacked(found[1]) if found else None


def _place_of_mark(file: BinaryIO) -> int | None:
    size = file.seek(0, 2)
    middle = max(_LOOKED_THROUGH_BYTES, size - _LOOKED_THROUGH_BYTES)
    for begin, end in ((0, _LOOKED_THROUGH_BYTES), (middle, size)):
        file.seek(begin)
        before = b""  # the mark may lie across two reads
        for at in range(begin, end, _READ_AT_ONCE_BYTES):
            data = before + file.read(_READ_AT_ONCE_BYTES)
            found = data.find(_MARK)
            if found >= 0:
                return at - len(before) + found
            before = data[-len(_MARK) + 1 :]
    return None


def embed(path: Path, text: str) -> None:
    """Put a project into a GIF, PNG or WebP; films get theirs when they are written.

    Raises
    ------
    OSError : the file cannot be read or written
    ValueError : it is not whole, or of another kind
    """
    value = packed(text).encode()
    with path.open("r+b") as file:
        match path.suffix.lower():
            case ".gif":
                _append(file, _GIF_END, _GIF_COMMENT + _gif_blocks(value))
            case ".png":
                _append(file, _PNG_END, _png_text(value))
            case ".webp":
                _append(file, b"", _chunk(_WEBP_CHUNK, value))
                size = file.seek(0, 2)
                file.seek(4)
                file.write((size - 8).to_bytes(4, "little"))
            case suffix:
                raise ValueError(suffix)


def _append(file: BinaryIO, end: bytes, addition: bytes) -> None:
    """Put something before how a file ends."""
    at = file.seek(-len(end), 2) if end else file.seek(0, 2)
    if file.read(len(end)) != end:
        raise ValueError(file.name)
    file.seek(at)
    file.write(addition + end)


def _png_text(value: bytes) -> bytes:
    body = b"tEXt" + b"manim-nodes\x00" + value
    return (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def _chunk(name: bytes, value: bytes) -> bytes:
    return name + len(value).to_bytes(4, "little") + value + b"\x00" * (len(value) % 2)


def _gif_blocks(value: bytes) -> bytes:
    size = _LONGEST_GIF_BLOCK
    blocks = (value[at : at + size] for at in range(0, len(value), size))
    return b"".join(bytes([len(block)]) + block for block in blocks) + b"\x00"


def _joined_gif_blocks(data: bytes) -> bytes:
    """Return what the blocks hold of which the first begins with its length; all but the last are as long as can be."""
    blocks, at = [], 0
    while at < len(data):
        length = data[at]
        blocks.append(data[at + 1 : at + 1 + length])
        at += 1 + length
        if length < _LONGEST_GIF_BLOCK:
            break
    return b"".join(blocks)


def _unpacked(value: bytes) -> str | None:
    try:
        unpacker = zlib.decompressobj()
        compressed = base64.b64decode(value, validate=True)
        text = unpacker.decompress(compressed, MOST_BYTES)
        return text.decode() if unpacker.eof else None
    except (ValueError, zlib.error):
        return None
