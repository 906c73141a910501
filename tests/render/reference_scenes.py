"""Scenes that use what a preview could get wrong; plain manim and our preview must draw the same frames."""

import re

from tests.support.sources import built_in_library

SOURCE = """
import random

from manim import *

config.seed = 7


class Basics(Scene):
    def construct(self):
        # node: circle_1
        circle = Circle(color=BLUE, fill_opacity=0.5)
        self.play(Create(circle))
        # node: square_1
        square = Square(color=RED).shift(RIGHT)
        self.play(Transform(circle, square), run_time=0.7)
        # node: wait_1
        self.wait(0.5)
        # node: fade_1
        self.play(FadeOut(circle), run_time=0.4)


class Updaters(Scene):
    def construct(self):
        square = Square().add_updater(lambda m, dt: m.rotate(dt))
        dot = Dot(color=YELLOW).add_updater(lambda m: m.next_to(square, UP))
        self.add(square, dot)
        self.wait(0.8)
        self.play(square.animate.shift(RIGHT), run_time=0.5)
        square.clear_updaters()
        self.wait(0.3)
        self.play(FadeOut(square), run_time=0.3)


class Traced(Scene):
    def construct(self):
        dot = Dot(LEFT)
        path = TracedPath(
            dot.get_center, dissipating_time=0.4, stroke_opacity=[0, 1], stroke_width=6
        )
        self.add(dot, path, TracedPath(dot.get_center, stroke_color=RED))
        self.play(dot.animate(path_arc=PI / 2).shift(RIGHT), run_time=0.8)
        self.play(Rotate(dot, PI, about_point=ORIGIN), run_time=0.5)
        self.wait(0.4)


class Trackers(Scene):
    def construct(self):
        tracker = ValueTracker(0)
        number = always_redraw(lambda: DecimalNumber(tracker.get_value()).shift(UP))
        line = always_redraw(lambda: Line(ORIGIN, [tracker.get_value(), 1, 0]))
        self.add(number, line)
        self.play(tracker.animate.set_value(2), run_time=0.6, rate_func=linear)
        self.wait(0.3)
        tracker.add_updater(lambda m, dt: m.increment_value(dt))
        self.add(tracker)
        self.wait(0.4)


class Camera2D(MovingCameraScene):
    def construct(self):
        square = Square(fill_opacity=1)
        self.add(square, Circle().shift(2 * LEFT))
        self.camera.frame.save_state()
        self.play(self.camera.frame.animate.scale(0.5).move_to(square), run_time=0.5)
        self.play(square.animate.shift(UP), run_time=0.3)
        self.play(Restore(self.camera.frame), run_time=0.4)


class Camera3D(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=-40 * DEGREES)  # no two faces as far away
        label = Text("fixed", font_size=24).to_corner(UL)
        self.add_fixed_in_frame_mobjects(label)
        self.add(ThreeDAxes(), Sphere(radius=0.8, resolution=(6, 6)))
        self.begin_ambient_camera_rotation(rate=1)
        self.wait(0.4)
        self.stop_ambient_camera_rotation()
        self.move_camera(phi=30 * DEGREES, run_time=0.4)
        self.play(FadeOut(label), run_time=0.2)


class Zoomed(ZoomedScene):
    def construct(self):
        dot = Dot()
        self.add(dot, Square())
        self.activate_zooming(animate=False)
        self.play(self.zoomed_camera.frame.animate.shift(0.3 * UP), run_time=0.3)
        self.play(dot.animate.shift(0.2 * UP), run_time=0.3)


class Sections(Scene):
    def construct(self):
        square = Square()
        self.play(Create(square), run_time=0.3)
        self.next_section("hidden", skip_animations=True)
        self.play(square.animate.shift(RIGHT), run_time=0.5)
        self.wait(0.5)
        self.next_section("shown")
        self.play(square.animate.rotate(1), run_time=0.3)


class Lagged(Scene):
    def construct(self):
        dots = VGroup(*(Dot() for _ in range(6))).arrange(RIGHT)
        self.play(LaggedStart(*(FadeIn(d, shift=UP) for d in dots), lag_ratio=0.3), run_time=0.8)
        self.play(AnimationGroup(Indicate(dots[0]), Wiggle(dots[3]), lag_ratio=0.5), run_time=0.6)
        self.play(Succession(dots[0].animate.shift(UP), dots[0].animate.shift(DOWN)), run_time=0.6)
        self.play(Circumscribe(dots), Flash(dots[2]), run_time=0.4)


class Conditions(Scene):
    def construct(self):
        dot = Dot().add_updater(lambda m, dt: m.shift(dt * RIGHT))
        self.add(dot)
        self.wait_until(lambda: dot.get_x() > 0.5, max_time=2)
        dot.clear_updaters()
        self.wait(0.4, frozen_frame=False)
        self.pause(0.3)


class Words(Scene):
    def construct(self):
        text = Text("Hello, frames", t2c={"frames": YELLOW})
        self.play(Write(text), run_time=0.6)
        formula = MathTypst("integral_0^1 x^2 dif x").next_to(text, DOWN)
        self.play(FadeIn(formula), run_time=0.3)
        self.play(formula[0].animate.set_color(RED), Unwrite(text), run_time=0.4)


class Chance(Scene):
    def construct(self):
        dots = VGroup(*(Dot(np.random.uniform(-2, 2, 3)) for _ in range(5)))
        self.add(dots)
        self.play(dots.animate.shift(random.random() * UP), run_time=0.3)
        jitter = Square().add_updater(lambda m: m.move_to(np.random.uniform(-1, 1, 3)))
        self.add(jitter)
        self.play(Create(Circle()), run_time=0.4)
        self.play(FadeOut(dots), run_time=0.2)


class Background(Scene):
    def construct(self):
        self.camera.background_color = "#204060"
        self.add(Circle())
        self.play(Rotating(Square(), run_time=0.4))


class Still(Scene):
    def construct(self):
        self.add(Circle(fill_opacity=1), Square())
"""

SOURCE += f"""


{built_in_library()[0].vocabulary.helpers.by_name["keep_updaters_on_time"].source}


class OnTime(Scene):
    def construct(self):
        keep_updaters_on_time(self)
        # node: square_1
        square = always_rotate(Square(), rate=1)
        dot = always_shift(Dot(color=YELLOW), RIGHT, rate=1)
        # node: fade_1
        self.play(FadeIn(square, dot), run_time=0.3)
        # node: wait_1
        self.wait(0.4)
        # node: wait_2
        self.wait(0.3)
        # node: shift_1
        self.play(square.animate.shift(LEFT), run_time=0.4)
"""

NAMES = re.findall(r"^class (\w+)", SOURCE, re.M)


def with_one_step_more(name: str) -> str:
    """Return the source with a last step added to scene ``name``."""
    scene = re.search(rf"class {name}\(.*?(?=\n\n\n|\Z)", SOURCE, re.S)
    if scene is None:
        raise LookupError(name)
    longer = f"{scene[0].rstrip()}\n        self.play(*map(FadeOut, self.mobjects), run_time=0.3)\n"
    return SOURCE.replace(scene[0], longer)
