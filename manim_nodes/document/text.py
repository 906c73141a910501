"""A document as the text of a project file, and back."""

import hashlib
import json
from collections import Counter, deque
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from pydantic import ValidationError

from manim_nodes.document.migrations import MIGRATIONS, Migration, migrate
from manim_nodes.document.model import (
    Constant,
    Content,
    Document,
    DocumentError,
    Edge,
    Frame,
    Group,
    Knob,
    Node,
    Record,
    Settings,
    Snippet,
)
from manim_nodes.document.sizes import demand_sizes
from manim_nodes.translation import tr, tr_later
from manim_nodes.validation_errors import Fault, first_fault

_LISTS: Mapping[str, type[Record]] = {"nodes": Node, "edges": Edge, "frames": Frame}
_HEAD = ("format", "id", "name", "created_at", "updated_at", "settings")
_MAYBE: Mapping[str, type[Record]] = {"constants": Constant, "knobs": Knob}
"""Lists that are left out where they are empty."""
_LEFT_OUT_IF_DEFAULT = frozenset(
    {
        "label",
        "parameters",
        "muted",
        "presence",
        "color",
        "title",
        "text",
        "own_style",
        "formulas",
        "lines",
        "frame_rate",
        "constant",
        "node",
        "parameter",
        "group",
        "help",
        "unit",
        "minimum",
        "maximum",
    }
)
_MEND = tr_later("Mend it in a text editor, or open an earlier version of it.")

_Snippet = TypeVar("_Snippet", bound=Snippet)


class MalformedFileError(DocumentError):
    """What was read is no project, or a broken one."""


# Writing


def dumps(document: Document) -> str:
    """Write a document as JSON, one line for each node, wire and frame.

    The same document gives the same text, and `loads` gives the same document back.
    """
    return write({name: getattr(document, name) for name in _HEAD}, document)


def write(head: Mapping[str, object], snippet: Snippet) -> str:
    """Write the members of ``head``, one a line, and then all that ``snippet`` holds."""
    return _block(head, snippet, "") + "\n"


def _block(head: Mapping[str, object], content: Content, indent: str) -> str:
    inner = indent + "  "
    members = {name: _line(value) for name, value in head.items()}
    for name in _MAYBE:
        if items := getattr(content, name, ()):
            members[name] = _list(map(_line, items), inner)
    for name in _LISTS:
        members[name] = _list(map(_line, getattr(content, name)), inner)
    if isinstance(content, Snippet) and content.groups:
        members["groups"] = _list((_group(group, inner + "  ") for group in content.groups), inner)
    members |= {name: _line(value) for name, value in content.extras.items()}
    body = ",\n".join(f"{inner}{_line(name)}: {value}" for name, value in members.items())
    return f"{{\n{body}\n{indent}}}"


def _group(group: Group, indent: str) -> str:
    return _block({"id": group.id, "name": group.name}, group, indent)


def _list(items: Iterable[str], indent: str) -> str:
    body = ",\n".join(f"{indent}  {item}" for item in items)
    return f"[\n{body}\n{indent}]" if body else "[]"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_to_json)


def _to_json(value: Record | datetime) -> object:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    fields = {}
    for name, field in type(value).model_fields.items():
        content = getattr(value, name)
        if name not in _LEFT_OUT_IF_DEFAULT or content != field.default:
            fields[name] = content
    if "parameters" in fields:
        fields["parameters"] = dict(sorted(fields["parameters"].items()))
    return fields | fields.pop("extras")


# Reading


def loads(text: str, *, migrations: Mapping[int, Migration] = MIGRATIONS) -> Document:
    """Read a document of any format that there has been.

    Node types, parameters and wires that mean nothing to this version are kept.

    Raises
    ------
    MalformedFileError : names the line, or the path of the value, that is wrong
    DocumentError : it holds more than a project can
    UnsupportedFormatError : the format is newer than this version
    """
    return build(Document, _completed(parse(text, migrations), text))


def _completed(raw: Mapping[str, object], text: str) -> Mapping[str, object]:
    """Add what only this program needs to a project that was written by hand or by another: an id, and dates."""
    # The same file gets the same id each time, so that what is known of the project stays known.
    project_id = str(UUID(bytes=hashlib.sha256(text.encode()).digest()[:16], version=4))
    now = datetime.now(UTC).isoformat()
    return {"id": project_id, "created_at": now, "updated_at": now, **raw}


