"""Pictures of different sizes that become one another."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manim_nodes.codegen.scene import generate
from tests.render.conftest import Show
from tests.support.plots import graph_of, made

pytestmark = pytest.mark.slow

RED, BLUE = (255, 0, 0), (0, 0, 255)


def write_picture(file: Path, width: int, height: int, color: tuple[int, int, int]) -> None:
    Image.new("RGB", (width, height), color).save(file)


@pytest.mark.parametrize(
    "kind",
    [
        "Become",
        "ClockwiseTransform",
        "CounterclockwiseTransform",
        "ReplacementTransform",
        "Transform",
        "TransformFromCopy",
    ],
)
@pytest.mark.parametrize("sizes", [((40, 30), (300, 200)), ((300, 90), (40, 120))])
def test_their_colors_go_over_and_the_last_is_the_second(
    tmp_path: Path, show: Show, kind: str, sizes: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    for name, size, color in zip(("a", "b"), sizes, (RED, BLUE), strict=True):
        write_picture(tmp_path / f"{name}.png", *size, color)
    graph = graph_of(
        made("ImageMobject", "a", filename_or_array="a.png"),
        made("ImageMobject", "b", filename_or_array="b.png"),
        made(kind, "to", **({"animated": True} if kind == "Become" else {})),
        made("Wait", "wait", duration=0.2),
        wires="a.mobject > to.mobject; b.mobject > to.target",
    )
    shown = show(generate(graph))
    assert shown.result.error is None
    pictures = [frame.pixels[..., :3].astype(int) for frame in shown.frames]
    height, width, _ = pictures[0].shape
    first, between, last = (
        pictures[number][height // 2, width // 2] for number in (0, len(pictures) // 2, -1)
    )
    assert first[0] > 240
    assert between[0] > 40
    assert between[2] > 40
    assert last[2] > 240
    seen = np.argwhere(pictures[-1][..., 2] > 128)
    high, wide = seen.max(axis=0) - seen.min(axis=0) + 1
    assert high / wide == pytest.approx(sizes[1][1] / sizes[1][0], rel=0.25)
