"""The page of the file format says what the code reads and writes."""

import re
from pathlib import Path

import pytest

from manim_nodes.document.files import MAX_BYTES
from manim_nodes.document.model import (
    CURRENT_FORMAT,
    MAX_NAME_LENGTH,
    Constant,
    Document,
    Edge,
    Frame,
    Group,
    Knob,
    Node,
    Record,
    Settings,
)
from manim_nodes.document.text import dumps, loads
from manim_nodes.document.values import MAX_DEPTH

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "file-format.md").read_text()
RECORDS = [Document, Node, Edge, Frame, Group, Constant, Knob, Settings]


def section(title: str) -> str:
    """Return what stands between a heading and the next one."""
    return re.split(r"^#+ ", PAGE.partition(f"# {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def rows(title: str) -> list[list[str]]:
    """Return the cells of a section's table, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_the_example_is_what_saving_writes() -> None:
    example = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0]

    assert dumps(loads(example)) == example


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_is_in_its_table(record: type[Record]) -> None:
    named = [name for row in rows(record.__name__) for name in names(row[0])]

    assert sorted(named) == sorted(record.model_fields.keys() - {"extras"})


@pytest.mark.parametrize(
    "record", [Node, Frame, Knob, Settings], ids=lambda record: record.__name__
)
def test_defaults_are_those_of_the_table(record: type[Record]) -> None:
    for fields, _, default, _ in rows(record.__name__):
        values = [record.model_fields[name].default for name in names(fields)]
        named = [None if text == "null" else text for text in re.findall(r"`([^`]+)`", default)]
        if named:
            assert [_plain(value) for value in values] == named


def _plain(value: object) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case tuple():
            return str(list(value))
    return str(value)


def test_the_newest_format_is_the_last_of_the_versions() -> None:
    assert rows("Versions")[-1][0] == str(CURRENT_FORMAT)


def test_limits_are_those_of_the_code() -> None:
    assert f"1 to {MAX_NAME_LENGTH} characters" in PAGE
    assert f"more than {MAX_DEPTH} deep" in PAGE
    assert f"larger than {MAX_BYTES // 2**20} MiB" in PAGE
