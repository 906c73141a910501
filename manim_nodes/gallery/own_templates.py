"""Templates of the user's own: a project with its card and its picture, in the folder of templates."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from manim_nodes.atomic import replace_file
from manim_nodes.document.files import save_document
from manim_nodes.document.model import Document, new_document
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.catalogue import Template
from manim_nodes.translation import tr

_NOT_IN_IDS = re.compile(r"[^\w]+")
_LONGEST_ID = 60
_DELETE = "\x7f"  # JSON may hold it, TOML may not


class OwnTemplateError(ManimNodesError):
    """A template cannot be kept, or removed."""


class OwnTemplateExistsError(OwnTemplateError):
    """There is a template of this name already."""


def save_template(
    document: Document,
    folder: Path,
    card: Mapping[str, str | Sequence[str]],
    *,
    picture: bytes | None = None,
    overwrite: bool = False,
) -> Path:
    """Keep a project as a template.

    Parameters
    ----------
    folder : of all templates of the user's own
    card : its ``name``, ``category``, ``description`` and ``instructions``, and what else a `Card` may hold
    picture : PNG

    Returns
    -------
    its project file

    Raises
    ------
    OwnTemplateExistsError : there is one of this name
    OwnTemplateError : it has no name, or the folder cannot be written to
    SaveError : the project cannot be written
    """
    name = str(card["name"]).strip()
    if not name:
        raise OwnTemplateError(tr("A template needs a name."))
    path = folder / _id_of(str(card["category"]) or "General") / f"{_id_of(name)}.mnodes"
    if path.exists() and not overwrite:
        msg = tr("There is a template “{name}” already.", name=name)
        raise OwnTemplateExistsError(msg, where=str(path), hint=tr("Choose another name."))
    lines = (f"{key} = {_written(value)}\n" for key, value in card.items())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # The project comes last: without its card it would be a broken template.
        replace_file(path.with_suffix(".toml"), "".join(lines).encode())
        if picture is not None:
            replace_file(path.with_suffix(".png"), picture)
        path.with_suffix(".gif").unlink(missing_ok=True)  # of the one before
    except OSError as error:
        msg = tr("The template cannot be written ({reason}).", reason=error.strerror or error)
        raise OwnTemplateError(msg, where=str(path.parent)) from error
    save_document(new_document(name[:100], template=document), path)
    return path


def remove_template(template: Template, folder: Path) -> None:
    """Remove a template of the user's own with all that belongs to it.

    Raises
    ------
    OwnTemplateError : it is none of the user's own, or cannot be removed
    """
    if not template.path.is_relative_to(folder):
        msg = tr("“{name}” comes with the program, and stays.", name=template.name)
        raise OwnTemplateError(msg)
    try:
        for suffix in (".mnodes", ".mnodes.bak", ".toml", ".png", ".gif"):
            template.path.with_suffix(suffix).unlink(missing_ok=True)
    except OSError as error:
        msg = tr("The template cannot be removed ({reason}).", reason=error.strerror or error)
        raise OwnTemplateError(msg, where=str(template.path)) from error


def _id_of(name: str) -> str:
    return _NOT_IN_IDS.sub("_", name.strip().casefold()).strip("_")[:_LONGEST_ID] or "template"


def _written(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return _quoted(value.strip())
    return f"[{', '.join(map(_quoted, value))}]"


def _quoted(text: str) -> str:
    """Return a text as TOML's basic strings, which JSON's are but for one character."""
    return json.dumps(text.replace(_DELETE, ""), ensure_ascii=False)
