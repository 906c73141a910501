"""Keeping a group as a node of the user's own, and saying how that went."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from manim_nodes.app.kit.notices import Notices
from manim_nodes.document.groups import group_id_of
from manim_nodes.editing.session import Session
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.own_nodes import OwnNodeExistsError, save_own_node
from manim_nodes.graph.problems import Severity
from manim_nodes.translation import tr


def keep_as_node(
    session: Session,
    full_id: str,
    *,
    folder: Path,
    notices: Notices,
    reload_library: Callable[[], object],
    overwrite: bool = False,
) -> None:
    """Keep a group as a node, to be found in any project.

    Parameters
    ----------
    full_id : of a node of the group
    overwrite : whether a kept node of the same name may be replaced; otherwise the user is asked
    """
    node_id = session.local_id(full_id) or ""
    group_id = group_id_of(session.content.node(node_id)) or ""
    name = f"own node {group_id}"
    try:
        path = save_own_node(session.content, group_id, folder, overwrite=overwrite)
    except OwnNodeExistsError as error:
        again = partial(
            keep_as_node,
            session,
            full_id,
            folder=folder,
            notices=notices,
            reload_library=reload_library,
            overwrite=True,
        )
        notices.put(name, error.message, Severity.WARNING, [(tr("Replace it"), again)])
    except ManimNodesError as error:
        notices.put(name, str(error), Severity.ERROR)
    else:
        text = tr(
            "Kept as the node “{name}”, to be found under My nodes in any project.", name=path.stem
        )
        notices.put(name, text)
        reload_library()
