import pytest

from manim_nodes.render.quality import Quality


@pytest.mark.parametrize(
    ("shape", "size"),
    [((128 / 9, 8), (854, 480)), ((9, 16), (480, 854)), ((8, 8), (480, 480))],
)
def test_lines_are_the_shorter_side_and_the_longer_one_is_even(
    shape: tuple[float, float], size: tuple[int, int]
) -> None:
    quality = Quality.of_shape(*shape, lines=480, fps=15)
    assert (quality.width, quality.height) == size
