"""What passes from the thread that runs a scene to the thread that shows its frames."""

import queue
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from manim_nodes.render.failures import node_of
from manim_nodes.render.preview.frames import Picture, PreviewFrame
from manim_nodes.render.preview.interrupt import StopRendering
from manim_nodes.render.preview.layout_faults import LayoutFault
from manim_nodes.render.preview.script_module import ScriptModule
from manim_nodes.render.preview.sounds import Sound
from manim_nodes.render.preview.unseen import Unseen
from manim_nodes.render.step_keys import StepKeys
from manim_nodes.render.thread_queue import InterruptSafeQueue

if TYPE_CHECKING:
    from manim_nodes.render.preview.frames import Pixels


@dataclass(frozen=True, slots=True)
class StepBegun:
    """A play starts; if it was shown before, ``frames`` are all of its frames and none follows."""

    index: int
    node_id: str | None
    key: str
    frames: tuple[PreviewFrame, ...] | None


@dataclass(frozen=True, slots=True)
class StepEnded:
    """The step that was begun last has no more frames."""


@dataclass(frozen=True, slots=True)
class SoundAdded:
    """The scene has another sound."""

    sound: Sound


Event = StepBegun | PreviewFrame | StepEnded | SoundAdded


class Recording:
    """Where a renderer reports its frames, and learns which it need not draw.

    Only C-level queue operations pass between the threads: nothing here is left half done when the running
    thread is interrupted.

    Parameters
    ----------
    known : the steps whose frames are at hand, by key
    backlog : how many frames may wait for the receiving thread

    Attributes
    ----------
    unseen : what the film has never shown, once it is over
    absent : the nodes of which nothing was ever in the scene, once it is over
    layout_faults : what is hard to read in it, once it is over
    """

    def __init__(
        self,
        module: ScriptModule,
        keys: StepKeys,
        known: Mapping[str, tuple[PreviewFrame, ...]],
        backlog: int,
    ) -> None:
        self._module = module
        self._keys = keys
        self._known = known
        self.events: InterruptSafeQueue[Event] = InterruptSafeQueue()
        # One for each frame that may wait. A threading.Semaphore is Python code, and could be left half taken.
        self._room: queue.SimpleQueue[None] = queue.SimpleQueue()
        for _ in range(backlog):
            self._room.put(None)
        self.stop_requested = False
        self.unseen: tuple[Unseen, ...] = ()
        self.absent: tuple[str, ...] = ()
        self.layout_faults: tuple[LayoutFault, ...] = ()

    def begin_step(self, index: int, length: int) -> bool:
        """Record that play ``index`` of up to ``length`` frames starts; return whether it must be drawn."""
        self.stop_if_requested()
        # The scene calls this by way of manim, so its lines are further out on the stack.
        lines = self._module.lines_from(sys._getframe())
        node_id = node_of(lines, self._module.script.source_map)
        key = self._keys.key(lines[-1] if lines else None, index)
        return self._begin(StepBegun(index, node_id, key, self._known.get(key)), length)

    def wants_next(self) -> bool:
        """Return, within a step that must be drawn, whether the next frame must."""
        return True

    def skip_frames(self, count: int) -> None:
        """Record that ``count`` frames were gone through and not drawn."""

    def begin_still(self) -> bool:
        """Record that the scene plays nothing and is one picture; return whether it must be drawn."""
        self.stop_if_requested()
        key = self._keys.still
        return self._begin(StepBegun(0, None, key, self._known.get(key)), 1)

    def frame(self, pixels: "Pixels", count: int) -> None:
        """Hand over a picture that ``count`` frames show; wait while too many are on their way."""
        self.stop_if_requested()
        self._room.get()
        self.events.put(PreviewFrame(Picture(pixels), count))

    def end_step(self) -> None:
        """Record that the step has all its frames."""
        self.events.put(StepEnded())

    def add_sound(self, sound: Sound) -> None:
        """Record a sound of the film."""
        self.events.put(SoundAdded(sound))

    def stop_if_requested(self) -> None:
        """Stop here if that was asked for.

        Raises
        ------
        StopRendering : somebody has set ``stop_requested``
        """
        if self.stop_requested:
            raise StopRendering

    def clear(self) -> None:
        """Drop all frames, so that whoever still holds this holds no picture."""
        self._known = {}
        while self.events.get(0) is not None:
            pass

    def make_room(self) -> None:
        """Record, in the receiving thread, that a frame was taken."""
        self._room.put(None)

    def _begin(self, step: StepBegun, length: int) -> bool:  # noqa: ARG002 (SingleFrameRecording counts by it)
        self.events.put(step)
        return step.frames is None


class SingleFrameRecording(Recording):
    """A recording of one frame only: drawn when the scene gets there, or known already; then the scene stops.

    Parameters
    ----------
    wanted : the frame's number
    """

    def __init__(
        self,
        module: ScriptModule,
        keys: StepKeys,
        known: Mapping[str, tuple[PreviewFrame, ...]],
        *,
        wanted: int,
    ) -> None:
        super().__init__(module, keys, known, backlog=2)
        self._ahead = wanted

    def wants_next(self) -> bool:
        """Return whether the next frame is the wanted one."""
        return self._ahead == 0

    def skip_frames(self, count: int) -> None:
        """Record that ``count`` frames before the wanted one were gone through."""
        self._ahead -= count

    def frame(self, pixels: "Pixels", count: int) -> None:
        """Hand over a picture if it is that of the wanted frame, and stop.

        Raises
        ------
        StopRendering : it is
        """
        if self._ahead < count:
            super().frame(pixels, count)
            raise StopRendering
        self.skip_frames(count)

    def _begin(self, step: StepBegun, length: int) -> bool:
        # Counted beside: the renderer goes through these frames, and reports them by skip_frames.
        ahead = self._ahead
        for frame in step.frames or ():
            if ahead < frame.count:
                self.events.put(replace(step, frames=(frame,)))
                raise StopRendering
            ahead -= frame.count
        is_here = step.frames is None and ahead < length
        if is_here:
            self.events.put(step)
        return is_here
