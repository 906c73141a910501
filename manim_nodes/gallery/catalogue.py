"""The templates there are: a project each, and a card beside it that says what it is."""

import tomllib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG

from pydantic import BaseModel, ConfigDict, ValidationError

from manim_nodes.document.files import load_document
from manim_nodes.document.model import DocumentError
from manim_nodes.errors import ManimNodesError
from manim_nodes.translation import tr
from manim_nodes.validation_errors import first_fault

_MOST_BYTES = 100_000
"""Of a card."""
_OLDER = {1: lambda raw: raw}
"""What a project of an older format becomes takes the node types; whether it is one at all does not."""


class GalleryError(ManimNodesError):
    """A template cannot be used."""


class Card(BaseModel):
    """``<id>.toml`` beside ``<id>.mnodes``.

    Parameters
    ----------
    formats : names of picture formats in which it is right besides the one that it is made in
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    category: str
    description: str
    instructions: str
    keywords: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """One template.

    Parameters
    ----------
    id : the file's name without its suffix
    category : ``Math``, ``Physics``, ``ML/AI``, ``General``, or a user's own
    instructions : what to change in it, and how
    formats : names of picture formats in which it is right besides the one that it is made in
    path : its project file
    node_types : names of what it is made of
    modified_at : of its file, in seconds
    fault : why it cannot be used; it then goes by the name of its file
    """

    id: str
    name: str
    category: str
    description: str
    instructions: str
    keywords: tuple[str, ...]
    path: Path
    formats: tuple[str, ...] = ()
    node_types: tuple[str, ...] = ()
    modified_at: float = 0.0
    fault: GalleryError | None = None


def load_templates(*folders: Path) -> tuple[list[Template], list[Template]]:
    """Find the templates under ``folders``, by category and name; of the same id the first folder's counts.

    Returns
    -------
    those that can be used, and those that cannot, with their faults
    """
    found: dict[str, Template] = {}
    broken: list[Template] = []
    for folder in folders:
        # The user's own come first, and may stand in the place of ours.
        known = set(found)
        for path in sorted(folder.glob("*/*.mnodes")):
            if path.stem in known:
                continue
            template_id = f"{path.parent.name}/{path.stem}" if path.stem in found else path.stem
            try:
                found[template_id] = _read(path, template_id, _stamp(path))
            except GalleryError as fault:
                broken.append(_broken(path, template_id, fault))
    return sorted(found.values(), key=lambda each: (each.category, each.name)), broken


def _broken(path: Path, template_id: str, fault: GalleryError) -> Template:
    modified_at = 0.0
    with suppress(OSError):
        modified_at = path.stat().st_mtime
    return Template(
        id=template_id,
        name=path.stem,
        category=tr("Cannot be used"),
        description=fault.message,
        instructions=fault.hint or "",
        keywords=(),
        path=path,
        modified_at=modified_at,
        fault=fault,
    )


def read_card(text: str) -> Card:
    """Read what stands on the card of a template.

    Raises
    ------
    GalleryError : it is no card
    """
    try:
        return Card.model_validate(tomllib.loads(text))
    except (ValueError, RecursionError) as cause:
        raise _card_error(cause) from cause


def _stamp(path: Path) -> tuple[object, ...]:
    """Return what differs once the project or the card of a template is written anew."""
    with suppress(OSError):
        both = (path.stat(), path.with_suffix(".toml").stat())
        return tuple((each.st_mtime_ns, each.st_size, each.st_ino) for each in both)
    return (object(),)  # what is not there now may be there the next time


@lru_cache(maxsize=2_000)
def _read(path: Path, template_id: str, _stamp: tuple[object, ...]) -> Template:
    card_path = path.with_suffix(".toml")
    try:
        card = read_card(_text_of(card_path))
    except (OSError, ValueError) as cause:
        raise _card_error(cause, str(card_path)) from cause
    except GalleryError as cause:
        raise GalleryError(cause.message, where=str(card_path), hint=cause.hint) from cause
    try:
        document = load_document(path, migrations=_OLDER)
        modified_at = path.stat().st_mtime
    except (DocumentError, OSError) as cause:
        msg = cause.message if isinstance(cause, DocumentError) else str(cause)
        hint = cause.hint if isinstance(cause, DocumentError) else None
        where = cause.where if isinstance(cause, DocumentError) else str(path)
        raise GalleryError(
            tr("The project of this template cannot be read: {reason}", reason=msg),
            where=where,
            hint=hint,
        ) from cause
    contents = (document, *document.groups)
    return Template(
        id=template_id,
        path=path,
        node_types=tuple(sorted({node.type for each in contents for node in each.nodes})),
        modified_at=modified_at,
        **card.model_dump(),
    )


def _text_of(card_path: Path) -> str:
    found = card_path.stat()  # before opening: a named pipe would be waited for
    if not S_ISREG(found.st_mode):
        raise ValueError(tr("it is not a file"))
    if found.st_size > _MOST_BYTES:
        raise ValueError(tr("it is longer than {most:,} bytes", most=_MOST_BYTES))
    return card_path.read_text(encoding="utf-8")


def _card_error(cause: OSError | ValueError | RecursionError, where: str = "") -> GalleryError:
    return GalleryError(
        tr("The card of this template cannot be read ({reason}).", reason=_reason(cause)),
        where=where,
        hint=tr("It needs name, category, description and instructions, as TOML."),
    )


def _reason(cause: OSError | ValueError | RecursionError) -> str:
    match cause:
        case ValidationError():
            return first_fault(cause, Card).sentence
        case OSError():
            return cause.strerror or str(cause)
        case RecursionError():
            return tr("its lists are nested too deeply")
    return str(cause)


def find_template(templates: Sequence[Template], template_id: str) -> Template:
    """Return the template with this id.

    Raises
    ------
    GalleryError : there is none
    """
    for template in templates:
        if template.id == template_id:
            return template
    known = ", ".join(template.id for template in templates)
    raise GalleryError(
        tr("There is no template '{id}'.", id=template_id),
        hint=tr("There are: {known}.", known=known),
    )
