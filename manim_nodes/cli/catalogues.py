"""Where commands look things up: the node types and the templates, the user's own and the built-in ones."""

import gc

from manim_nodes.cli.output import warn
from manim_nodes.gallery.built_in_groups import load_built_in_groups
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.gallery.node_types import load_node_types
from manim_nodes.gallery.own_nodes import OwnNode, load_own_nodes
from manim_nodes.library.catalogue import Library
from manim_nodes.workspace.places import data_root, places
from manim_nodes.workspace.state import load_state


def open_library() -> Library:
    """Read the node types, and say what is wrong with the user's own."""
    own = places().nodes
    library = load_node_types(places(), load_state(places().memory).trusted_packages)
    gc.freeze()  # it stays for good: looking through it for garbage takes longer than most commands
    for fault in library.faults:
        is_own = str(fault).startswith(f"{own.name}/")  # named from the folder around
        warn(f"{own.parent}/{fault}" if is_own else str(fault))
    return library


def open_own_nodes(library: Library) -> list[OwnNode]:
    """Read the groups that the user keeps as nodes, and say what is wrong with some; the built-in ones come last."""
    own_nodes, faults = load_own_nodes(places().nodes, library)
    for fault in faults:
        warn(str(fault))
    return [*own_nodes, *load_built_in_groups(data_root() / "resources" / "groups", library)]


def open_templates() -> list[Template]:
    """Find the templates, and say what is wrong with the user's own."""
    templates, broken = load_templates(places().templates, data_root() / "templates")
    for each in broken:
        warn(str(each.fault))
    return templates
