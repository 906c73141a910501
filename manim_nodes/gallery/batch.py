"""Many films of one project: a table whose columns are knobs, and whose rows are films."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from manim_nodes.document.edits import rename_document
from manim_nodes.document.model import MAX_NAME_LENGTH, Document
from manim_nodes.gallery.knobs import KnobError, find_knob, knob_fields, set_knob_from_text
from manim_nodes.gallery.table_files import BatchError, read_lines
from manim_nodes.library.catalogue import Library
from manim_nodes.translation import tr

_MOST_ROWS = 1_000
_NAME = "name"
"""The column that says what a film is called; it is no knob."""


@dataclass(frozen=True)
class Row:
    """What one film is to be like.

    Parameters
    ----------
    number : its line in the table, where the titles are in line 1
    cells : by the titles of the columns
    has_comma : whether numbers of its table have a comma
    """

    number: int
    cells: Mapping[str, str]
    has_comma: bool = False


@dataclass(frozen=True)
class CellFault:
    """What is wrong with a cell, or a whole column if it is of row 1."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return tr(
            "Row {row}, {column}: {reason}", row=self.row, column=self.column, reason=self.reason
        )


def read_table(path: Path) -> tuple[Row, ...]:
    """Read a table with titles in its first row.

    Raises
    ------
    BatchError : it is none, or too large
    OSError : it cannot be read
    """
    lines, has_comma = read_lines(path)
    if not lines or not any(map(str.strip, lines[0])):
        raise BatchError(tr("The table has no titles in its first row."), where=path.name)
    titles = [title.strip() for title in lines[0]]
    repeated = next((title for title in titles if title and titles.count(title) > 1), None)
    if repeated:
        msg = tr("Two columns are called '{title}'.", title=repeated)
        raise BatchError(msg, where=path.name)
    rows = tuple(_rows(titles, lines, has_comma=has_comma))
    if not rows:
        raise BatchError(tr("The table has no rows below its titles."), where=path.name)
    if len(rows) > _MOST_ROWS:
        msg = tr(
            "The table has more than {most:,} rows: so many films are not made.", most=_MOST_ROWS
        )
        raise BatchError(msg, where=path.name)
    return rows


def _rows(
    titles: Sequence[str], lines: Sequence[Sequence[str]], *, has_comma: bool
) -> Iterator[Row]:
    for number, line in enumerate(lines[1:], start=2):
        if any(map(str.strip, line)):
            cells = zip(titles, line, strict=False)
            yield Row(number, {title: cell for title, cell in cells if title}, has_comma)


def films_of(
    document: Document, library: Library, rows: Sequence[Row], *, has_comma: bool = False
) -> tuple[tuple[Document, ...], tuple[CellFault, ...]]:
    """Return a project for each row, named as its film is to be, and all that is wrong with the table.

    An empty cell leaves its knob as it is in the project.

    Parameters
    ----------
    has_comma : whether people write 0,5 for 0.5 here
    """
    films, faults = [], []
    fields = knob_fields(document, library)
    for row in rows:
        film = document
        for title, cell in row.cells.items():
            if not cell.strip() or title.casefold() == _NAME:
                continue
            try:
                film = set_knob_from_text(
                    film,
                    library,
                    find_knob(fields, title),
                    cell,
                    has_comma=has_comma or row.has_comma,
                )
            except KnobError as error:
                faults.append(CellFault(row.number, title, error.message))
        films.append(rename_document(film, _name_of(document, row)))
    return tuple(films), tuple(faults)


def _name_of(document: Document, row: Row) -> str:
    named = next((cell for title, cell in row.cells.items() if title.casefold() == _NAME), "")
    return (named.strip() or f"{document.name} {row.number - 1}")[:MAX_NAME_LENGTH]
