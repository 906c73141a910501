"""What is where in a frame: the outline of each mobject that a node made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manim_nodes.render.preview.box import Box, Point2
from manim_nodes.render.preview.interrupt import StopRendering
from manim_nodes.render.preview.manim_session import step_keys
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.provenance import ProvenanceModule
from manim_nodes.render.preview.recording import SingleFrameRecording

if TYPE_CHECKING:
    from manim_nodes.render.preview.frames import Pixels

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A line through points of the picture, and whether what it surrounds is filled."""

    points: tuple[Point2, ...]
    is_filled: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a mobject is in the picture.

    Parameters
    ----------
    node_id : the node that made it, with its groups
    box : around all of it
    right, up : the vectors of the scene that are one unit of the picture to the right, and up
    is_flat : whether it faces the viewer, so that a turn in the picture is one about the z axis
    shapes : what is seen of it, without the parts that nodes of their own have made
    parents : the nodes of the groups that it is in, the outermost first
    """

    node_id: str
    box: Box
    right: Vector
    up: Vector
    is_flat: bool
    shapes: tuple[Shape, ...] = ()
    parents: tuple[str, ...] = ()


class OutlineRecording(SingleFrameRecording):
    """A recording that finds outlines where the wanted frame would be drawn, and stops the scene.

    Attributes
    ----------
    find_outlines : called at the wanted frame; the renderer provides it
    """

    def __init__(self, module: ProvenanceModule, settings: PreviewSettings, number: int) -> None:
        super().__init__(module, step_keys(module, settings), {}, wanted=number)
        self.outlines: tuple[Outline, ...] = ()
        self.find_outlines: Callable[[], tuple[Outline, ...]] = tuple

    def frame(self, pixels: "Pixels", count: int) -> None:
        """Find the outlines if this is the wanted frame, and stop.

        Raises
        ------
        StopRendering : it is
        """
        if self._ahead < count:
            self.outlines = self.find_outlines()
            raise StopRendering
        super().frame(pixels, count)
