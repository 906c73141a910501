"""The process that draws, seen from inside: it reads requests, has the preview engine draw, and says what comes of it."""

import faulthandler
import gc
import os
import queue
import socket
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.confined.frame_memory import FrameMemory, slot_size_for, slots_for
from manim_nodes.render.confined.messages import Request, fault_of, message_line, read_request
from manim_nodes.render.preview.film_builder import FilmBuilder
from manim_nodes.render.preview.frames import FrameStore, Picture, PreviewFrame
from manim_nodes.render.preview.isolation import load_manim
from manim_nodes.render.preview.preview import render_film, render_frame, render_outlines
from manim_nodes.render.preview.recording import Event, SoundAdded, StepBegun, StepEnded
from manim_nodes.render.worker import work_in_place

_LATE_S = 0.5


def main(arguments: Sequence[str]) -> None:
    """Draw what is asked for on standard input until that ends.

    Parameters
    ----------
    arguments : the descriptor of the shared memory's file, or its name
    """
    faulthandler.enable()
    if not _may_start_workers():
        work_in_place()
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)  # what scripts print must not be taken for messages
        (memory,) = arguments
        file = (
            int(memory)
            if memory.isdecimal()
            else os.open(memory, os.O_RDWR | getattr(os, "O_BINARY", 0))
        )
        drawing = _Drawer(FrameMemory(file), output)
        threading.Thread(target=drawing.listen, name="manim-nodes-listen", daemon=True).start()
        load_manim()
        gc.freeze()
        drawing.work()


def _may_start_workers() -> bool:
    """Return whether the tier leaves us what a worker is sent files through."""
    try:
        ends = socket.socketpair()
    except OSError:
        return False
    for end in ends:
        end.close()
    return True


class _Drawer:
    def __init__(self, memory: FrameMemory, output: BinaryIO) -> None:
        self._memory, self._output = memory, output
        self._requests: queue.SimpleQueue[tuple[Request, CancelToken]] = queue.SimpleQueue()
        self._free: queue.SimpleQueue[int] = queue.SimpleQueue()

    # in a thread of its own

    def listen(self) -> None:
        """Take what is said; end the process, whatever it does, once nobody says anything any more."""
        cancel = CancelToken()
        for line in sys.stdin.buffer:
            word, _, rest = line.strip().partition(b" ")
            if word == b"free":
                self._free.put(int(rest))
            elif word == b"cancel":
                cancel.cancel()
            else:
                cancel = CancelToken()
                self._requests.put((read_request(rest), cancel))
        os._exit(0)

    # in the main thread

    def work(self) -> None:
        """Deal with requests, one after another."""
        self._say("ready")
        while True:
            request, cancel = self._requests.get()
            if request.settings.time_limit_s is not None:
                # Said by a thread that no script can keep from it, if nobody has come back by then.
                faulthandler.dump_traceback_later(request.settings.time_limit_s + _LATE_S)
            self._answer(request, cancel)
            faulthandler.cancel_dump_traceback_later()

    def _answer(self, request: Request, cancel: CancelToken) -> None:
        self._free = queue.SimpleQueue()
        size = slot_size_for(request.settings.quality.width, request.settings.quality.height)
        for slot in range(slots_for(size)):
            self._free.put(slot)
        match request.task:
            case "film":
                self._draw_film(request, size, cancel)
            case "frame":
                self._draw_frame(request, size, cancel)
            case "outlines":
                self._find_outlines(request, cancel)

    def _draw_film(self, request: Request, slot_size: int, cancel: CancelToken) -> None:
        film = _FilmSender(request.known, self._say, partial(self._write, slot_size))
        result = render_film(request.script, request.settings, film, cancel)
        self._say(
            "over",
            outcome=result.outcome.value,
            error=fault_of(result.error) if result.error is not None else None,
            unseen=[asdict(each) | {"reason": each.reason.value} for each in result.unseen],
            notes=[asdict(note) for note in result.notes],
            absent=result.absent,
            layout_faults=[
                asdict(each) | {"kind": each.kind.value} for each in result.layout_faults
            ],
        )

    def _draw_frame(self, request: Request, slot_size: int, cancel: CancelToken) -> None:
        known = _KnownPictures(request.known)
        frame = render_frame(
            request.script, request.settings, request.number, cancel=cancel, frames=known.frames
        )
        if frame is not None:
            place = known.place_of(frame.picture)
            if place is not None:
                self._say("known", key=place[0], index=place[1])
            else:
                self._write(slot_size, frame)
        self._say("over")

    def _find_outlines(self, request: Request, cancel: CancelToken) -> None:
        found = render_outlines(request.script, request.settings, request.number, cancel=cancel)
        self._say("outlines", outlines=[asdict(each) for each in found])
        self._say("over")

    def _write(self, slot_size: int, frame: PreviewFrame) -> None:
        """Put a picture where it is looked for, as soon as there is room."""
        pixels = frame.pixels
        if pixels.nbytes > slot_size:
            raise ValueError("A picture is larger than was asked for.")
        slot = self._free.get()
        self._memory.write(slot, slot_size, pixels)
        height, width = pixels.shape[:2]
        self._say("frame", slot=slot, height=height, width=width, count=frame.count)

    def _say(self, kind: str, **fields: Any) -> None:
        self._output.write(message_line(kind, **fields) + b"\n")
        self._output.flush()


class _FilmSender(FilmBuilder):
    """Sends what happens, and keeps nothing: the film is put together where it is looked at."""

    def __init__(
        self,
        known: Mapping[str, Sequence[int]],
        say: Callable[..., None],
        write: Callable[[PreviewFrame], None],
    ) -> None:
        super().__init__(lambda _: None, None)
        self._known = _KnownPictures(known)
        self._say, self._write = say, write

    def begin_run(self) -> dict[str, tuple[PreviewFrame, ...]]:
        """Return the steps that need not be drawn."""
        return self._known.frames.known()

    def take(self, event: Event) -> None:
        """Send one event of the run."""
        super().take(event)
        match event:
            case StepBegun(index, node_id, key, frames):
                is_known = frames is not None
                self._say("step", index=index, node_id=node_id, key=key, is_known=is_known)
            case PreviewFrame():
                self._write(event)
            case StepEnded():
                self._say("step_over")
            case SoundAdded(sound):
                self._say("sound", **asdict(sound) | {"file": str(sound.file)})


class _KnownPictures:
    """Stands for pictures that are known where this process was started; empty ones take their places here."""

    def __init__(self, counts: Mapping[str, Sequence[int]]) -> None:
        self.frames = FrameStore(Path())
        self._places: dict[int, tuple[str, int]] = {}
        for key, frames in counts.items():
            self.frames.begin_step(key)
            for index, count in enumerate(frames):
                picture = Picture(np.empty((0, 0, 4), np.uint8))
                self._places[id(picture)] = key, index
                self.frames.record(key, PreviewFrame(picture, count))
            self.frames.end_step(key)

    def place_of(self, picture: Picture) -> tuple[str, int] | None:
        """Return the step that a picture stands in, and its place there; None for one that was drawn."""
        return self._places.get(id(picture))
