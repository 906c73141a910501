import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.document import edits
from manim_nodes.document.migrations import UnsupportedFormatError
from manim_nodes.document.model import CURRENT_FORMAT, Document, Frame, Group, Node
from manim_nodes.document.text import MalformedFileError, dumps, loads
from manim_nodes.graph.format_1 import migrations
from tests.support.documents import documents, json_values, make_document, wire
from tests.support.library import TOYS

FORMATS = Path(__file__).parents[1] / "data" / "formats"

SMALL = make_document(
    Node(id="circle_1", type="Circle", parameters={"radius": 2.5, "color": "#ff0000"}),
    Node(id="größe_1", type="Text", label="Größe", position=(120, -40), muted=True),
    edges=[wire("circle_1.mobject", "größe_1.mobject")],
    frames=[Frame(id="frame_1", title="Beweis")],
    extras={"later": {"than": ["us"]}},
)


@given(documents())
def test_any_document_is_read_as_it_was_written(document: Document) -> None:
    text = dumps(document)
    assert loads(text) == document
    assert dumps(loads(text)) == text


def test_a_file_has_one_line_for_each_node_wire_and_frame() -> None:
    assert (
        dumps(SMALL)
        == """\
{
  "format": 2,
  "id": "6f1c3a52-8f0e-4d53-9b9c-1b6a3f8f2a10",
  "name": "Test",
  "created_at": "2026-01-31T12:00:00Z",
  "updated_at": "2026-01-31T12:00:00Z",
  "settings": {"background": "#000000", "frame_width": 14.222222222222221, "frame_height": 8.0, \
"seed": 0, "style": "default"},
  "nodes": [
    {"id": "circle_1", "type": "Circle", "parameters": {"color": "#ff0000", "radius": 2.5}, \
"position": [0.0, 0.0]},
    {"id": "größe_1", "type": "Text", "label": "Größe", "position": [120.0, -40.0], "muted": true}
  ],
  "edges": [
    {"source": "circle_1", "output": "mobject", "target": "größe_1", "input": "mobject"}
  ],
  "frames": [
    {"id": "frame_1", "title": "Beweis", "position": [0.0, 0.0], "size": [400.0, 300.0]}
  ],
  "later": {"than": ["us"]}
}
"""
    )


def test_a_group_is_a_block_of_its_own() -> None:
    inner = Group(id="empty", name="Größe")
    outer = Group(id="group_1", nodes=SMALL.nodes[:1], extras={"later": 1})
    text = dumps(make_document(groups=[inner, outer], extras={"later": 2}))
    assert text.endswith(
        """
  "frames": [],
  "groups": [
    {
      "id": "empty",
      "name": "Größe",
      "nodes": [],
      "edges": [],
      "frames": []
    },
    {
      "id": "group_1",
      "name": "",
      "nodes": [
        {"id": "circle_1", "type": "Circle", "parameters": {"color": "#ff0000", "radius": 2.5}, \
"position": [0.0, 0.0]}
      ],
      "edges": [],
      "frames": [],
      "later": 1
    }
  ],
  "later": 2
}
"""
    )


def test_setting_a_parameter_back_gives_back_the_same_text() -> None:
    away = edits.reset_parameter(SMALL, "circle_1", "color")
    back = edits.set_parameter(away, "circle_1", "color", "#ff0000")
    assert dumps(back) == dumps(SMALL)


@pytest.mark.parametrize("path", sorted(FORMATS.glob("*.mnodes")), ids=lambda path: path.stem)
def test_every_format_that_was_shipped_is_read(path: Path) -> None:
    document = loads(path.read_text(encoding="utf-8"), migrations=migrations(TOYS))
    assert [node.type for node in document.nodes] == ["Circle", "FadeIn", "FromTheFuture"]
    assert document.node("circle_1").parameters == {"radius": 2.0, "color": "#58c4dd"}
    assert document.edges[0] == wire("circle_1.mobject", "fade_in_1.mobject")
    assert [group.name for group in document.groups] == ["Sun"]


def test_every_format_that_was_shipped_has_a_file() -> None:
    assert {int(path.stem) for path in FORMATS.glob("*.mnodes")} == set(
        range(1, CURRENT_FORMAT + 1)
    )


def test_what_this_version_does_not_know_is_written_back() -> None:
    text = (FORMATS / f"{CURRENT_FORMAT}.mnodes").read_text(encoding="utf-8")
    assert dumps(loads(text)) == text
    assert loads(text).node("future_1").extras == {"pinned": True, "extras": (1,)}


