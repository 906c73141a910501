"""What pydantic found wrong with a document, in words for its user."""

import json
import re
from dataclasses import dataclass

from pydantic import ValidationError

from manim_nodes.document.values import NotJSONError
from manim_nodes.translation import tr, tr_later

_REASONS = {
    "missing": tr_later("is missing"),
    "extra_forbidden": tr_later("does not exist"),
    "string_type": tr_later("must be text"),
    "string_unicode": tr_later("holds half a character, which UTF-8 cannot write"),
    "bool_type": tr_later("must be true or false"),
    "int_type": tr_later("must be a whole number"),
    "float_type": tr_later("must be a number"),
    "finite_number": tr_later("must be a finite number"),
    "tuple_type": tr_later("must be a list"),
    "model_type": tr_later("must be an object in braces"),
}


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


def first_fault(error: ValidationError) -> Fault:
    """Return the first of the faults that a validation found."""
    # One is enough: it is mended, and the next one is seen. A broken file may hold a million.
    details = error.errors(include_url=False, include_input=False)[0]
    path = tuple(part for part in details["loc"] if part != "extras")  # a field of ours, not a key
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, NotJSONError):
        return Fault((*path, *cause.path), cause.reason)
    if cause is not None:
        return Fault(path, str(cause))
    if reason := _REASONS.get(details["type"]):
        return Fault(path, tr(reason))
    return Fault(path, re.sub(r"^\w+ should", "must", details["msg"]))  # in pydantic's English


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if part.isidentifier() else f"[{json.dumps(part)}]"
