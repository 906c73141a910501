"""Which plays may be finished at once instead of frame by frame.

Imports manim: to be imported late, and only by what runs scenes: the preview engine, and parts of exports.

That is right where the state after the play does not depend on the frames on the way: no updater runs, and every
animation sets its mobjects from where it began, alone. What is not known to be so is gone through frame by frame.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

import manim
from manim import Animation, AnimationGroup, Mobject, MultiCamera, ThreeDCamera
from manim.animation.transform import _MethodAnimation

if TYPE_CHECKING:
    from manim import Camera, Scene

# A test compares the state after each of them with the one that its frames lead to. That MoveAlongPath is missing is no
# mistake: it adds up small shifts, so its last bits depend on how many there were.
PURE_ANIMATIONS = [
    manim.Add,
    manim.ApplyComplexFunction,
    manim.ApplyFunction,
    manim.ApplyMatrix,
    manim.ApplyMethod,
    manim.ApplyPointwiseFunction,
    manim.ClockwiseTransform,
    manim.CounterclockwiseTransform,
    manim.Create,
    manim.CyclicReplace,
    manim.DrawBorderThenFill,
    manim.FadeIn,
    manim.FadeOut,
    manim.FadeToColor,
    manim.FadeTransform,
    manim.FadeTransformPieces,
    manim.GrowArrow,
    manim.GrowFromCenter,
    manim.GrowFromEdge,
    manim.GrowFromPoint,
    manim.Indicate,
    manim.MoveToTarget,
    manim.ReplacementTransform,
    manim.Restore,
    manim.Rotate,
    manim.Rotating,
    manim.ScaleInPlace,
    manim.ShowPassingFlash,
    manim.ShrinkToCenter,
    manim.SpinInFromNothing,
    manim.Swap,
    manim.Transform,
    manim.TransformFromCopy,
    manim.Uncreate,
    manim.Unwrite,
    manim.Wait,
    manim.Write,
]
GROUPS = [
    manim.AnimationGroup,
    manim.Flash,
    manim.LaggedStart,
    manim.LaggedStartMap,
    manim.TransformMatchingShapes,
    manim.TransformMatchingTex,
]

_PURE = {*PURE_ANIMATIONS, _MethodAnimation}
_GROUPS = set(GROUPS)
_KNOWN_FUNCTIONS = ("manim.utils.rate_functions", "manim.utils.paths", "manim.utils.bezier")


def can_fast_forward(scene: "Scene", camera: "Camera") -> bool:
    """Return whether the play that ``scene`` has just begun may be finished at once."""
    if scene.updaters or scene.stop_condition is not None or isinstance(camera, MultiCamera):
        return False
    leaves = [leaf for animation in scene.animations or () for leaf in _parts(animation)]
    if not all(map(_is_pure, leaves)):
        return False
    animated = [_family(leaf.get_all_mobjects()) for leaf in leaves]
    together = set().union(*animated)
    # Two animations of one mobject overwrite each other frame by frame.
    if len(together) < sum(map(len, animated)):
        return False
    if any(
        mobject.updaters
        for mobject in together | _family((*scene.mobjects, *scene.foreground_mobjects))
    ):
        return False
    # A 3D camera takes over what its trackers say when a frame is drawn.
    return not (
        isinstance(camera, ThreeDCamera) and together.intersection(camera.get_value_trackers())
    )


def _parts(animation: Animation) -> Iterator[Animation]:
    if (
        type(animation) in _GROUPS
        and isinstance(animation, AnimationGroup)
        and _is_timed(animation)
    ):
        for part in animation.animations:
            yield from _parts(part)
    else:
        yield animation


def _is_pure(animation: Animation) -> bool:
    return type(animation) in _PURE and _is_timed(animation)


def _is_timed(animation: Animation) -> bool:
    functions = (animation.rate_func, getattr(animation, "path_func", None))
    return all(f is None or getattr(f, "__module__", "") in _KNOWN_FUNCTIONS for f in functions)


def _family(mobjects: Iterable[Any]) -> set[Mobject]:
    return set(chain.from_iterable(mobject.get_family() for mobject in mobjects))
