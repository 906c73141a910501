"""Runs as a process of its own: does the jobs that it is sent, one after another, until nobody sends any more.

A job is a function of this package. What it gets and what it gives are values of JSON and bytes: the process reads what
strangers have made, so whoever asked it must not have to trust its answers. It gets files opened, and can open none.
"""

import importlib
import json
import os
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_HEADER = struct.Struct("<II")
_MOST_BYTES = 1 << 30

Message = tuple[dict[str, Any], bytes]


def write_message(stream: IO[bytes], values: Mapping[str, Any], content: bytes = b"") -> None:
    """Send values and bytes to the other end.

    Raises
    ------
    OSError : nobody is there any more
    """
    text = json.dumps(values).encode()
    stream.write(_HEADER.pack(len(text), len(content)))
    stream.write(text)
    stream.write(content)
    stream.flush()


def read_message(stream: IO[bytes]) -> Message | None:
    """Wait for what the other end sends; None if it has ended, or sends what makes no sense."""
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    sizes = _HEADER.unpack(header)
    if max(sizes) > _MOST_BYTES:
        return None
    text, content = (stream.read(size) for size in sizes)
    if (len(text), len(content)) != sizes:
        return None
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return (values, content) if isinstance(values, dict) else None


def main() -> None:
    """Do jobs until standard input ends."""
    streams = _Streams.taken()
    while (message := read_message(streams.inbox)) is not None:
        request, content = message
        try:
            # First of all: a file that is left behind would be taken for that of the next request.
            file = streams.opened(request["file"]) if "file" in request else None
            for values, part in perform(request, content, file):
                write_message(streams.outbox, {"part": values}, part)
            write_message(streams.outbox, {"end": True})
        except Exception as error:  # noqa: BLE001 (whatever a job raises is its answer)
            hint = getattr(error, "hint", None)
            text = str(getattr(error, "message", None) or error)
            failure = {"error": type(error).__name__, "message": text, "hint": hint}
            write_message(streams.outbox, failure)


@dataclass(frozen=True, slots=True)
class _Streams:
    """What a process is started with: requests come in by the first stream, answers go out by the second.

    Parameters
    ----------
    files : number of the third, by which files are sent: nobody would read what a library complains of
    """

    inbox: IO[bytes]
    outbox: IO[bytes]
    files: int

    @classmethod
    def taken(cls) -> "_Streams":
        """Return the streams, and leave empty ones to the libraries, which may print."""
        streams = cls(os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"), os.dup(2))
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        return streams

    def opened(self, name: str | None) -> IO[bytes]:
        """Return the file that comes with a request; where none can be sent, its name is."""
        if name is not None:
            return Path(name).open("rb")
        with socket.socket(fileno=os.dup(self.files)) as files:
            _, descriptors, _, _ = socket.recv_fds(files, 1, 1)
        return os.fdopen(descriptors[0], "rb")


def perform(
    request: Mapping[str, Any], content: bytes, file: IO[bytes] | None
) -> Iterator[Message]:
    """Do a job, and yield the parts of its answer; ``file`` is closed then."""
    module, _, name = request["job"].partition(":")
    with file or nullcontext():
        function = getattr(importlib.import_module(module), name)
        given = {} if file is None else {"file": file}
        yield from function(content, **given, **request["arguments"])
