"""A step whose frames are at hand is leapt over only where that leads to the very same state."""

from pathlib import Path
from typing import Any

import pytest

from manim_nodes.render.preview.frames import FrameStore
from tests.render.conftest import Show
from tests.support import witness
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

OBJECTS = """
from tests.support import witness
square, circle = Square(fill_opacity=0.5), Circle(color=RED).shift(RIGHT)
dots = VGroup(*(Dot() for _ in range(3))).arrange(RIGHT).shift(UP)
arrow, text = Arrow(LEFT, RIGHT), Text("ab")
square.generate_target().shift(LEFT).rotate(0.7)
circle.save_state().shift(UP)
"""

FAST_FORWARDS = """
Add(square)
ApplyComplexFunction(lambda z: z * 1.1, square)
ApplyFunction(lambda m: m.scale(0.7), square)
ApplyMatrix([[1, 0.3], [0, 1]], square)
ApplyMethod(square.shift, UP)
ApplyPointwiseFunction(lambda p: p * 1.3, square)
ClockwiseTransform(square, circle)
CounterclockwiseTransform(square, circle)
Create(text)
CyclicReplace(*dots)
DrawBorderThenFill(square)
FadeIn(dots, shift=UP, scale=0.3)
FadeOut(square, target_position=circle)
FadeToColor(square, RED)
FadeTransform(square, circle)
FadeTransformPieces(dots, VGroup(*(Square() for _ in range(3))))
GrowArrow(arrow)
GrowFromCenter(square)
GrowFromEdge(square, UP)
GrowFromPoint(square, LEFT)
Indicate(square)
MoveToTarget(square)
ReplacementTransform(square, circle)
Restore(circle)
Rotate(square, 1.3)
Rotating(square, angle=2)
ScaleInPlace(square, 1.7)
ShowPassingFlash(square)
ShrinkToCenter(square)
SpinInFromNothing(square)
Swap(square, circle)
Transform(square, circle, path_arc=1)
TransformFromCopy(square, circle)
Uncreate(square)
Unwrite(text)
Wait(0.3, frozen_frame=False)
Write(text)
square.animate.shift(UP).set_color(BLUE)
AnimationGroup(square.animate.shift(UP), FadeIn(circle), lag_ratio=0.3)
Flash(square)
LaggedStart(*(d.animate.shift(DOWN) for d in dots), lag_ratio=0.4, rate_func=there_and_back)
LaggedStartMap(FadeIn, dots)
TransformMatchingShapes(VGroup(square, dots), VGroup(dots.copy().shift(DOWN), circle))
AnimationGroup(LaggedStart(Create(square), Write(text)), Rotate(circle))
""".strip().splitlines()

NO_FAST_FORWARDS = {
    "updater": "square.add_updater(lambda m, dt: m.rotate(dt)), self.add(square), self.play(Create(circle))",
    "updater without dt": "square.add_updater(lambda m: m.rotate(0.1)), self.add(square), self.play(Create(circle))",
    "updater of a part": "dots[1].add_updater(lambda m, dt: m.shift(dt * UP)), self.add(dots), self.play(Create(circle))",
    "updater of the scene": "self.add_updater(lambda dt: square.rotate(dt)), self.add(square), self.play(Create(circle))",
    "traced path": "self.add(TracedPath(square.get_center)), self.play(square.animate.shift(UP))",
    "redrawn": "self.add(always_redraw(lambda: Line(ORIGIN, square.get_center()))), self.play(square.animate.shift(UP))",
    "function of the frame": "self.play(UpdateFromFunc(square, lambda m: m.rotate(0.1)))",
    "along a path": "self.play(MoveAlongPath(square, circle))",
    "own rate function": "self.play(Create(square, rate_func=lambda t: t * t))",
    "own path": "self.play(Transform(square, circle, path_func=lambda a, b, t: a * (1 - t) + b * t))",
    "two on one object": "self.play(square.animate.shift(UP), Rotate(square))",
    "one after another beside others": "self.play(Succession(Create(square), FadeOut(square)), Rotate(circle))",
    "stop condition": "square.add_updater(lambda m, dt: m.shift(dt * UP)), self.add(square), self.wait_until(lambda: square.get_y() > 0.5)",
    "boundary": "self.add(AnimatedBoundary(square)), self.play(Create(circle))",
    "speed": "self.play(ChangeSpeed(square.animate.shift(UP), {0.5: 2}))",
    "chance": "self.add(Dot().add_updater(lambda m: m.move_to(np.random.uniform(-1, 1, 3)))), self.play(Create(circle))",
}


@pytest.fixture
def fast_forwards(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Note for each reused step whether it was leapt over."""
    from manim_nodes.render.fast_forward import can_fast_forward
    from manim_nodes.render.preview import renderer

    noted: list[bool] = []

    def note(*args: Any) -> bool:
        noted.append(can_fast_forward(*args))
        return noted[-1]

    monkeypatch.setattr(renderer, "can_fast_forward", note)
    return noted


def states_drawn_and_reused(first_step: str, show: Show, tmp_path: Path) -> tuple[Any, Any]:
    """Return the state after a step that was drawn, and after the same step when its frames are reused."""
    look = "witness.seen.append((witness.state_of([*self.mobjects, square, circle, dots, text]), self.time))"
    store = FrameStore(tmp_path / "frames")
    witness.seen.clear()
    for last_step in ("self.wait(0.1)", "self.wait(0.2)"):
        script = make_script(f"{OBJECTS.strip()}\n{first_step}\n{look}\n{last_step}")
        result = show(script, frames=store).result
        assert result.error is None, result.error.detail
    assert [step.is_reused for step in result.steps] == [True, False]
    drawn, reused = witness.seen
    return drawn, reused


@pytest.mark.parametrize("animation", FAST_FORWARDS)
def test_a_play_at_once_leads_where_all_frames_lead(
    animation: str, show: Show, tmp_path: Path, fast_forwards: list[bool]
) -> None:
    drawn, reused = states_drawn_and_reused(f"self.play({animation}, run_time=0.5)", show, tmp_path)
    assert drawn == reused
    assert fast_forwards == [True]


@pytest.mark.parametrize("code", NO_FAST_FORWARDS.values(), ids=NO_FAST_FORWARDS)
def test_what_depends_on_its_frames_goes_through_them(
    code: str, show: Show, tmp_path: Path, fast_forwards: list[bool]
) -> None:
    drawn, reused = states_drawn_and_reused(code, show, tmp_path)
    assert drawn == reused
    assert fast_forwards == [False]


def test_every_animation_that_may_be_leapt_over_is_tested() -> None:
    from manim_nodes.render.fast_forward import GROUPS, PURE_ANIMATIONS

    names = (
        {animation.__name__ for animation in (*PURE_ANIMATIONS, *GROUPS)}
        - {"TransformMatchingTex"}
        - {"TransformMatchingTex"}
    )
    assert names <= {animation.partition("(")[0] for animation in FAST_FORWARDS}
