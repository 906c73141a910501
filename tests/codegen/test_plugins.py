"""Scripts that use what a manim plugin brings."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import Library, load_library
from tests.support.library import TOY_NODES, body_of, node, toy_document
from tests.support.manim_names import run_script
from tests.support.sources import ROOT

TABLES = """\
category = "Plugin"

[Coin]
kind = "value"
output = "Circle"
imports = "shape_plugin"
summary = "A coin."
uses = ["color"]
parameters.worth = { type = "integer", default = 1, minimum = 1 }

[Worth]
kind = "query"
imports = "shape_plugin"
output = "Number"
summary = "What coins are worth."
code = "shape_plugin.Coin().worth"
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "plugin.toml").write_text(TABLES, encoding="utf-8")
    return load_library(TOY_NODES, tmp_path)


def script_of(library: Library, nodes: str | Sequence[object], wires: str = "") -> Script:
    return generate(build(toy_document(nodes, wires), library))


def test_a_script_imports_the_plugin_that_it_uses(library: Library) -> None:
    script = script_of(library, "coin draw", "coin > draw.mobject")
    assert script.source.splitlines()[:2] == ["from manim import *", "import shape_plugin"]
    assert body_of(script).startswith("coin = shape_plugin.Coin()")


@pytest.mark.parametrize("nodes", ["disc", "disc worth"])
def test_a_script_that_uses_no_plugin_imports_none(library: Library, nodes: str) -> None:
    assert "shape_plugin" not in script_of(library, nodes).source


def test_no_variable_takes_the_plugins_name(library: Library) -> None:
    script = script_of(library, [node("shape_plugin", type="Disc"), "coin"])
    assert "shape_plugin_2 = Circle()" in script.source


@pytest.mark.slow
def test_manim_shows_the_plugins_object(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "tests" / "support" / "plugin")
    script = script_of(library, "coin draw", "coin > draw.mobject")
    scene = run_script(script.source, script.scene_name)
    assert [type(shown).__module__ for shown in scene.mobjects] == ["shape_plugin"]
