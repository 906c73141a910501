"""Pictures of a preview: kept in bounded memory, the rest as PNG files."""

import itertools
import logging
import os
import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.picture_jobs import open_picture

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

_LOG = logging.getLogger(__name__)
_MEBIBYTE = 1024 * 1024
# For the files of all stores: several, one after another, may write to the same folder.
_numbers = itertools.count()


def save_png(pixels: "Pixels", file: Path) -> None:
    """Write an RGBA picture; ``file`` is either the whole picture or not there.

    Raises
    ------
    OSError : it cannot be written
    """
    from PIL import Image

    part = file.with_name(f"{file.name}.part")
    try:
        Image.fromarray(pixels).save(part, format="PNG", compress_level=1)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


class Picture:
    """One picture, which may move from memory to a file while others hold it.

    The file lives as long as the Picture does.
    """

    __slots__ = ("__weakref__", "_file", "_pixels", "nbytes")

    def __init__(self, pixels: "Pixels") -> None:
        pixels.flags.writeable = False
        self._pixels: Pixels | None = pixels
        self._file: Path | None = None
        self.nbytes = pixels.nbytes

    def __del__(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                os.unlink(self._file)  # noqa: PTH108 (at exit pathlib may be gone before us)

    @property
    def pixels(self) -> "Pixels":
        """Return the picture as (height, width, 4) uint8, RGBA, read-only.

        Raises
        ------
        OSError : the picture was on disk and somebody removed it
        """
        # Read once: another thread may spill between a test and a second read.
        pixels = self._pixels
        return self._load() if pixels is None else pixels

    @property
    def is_in_memory(self) -> bool:
        """Return whether `pixels` need not be read from a file."""
        return self._pixels is not None

    def spill(self, file: Path) -> None:
        """Move the picture from memory to ``file``.

        Raises
        ------
        OSError : it cannot be written; the picture stays in memory
        """
        save_png(self.pixels, file)
        self._file = file
        self._pixels = None

    def _load(self) -> "Pixels":
        import numpy as np

        file = self._file or Path()
        try:
            with file.open("rb") as opened, open_picture(opened, file.name) as image:
                pixels = np.array(image)
        except MediaError as error:
            raise OSError(str(error)) from error
        pixels.flags.writeable = False
        return pixels


@dataclass(frozen=True, slots=True)
class PreviewFrame:
    """A picture, and which frames of the film show it.

    The renderer and the store know only what is shown and for how long; `FilmBuilder` gives it its place in the film.

    Parameters
    ----------
    count : how many frames show it, one after another: more than one where the scene waits
    number : of the first frame that shows it, counted from 0
    step : index of the play, counted from 0
    node_id : the node that plays
    """

    picture: Picture
    count: int = 1
    number: int = 0
    step: int = 0
    node_id: str | None = None

    @property
    def pixels(self) -> "Pixels":
        """Return the picture as (height, width, 4) uint8, RGBA, read-only.

        Raises
        ------
        OSError : the picture was on disk and somebody removed it
        """
        return self.picture.pixels


@dataclass(slots=True)
class _StoredStep:
    run: int
    frames: list[PreviewFrame] = field(default_factory=list)
    complete: bool = False
    spilled: int = 0

    def bytes_in_memory(self) -> int:
        return sum(frame.picture.nbytes for frame in self.frames[self.spilled :])


class FrameStore:
    """The frames of each step of recent previews, by step key.

    Steps that the present run does not use are forgotten first; what it needs beyond ``memory_limit`` (bytes) goes to
    ``folder`` as PNG.
    """

    def __init__(self, folder: Path, *, memory_limit: int = 512 * _MEBIBYTE) -> None:
        self._folder = folder
        self.memory_limit = memory_limit
        self._memory = 0
        self._steps: OrderedDict[str, _StoredStep] = OrderedDict()
        self._run = 0
        self._lock = threading.Lock()
        self._can_spill = True

    @property
    def memory_bytes(self) -> int:
        """Return the size of all pictures that are in memory now."""
        return self._memory

    def begin_run(self) -> dict[str, tuple[PreviewFrame, ...]]:
        """Start a new run and return all steps that are complete."""
        with self._lock:
            self._run += 1
            self._can_spill = True
        return self.known()

    def known(self) -> dict[str, tuple[PreviewFrame, ...]]:
        """Return all steps that are complete."""
        with self._lock:
            return {key: tuple(step.frames) for key, step in self._steps.items() if step.complete}

    def use(self, key: str) -> None:
        """Note that the present run shows step ``key``."""
        with self._lock:
            if key in self._steps:
                self._steps[key].run = self._run
                self._steps.move_to_end(key)

    def begin_step(self, key: str) -> None:
        """Start to record step ``key`` anew."""
        with self._lock:
            self._forget(key)
            self._steps[key] = _StoredStep(self._run)

    def record(self, key: str, frame: PreviewFrame) -> None:
        """Add a frame to the step that was begun."""
        with self._lock:
            self._steps[key].frames.append(frame)
            self._memory += frame.picture.nbytes
            self._shrink()

    def end_step(self, key: str) -> None:
        """Note that step ``key`` is complete: from the next run on it can be reused."""
        with self._lock:
            self._steps[key].complete = True

    def _forget(self, key: str) -> None:
        step = self._steps.pop(key, None)
        if step is not None:
            self._memory -= step.bytes_in_memory()

    def _shrink(self) -> None:
        while self._memory > self.memory_limit:
            stale = next((key for key, step in self._steps.items() if step.run < self._run), None)
            if stale is not None:
                self._forget(stale)
            elif not self._spill_one():
                return

    def _spill_one(self) -> bool:
        step = next((s for s in self._steps.values() if s.spilled < len(s.frames)), None)
        if step is None or not self._can_spill:
            return False
        picture = step.frames[step.spilled].picture
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            picture.spill(self._folder / f"{next(_numbers):06}.png")
        except OSError as error:
            # Frames that cannot leave memory still have to be shown: the preview goes on.
            _LOG.warning(
                "Preview frames stay in memory, %s cannot be written: %s", self._folder, error
            )
            self._can_spill = False
            return False
        step.spilled += 1
        self._memory -= picture.nbytes
        return True
