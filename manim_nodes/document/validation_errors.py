"""What pydantic found wrong with a document, in words for its user."""

import json
import re
from dataclasses import dataclass

from pydantic import ValidationError

from manim_nodes.document.values import NotJSONError

_REASONS = {
    "missing": "is missing",
    "extra_forbidden": "does not exist",
    "string_type": "must be text",
    "string_unicode": "holds half a character, which UTF-8 cannot write",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "tuple_type": "must be a list",
    "model_type": "must be an object in braces",
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
        """The path as text, like ``nodes[3].parameters.radius``."""
        return "".join(_step(part) for part in self.path).removeprefix(".")


def first_fault(error: ValidationError) -> Fault:
    """Return the first of the faults that a validation found."""
    details = error.errors(include_url=False, include_input=False)[0]
    path = tuple(part for part in details["loc"] if part != "extras")  # a field of ours, not a key
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, NotJSONError):
        return Fault((*path, *cause.path), cause.reason)
    if cause is not None:
        return Fault(path, str(cause))
    reason = _REASONS.get(details["type"])
    return Fault(path, reason or re.sub(r"^\w+ should", "must", details["msg"]))


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if part.isidentifier() else f"[{json.dumps(part)}]"
