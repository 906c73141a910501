"""The films of a table of knobs: read, judged and analyzed out of the window's thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from manim_nodes.document.model import Document
from manim_nodes.editing.trust import Trust
from manim_nodes.gallery.batch import CellFault, Row, films_of, read_table
from manim_nodes.library.catalogue import Library

if TYPE_CHECKING:
    from manim_nodes.editing.analysis import Analysis


@dataclass(frozen=True)
class TableOfFilms:
    """A project for each row of a table, and what is wrong with its cells."""

    rows: Sequence[Row]
    films: Sequence[Document]
    faults: Sequence[CellFault]


def read_films(path: Path, document: Document, library: Library) -> TableOfFilms:
    """Read a table for a project.

    Raises
    ------
    BatchError : it is none
    OSError : it cannot be read
    """
    rows = read_table(path)
    has_comma = QLocale().decimalPoint() == ","
    films, faults = films_of(document, library, rows, has_comma=has_comma)
    return TableOfFilms(rows, films, faults)


def analyze_film(film: Document, library: Library, trust: Trust, folder: Path | None) -> "Analysis":
    """Find out what a project of a table means."""
    from manim_nodes.editing.analysis import analyze_trusted  # late: it takes long
    from manim_nodes.render.doctor import latex_available  # imports manim

    return analyze_trusted(film, library, trust, folder=folder, has_latex=latex_available)
