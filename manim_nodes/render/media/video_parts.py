"""Parts of videos of which nothing plays: what is chosen is not in the video, or too short to be seen moving."""

from collections.abc import Iterator
from pathlib import Path

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.parameter_types import number_value
from manim_nodes.render.media.videos import check_video
from manim_nodes.translation import tr

_SLACK_S = 0.1  # an end that was read off a player is rounded
_USUAL_RATE = 25.0
PART = "start", "end", "speed"


def part_problems(graph: Graph, node: Node, node_type: NodeType, path: Path) -> Iterator[Problem]:
    """Find out whether a node plays less of its video than it asks for.

    Raises
    ------
    MediaError : it is no video
    OSError : it is not there
    """
    start_s, end_s, speed = (number_given(graph, node, node_type, name) for name in PART)
    length = check_video(path)
    length_s, last_s = length.seconds, 1 / (length.rate or _USUAL_RATE)
    if start_s is not None and start_s >= length_s:
        yield _problem(
            node,
            "start",
            tr(
                "The video {name} is {length:.4g} s long, and begins here at {start:.4g} s: only its last picture is shown.",
                name=path.name,
                length=length_s,
                start=start_s,
            ),
            tr("Give it an earlier start."),
        )
    elif start_s is not None and end_s is not None and end_s <= start_s:
        yield _problem(
            node,
            "end",
            tr(
                "This part of {name} ends at {end:.4g} s, before or as it begins at {start:.4g} s: only one picture is shown.",
                name=path.name,
                end=end_s,
                start=start_s,
            ),
            tr("Give it a later end."),
        )
    elif end_s is not None and end_s > length_s + _SLACK_S + last_s:
        yield _problem(
            node,
            "end",
            tr(
                "The video {name} is only {length:.4g} s long: its end at {end:.4g} s is not reached.",
                name=path.name,
                length=length_s,
                end=end_s,
            ),
            tr("Give it an earlier end, or none to play all of it."),
        )
    elif start_s is not None and (end_s is not None or speed not in (None, 1)):
        span_s = min(end_s or length_s, length_s) - start_s
        if span_s < last_s < length_s:
            message = tr(
                "This part of {name} is shorter than one picture of it, which stands still.",
                name=path.name,
            )
            yield _problem(node, "end", message, tr("Give it a later end."))
        elif speed is not None and span_s / max(speed, 1e-9) < last_s < length_s:
            message = tr("At this speed all of {name} is over within one picture.", name=path.name)
            yield _problem(node, "speed", message, tr("Give it a lower speed."))


def number_given(graph: Graph, node: Node, node_type: NodeType, name: str) -> float | None:
    """Return the number that a parameter has; None if a wire gives it, or nothing does."""
    if graph.sources[node.id].get(name):
        return None
    return number_value(graph.parameter(node, node_type, name))


def _problem(node: Node, port: str, message: str, hint: str) -> Problem:
    return Problem("shown-otherwise", message, node.id, port, Severity.WARNING, hint)
