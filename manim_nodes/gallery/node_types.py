"""All node types that there are for this user: built in, of node packages, and of their own."""

import os
from collections.abc import Mapping
from dataclasses import replace

from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.library.node_packages import find_packages
from manim_nodes.sandbox.own_program import import_from
from manim_nodes.workspace.places import Places, data_root


def load_node_types(places: Places, trusted: Mapping[str, str]) -> Library:
    """Read them, and let modules be imported from the packages that the user trusts.

    Parameters
    ----------
    trusted : digests of packages, by their names

    Raises
    ------
    NodeTableError : a built-in table is faulty
    """
    packages, faults = find_packages(places.packages)
    library = load_library(data_root() / "nodes", places.nodes, packages=packages, trusted=trusted)
    import_from(
        (each.modules for each in packages if each.modules and each.is_trusted(trusted)),
        os.environ,
    )
    return replace(library, faults=(*faults, *library.faults))