def parse(text: str, migrations: Mapping[int, Migration] = MIGRATIONS) -> dict[str, object]:
    """Read JSON that states its format, and bring it to the current format.

    Raises
    ------
    MalformedFileError, UnsupportedFormatError : as `loads`
    DocumentError : it holds more than a project can
    """
    raw = _parse_json(text)
    if not isinstance(raw, dict) or "format" not in raw:
        msg = tr("This is not a manim-nodes project: it does not state its format.")
        raise MalformedFileError(msg, hint=tr("Check that it is the right file."))
    number = raw["format"]
    if type(number) is not int or number < 0:
        msg = tr("must be a whole number, 0 or greater.")
        raise MalformedFileError(msg, where="format", hint=tr(_MEND))
    demand_sizes(raw)
    try:
        return migrate(raw, number, migrations)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        msg = tr("It is not what a file of format {number} should be.", number=number)
        raise MalformedFileError(msg, hint=tr(_MEND)) from error


def build(kind: type[_Snippet], raw: Mapping[str, object]) -> _Snippet:
    """Make a document, or another snippet, of JSON in the current format.

    Raises
    ------
    MalformedFileError : names the path of the value that is wrong
    """
    try:
        return kind.model_validate(_divide_content(raw, kind))
    except ValidationError as error:
        fault = first_fault(error)
        msg = f"{fault.reason}."
        raise MalformedFileError(msg, where=_place(fault, raw), hint=tr(_MEND)) from error


def _divide_content(raw: object, kind: type[Content]) -> object:
    if not isinstance(raw, Mapping):
        return raw
    divided = dict(raw)
    for name, item_kind in {**_LISTS, **_MAYBE}.items():
        items = divided.get(name) if name in kind.model_fields else None
        if isinstance(items, list):
            divided[name] = [_divide(item, item_kind) for item in items]
    if issubclass(kind, Snippet) and isinstance(raw.get("groups"), list):
        divided["groups"] = [_divide_content(group, Group) for group in raw["groups"]]
    if issubclass(kind, Document) and "settings" in raw:
        divided["settings"] = _divide(raw["settings"], Settings)
    return _divide(divided, kind)


def _divide(raw: object, kind: type[Record]) -> object:
    # A file may well have a key "extras" of its own, so that it is unknown like any other.
    if not isinstance(raw, dict):
        return raw
    known = kind.model_fields.keys() - {"extras"}
    if raw.keys() <= known:
        return raw
    fields = {key: value for key, value in raw.items() if key in known}
    return fields | {"extras": {key: value for key, value in raw.items() if key not in known}}


def _place(fault: Fault, raw: Mapping[str, object]) -> str:
    node_id = _node_at(fault.path, raw)
    return fault.place if node_id is None else f'{fault.place} of "{node_id}"'


def _node_at(path: Sequence[str | int], raw: object) -> str | None:
    match path, raw:
        case ("groups", int(index), *rest), {"groups": list(groups)}:
            return _node_at(rest, groups[index])
        case ("nodes", int(index), *_), {"nodes": list(nodes)}:
            node = nodes[index]
            if isinstance(node, dict) and isinstance(node.get("id"), str):
                return str(node["id"])
    return None


def _parse_json(text: str) -> object:
    repeated: dict[int, tuple[object, str]] = {}  # holds the objects, so that ids stay theirs

    def to_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            repeated[id(made)] = made, Counter(key for key, _ in pairs).most_common(1)[0][0]
        return made

    raw = _decode(text, to_object)
    if repeated:
        value, path = _first_of(repeated, raw)
        msg = tr('the key "{key}" stands twice in one object.', key=repeated[id(value)][1])
        raise MalformedFileError(msg, where=Fault(path, "").place or None, hint=tr(_MEND))
    return raw


def _decode(text: str, to_object: Callable[[list[tuple[str, object]]], object]) -> object:
    try:
        return json.loads(text, object_pairs_hook=to_object)
    except json.JSONDecodeError as error:
        msg = tr(
            "This is no manim-nodes project, or only a part of one ({reason}).", reason=error.msg
        )
        where = f"line {error.lineno}, column {error.colno}"
        raise MalformedFileError(msg, where=where, hint=tr(_MEND)) from error
    except RecursionError as error:
        msg = tr("Its lists and objects are nested too deeply.")
        raise MalformedFileError(msg, hint=tr(_MEND)) from error
    except ValueError as error:
        msg = tr("It holds a number of thousands of digits.")
        raise MalformedFileError(msg, hint=tr(_MEND)) from error


def _first_of(wanted: Container[int], raw: object) -> tuple[object, tuple[str | int, ...]]:
    """Return the outermost container that is wanted, by its id, and the path to it."""
    waiting: deque[tuple[Any, tuple[str | int, ...]]] = deque([(raw, ())])
    while id(waiting[0][0]) not in wanted:
        value, path = waiting.popleft()
        items = value.items() if isinstance(value, dict) else enumerate(value)
        waiting += [(item, (*path, key)) for key, item in items if isinstance(item, dict | list)]
    return waiting[0]
