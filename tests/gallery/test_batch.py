"""Tables whose columns are knobs, and whose rows are films."""

import os
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from manim_nodes.document.knob_edits import add_constant, change_knob
from manim_nodes.document.model import Document
from manim_nodes.gallery.batch import films_of, read_table
from manim_nodes.gallery.table_files import BatchError
from tests.support.documents import make_document
from tests.support.library import TOYS, node


@pytest.fixture
def document() -> Document:
    made = add_constant(make_document(node("disc_1")), "size", value=2)
    made = add_constant(made, "who", type="text", value="Ada")
    return change_knob(made, ("", "size"), title="Größe", minimum=1.0)


def table(folder: Path, data: bytes) -> Path:
    path = folder / "rows.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        "Größe,who\n3,Bo\n4,\n".encode(),
        "Größe;who\r\n3;Bo\r\n\r\n4;\r\n".encode("utf-8-sig"),
        "Größe\twho\n3\tBo\n4\t\n".encode("cp1252"),
        "Größe,who\n3,Bo\n4,\n".encode("utf-16"),
    ],
)
def test_a_table_as_spreadsheets_save_it(tmp_path: Path, document: Document, data: bytes) -> None:
    films, faults = films_of(document, TOYS, read_table(table(tmp_path, data)))
    assert faults == ()
    values = [[constant.value for constant in film.constants] for film in films]
    assert values == [[3, "Bo"], [4, "Ada"]]
    assert len({film.name for film in films}) == 2


def test_numbers_have_commas_where_cells_are_apart_by_semicolons(
    tmp_path: Path, document: Document
) -> None:
    rows = read_table(table(tmp_path, "Größe;who\r\n3,5;Bo\r\n2.5;Cy\r\n".encode()))
    films, faults = films_of(document, TOYS, rows)
    assert faults == ()
    assert [film.constants[0].value for film in films] == [3.5, 2.5]


def test_elsewhere_they_have_where_people_write_so(tmp_path: Path, document: Document) -> None:
    rows = read_table(table(tmp_path, 'Größe,who\n"3,5",Bo\n'.encode()))
    _, faults = films_of(document, TOYS, rows)
    assert "write 3.5 instead of '3,5'" in str(faults[0])
    films, faults = films_of(document, TOYS, rows, has_comma=True)
    assert faults == ()
    assert films[0].constants[0].value == 3.5
    sheet = read_table(spreadsheet(tmp_path / "rows.xlsx", [["Größe"], ["3,5"]]))
    films, _ = films_of(document, TOYS, sheet, has_comma=True)
    assert films[0].constants[0].value == 3.5


def test_a_spreadsheet(tmp_path: Path, document: Document) -> None:
    days: list[list[Any]] = [
        ["Größe", "who", "name"],
        [3.5, "Bo", "First"],
        [4],
        [None],
        [5, "Cy", None, date(2026, 11, 28)],
    ]
    path = spreadsheet(tmp_path / "rows.XLSX", days)
    rows = read_table(path)
    assert [dict(row.cells) for row in rows] == [
        {"Größe": "3.5", "who": "Bo", "name": "First"},
        {"Größe": "4", "who": "", "name": ""},
        {"Größe": "5", "who": "Cy", "name": ""},
    ]
    films, faults = films_of(document, TOYS, rows)
    assert faults == ()
    values = [[constant.value for constant in film.constants] for film in films]
    assert values == [[3.5, "Bo"], [4, "Ada"], [5, "Cy"]]


def test_spreadsheets_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 and so on")
    with pytest.raises(BatchError, match="no table"):
        read_table(broken)
    far = spreadsheet(tmp_path / "far.xlsx", [["who"], ["Bo"]], XFD1048576="far away")
    assert [row.cells["who"] for row in read_table(far)] == ["Bo"]
    large = tmp_path / "large.xlsx"
    with zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 51_000_000)
    with pytest.raises(BatchError, match="too large"):
        read_table(large)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_noise_in_a_spreadsheet_is_said(tmp_path: Path, method: int) -> None:
    path = spreadsheet(tmp_path / "a.xlsx", [["who"], ["Bo"]])
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(path, "w", method) as file:
        for name, data in parts.items():
            file.writestr(name, data)
        at = file.getinfo("xl/workbook.xml").header_offset
    noisy = bytearray(path.read_bytes())
    noisy[at + 60 : at + 80] = b"\xff" * 20
    path.write_bytes(noisy)
    with pytest.raises(BatchError, match="no table"):
        read_table(path)


def spreadsheet(path: Path, lines: list[list[Any]], **more: str) -> Path:
    """Write what Excel would.

    Parameters
    ----------
    more : further cells, by their places
    """
    book = Workbook()
    sheet = book.worksheets[0]
    for line in lines:
        sheet.append(line)
    for place, cell in more.items():
        sheet[place] = cell
    book.save(path)
    return path


def test_a_column_may_name_the_films(tmp_path: Path, document: Document) -> None:
    data = b"name,who\nFirst,Bo\n,Cy\n"
    films, _ = films_of(document, TOYS, read_table(table(tmp_path, data)))
    assert [film.name for film in films] == ["First", "Test 2"]


def test_each_bad_cell_is_named(tmp_path: Path, document: Document) -> None:
    data = "Größe,Weight\n0,1\nwide,\n".encode()
    _, faults = films_of(document, TOYS, read_table(table(tmp_path, data)))
    assert [str(fault) for fault in faults] == [
        "Row 2, Größe: Größe must be >= 1, got 0.",
        "Row 2, Weight: There is no knob 'Weight'. There are: Größe, who.",
        "Row 3, Größe: Größe must be a number, got 'wide'.",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no titles"),
        (b"who\n", "no rows"),
        (b"who,who\na,b\n", "Two columns are called 'who'"),
        (b"who\n" + b"x\n" * 1001, "more than 1,000 rows"),
        (b"who\n" + b"x\n" * 4_000_000, "more than 1,000 rows"),
        (b",".join(b"c%d" % number for number in range(500_000)), "more than 200 columns"),
        (b'who\n"open\n', "no table"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(BatchError, match=message):
        read_table(table(tmp_path, data))


def test_a_pipe_is_no_table(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rows.csv")
    with pytest.raises(BatchError, match="not a file"):
        read_table(tmp_path / "rows.csv")
