"""JSON values that nobody can change: what parameters hold."""

from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import NoReturn, TypeAlias, Union

from manim_nodes.translation import tr

# A name within its own definition has to be a string, which "|" does not take.
JSON: TypeAlias = Union[bool, int, float, str, tuple["JSON", ...], Mapping[str, "JSON"], None]  # noqa: UP007
"""A value of a parameter: arrays are tuples, objects are read-only mappings."""

MAX_DEPTH = 64
"""How many arrays and objects may stand inside one another."""

_MAX_INTEGER_BITS = 1024  # no float holds a longer one, so nothing could be drawn with it


class NotJSONError(ValueError):
    """A value that a project file cannot hold.

    Parameters
    ----------
    reason : reads on after the value's name
    path : the keys and indexes that lead to the value
    """

    def __init__(self, reason: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path


class _FrozenDict(dict[str, JSON]):
    # A dict, so that `json` writes it at full speed; complete when made, so that it can be shared.

    def _reject_change(self, *_args: object, **_kwargs: object) -> NoReturn:
        msg = "values of a document are read-only; manim_nodes.document.edits makes a new document"
        raise TypeError(msg)

    __setitem__ = __delitem__ = __ior__ = _reject_change
    clear = pop = popitem = setdefault = update = _reject_change

    def __hash__(self) -> int:  # type: ignore[override]  # a plain dict has None here
        return hash(frozenset(self.items()))

    def __deepcopy__(self, _memo: object) -> "_FrozenDict":
        return self

    def __reduce__(self) -> tuple[Callable[..., "_FrozenDict"], tuple[dict[str, JSON]]]:
        return _FrozenDict, (dict(self),)


def freeze(value: object, path: tuple[str | int, ...] = ()) -> JSON:
    """Make a JSON value that nobody can change out of lists, dicts and scalars.

    Subclasses of the scalars (a NumPy float, a StrEnum) become the scalar itself.

    Raises
    ------
    NotJSONError : names what no project file can hold, and its path below ``path``
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return check_text(str(value), path)
    if isinstance(value, int | float):
        return _check_number(value, path)
    if len(path) >= MAX_DEPTH:
        msg = tr("is nested more than {limit} levels deep", limit=MAX_DEPTH)
        raise NotJSONError(msg, path)
    if isinstance(value, list | tuple):
        return tuple(freeze(item, (*path, index)) for index, item in enumerate(value))
    if isinstance(value, Mapping):
        return _freeze_items(value, path)
    msg = tr("is a {kind}, which JSON does not know", kind=type(value).__name__)
    raise NotJSONError(msg, path)


def freeze_mapping(value: object) -> Mapping[str, JSON]:
    """Freeze a JSON object; one that is frozen already is shared.

    Raises
    ------
    NotJSONError : it is no object, or holds what no project file can hold
    """
    if isinstance(value, _FrozenDict):
        return value
    if not isinstance(value, Mapping):
        msg = tr("must be an object in braces")
        raise NotJSONError(msg)
    return _freeze_items(value, ())


def same(one: object, other: object) -> bool:
    """Return whether two values, or records that hold them, are written alike.

    Python finds 1, 1.0 and True equal; a file, and the code made from it, does not.
    """
    return one is other or (one == other and repr(one) == repr(other))


def texts_in(value: JSON) -> Iterator[str]:
    """Return all texts in a value, however deep, without the keys of mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | Mapping):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from texts_in(part)


def check_text(text: str, path: tuple[str | int, ...] = ()) -> str:
    """Return ``text`` as it is.

    Raises
    ------
    NotJSONError : UTF-8 cannot hold it
    """
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            msg = tr(
                "holds half a character ({half!a}), which UTF-8 cannot write",
                half=text[error.start],
            )
            raise NotJSONError(msg, path) from None
    return text


def _freeze_items(items: Mapping[object, object], path: tuple[str | int, ...]) -> _FrozenDict:
    return _FrozenDict(
        (key, freeze(item, (*path, key)))
        for key, item in ((_check_key(key, path), item) for key, item in items.items())
    )


def _check_key(key: object, path: tuple[str | int, ...]) -> str:
    if not isinstance(key, str):
        msg = tr("has the key {key!r}, but keys must be text", key=key)
        raise NotJSONError(msg, path)
    return check_text(str(key), path)


def _check_number(value: float, path: tuple[str | int, ...]) -> int | float:
    if isinstance(value, int):
        if value.bit_length() > _MAX_INTEGER_BITS:
            msg = tr("is too large a number")
            raise NotJSONError(msg, path)
        return int(value)
    if not isfinite(value):
        msg = tr("must be a finite number (it is {value})", value=value)
        raise NotJSONError(msg, path)
    return float(value)
