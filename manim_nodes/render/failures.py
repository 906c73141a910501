"""From a traceback, live or printed, to the node that failed and what is wrong in plain words."""

import re
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType

from manim_nodes.codegen.script import SourceMap
from manim_nodes.errors import ManimNodesError
from manim_nodes.render.error_messages import explain

_HEADER = "Traceback (most recent call last)"


class RenderError(ManimNodesError):
    """A render failed.

    Parameters
    ----------
    node_id : the node whose code was running, if it is known
    step : the number of plays that had begun before, which is the index of the failing one
    detail : the whole traceback or what else a programmer wants to see
    """

    def __init__(
        self,
        message: str,
        *,
        node_id: str | None = None,
        step: int | None = None,
        where: str | None = None,
        hint: str | None = None,
        detail: str = "",
    ) -> None:
        super().__init__(message, where=where or node_id, hint=hint)
        self.node_id = node_id
        self.step = step
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Failure:
    """What a traceback says.

    Parameters
    ----------
    kind : the exception's name, without its module
    lines : the lines of the script that were running, the innermost first
    """

    kind: str
    message: str
    lines: tuple[int, ...]
    detail: str

    def to_error(
        self,
        source_map: SourceMap,
        *,
        kind: type[RenderError] = RenderError,
        step: int | None = None,
        notes: Sequence[str] = (),
    ) -> RenderError:
        """Return the error that says what is wrong, where, and what to do.

        Parameters
        ----------
        notes : error messages that manim logged before
        """
        message, hint = explain(self.kind, self.message, notes, trace=self.detail)
        detail = "\n".join((*notes, self.detail))
        return kind(
            message, node_id=node_of(self.lines, source_map), step=step, hint=hint, detail=detail
        )


def node_of(lines: Iterable[int], source_map: SourceMap) -> str | None:
    """Return the node of the first of ``lines`` that belongs to one."""
    return next(filter(None, map(source_map.node_at, lines)), None)


def failure_from(error: BaseException, filename: str) -> Failure:
    """Read an exception that came out of the script that was compiled as ``filename``."""
    lines: list[int] = []
    # An error that was raised in place of another may name no line of the script where the first one does.
    origin: BaseException | None = error
    while origin is not None and not lines:
        lines = _lines_in(origin.__traceback__, filename)
        origin = origin.__cause__ or origin.__context__
    if isinstance(error, SyntaxError) and error.lineno:
        lines = [error.lineno, *lines]
    detail = "".join(traceback.format_exception(error))
    return Failure(type(error).__name__, str(error), tuple(lines), detail)


def failure_in(text: str, script_name: str) -> Failure | None:
    """Read what a manim process printed; None if there is no traceback in it.

    Parameters
    ----------
    script_name : the name of the script's file, without its folder
    """
    # The last one: errors that were handled may have been printed before it.
    _, found, trace = text.rpartition(_HEADER)
    if not found:
        return None
    panel, is_boxed, ending = trace.rpartition("╯\n")
    if is_boxed:
        trace = f"{_unboxed(panel)}\n{ending}"
    else:
        ending = re.split(r"\n(?=\S)", trace, maxsplit=1)[-1]
    lines = re.findall(rf'\b{re.escape(script_name)}(?:", line |:)(\d+)', trace)
    kind, _, message = ending.partition(":")
    detail = f"{_HEADER}\n{trace.strip()}"
    return Failure(
        kind.strip().rpartition(".")[2], message.strip(), tuple(map(int, reversed(lines))), detail
    )


def _lines_in(trace: TracebackType | None, filename: str) -> list[int]:
    return [
        line for frame, line in traceback.walk_tb(trace) if frame.f_code.co_filename == filename
    ][::-1]


def _unboxed(panel: str) -> str:
    """Take rich's box off a traceback; a row that fills the box was broken at its edge and goes on in the next."""
    rows = (row[2:-2] for row in panel.splitlines() if row.startswith("│"))
    return "".join(f"{row.rstrip()}\n" if row.endswith(" ") else row for row in rows)
