"""Parameters ask for what they mean: no bare text, no number without limits where there are some."""

import re
from collections.abc import Iterator

import pytest

from manim_nodes.library.node_type import NodeType, Parameter
from manim_nodes.library.type_names import plain_type
from tests.support.sources import built_in_library

LIBRARY, _ = built_in_library()

# Words that a person makes up: no choice, color, font, file, formula or expression would do.
FREE_TEXTS = {
    "shown on the screen": """
        Text.text MarkupText.text Paragraph.text Title.text BulletedList.items BraceText.text
        BarChart.bar_names SampleSpaceTitle.title Table.table Table.row_labels Table.col_labels
        Table.top_left DecimalTable.row_labels DecimalTable.col_labels DecimalTable.top_left
        IntegerTable.row_labels IntegerTable.col_labels IntegerTable.top_left
        MobjectTable.row_labels MobjectTable.col_labels MobjectTable.top_left
    """,
    "seen or heard of outside the picture": "NextSection.name AddSubcaption.content",
    "names that the user gives": """
        VDict.names GetNamedPart.name AddNamedPart.name RemoveNamedPart.name Select.name
        ColorFormulaPart.name GroupInput.name GroupOutput.name
    """,
    "written by the editor itself": "GroupInput.type GroupOutput.type",
    "in a language that has no editor of its own": """
        Code.code_string Math.typst_preamble Typst.typst_code Typst.typst_preamble
    """,
    "parts of other texts": """
        FindInText.part ColorInText.part SplitText.text SplitText.separator JoinTexts.separator
        MathTex.arg_separator Tex.arg_separator
    """,
    "texts as values": "StringValue.text StringList.texts",
}


def parameters(*types: str) -> Iterator[tuple[NodeType, Parameter]]:
    for node_type in LIBRARY.types.values():
        for parameter in node_type.parameters.values():
            if plain_type(parameter.type) in types:
                yield node_type, parameter


def test_free_text_is_asked_for_only_where_nothing_else_would_do() -> None:
    ours = {
        f"{node_type.type}.{parameter.name}"
        for node_type, parameter in parameters("string", "text")
    }
    assert ours == {name for names in FREE_TEXTS.values() for name in names.split()}


# What a name promises: whatever is called so has these limits.
LIMITS = [
    (r".*opacity|opacities", {"minimum": 0, "maximum": 1}),
    (r"run_time|duration", {"exclusive_minimum": 0}),
    (r"lag_ratio", {"minimum": 0}),
    (r".*font_size|label_size", {"exclusive_minimum": 0}),
]
LOWER_LIMITS = r".*(radius|radii|width|height|depth|length|thickness|spacing|resolution)|rows|cols|count|copies"
# A negative radius bends the other way, or rounds a corner inward.
SIGNED = frozenset(
    [
        "CurvedArrow.radius",
        "CurvedDoubleArrow.radius",
        "ArcBetweenPoints.radius",
        "ArcPolygon.radius",
        "PolarToPoint.radius",
        "RoundedRectangle.corner_radius",
        "SurroundingRectangle.corner_radius",
        "BackgroundRectangle.corner_radius",
        "RoundCorners.radius",
    ]
)


@pytest.mark.parametrize(("names", "limits"), LIMITS)
def test_what_has_the_same_name_has_the_same_limits(names: str, limits: dict[str, float]) -> None:
    found = [each for each in parameters("number", "integer") if re.fullmatch(names, each[1].name)]
    others = [
        f"{node_type.type}.{parameter.name}"
        for node_type, parameter in found
        if any(getattr(parameter, limit) != value for limit, value in limits.items())
    ]
    assert found
    assert others == []


def test_sizes_and_counts_cannot_be_negative() -> None:
    without = {
        f"{node_type.type}.{parameter.name}"
        for node_type, parameter in parameters("number", "integer")
        if re.fullmatch(LOWER_LIMITS, parameter.name)
        and parameter.minimum is None
        and parameter.exclusive_minimum is None
    }
    assert without == SIGNED


def test_angles_are_degrees() -> None:
    others = {
        f"{node_type.type}.{parameter.name}": parameter.unit
        for node_type, parameter in parameters("angle")
        if parameter.unit not in ("degrees", "degrees/s")
    }
    assert others == {}
