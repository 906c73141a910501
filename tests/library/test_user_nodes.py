"""A user's own tables: read again on request, and wrapping what a plugin brings."""

import re
from pathlib import Path

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import load_library
from tests.support.documents import make_document, wire
from tests.support.library import TOY_NODES
from tests.support.sources import NODES, ROOT

COIN = """\
category = "Money"

[Coin]
kind = "value"
output = "Circle"
imports = "shape_plugin"
summary = "A coin."
"""


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_a_file_dropped_in_later_is_read_the_next_time(tmp_path: Path) -> None:
    assert "Coin" not in load_library(TOY_NODES, tmp_path).types
    write(tmp_path, "money.toml", COIN)
    assert "Coin" in load_library(TOY_NODES, tmp_path).types
    (tmp_path / "money.toml").unlink()
    assert "Coin" not in load_library(TOY_NODES, tmp_path).types


def test_a_fault_names_file_and_line_until_it_is_mended(tmp_path: Path) -> None:
    write(tmp_path, "broken.toml", COIN.replace("value", "valve").replace("[Coin]", "[Penny]"))
    write(tmp_path, "money.toml", COIN)
    library = load_library(TOY_NODES, tmp_path)
    assert [fault.where for fault in library.faults] == [f"{tmp_path.name}/broken.toml, line 4"]
    assert "Coin" in library.types
    assert "Penny" not in library.types
    write(tmp_path, "broken.toml", COIN.replace("[Coin]", "[Penny]"))
    library = load_library(TOY_NODES, tmp_path)
    assert library.faults == ()
    assert {"Coin", "Penny"} <= library.types.keys()


@pytest.mark.parametrize("module", ["shape_plugin", "shape_plugin.round.coins"])
def test_what_a_module_brings_is_called_by_its_whole_name(tmp_path: Path, module: str) -> None:
    write(tmp_path, "money.toml", COIN.replace("shape_plugin", module))
    library = load_library(TOY_NODES, tmp_path)
    assert library.types["Coin"].to_manim_code({}) == f"{module}.Coin()"
    assert "shape_plugin" in library.names_in_code


@pytest.mark.parametrize(
    ("module", "complaint"),
    [
        ("os; print()", "'os; print()' is not the name of a module."),
        ("shape-plugin", "'shape-plugin' is not the name of a module."),
        (".plugin", "'.plugin' is not the name of a module."),
        ("plugin as np", "'plugin as np' is not the name of a module."),
        ("plugin.class", "'plugin.class' is not the name of a module."),
        ("np", "'np' is not the name of a module."),
        ("another", "the code does not use 'another'."),
    ],
)
def test_imports_must_name_a_module_that_is_used(
    tmp_path: Path, module: str, complaint: str
) -> None:
    text = COIN.replace("shape_plugin", module) + 'code = "shape_plugin.Coin()"\n'
    write(tmp_path, "money.toml", text)
    (fault,) = load_library(TOY_NODES, tmp_path).faults
    assert fault.where == f"{tmp_path.name}/money.toml, line 6"
    assert complaint in str(fault)


def test_the_plugin_of_the_documents_becomes_the_script_beside_it(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    section = page.partition("### Example: a plugin's classes")[2]
    table, script = re.findall(r"```\w+\n(.*?)```", section, re.DOTALL)[:2]
    write(tmp_path, "physics.toml", table)
    left = Node(id="left", type="Charge", parameters={"point": (-2, 0, 0)})
    right = Node(id="right", type="Charge", parameters={"magnitude": -1, "point": (2, 0, 0)})
    document = make_document(
        *(left, right, Node(id="field", type="ElectricField")),
        name="Field",
        edges=[wire("left.mobject", "field.charges"), wire("right.mobject", "field.charges")],
    )
    library = load_library(NODES, tmp_path)
    graph = build(document, library)
    assert (library.faults, validate(graph)) == ((), [])
    assert generate(graph).source == script
