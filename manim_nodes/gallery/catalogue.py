"""The templates there are: a project each, and a card beside it that says what it is."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError

from manim_nodes.document.files import load_document
from manim_nodes.document.model import Document
from manim_nodes.errors import ManimNodesError


class GalleryError(ManimNodesError):
    """A template cannot be used."""


class _Card(BaseModel):
    """``<id>.toml`` beside ``<id>.mnodes``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    category: str
    description: str
    instructions: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """One template.

    Parameters
    ----------
    id : the file's name without its suffix
    category : ``Math``, ``Physics``, ``ML/AI``, ``General``, or a user's own
    instructions : what to change in it, and how
    path : its project file
    """

    id: str
    name: str
    category: str
    description: str
    instructions: str
    keywords: tuple[str, ...]
    path: Path


def load_templates(*folders: Path) -> list[Template]:
    """Find the templates under ``folders``, by category and name; of the same id the first counts.

    Raises
    ------
    GalleryError : a card cannot be read
    """
    found: dict[str, Template] = {}
    for folder in folders:
        for path in sorted(folder.glob("*/*.mnodes")):
            found.setdefault(path.stem, _read(path))
    return sorted(found.values(), key=lambda template: (template.category, template.name))


def _read(path: Path) -> Template:
    card_path = path.with_suffix(".toml")
    try:
        card = _Card.model_validate(tomllib.loads(card_path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as cause:
        raise GalleryError(
            "the card of this template cannot be read.",
            where=str(card_path),
            hint="It needs name, category, description and instructions, as TOML.",
        ) from cause
    return Template(id=path.stem, path=path, **card.model_dump())


def find_template(templates: list[Template], template_id: str) -> Template:
    """Give the template with this id.

    Raises
    ------
    GalleryError : there is none
    """
    for template in templates:
        if template.id == template_id:
            return template
    known = ", ".join(template.id for template in templates)
    raise GalleryError(f"There is no template '{template_id}'.", hint=f"There are: {known}.")


def project_from(template: Template, name: str) -> Document:
    """Make a new project of a template, with an id and times of its own."""
    now = datetime.now(UTC)
    changes = {"id": str(uuid4()), "name": name, "created_at": now, "updated_at": now}
    return load_document(template.path).model_copy(update=changes)
