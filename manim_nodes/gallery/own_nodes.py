"""Groups that the user keeps as nodes of their own, for any project: a project file each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from manim_nodes.document.constants import mentioned_constants
from manim_nodes.document.files import load_document, save_document
from manim_nodes.document.groups import GROUP, group_id_of, groups_within
from manim_nodes.document.ids import first_id_of
from manim_nodes.document.model import (
    MAX_NAME_LENGTH,
    Document,
    DocumentError,
    Group,
    Node,
    Snippet,
    new_document,
)
from manim_nodes.document.record_edits import replace
from manim_nodes.errors import ManimNodesError
from manim_nodes.graph.expand import expand
from manim_nodes.graph.format_1 import migrations
from manim_nodes.graph.group_ports import group_ports
from manim_nodes.library.catalogue import Library
from manim_nodes.translation import tr

SUFFIX = ".mnodes"

_NOT_IN_FILE_NAMES = re.compile(r"[^\w .()+-]+")
_LONGEST_FILE_NAME = 50  # in characters, each of up to four bytes


class OwnNodeError(ManimNodesError):
    """A group cannot be kept as a node of the user's own, or be read back."""


class OwnNodeExistsError(OwnNodeError):
    """There is a node of this name already, and it is not to be replaced."""


@dataclass(frozen=True)
class OwnNode:
    """A group that the user has kept.

    Parameters
    ----------
    name : the file's, without its suffix
    title : what people call it
    inputs, outputs : the types of its ports, by their names
    snippet : the node that stands for the group, and all groups that it takes; to be given to
        `manim_nodes.document.insertion.insert`, or to `manim_nodes.document.redefinition.redefine_group`
    """

    name: str
    title: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    snippet: Snippet
    path: Path

    @property
    def group(self) -> Group:
        """Return the group itself."""
        return self.snippet.groups[0]


def save_own_node(
    document: Document, group_id: str, folder: Path, *, overwrite: bool = False
) -> Path:
    """Keep a group, with all groups in it, as a file of its name in ``folder``.

    Raises
    ------
    UnknownIdError : the document has no such group
    OwnNodeExistsError : there is such a file already
    OwnNodeError : a part of the group is missing, or the folder cannot be made
    SaveError : it cannot be written
    """
    title = document.group(group_id).name.strip() or "Group"
    name = _file_name(title)
    path = folder / f"{name}{SUFFIX}"
    node = Node(id=first_id_of(name), type=GROUP, parameters={"group": group_id})
    snippet = _snippet(node, document)
    kept = new_document(title[:MAX_NAME_LENGTH].strip())
    kept = replace(kept, nodes=snippet.nodes, groups=snippet.groups, constants=snippet.constants)
    _check_complete(kept, document.name)
    if path.exists() and not overwrite:
        raise OwnNodeExistsError(
            tr("There is a node of this name already."),
            where=str(path),
            hint=tr("Give the group another name, or allow to replace the node."),
        )
    _make_folder(folder)
    save_document(kept, path)
    return path


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = tr("The folder of your own nodes cannot be made ({reason}).", reason=error.strerror)
        hint = tr("Check what stands in its place, and who may write there.")
        raise OwnNodeError(msg, where=str(folder), hint=hint) from error


def _file_name(title: str) -> str:
    name = _NOT_IN_FILE_NAMES.sub("_", title)[:_LONGEST_FILE_NAME]
    return name.strip(" .") or "Group"


def _snippet(node: Node, document: Document) -> Snippet:
    alone = Snippet(nodes=(node,))
    snippet = replace(alone, groups=groups_within(alone, document.groups_by_id))
    return replace(snippet, constants=mentioned_constants(snippet, document.constants))


def load_own_nodes(folder: Path, library: Library) -> tuple[list[OwnNode], list[ManimNodesError]]:
    """Read the nodes that are kept in ``folder``, by their titles.

    Returns
    -------
    the nodes, and what is wrong with the files that were left out
    """
    found: list[OwnNode] = []
    faults: list[ManimNodesError] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            found.append(_load(path, library))
        except (DocumentError, OwnNodeError) as fault:
            faults.append(fault)
    return sorted(found, key=lambda own: (own.title.casefold(), own.name)), faults


def _load(path: Path, library: Library) -> OwnNode:
    document = load_document(path, migrations=migrations(library))
    group_id = group_id_of(document.nodes[0]) if len(document.nodes) == 1 else None
    if group_id is None:
        raise OwnNodeError(
            tr(
                "This is a project, not a node of your own: it must hold one group and nothing else."
            ),
            where=str(path),
            hint=tr("Move it to your projects, or make a group of it all and keep that."),
        )
    _check_complete(document, str(path))
    ports = group_ports(document, group_id, library)
    return OwnNode(
        name=path.name.removesuffix(SUFFIX),
        title=document.group(group_id).name.strip() or document.name,
        inputs=ports.inputs,
        outputs=ports.outputs,
        snippet=_snippet(document.nodes[0], document),
        path=path,
    )


def _check_complete(document: Document, where: str) -> None:
    """Reject groups that could stand in no project."""
    expansion = expand(document)
    faults = {
        tr("A group that is part of it is missing."): expansion.unknown,
        tr("A group that is part of it stands in itself."): expansion.recursive,
        tr("It holds too many nodes, wires or groups in one another."): expansion.too_large,
    }
    for message, node_ids in faults.items():
        if node_ids:
            inner = node_ids[0].partition("/")[2]
            hint = (
                tr("Delete '{inner}', which is in it.", inner=inner)
                if inner
                else tr("Make it of a project anew.")
            )
            raise OwnNodeError(message, where=where, hint=hint)


def find_own_node(own_nodes: Sequence[OwnNode], name: str) -> OwnNode | None:
    """Return the node with this name or title, or None where there is none."""
    wanted = name.casefold()
    for own in own_nodes:
        if wanted in (own.name.casefold(), own.title.casefold()):
            return own
    return None
