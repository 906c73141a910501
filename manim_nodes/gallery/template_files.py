"""Templates as single files, to be given to others: a project, its card and its picture, packed as ZIP."""

import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from manim_nodes.atomic import replace_file
from manim_nodes.document.model import Document
from manim_nodes.document.text import loads
from manim_nodes.gallery.catalogue import GalleryError, Template, read_card
from manim_nodes.gallery.own_templates import OwnTemplateError, save_template
from manim_nodes.translation import tr

SUFFIX = ".mnodes-template"

_PROJECT, _CARD, _PICTURE = "template.mnodes", "template.toml", "template.png"
_MOST_BYTES = {_PROJECT: 20_000_000, _CARD: 100_000, _PICTURE: 5_000_000}
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_PIXELS = 4_000_000


def pack_template(template: Template, path: Path) -> None:
    """Write a template as a file for others.

    Raises
    ------
    OwnTemplateError : it cannot be read, or the file cannot be written
    """
    packed = io.BytesIO()
    try:
        with ZipFile(packed, "w", ZIP_DEFLATED) as parts:
            for name in _MOST_BYTES:
                source = template.path.with_suffix(Path(name).suffix)
                if name != _PICTURE or source.is_file():
                    parts.writestr(name, source.read_bytes())
        replace_file(path, packed.getvalue())
    except OSError as error:
        msg = tr("The template cannot be written ({reason}).", reason=error.strerror or error)
        raise OwnTemplateError(msg, where=str(path)) from error


@dataclass(frozen=True)
class TakenTemplate:
    """A template that was taken in: what it is called, its project, and the file of that."""

    name: str
    document: Document
    path: Path


def unpack_template(path: Path, folder: Path, *, overwrite: bool = False) -> TakenTemplate:
    """Take in a template that somebody has packed, among those of the user's own.

    Parameters
    ----------
    folder : of all templates of the user's own

    Raises
    ------
    OwnTemplateExistsError : there is one of this name
    OwnTemplateError : the file is none, or too large
    DocumentError : its project cannot be read
    SaveError : it cannot be written
    """
    try:
        _demand_small_file(path)
        with ZipFile(path) as parts:
            found = {name: _part(parts, name) for name in _MOST_BYTES if name in parts.namelist()}
        card = read_card(found[_CARD].decode())
        text = found[_PROJECT].decode()
    except (
        BadZipFile,
        EOFError,
        GalleryError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        UnicodeDecodeError,
        zlib.error,
    ) as error:
        msg = tr("This is no template that was saved as a file.")
        raise OwnTemplateError(msg, where=str(path)) from error
    except OSError as error:
        msg = tr("The template cannot be read ({reason}).", reason=error.strerror or error)
        raise OwnTemplateError(msg, where=str(path)) from error
    picture = found.get(_PICTURE)
    document = loads(text)
    project = save_template(
        document,
        folder,
        card.model_dump(exclude_defaults=True),
        picture=picture if picture and _is_small_png(picture) else None,
        overwrite=overwrite,
    )
    return TakenTemplate(card.name, document, project)


def _demand_small_file(path: Path) -> None:
    found = path.stat()  # before opening: a named pipe would be waited for
    if not S_ISREG(found.st_mode) or found.st_size > 2 * sum(_MOST_BYTES.values()):
        raise BadZipFile(path.name)


def _part(parts: ZipFile, name: str) -> bytes:
    most = _MOST_BYTES[name]
    if parts.getinfo(name).compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadZipFile(name)  # others unpack with as much memory as they say they need
    with parts.open(name) as part:
        data = part.read(most + 1)
    if len(data) > most:
        raise BadZipFile(name)
    return data


def _is_small_png(data: bytes) -> bool:
    """Return whether a picture of strangers is one that cards can show: its head says how large it is."""
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    return data.startswith(_PNG) and 0 < width * height <= _MOST_PIXELS
