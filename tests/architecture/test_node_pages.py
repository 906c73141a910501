"""The pages of node types say what the tables say."""

from manim_nodes.library.catalogue import load_library
from script.node_pages import FOLDER, ROOT, pages

STALE = "is not what the tables say: run script/node-pages."


def test_the_pages_of_node_types_are_up_to_date() -> None:
    wanted = pages(load_library(ROOT / "nodes"))
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}

    # Not compared by pytest, which would look long for how two such texts differ.
    stale = [name for name in {**wanted, **written} if wanted.get(name) != written.get(name)]
    assert not stale, f"{', '.join(sorted(stale))} of docs/nodes/ {STALE}"
