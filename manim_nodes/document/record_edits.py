"""How an edit makes new records out of old ones, sharing all that stays as it was."""

import operator
from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError

from manim_nodes.document.model import DocumentError, Frame, Group, Node, Record
from manim_nodes.document.values import same
from manim_nodes.translation import tr
from manim_nodes.validation_errors import first_fault

_Record = TypeVar("_Record", bound=Record)


class EditError(DocumentError):
    """An edit asks for something that no document can hold."""


def make(kind: type[_Record], fields: Mapping[str, object]) -> _Record:
    """Make a record of fields that may be wrong.

    Raises
    ------
    EditError : they are
    """
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        fault = first_fault(error)
        msg = tr("{place} {reason}.", place=fault.place, reason=fault.reason)
        where = fields["id"] if kind in (Node, Frame, Group) else kind.__name__.lower()
        raise EditError(msg, where=str(where)) from error


def revise(record: _Record, **changes: object) -> _Record:
    """Change fields to values that may be wrong; with no change, give the very same record.

    Raises
    ------
    EditError : one of the values is wrong
    """
    fields = {name: getattr(record, name) for name in type(record).model_fields}
    revised = make(type(record), {**fields, **changes})
    return record if same(record, revised) else revised


def replace(record: _Record, **changes: object) -> _Record:
    """Change fields to what is known to be right; with no change, give the very same record."""
    if all(_is_unchanged(getattr(record, name), value) for name, value in changes.items()):
        return record
    fields = {name: getattr(record, name) for name in type(record).model_fields}
    fields |= changes
    # Not validated again: what one node changes would cost a look at all of them.
    return type(record).model_construct(**fields)  # type: ignore[return-value]  # the plugin errs


def _is_unchanged(old: object, new: object) -> bool:
    if isinstance(old, tuple) and isinstance(new, tuple):
        return len(old) == len(new) and all(map(operator.is_, old, new))
    return old is new or (isinstance(old, str) and old == new)
