"""What a project's style puts into its script."""

from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Constant, Node, Settings
from manim_nodes.document.values import JSON
from manim_nodes.graph.build import build
from tests.support.documents import make_document, wire
from tests.support.sources import built_in_library

LIBRARY = built_in_library()[0]
STYLES = LIBRARY.styles
OWN = STYLES["paper"].model_dump() | {"title": "Mine", "background": "#ABCDEF", "font": ""}


def script(*nodes: Node, style: str = "default", wires: tuple[str, ...] = (), **fields: Any) -> str:
    """Return the lines of a project in a style, without those that are in every script."""
    settings = fields.pop("settings", Settings(style=style))
    edges = [wire(*each.split(" > ")) for each in wires]
    document = make_document(*nodes, edges=edges, settings=settings, **fields)
    return generate(build(document, LIBRARY)).source


def text(**parameters: JSON) -> Node:
    return Node(id="text_1", type="Text", parameters={"text": "Hello", **parameters})


def created() -> tuple[Node, Node]:
    return Node(id="circle_1", type="Circle"), Node(id="create_1", type="Create")


CREATE = ("circle_1.mobject > create_1.mobject",)


def test_a_project_in_the_classic_style_says_nothing_of_it() -> None:
    source = script(text(), *created(), wires=CREATE)
    assert "set_default" not in source
    assert "config" not in source
    assert "Text('Hello')" in source
    assert "self.play(Create(circle_1))" in source


def test_a_style_is_said_above_the_scene_and_where_something_is_at_its_default() -> None:
    source = script(text(), *created(), style="chalkboard", wires=CREATE)
    font = STYLES["chalkboard"].font
    assert source.splitlines()[2:6] == [
        "config.background_color = '#1F3A33'",
        "VMobject.set_default(color='#F4F1E8')",
        f"Text.set_default(font='{font}', warn_missing_font=False)",
        "",
    ]
    assert "text_1 = Text('Hello', color='#F4F1E8')" in source
    assert "circle_1 = Circle(color='#FFA59E', stroke_width=5.0)" in source
    assert "self.play(Create(circle_1, run_time=1.2))" in source


@pytest.mark.parametrize(
    ("style", "said"), [("paper", "'xcode'"), ("chalkboard", "'native'"), ("default", "")]
)
def test_code_has_the_colors_of_the_style(style: str, said: str) -> None:
    source = script(Node(id="code_1", type="Code"), style=style)
    assert f"formatter_style={said}" in source or not said
    assert ("formatter_style" in source) == bool(said)


def test_colors_of_code_that_nobody_knows_are_those_of_manim() -> None:
    own = OWN | {"code_scheme": "no-such"}
    own.pop("order")
    settings = Settings(style="own", own_style=own)
    assert "formatter_style" not in script(Node(id="code_1", type="Code"), settings=settings)


def test_markup_has_the_typeface_too() -> None:
    source = script(Node(id="m_1", type="MarkupText"), style="paper")
    assert "\nMarkupText.set_default(font='Palatino" in source


def test_changes_take_the_time_of_the_style() -> None:
    shift = Node(id="shift_1", type="Shift", parameters={"animated": True})
    source = script(
        *(Node(id="circle_1", type="Circle"), shift),
        style="minimalist",
        wires=("circle_1.mobject > shift_1.mobject",),
    )
    assert "run_time=0.8" in source
    assert "rate_func=rate_functions.ease_in_out_sine" in source


def test_what_a_node_says_itself_stays() -> None:
    own: dict[str, JSON] = {"color": "WHITE", "font": "Inter", "font_size": 20}
    source = script(text(**own), style="paper")
    assert "Text('Hello', font='Inter', font_size=20, color=WHITE)" in source


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("accent", "'#B0370F'"),
        ("faint", "'#A69E8F'"),
        ("background", "config.background_color"),
    ],
)
def test_a_role_is_a_color_of_the_style(role: str, code: str) -> None:
    assert f"color={code})" in script(text(color=f"role:{role}"), style="paper")


def test_roles_stand_in_lists_words_constants_and_texts() -> None:
    words = (("Hel", "role:accent"),)
    field = Node(
        id="f_1", type="ArrowVectorField", parameters={"colors": ("role:main", "role:second")}
    )
    code = '#text(fill: rgb("{hue}"))[Hi]'
    note = Node(id="note_1", type="Typst", parameters={"typst_code": code})
    dot = Node(id="dot_1", type="Dot", parameters={"color": "hue"})
    hue = Constant(name="hue", type="color", value="role:third")
    source = script(
        *(text(t2c=words), field, note, dot),
        style="paper",
        constants=(hue,),
    )
    assert "t2c={'Hel': '#B0370F'}" in source
    assert "'#1A5A9C', '#8E1C5B'" in source
    assert 'rgb("#19693F")' in source
    assert "Dot(color='#19693F')" in source


def test_a_style_of_ones_own_is_in_the_project() -> None:
    source = script(text(), settings=Settings(style="own", own_style=OWN))
    assert "config.background_color = '#ABCDEF'" in source
    assert "Text('Hello', color='#211D18')" in source
    assert "Text.set_default" not in source


def test_a_background_of_the_projects_own_goes_first() -> None:
    source = script(text(), settings=Settings(style="paper", background="#123456"))
    assert "config.background_color = '#123456'" in source
    assert "color='#211D18'" in source


def test_no_word_of_a_style_becomes_code() -> None:
    values = {**OWN, "font": "'); import os  # \\\" {}"}
    source = script(text(), settings=Settings(style="own", own_style=values))
    compile(source, "scene.py", "exec")
    assert "\nimport os" not in source
