"""Rows of cells, from the files that spreadsheets save: values separated by commas and the like, and Excel's."""

import csv
import datetime
import io
import zlib
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from manim_nodes.errors import ManimNodesError
from manim_nodes.translation import tr

SPREADSHEETS = (".xlsx", ".xlsm")

_OPENPYXLS = (AttributeError, IndexError, KeyError, OSError, TypeError, ValueError)
"""What it raises for files that are not as it expects them."""

_ZIPS = (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error)

_MOST_BYTES = 10_000_000
_MOST_UNPACKED_BYTES = 50_000_000
_MOST_COLUMNS = 200
_MOST_LINES = 10_000


class BatchError(ManimNodesError):
    """A table that no films can be made of."""


def read_lines(path: Path) -> tuple[list[list[str]], bool]:
    """Return the rows of a table, each as the texts of its cells, and whether numbers have a comma in it.

    They may where cells are apart by semicolons: so spreadsheets save them where people write 0,5. Of a spreadsheet the
    rows are those of its first sheet; there are no more of them than are needed to see that there are too many.

    Raises
    ------
    BatchError : it is no table, or too large
    OSError : it cannot be read
    """
    if path.exists() and not path.is_file():  # a named pipe would be waited for
        raise BatchError(tr("It is not a file."), where=path.name)
    if path.stat().st_size > _MOST_BYTES:
        msg = tr("The table is larger than {most} MB.", most=_MOST_BYTES // 10**6)
        raise BatchError(msg, where=path.name)
    data = path.read_bytes()
    try:
        if path.suffix.lower() in SPREADSHEETS:
            lines, has_comma = _sheet(data), False
        else:
            lines, has_comma = _separated(data)
    except (csv.Error, ParseError, *_ZIPS, *_OPENPYXLS) as error:
        msg = tr("This is no table ({reason}).", reason=error)
        raise BatchError(msg, where=path.name) from error
    if max(map(len, lines), default=0) > _MOST_COLUMNS:
        msg = tr("The table has more than {most} columns.", most=_MOST_COLUMNS)
        raise BatchError(msg, where=path.name)
    return lines, has_comma


def _separated(data: bytes) -> tuple[list[list[str]], bool]:
    text = _decoded(data)
    first, _, _ = text.partition("\n")
    separator = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    return list(islice(rows, _MOST_LINES)), separator == ";"


def _decoded(data: bytes) -> str:
    # What spreadsheets save: UTF-8, often marked as such, or the alphabet of Windows.
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _sheet(data: bytes) -> list[list[str]]:
    from openpyxl import load_workbook  # takes longer than most commands

    packed = io.BytesIO(data)
    with ZipFile(packed) as parts:
        if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED_BYTES:
            raise BadZipFile(tr("it is too large when it is unpacked"))
        # Others unpack with as much memory as they say they need.
        if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts.infolist()):
            raise BadZipFile(tr("it is packed in another way than spreadsheets are"))
    workbook = load_workbook(packed, read_only=True, data_only=True)
    try:
        sheet = workbook.worksheets[0]
        # What it says of its size may be wrong, and one cell far away makes all rows before it.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=_MOST_LINES, max_col=_MOST_COLUMNS, values_only=True)
        return [[_text(cell) for cell in row] for row in rows]
    finally:
        workbook.close()


def _text(cell: object) -> str:
    """Return a cell as it would be typed: a whole number without a point, a day as 2026-11-28."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime.date() | datetime.time():
            return cell.isoformat()
    return str(cell)
