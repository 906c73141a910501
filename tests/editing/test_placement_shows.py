"""After a drag, the scene that is written shows the thing where the hand has left it."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from manim_nodes.document.ids import first_id_of
from manim_nodes.document.model import Document
from manim_nodes.editing.analysis import analyze
from manim_nodes.editing.placement import Transformation, find_placement, maker_of
from manim_nodes.editing.placement_rules import TransformMode, transform_parameters
from manim_nodes.graph.build import build
from manim_nodes.graph.examples import example_of
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.library.node_type import Kind
from manim_nodes.render.preview.box import Box
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.render.preview.preview import render_outlines
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from manim_nodes.workspace.places import data_root
from tests.support.library import node, toy_document

pytestmark = pytest.mark.slow

SMALL = Quality.of_shape(128 / 9, 8, lines=120, fps=5)
MOVE = Transformation(shift=(0.7, -0.4, 0))
ALL = Transformation(shift=(0.7, -0.4, 0), scale=0.5, angle_deg=90)


@cache
def library() -> Library:
    return load_library(data_root() / "nodes")


def outline_of(document: Document, node_id: str, folder: Path, number: int = 0) -> Outline:
    analysis = analyze(
        document, library(), folder=None, permissions=ALL_PERMISSIONS, has_latex=lambda: False
    )
    assert analysis.render_script is not None
    found = render_outlines(analysis.render_script, PreviewSettings(folder, SMALL), number)
    (outline,) = [each for each in found if maker_of(analysis.graph, each.node_id) == node_id]
    return outline


def box_of(document: Document, node_id: str, folder: Path, number: int = 0) -> Box:
    return outline_of(document, node_id, folder, number).box


def placed(
    document: Document, node_id: str, transformation: Transformation, playing: str | None = None
) -> Document:
    graph = build(document, library())
    placement = find_placement(graph, node_id, transformation.modes, playing=playing)
    return placement.applied(document, transformation)


def with_places() -> list[str]:
    """Return the types that hold their mobjects by points."""
    names = []
    for node_type in library().types.values():
        if node_type.kind is Kind.VALUE:
            document = example_of(node_type, library())
            if transform_parameters(
                build(document, library()), first_id_of(node_type.type), TransformMode.MOVE
            ):
                names.append(node_type.type)
    return names


@pytest.mark.parametrize("name", with_places())
def test_points_carry_all_of_it(name: str, tmp_path: Path) -> None:
    document = example_of(library().types[name], library())
    node_id = first_id_of(name)
    before = outline_of(document, node_id, tmp_path)
    shift = 0.7 * np.array(before.right) - 0.4 * np.array(before.up)
    transformation = Transformation(shift=(float(shift[0]), float(shift[1]), float(shift[2])))
    after = box_of(placed(document, node_id, transformation), node_id, tmp_path)
    nearness = 0.02 if before.is_flat else 0.15  # what is nearer looks larger
    assert close(after, before.box.moved(0.7, -0.4), nearness)


CHAINS = [
    "",
    "shift_1",
    "move_to_1",
    "to_edge_1",
    "scale_1 shift_1",
    "rotate_mobject_1 set_color_1",
    "move_to_1 scale_1 rotate_mobject_1",
    "to_corner_1 scale_to_fit_width_1",
    "set_x_1 shift_1 flip_1",
]


@pytest.mark.parametrize("first", ["square_1", "circle_1", "text_1", "line_1"])
@pytest.mark.parametrize("chain", CHAINS)
@pytest.mark.parametrize("live", [False, True])
def test_it_is_where_the_hand_left_it(first: str, chain: str, live: bool, tmp_path: Path) -> None:
    names = [first, *chain.split()]
    wires = "; ".join(f"{one}.mobject > {other}.mobject" for one, other in pairwise(names))
    document = toy_document([node(first, {"live": live}), *chain.split()], wires)
    before = box_of(document, first, tmp_path)
    after = box_of(placed(document, first, ALL), first, tmp_path)
    assert after.center == pytest.approx(before.moved(0.7, -0.4).center, abs=0.011)
    assert (after.width, after.height) == pytest.approx(
        (before.height / 2, before.width / 2), abs=0.011
    )


def test_later_too(tmp_path: Path) -> None:
    document = toy_document(
        [
            node("square_1"),
            node("create_1"),
            node("shift_1", {"animated": True}),
            node("move_to_1", {"animated": True, "point": [-2, 0, 0]}),
        ],
        "square_1.mobject > create_1.mobject; create_1.mobject > shift_1.mobject;"
        "shift_1.mobject > move_to_1.mobject",
    )
    for number, playing in ((4, "create_1"), (5, "shift_1")):
        before = box_of(document, "square_1", tmp_path, number)
        moved = placed(document, "square_1", MOVE, playing)
        assert close(box_of(moved, "square_1", tmp_path, number), before.moved(0.7, -0.4))


def close(one: Box, other: Box, nearness: float = 0.011) -> bool:
    pairs = zip(
        (one.left, one.bottom, one.right, one.top),
        (other.left, other.bottom, other.right, other.top),
        strict=True,
    )
    return all(abs(left - right) < nearness for left, right in pairs)
