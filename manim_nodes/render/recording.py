"""What passes from the thread that runs a scene to the thread that shows its frames."""

import queue
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manim_nodes.render.blame import node_of
from manim_nodes.render.frames import Shot
from manim_nodes.render.interrupt import StopRendering
from manim_nodes.render.script_module import ScriptModule
from manim_nodes.render.steps import StepKeys

if TYPE_CHECKING:
    from manim_nodes.render.frames import Pixels


@dataclass(frozen=True, slots=True)
class StepBegun:
    """A play starts; if it was shown before, ``shots`` are all of its frames and none follows."""

    index: int
    node_id: str | None
    key: str
    shots: tuple[Shot, ...] | None


@dataclass(frozen=True, slots=True)
class FrameDrawn:
    """A picture of the step that was begun last."""

    pixels: "Pixels"
    count: int


@dataclass(frozen=True, slots=True)
class StepEnded:
    """The step that was begun last has no more frames."""


Event = StepBegun | FrameDrawn | StepEnded


class Recording:
    """Where a renderer reports its frames, and learns which it need not draw.

    Only C-level queue operations pass between the threads: nothing here is left half done when the running
    thread is interrupted.

    Parameters
    ----------
    known : the steps whose frames are at hand, by key
    backlog : how many frames may wait for the receiving thread
    """

    def __init__(
        self,
        module: ScriptModule,
        keys: StepKeys,
        known: Mapping[str, tuple[Shot, ...]],
        backlog: int,
    ) -> None:
        self._module = module
        self._keys = keys
        self._known = known
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._room: queue.SimpleQueue[None] = queue.SimpleQueue()
        for _ in range(backlog):
            self._room.put(None)
        self.stop_requested = False

    def begin_step(self, index: int) -> bool:
        """Note that play ``index`` starts; tell whether its frames must be drawn."""
        self.check()
        lines = self._module.lines_from(sys._getframe())
        node_id = node_of(lines, self._module.script.source_map)
        key = self._keys.key(lines[-1] if lines else None, index)
        return self._begin(index, node_id, key)

    def begin_still(self) -> bool:
        """Note that the scene plays nothing and is one picture; tell whether it must be drawn."""
        self.check()
        return self._begin(0, None, self._keys.still)

    def frame(self, pixels: "Pixels", count: int) -> None:
        """Hand over a picture that stands for ``count`` frames."""
        self.check()
        self._room.get()
        self.events.put(FrameDrawn(pixels, count))

    def end_step(self) -> None:
        """Note that the step has all its frames."""
        self.events.put(StepEnded())

    def check(self) -> None:
        """Stop here if that was asked for."""
        if self.stop_requested:
            raise StopRendering

    def make_room(self) -> None:
        """Note, in the receiving thread, that a frame was taken."""
        self._room.put(None)

    def _begin(self, index: int, node_id: str | None, key: str) -> bool:
        shots = self._known.get(key)
        self.events.put(StepBegun(index, node_id, key, shots))
        return shots is None
