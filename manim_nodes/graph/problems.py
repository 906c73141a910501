"""What is wrong with a graph, as values."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error keeps the scene from being rendered, advice is a matter of taste."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """Return a number that is lower the worse it is."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class WaitAtEnd:
    """Let the film end with a wait."""


@dataclass(frozen=True, slots=True)
class WaitBefore:
    """Put a wait before a step."""

    step: str


@dataclass(frozen=True, slots=True)
class Show:
    """Let a thing that is hidden be seen."""

    node_id: str


@dataclass(frozen=True, slots=True)
class BringIntoFrame:
    """Move a thing, in the units of the scene, to the right and up."""

    node_id: str
    shift: tuple[float, float]


@dataclass(frozen=True, slots=True)
class PutInFront:
    """Draw a thing in front of others."""

    node_id: str
    z_index: float


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete an animation, and wire what comes before it to what comes after."""

    node_id: str


@dataclass(frozen=True, slots=True)
class ResetParameters:
    """Let parameters of a node be as they are by default."""

    node_id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EnlargeFrame:
    """Let the frame, in its shape, show all that Manim's own shows."""


Fix = (
    WaitAtEnd
    | WaitBefore
    | Show
    | BringIntoFrame
    | PutInFront
    | Delete
    | ResetParameters
    | EnlargeFrame
)
"""A way out of a problem that the user need only agree to."""


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """Where and when a picture shows what a problem is about.

    Parameters
    ----------
    left, bottom, right, top : of a box around it, in units of the frame, whose center is at (0, 0)
    """

    time_s: float
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where, and what to do about it.

    Parameters
    ----------
    code : stable name of the kind of problem, such as ``missing-input``
    message : one sentence in the user's words
    node_id : the node it is about, if one
    port : the input, output or parameter it is about, if one
    fix : what mends it, if the program can
    in_picture : where a picture shows it, if one does
    """

    code: str
    message: str
    node_id: str | None = None
    port: str | None = None
    severity: Severity = Severity.ERROR
    hint: str = ""
    fix: Fix | None = None
    in_picture: PicturePlace | None = None


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether any of ``problems`` keeps the scene from being rendered."""
    return any(problem.severity is Severity.ERROR for problem in problems)
