"""A user's own tables: read again on request, and wrapping what a plugin brings."""

from pathlib import Path

import pytest

from manim_nodes.library.catalogue import load_library
from tests.support.library import TOY_NODES

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
