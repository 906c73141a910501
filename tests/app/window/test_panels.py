"""The one table of panels: nothing is missing in it, and what the rules and the pages say follows from it."""

import importlib
import pkgutil
import re
import tomllib
from pathlib import Path

from manim_nodes import app
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.window.panels import PANELS

ROOT = Path(__file__).parents[3]


def folder_of(panel: type[Panel]) -> str:
    return panel.__module__.rpartition(".")[0]


def test_every_panel_is_in_the_table() -> None:
    for module in pkgutil.walk_packages(app.__path__, "manim_nodes.app."):
        importlib.import_module(module.name)
    panels = [each for each in Panel.__subclasses__() if each.__module__.startswith("manim_nodes.")]

    assert sorted(place.name for place in PANELS) == sorted(panel.NAME for panel in panels)


def test_no_panel_may_import_another() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = {each["name"]: each for each in project["tool"]["importlinter"]["contracts"]}
    kept_apart = contracts["Panels meet in the session"]["modules"]

    assert sorted(kept_apart) == sorted(folder_of(place.panel) for place in PANELS)


def test_the_documents_list_the_panels() -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text()
    rows = re.findall(r"^\| (\w+) \| (\w+) \| `(manim_nodes/app/\w+)/` \|$", text, re.MULTILINE)

    assert rows == [
        (place.title, place.side.name.lower(), folder_of(place.panel).replace(".", "/"))
        for place in PANELS
    ]
