"""Sounds and subcaptions that do not fit into their film."""

from collections.abc import Iterator
from math import inf
from pathlib import Path

from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.node_type import FlagKind, NodeType
from manim_nodes.library.parameter_types import MOST_SECONDS, number_value
from manim_nodes.render.media.kinds import KINDS
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.prepare import find_file
from manim_nodes.render.media.sounds import sound_length_s
from manim_nodes.translation import tr

# Shorter than this nobody hears or reads; and animations that decide for themselves are estimated.
_TOLERANCE_S = 0.25
_EARLY_S = 1e-3


def timed_problems(graph: Graph, script: Script, folder: Path | None) -> Iterator[Problem]:
    """Find sounds and subcaptions that the film is too short for, or that come before it.

    Parameters
    ----------
    folder : the project's own; files are named relative to it
    """
    film_s = script.source_map.duration_s
    yield from _too_long(graph, script, film_s)
    for node, node_type in graph.active:
        flag = node_type.timeline
        if flag is None or film_s == 0:
            continue
        spans = script.source_map.lines_of(node.id)
        offset_s = _number(graph, node, node_type, flag.offset)
        if not spans or offset_s is None:
            continue
        start_s = _time_at(script, spans[0].first_line) + offset_s
        if flag.flag is FlagKind.SOUND:
            is_sure = not any(play.line < spans[0].first_line for play in script.source_map.plays)
            heard_s = _number(graph, node, node_type, flag.duration) or inf
            yield from _sound_problems(
                node, node_type, start_s, heard_s, film_s, folder, is_sure=is_sure
            )
        elif flag.duration:
            length_s = _number(graph, node, node_type, flag.duration)
            if length_s is not None:
                yield from _caption_problems(graph, node, node_type, start_s, length_s, film_s)


def _too_long(graph: Graph, script: Script, film_s: float) -> Iterator[Problem]:
    """Find the step with which a film becomes longer than a day."""
    seconds = 0.0
    for play in script.source_map.plays if film_s > MOST_SECONDS else ():
        seconds += play.duration_s
        if seconds > MOST_SECONDS:
            yield Problem(
                "too-long",
                tr(
                    "The film would be {film:,.15g} s long, more than a day, from '{node}' on.",
                    film=film_s,
                    node=graph.title_of(play.node_id),
                ),
                play.node_id,
                hint=tr("Make steps shorter, or let loops take fewer rounds."),
            )
            return


def _sound_problems(
    node: Node,
    node_type: NodeType,
    start_s: float,
    heard_s: float,
    film_s: float,
    folder: Path | None,
    *,
    is_sure: bool,
) -> Iterator[Problem]:
    """Find a sound that does not fit into its film.

    Parameters
    ----------
    heard_s : how much of it is heard at most
    is_sure : nothing that lasts as long as it decides for itself comes before
    """
    flag = node_type.timeline
    if flag is not None and start_s < -_EARLY_S:
        message = tr(
            "This sound would begin {early:.4g} s before the film, which cannot be.", early=-start_s
        )
        severity = Severity.ERROR if is_sure else Severity.WARNING
        hint = tr("Give it a later offset.")
        yield Problem("cut-off", message, node.id, flag.offset, severity, hint)
        return
    name = node.parameters.get(flag.text) if flag else None
    path = find_file(name, folder, KINDS["sound"]) if isinstance(name, str) else None
    if flag is None or path is None:
        return
    try:
        length_s = min(sound_length_s(path), heard_s)
    except (MediaError, OSError):
        return
    if start_s + length_s > film_s + _TOLERANCE_S:
        yield Problem(
            "cut-off",
            tr(
                "The sound {name} would end at {end:.4g} s, but the film ends at {film:.4g} s: the rest is not heard.",
                name=path.name,
                end=start_s + length_s,
                film=film_s,
            ),
            node.id,
            flag.text,
            Severity.WARNING,
            tr("Add a wait at the end of the film to hear all of it."),
        )


def _caption_problems(
    graph: Graph,
    node: Node,
    node_type: NodeType,
    start_s: float,
    length_s: float,
    film_s: float,
) -> Iterator[Problem]:
    flag = node_type.timeline
    if flag is None:
        return
    text = graph.parameter(node, node_type, flag.text)
    if isinstance(text, str) and not text.strip() and not graph.sources[node.id].get(flag.text):
        message = tr("This subcaption says nothing, and is left out.")
        yield Problem("empty-caption", message, node.id, flag.text, Severity.WARNING)
    elif start_s + length_s <= 0:
        message = tr("This subcaption would be over before the film begins, and is left out.")
        hint = tr("Give it a later offset.")
        yield Problem("cut-off", message, node.id, flag.offset, Severity.WARNING, hint)
    elif start_s < 0:
        message = tr(
            "This subcaption would begin {early:.4g} s before the film: it begins with the film.",
            early=-start_s,
        )
        hint = tr("Give it a later offset.")
        yield Problem("cut-off", message, node.id, flag.offset, Severity.WARNING, hint)
    elif start_s + length_s > film_s + _TOLERANCE_S:
        message = tr(
            "This subcaption would be shown until {end:.4g} s, but the film ends at {film:.4g} s.",
            end=start_s + length_s,
            film=film_s,
        )
        hint = tr("Add a wait at the end of the film, or show it for a shorter time.")
        yield Problem("cut-off", message, node.id, flag.duration, Severity.WARNING, hint)


def _number(graph: Graph, node: Node, node_type: NodeType, name: str) -> float | None:
    if not name:
        return 0.0
    if graph.sources[node.id].get(name):
        return None
    return number_value(graph.parameter(node, node_type, name))


def _time_at(script: Script, line: int) -> float:
    """Return when in the film a line runs, in seconds."""
    seconds = 0.0
    for play in script.source_map.plays:
        if play.line > line:
            break
        seconds += play.duration_s
    return seconds
