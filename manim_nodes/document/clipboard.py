"""Copying a selection as text, and pasting it: into the same document or any other."""

from collections.abc import Collection, Mapping

from manim_nodes.document.constants import mentioned_constants
from manim_nodes.document.groups import groups_within
from manim_nodes.document.insertion import insert
from manim_nodes.document.migrations import MIGRATIONS, Migration
from manim_nodes.document.model import CURRENT_FORMAT, Document, DocumentError, Snippet
from manim_nodes.document.record_edits import replace
from manim_nodes.document.text import build, parse, write
from manim_nodes.translation import tr


class ClipboardError(DocumentError):
    """What is on the clipboard cannot be pasted."""


class _Clip(Snippet):
    format: int
    document: str = ""  # where it was copied; only there does a wire from outside mean anything


def copy_nodes(
    document: Document, node_ids: Collection[str], *, frame_ids: Collection[str] = ()
) -> str:
    """Write nodes, the wires that go to them, and frames as text for the clipboard.

    The groups that the nodes stand for come along, as they are now, and the constants whose names they mention.

    Raises
    ------
    UnknownIdError : the document has no such node
    """
    copied = {document.node(node_id).id for node_id in node_ids}
    snippet = Snippet(
        nodes=tuple(node for node in document.nodes if node.id in copied),
        edges=tuple(edge for edge in document.edges if edge.target in copied),
        frames=tuple(frame for frame in document.frames if frame.id in frame_ids),
    )
    groups = groups_within(snippet, document.groups_by_id)
    head = {"format": CURRENT_FORMAT, "document": document.id}
    snippet = replace(snippet, groups=groups)
    constants = mentioned_constants(snippet, document.constants)
    return write(head, replace(snippet, constants=constants))


def paste_nodes(
    document: Document,
    text: str,
    *,
    at: tuple[float, float] | None = None,
    with_incoming: bool = False,
    migrations: Mapping[int, Migration] = MIGRATIONS,
) -> tuple[Document, tuple[str, ...]]:
    """Add what was copied, under fresh ids.

    Parameters
    ----------
    text : from `copy_nodes`, or the text of a whole project
    at : where the top left corner goes; if not given, everything stays where it was
    with_incoming : keep the wires from nodes that were not copied, as far as these are still there
    migrations : from `manim_nodes.graph.format_1`, where the text may be of an older format

    Returns
    -------
    the new document, and the ids of the pasted nodes

    Raises
    ------
    ClipboardError : the text is something else
    """
    clip = _read(text, migrations)
    own = {node.id for node in clip.nodes}
    outside = set()
    if with_incoming and clip.document == document.id:
        outside = document.nodes_by_id.keys() - own
    sources = own | outside
    edges = tuple(edge for edge in clip.edges if edge.target in own and edge.source in sources)
    pasted, names = insert(document, replace(clip, edges=edges), at=at, joined=outside)
    return pasted, tuple(names.values())


def _read(text: str, migrations: Mapping[int, Migration]) -> _Clip:
    try:
        return build(_Clip, parse(text, migrations))
    except DocumentError as error:
        msg = tr("The clipboard holds nothing that can be pasted here.")
        raise ClipboardError(msg, hint=tr("Copy some nodes first.")) from error
