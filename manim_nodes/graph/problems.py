"""What is wrong with a graph, as values."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a problem keeps the scene from being rendered."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where, and what to do about it.

    Parameters
    ----------
    code : stable name of the kind of problem, such as ``missing-input``
    message : one sentence in the user's words
    node_id : the node it is about, if one
    port : the input, output or parameter it is about, if one
    """

    code: str
    message: str
    node_id: str | None = None
    port: str | None = None
    severity: Severity = Severity.ERROR
    hint: str = ""


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether any of ``problems`` keeps the scene from being rendered."""
    return any(problem.severity is Severity.ERROR for problem in problems)
