import json
from typing import Any

import pytest

from manim_nodes.document.migrations import Migration, UnsupportedFormatError
from manim_nodes.document.model import CURRENT_FORMAT
from manim_nodes.document.text import MalformedFileError, dumps, loads
from tests.support.documents import make_document

EMPTY: dict[str, Any] = json.loads(dumps(make_document()))
FORMAT_0 = {
    **{key: value for key, value in EMPTY.items() if key != "nodes"},
    "format": 0,
    "boxes": {"circle_1": "Circle"},
}


def from_0_to_1(raw: dict[str, Any]) -> dict[str, Any]:
    boxes = raw.pop("boxes")
    return {**raw, "nodes": [{"id": key, "type": value} for key, value in boxes.items()]}


def from_1_to_2(raw: dict[str, Any]) -> dict[str, Any]:
    return raw


MIGRATIONS: dict[int, Migration] = {0: from_0_to_1, 1: from_1_to_2}


def test_an_older_format_becomes_the_current_one() -> None:
    document = loads(json.dumps(FORMAT_0), migrations=MIGRATIONS)
    assert document.format == CURRENT_FORMAT
    assert document.node("circle_1").type == "Circle"
    assert document.extras == {}


def test_an_older_format_without_a_way_to_ours_is_refused() -> None:
    with pytest.raises(UnsupportedFormatError, match="has format 0, which no version"):
        loads(json.dumps(FORMAT_0))


@pytest.mark.parametrize("boxes", [{}, {"boxes": 3}, {"boxes": []}])
def test_an_older_file_that_is_broken_is_refused(boxes: dict[str, Any]) -> None:
    raw = {**EMPTY, "format": 0, **boxes}
    with pytest.raises(MalformedFileError, match="not what a file of format 0 should be"):
        loads(json.dumps(raw), migrations=MIGRATIONS)
