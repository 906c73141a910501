"""Columns of tables, looked at as a scene will read them: what it would stop at is said at the node, with its row."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.node_type import NodeType
from manim_nodes.translation import tr

_PARAMETERS = "column", "skiprows", "delimiter"
_DECIMAL = "decimal"
_NUMBERS = "List[Number]"
_COMMENT = "#"  # numpy leaves out what follows
_BYTE_ORDER_MARK = "\ufeff"
_MOST_ROWS = 100_000
_LONGEST_CELL = 30


@dataclass(frozen=True, slots=True)
class _Fault:
    message: str
    port: str = "file"
    hint: str = ""
    severity: Severity = Severity.ERROR


def column_problems(graph: Graph, node: Node, node_type: NodeType, path: Path) -> Iterator[Problem]:
    """Find out whether a node can read its column of a table; it says nothing of what is wired.

    Raises
    ------
    OSError : it is not there
    """
    if not {*_PARAMETERS} <= {*node_type.parameters}:
        return
    column, skipped, delimiter = (graph.parameter(node, node_type, each) for each in _PARAMETERS)
    has_decimal = _DECIMAL in node_type.parameters
    has_comma = has_decimal and graph.parameter(node, node_type, _DECIMAL) == ","
    if any(graph.sources[node.id].get(each) for each in _PARAMETERS):
        return
    if not (isinstance(column, int) and isinstance(skipped, int) and isinstance(delimiter, str)):
        return
    status = path.stat()
    fault = _fault(
        path.absolute(),
        status.st_size,
        status.st_mtime_ns,
        column=column,
        skipped=skipped,
        delimiter=delimiter,
        has_comma=has_comma,
        is_number=any(str(each.type) == _NUMBERS for each in node_type.outputs.values()),
    )
    if fault is not None:
        yield Problem("bad-file", fault.message, node.id, fault.port, fault.severity, fault.hint)


@lru_cache(maxsize=200)
def _fault(
    path: Path,
    _size: int,
    _changed_ns: int,
    *,
    column: int,
    skipped: int,
    delimiter: str,
    has_comma: bool,
    is_number: bool,
) -> _Fault | None:
    name = path.name
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        message = tr("The table {name} is not a text in UTF-8.", name=name)
        return _Fault(message, hint=tr("Save it as CSV with the encoding UTF-8."))
    rows = text.splitlines()[skipped : skipped + _MOST_ROWS]
    numbered = [
        (number, row.partition(_COMMENT)[0])
        for number, row in enumerate(rows, skipped + 1)
        if row.partition(_COMMENT)[0].strip()
    ]
    if not numbered:
        message = tr("The table {name} has no rows below its title rows.", name=name)
        return _Fault(message, "skiprows", severity=Severity.WARNING)
    if skipped == 0 and text.startswith(_BYTE_ORDER_MARK) and column == 1:
        message = tr("The table {name} begins with an invisible mark (BOM).", name=name)
        return _Fault(message, hint=tr("Save it as UTF-8 without BOM, or with a row of titles."))
    other = _other_delimiter([row for _, row in numbered], delimiter)
    hint = tr("Its columns seem to be apart by another separator: {other}.", other=other)
    for number, row in numbered:
        cells = row.split(delimiter)
        if column > len(cells):
            message = tr(
                "Row {row} of {name} has no column {column}.", row=number, name=name, column=column
            )
            return _Fault(message, "delimiter" if other else "column", hint if other else "")
        cell = cells[column - 1]
        if is_number and not _is_number(cell.replace(",", ".") if has_comma else cell):
            return _no_number(name, number, column, cell, hint if other else "")
    if other:
        return _Fault(hint, "delimiter", severity=Severity.WARNING)
    return None


def _no_number(name: str, row: int, column: int, cell: str, hint: str) -> _Fault:
    cell, port = cell.strip(), "delimiter" if hint else "column"
    if not cell:
        message = tr(
            "Row {row} of {name} has nothing in column {column}.", row=row, name=name, column=column
        )
        return _Fault(message, "column", hint or tr("Fill it in, or leave the row out."))
    if hint:
        pass
    elif cell.startswith('"'):
        hint = tr("Save it without quotation marks.")
    elif _is_number(cell.replace(",", ".")):
        hint, port = tr("Choose 'Comma' as its decimal sign."), _DECIMAL
    elif _is_number(cell.replace(".", "").replace(",", ".")):
        hint = tr("Save it without points between the digits of its numbers.")
    message = tr(
        "Row {row}, column {column} of {name} is not a number: {cell}",
        row=row,
        column=column,
        name=name,
        cell=cell[:_LONGEST_CELL],
    )
    return _Fault(message, port, hint)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return "_" not in cell


def _other_delimiter(rows: list[str], delimiter: str) -> str:
    """Return the title of what all rows are apart by as often, if it is not what the node says; empty if it is."""
    for other, title in ((";", tr("semicolon")), ("\t", tr("tab")), (",", tr("comma"))):
        counts = {row.count(other) for row in rows}
        said = {row.count(delimiter) for row in rows}
        is_decimal = other == "," and 0 not in said
        if other != delimiter and counts != {0} and len(counts) == 1 and not is_decimal:
            return title if delimiter in (",", " ") or said == {0} else ""
    return ""