def broken(**changes: Any) -> str:
    return json.dumps(json.loads(dumps(SMALL)) | changes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"^line 1, column 1: This is no manim-nodes project"),
        (dumps(SMALL)[:400], r"^line 9, column \d+: This is no .* or only a part of one"),
        ("[1, 2]", "does not state its format"),
        ("{}", "does not state its format"),
        (broken(format="1"), "^format: must be a whole number"),
        (broken(format=True), "^format: must be a whole number"),
        (broken(format=-1), "^format: must be a whole number"),
        ("[" * 100_000, "nested too deeply"),
        ('{"format": 2, "nodes": ' + "9" * 5000 + "}", "thousands of digits"),
        ('{"format": 2, "format": 2}', '^the key "format" stands twice'),
        (
            '{"format": 2, "nodes": [{}, {"parameters": {"x": 1, "y": 2, "x": 1}}]}',
            r'^nodes\[1\]\.parameters: the key "x" stands twice',
        ),
        (broken(nodes=3), "^nodes: must be a list"),
        (broken(nodes=[3]), r"^nodes\[0\]: must be an object in braces"),
        (broken(nodes=[{}]), r"^nodes\[0\]\.id: is missing"),
        (broken(nodes=[{"id": 3, "type": "T"}]), r"^nodes\[0\]\.id: must be text"),
        (
            broken(nodes=[{"id": "a", "type": "T", "position": [0, float("nan")]}]),
            r'^nodes\[0\]\.position\[1\] of "a": must be a finite number',
        ),
        (
            broken(nodes=[{"id": "a", "type": "T", "parameters": {"p q": [float("inf")]}}]),
            r'^nodes\[0\]\.parameters\["p q"\]\[0\] of "a": must be a finite number \(it is inf\)',
        ),
        (
            broken(nodes=[{"id": "a", "type": "T", "new": {"x": float("-inf")}}]),
            r'^nodes\[0\]\.new\.x of "a": must be a finite number',
        ),
        (broken(nodes=[{"id": "a", "type": "T"}] * 2), '^nodes: holds two items with the id "a"'),
        (broken(name="\ud83d"), "^name: holds half a character"),
        (broken(edges=[{"source": "a"}]), r"^edges\[0\]\.output: is missing"),
        (broken(settings=[]), "^settings: must be an object in braces"),
        (broken(settings={"seed": 1.5}), r"^settings\.seed: must be a whole number"),
        (broken(settings={"seed": -1}), r"^settings\.seed: must be 0 or more"),
        (broken(frames={}), "^frames: must be a list"),
        (broken(groups={}), "^groups: must be a list"),
        (broken(groups=[3]), r"^groups\[0\]: must be an object in braces"),
        (broken(groups=[{"id": "g"}, {}]), r"^groups\[1\]\.id: is missing"),
        (broken(groups=[{"id": "g", "nodes": 3}]), r"^groups\[0\]\.nodes: must be a list"),
        (
            broken(groups=[{"id": "g", "nodes": [{}, {"id": "a", "type": "T", "position": 1}]}]),
            r"^groups\[0\]\.nodes\[0\]\.id: is missing",
        ),
        (
            broken(groups=[{"id": "g", "nodes": [{"id": "a", "type": "T", "position": 1}]}]),
            r'^groups\[0\]\.nodes\[0\]\.position of "a": must be a list',
        ),
        (broken(groups=[{"id": "g"}] * 2), '^groups: holds two items with the id "g"'),
        (
            broken(groups=[{"id": "g", "nodes": [{"id": "a", "type": "T"}] * 2}]),
            r'^groups\[0\]\.nodes: holds two items with the id "a"',
        ),
        (
            broken(groups=[{"id": "g", "groups": [{"nodes": [float("nan")]}]}]),
            r"^groups\[0\]\.groups\[0\]\.nodes\[0\]: must be a finite number",
        ),
        (broken(id="mine"), "^id: must be a UUID, such as 2f1d"),
        (broken(created_at=1), "^created_at: must be a time with its zone"),
        (broken(extras={"x": float("nan")}), r"^extras\.x: must be a finite number"),
    ],
)
def test_a_broken_file_says_what_and_where(text: str, message: str) -> None:
    with pytest.raises(MalformedFileError, match=message):
        loads(text)


@pytest.mark.parametrize("version", [1, 4, 7])
def test_any_uuid_will_do(version: int) -> None:
    project_id = f"6f1c3a52-8f0e-{version}d53-9b9c-1b6a3f8f2a10"
    assert loads(broken(id=project_id)).id == project_id


def test_a_file_written_by_hand_gets_an_id_and_dates() -> None:
    text = '{"format": 2, "name": "By hand", "nodes": [{"id": "circle_1", "type": "Circle"}]}'
    one, again, other = loads(text), loads(text), loads(text.replace("hand", "foot"))

    assert [node.type for node in one.nodes] == ["Circle"]
    assert one.created_at.tzinfo is not None
    assert one.id == again.id != other.id
    assert loads(dumps(one)) == one


def test_a_newer_format_is_refused_by_its_number() -> None:
    with pytest.raises(UnsupportedFormatError, match=r"has format 7, .* up to 2\. Update"):
        loads(broken(format=7))


def read(text: str) -> None:
    """Read what may be broken; what is accepted must be whole."""
    try:
        document = loads(text)
    except (MalformedFileError, UnsupportedFormatError) as error:
        assert error.message  # noqa: PT017  # any other exception fails the test
    else:
        assert loads(dumps(document)) == document


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    read(text)


_SPLINTERS = ["", "{", "]", ",", '"', "null", "NaN", "-Infinity", "1e999", '"\\ud800"', "0" * 5000]


@given(st.data(), documents())
def test_a_mangled_file_is_read_or_refused(data: Any, document: Document) -> None:
    text = dumps(document)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    splinter = data.draw(st.sampled_from(_SPLINTERS) | st.text(max_size=5))
    read(text[:start] + splinter + text[end:])


@given(st.data(), documents(), json_values)
def test_a_file_with_a_strange_value_is_read_or_refused(
    data: Any, document: Document, value: Any
) -> None:
    raw: Any = json.loads(dumps(document))
    inner = raw
    while inner:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(inner[key], dict | list) or not inner[key] or data.draw(st.booleans()):
            inner[key] = value
            break
        inner = inner[key]
    read(json.dumps(raw))
