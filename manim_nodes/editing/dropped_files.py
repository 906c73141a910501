"""Files that were dropped on the window become the nodes that show, play or read them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from manim_nodes.document.edits import set_parameter
from manim_nodes.document.model import Document
from manim_nodes.editing.add_node import add
from manim_nodes.editing.file_names import ProjectFileNames
from manim_nodes.editing.free_place import spread
from manim_nodes.editing.session import Session
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Kind
from manim_nodes.translation import tr

_Content = Literal["picture", "sound", "drawing", "video", "table"]

_CONTENTS: Mapping[_Content, str] = {
    "picture": ".png .jpg .jpeg .webp .bmp .tif .tiff .ico",
    "drawing": ".svg",
    "video": ".mp4 .webm .mov .mkv .avi .m4v .gif",
    "sound": ".wav .mp3 .ogg .flac .m4a .aac .opus",
    "table": ".csv .tsv",
}
_BY_SUFFIX = {
    suffix: content for content, suffixes in _CONTENTS.items() for suffix in suffixes.split()
}
_TABLE = "NumbersFromFile"
_KINDS = (Kind.VALUE, Kind.STEP)


def node_for_file(library: Library, path: Path) -> tuple[str, str] | None:
    """Return the node type for a file, and its parameter for the file's name; None if there is none."""
    content = _BY_SUFFIX.get(path.suffix.lower())
    for node_type in library.types.values():
        for parameter in node_type.parameters.values():
            if parameter.type != "file" or not parameter.required:
                continue
            is_table = content == "table" and node_type.type == _TABLE
            is_media = parameter.media == content and node_type.kind in _KINDS
            if is_table or is_media:
                return node_type.type, parameter.name
    return None


def add_files(
    session: Session, paths: Sequence[Path], at: tuple[float, float], *, initiator: object = None
) -> list[str]:
    """Add a node for each file, as one step, and select them; return their ids.

    What the user drops may be read, wherever it lies.

    Parameters
    ----------
    at : on the canvas
    """
    names = ProjectFileNames(session)
    added: list[str] = []

    def edit(document: Document) -> Document:
        added.clear()
        for path in paths:
            known = node_for_file(session.library, path)
            if known is not None:
                document, (node_id,) = add(document, session, known[0], at)
                document = set_parameter(document, node_id, known[1], names.name_of(path))
                document = spread(document, {node_id})
                added.append(node_id)
        return document

    for path in paths:
        if node_for_file(session.library, path) is not None:
            names.allow(names.name_of(path))
    session.edit(edit, label=tr("add files"), initiator=initiator)
    if added:
        session.select(added, initiator=initiator)
        session.continue_behind(added)
    return list(added)
