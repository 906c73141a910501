"""A node of the user's own, as tests of the app need one."""

from pathlib import Path

from manim_nodes.document.model import Group, Node, Snippet
from manim_nodes.gallery.own_nodes import OwnNode


def sun(folder: Path) -> OwnNode:
    """Give a kept group that makes a sun."""
    group = Group(id="sun", name="Sun", nodes=(Node(id="circle_1", type="Circle"),))
    stand_in = Node(id="node_1", type="Group", parameters={"group": "sun"})
    return OwnNode(
        name="Sun",
        title="Sun",
        inputs={"size": "Number"},
        outputs={"star": "Mobject"},
        snippet=Snippet(nodes=(stand_in,), groups=(group,)),
        path=folder / "Sun.mnodes",
    )
