"""What pydantic found wrong with what somebody wrote, in words of our own: where it stands, and what may stand there."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import AfterValidator, BaseModel, ValidationError

from manim_nodes.translation import tr, tr_later

_TABLE, _LIST = tr_later("must be a table of keys and values"), tr_later("must be a list")
_WHOLE, _NUMBER = tr_later("must be a whole number"), tr_later("must be a number")
_BOOLEAN, _TEXT = tr_later("must be true or false"), tr_later("must be text")
_REASONS = {
    "bool_parsing": _BOOLEAN,
    "bool_type": _BOOLEAN,
    "dict_type": _TABLE,
    "finite_number": tr_later("must be a finite number"),
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "greater_than": tr_later("must be greater than {gt}"),
    "greater_than_equal": tr_later("must be {ge} or more"),
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "invalid_key": tr_later("must have texts as keys"),
    "less_than": tr_later("must be less than {lt}"),
    "less_than_equal": tr_later("must be {le} or less"),
    "list_type": _LIST,
    "mapping_type": _TABLE,
    "missing": tr_later("is missing"),
    "model_type": tr_later("must be an object in braces"),
    "string_too_long": tr_later("must have {max_length} characters or fewer"),
    "string_too_short": tr_later("must have {min_length} characters or more"),
    "string_type": _TEXT,
    "string_unicode": tr_later("holds half a character, which UTF-8 cannot write"),
    "too_long": tr_later("must have {max_length} items or fewer"),
    "too_short": tr_later("must have {min_length} items or more"),
    "tuple_type": _LIST,
}
_EMPTY = tr_later("must not be empty")
_MOST_NAMED = 12
"""So many keys are listed; of more, the one that is most like what was written is named."""

_RAISED = ("value_error", "assertion_error")
_CHOICES = ("enum", "literal_error")
_KINDS = ("str", "int", "float", "bool")
"""The last step of a path where a value may be of several kinds: each fails for itself."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Parameters
    ----------
    path : the keys and indexes that lead to it, as in a file
    reason : reads on after the path
    """

    path: tuple[str | int, ...]
    reason: str

    @property
    def place(self) -> str:
        """Return the path as text, like ``nodes[3].parameters.radius``."""
        return "".join(_step(part) for part in self.path).removeprefix(".")

    @property
    def sentence(self) -> str:
        """Return the whole as a sentence, without its full stop."""
        return f"{self.place} {self.reason}".strip()


def first_fault(error: ValidationError, model: type[BaseModel] | None = None) -> Fault:
    """Return the first of the faults that a validation found.

    Parameters
    ----------
    model : what was to be made; a key that does not exist is then told those that do
    """
    # One is enough: it is mended, and the next one is seen. A broken file may hold a million.
    found = error.errors(include_url=False, include_input=False)
    first = found[0]
    steps = first["loc"]
    if steps and steps[-1] in _KINDS:
        others = [each for each in found if each["loc"][:-1] == steps[:-1]]
        if len(others) > 1 and all(each["loc"][-1] in _KINDS for each in others):
            reasons = dict.fromkeys(_reason(each) for each in others)
            return Fault(steps[:-1], tr(", or ").join(reasons))
    path = tuple(part for part in steps if part != "extras")  # a field of ours, not a key
    # What is wrong deeper within a value that is looked at as a whole is told by its error.
    path += getattr(first.get("ctx", {}).get("error"), "path", ())
    if first["type"] == "extra_forbidden":
        return Fault(path, _does_not_exist(str(path[-1]), _keys_beside(path, model)))
    return Fault(path, _reason(first))


def matching(pattern: str, words: str) -> AfterValidator:
    """Return what lets a text pass that is wholly as a pattern says.

    Parameters
    ----------
    words : what is said of others, reading on after the name of the value; in English, marked by `tr_later`
    """
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(tr(words))
        return text

    return AfterValidator(check)


def _reason(found: Mapping[str, Any]) -> str:
    context = found.get("ctx", {})
    if (cause := context.get("error")) is not None and found["type"] in _RAISED:
        return str(cause)
    if found["type"] in _CHOICES:
        choices = re.findall(r"'([^']*)'", context["expected"]) or [context["expected"]]
        return tr("must be one of {choices}", choices=", ".join(each or "''" for each in choices))
    if context.get("min_length") == 1:
        return tr(_EMPTY)
    words = _REASONS.get(found["type"])
    # Whatever is not listed has pydantic's words, which speak of Python.
    if words is None:
        return tr("is not what may stand there")
    bounds = {
        key: f"{each:g}" if isinstance(each, float) else each for key, each in context.items()
    }
    return tr(words, **bounds)


def _does_not_exist(key: str, known: Sequence[str]) -> str:
    if 0 < len(known) <= _MOST_NAMED:
        return tr("does not exist; there are {keys}", keys=", ".join(known))
    if meant := get_close_matches(key, known, 1):
        return tr("does not exist; perhaps {key} is meant", key=meant[0])
    return tr("does not exist")


def _keys_beside(path: Sequence[str | int], model: type[BaseModel] | None) -> tuple[str, ...]:
    """Return the keys that a model knows where a path ends."""
    for part in path[:-1]:
        if model is None:
            return ()
        if isinstance(part, str) and (field := model.model_fields.get(part)) is not None:
            model = _model_in(field.annotation)
    return tuple(model.model_fields) if model is not None else ()


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = map(_model_in, get_args(annotation))
    return next(filter(None, found), None)


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if part.isidentifier() else f"[{json.dumps(part)}]"
