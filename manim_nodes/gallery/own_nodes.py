"""Groups and snippets that the user keeps, for any project: a project file each."""

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
    Content,
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
    """A group or snippet cannot be kept, be read back, or removed."""


class OwnNodeExistsError(OwnNodeError):
    """There is one of this name already, and it is not to be replaced."""


@dataclass(frozen=True)
class OwnNode:
    """A group that the user has kept, or a snippet: several nodes with the wires between them.

    Parameters
    ----------
    name : the file's, without its suffix
    title : what people call it
    inputs, outputs : the types of a group's ports, by their names
    snippet : the nodes, or the one that stands for the group, and all groups that they take; to be given to
        `manim_nodes.document.insertion.insert`, or to `manim_nodes.document.redefinition.redefine_group`
    summary, keywords : of a built-in group; without a summary it is the user's own
    """

    name: str
    title: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    snippet: Snippet
    path: Path
    summary: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def is_built_in(self) -> bool:
        """Return whether it comes with the program, and so cannot be removed."""
        return bool(self.summary)

    @property
    def group(self) -> Group | None:
        """Return the group itself; None where it is a snippet."""
        return self.snippet.groups[0] if _group_in(self.snippet) else None

    @property
    def content(self) -> Content:
        """Return what it holds."""
        return self.group or self.snippet


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
    node = Node(id=first_id_of(_file_name(title)), type=GROUP, parameters={"group": group_id})
    return _save(_snippet((node,), document), title, folder, document.name, overwrite=overwrite)


def save_snippet(part: Document, title: str, folder: Path, *, overwrite: bool = False) -> Path:
    """Keep some nodes, as `manim_nodes.document.part.part_of` gives them, as a file in ``folder``.

    Raises
    ------
    OwnNodeExistsError : there is such a file already
    OwnNodeError : it has no name, a group in it is missing, or the folder cannot be made
    SaveError : it cannot be written
    """
    if not title.strip():
        raise OwnNodeError(tr("A snippet needs a name."))
    return _save(part, title.strip(), folder, part.name, overwrite=overwrite)


def remove_own_node(own: OwnNode) -> None:
    """Remove what the user has kept from the disk.

    Raises
    ------
    OwnNodeError : it cannot be removed
    """
    try:
        own.path.unlink(missing_ok=True)
        own.path.with_name(f"{own.path.name}.bak").unlink(missing_ok=True)
    except OSError as error:
        msg = tr("“{title}” cannot be removed ({reason}).", title=own.title, reason=error.strerror)
        raise OwnNodeError(msg, where=str(own.path)) from error


def _save(snippet: Snippet, title: str, folder: Path, where: str, *, overwrite: bool) -> Path:
    path = folder / f"{_file_name(title)}{SUFFIX}"
    kept = new_document(title[:MAX_NAME_LENGTH].strip())
    parts = ("nodes", "edges", "frames", "groups", "constants")
    kept = replace(kept, **{part: getattr(snippet, part) for part in parts})
    _check_complete(kept, where)
    if path.exists() and not overwrite:
        raise OwnNodeExistsError(
            tr("There is a node or snippet of this name already."),
            where=str(path),
            hint=tr("Choose another name, or allow to replace it."),
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


def _snippet(nodes: tuple[Node, ...], document: Document) -> Snippet:
    alone = Snippet(nodes=nodes)
    snippet = replace(alone, groups=groups_within(alone, document.groups_by_id))
    return replace(snippet, constants=mentioned_constants(snippet, document.constants))


def load_own_nodes(folder: Path, library: Library) -> tuple[list[OwnNode], list[ManimNodesError]]:
    """Read the nodes and snippets that are kept in ``folder``, by their titles.

    Returns
    -------
    these, and what is wrong with the files that were left out
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
    name = path.name.removesuffix(SUFFIX)
    if not document.nodes:
        raise OwnNodeError(tr("It holds no nodes."), where=str(path))
    _check_complete(document, str(path))
    group_id = _group_in(document)
    if group_id is None:
        return OwnNode(name, document.name, {}, {}, _all_of(document), path)
    ports = group_ports(document, group_id, library)
    title = document.group(group_id).name.strip() or document.name
    snippet = _snippet(document.nodes, document)
    return OwnNode(name, title, ports.inputs, ports.outputs, snippet, path)


def _group_in(snippet: Snippet) -> str | None:
    """Return the group that a snippet's only node stands for, if it has only one that does."""
    return group_id_of(snippet.nodes[0]) if len(snippet.nodes) == 1 else None


def _all_of(document: Document) -> Snippet:
    return Snippet(
        nodes=document.nodes,
        edges=document.edges,
        frames=document.frames,
        groups=document.groups,
        constants=document.constants,
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
