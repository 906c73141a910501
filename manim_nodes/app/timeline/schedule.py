"""What the timeline shows: blocks one after another, and what is said and heard along with them."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import PureWindowsPath

from manim_nodes.app.timeline.film_snapshot import FilmSnapshot, FilmStep
from manim_nodes.app.timeline.lanes import LanePart, length_s, parts_of
from manim_nodes.codegen.script import Play, Script
from manim_nodes.document.model import Node
from manim_nodes.editing.analysis import Analysis
from manim_nodes.graph.build import Graph
from manim_nodes.library.category import Category
from manim_nodes.library.node_type import FlagKind, Kind, NodeType
from manim_nodes.library.parameter_types import number_value

_ROUNDING_FRAMES = 1.01

MeasuredDurations = Mapping[tuple[str, int], tuple[float, float]]
"""For each node and how often it has played before: what was expected and what was seen, in seconds."""


class Status(Enum):
    """Whether a block's frames are there."""

    DRAWN = "drawn"
    DRAWING = "being drawn"
    STALE = "to be drawn"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Block:
    """A play or a wait.

    Parameters
    ----------
    node_id : with its groups; empty for one that no node is known of
    round : how often the node has played before
    nominal_s : how long it takes as the node says, where frames only round that; otherwise ``duration_s``
    parameter : what says how long it takes; empty if nothing on the node does
    parts : what plays inside, each in a lane
    last_frame : the number of the frame that it ends with, if that is known
    """

    node_id: str
    round: int
    title: str
    category: Category
    start_s: float
    duration_s: float
    nominal_s: float
    status: Status = Status.STALE
    parameter: str = ""
    parts: tuple[LanePart, ...] = ()
    last_frame: int | None = None

    @property
    def end_s(self) -> float:
        """Return when it ends."""
        return self.start_s + self.duration_s


@dataclass(frozen=True, slots=True)
class Flag:
    """A section, a line of subtitles or a sound, and when it begins.

    Parameters
    ----------
    text : what it is called, what it says, or the sound's file
    duration_s : 0 for what has none, or none that the project tells
    offset_s, loudness_db : how much later than its step it begins, and how much louder it is
    offset, loudness : the parameters with these; empty where there are none that can be set
    fades_s : in what time a sound comes up from silence, and goes down to it
    fades : the parameters with these; empty where they cannot be set
    """

    kind: FlagKind
    node_id: str
    text: str
    time_s: float
    duration_s: float = 0.0
    offset_s: float = 0.0
    loudness_db: float = 0.0
    offset: str = ""
    loudness: str = ""
    fades_s: tuple[float, float] = (0.0, 0.0)
    fades: tuple[str, str] = ("", "")

    @property
    def title(self) -> str:
        """Return its text, and of a sound the file's name alone."""
        if self.kind is not FlagKind.SOUND:
            return self.text
        return PureWindowsPath(self.text).name  # takes both slashes


@dataclass(frozen=True)
class Schedule:
    """All that the timeline shows."""

    blocks: tuple[Block, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def duration_s(self) -> float:
        """Return the length of the film."""
        return self.blocks[-1].end_s if self.blocks else 0.0

    @cached_property
    def _starts(self) -> list[float]:
        return [block.start_s for block in self.blocks]

    def index_at(self, time_s: float) -> int | None:
        """Return the block that plays at a time."""
        index = bisect_right(self._starts, time_s + 1e-6) - 1
        return index if index >= 0 and time_s < self.duration_s else None

    def range_of(self, first_s: float, last_s: float) -> range:
        """Return the blocks that play somewhere between two times."""
        first = max(bisect_right(self._starts, first_s) - 1, 0)
        return range(first, bisect_right(self._starts, last_s))

    def indices_of(self, node_ids: Collection[str]) -> list[int]:
        """Return the blocks that nodes play, or play in; a group stands for all that is inside."""
        if not node_ids:
            return []
        return [
            index
            for index, block in enumerate(self.blocks)
            if any(is_within(key, node_ids) for key in _ids_in(block))
        ]


def is_within(node_id: str, node_ids: Collection[str]) -> bool:
    """Return whether a node is one of others, or inside one."""
    if node_id in node_ids:
        return True
    parts = node_id.split("/")
    return any("/".join(parts[:depth]) in node_ids for depth in range(1, len(parts)))


def _ids_in(block: Block) -> Iterator[str]:
    yield block.node_id
    yield from (part.node_id for part in block.parts)


def measured_durations(analysis: Analysis, snapshot: FilmSnapshot) -> MeasuredDurations:
    """Return how long steps took that are drawn and are those of the script."""
    steps, plays = snapshot.steps, _plays(analysis)
    drawn = _drawn_count(snapshot)
    if [step.node_id for step in steps[:drawn]] != [play.node_id for play in plays[:drawn]]:
        return {}
    rounds: Counter[str] = Counter()
    found = {}
    for play, step in zip(plays[:drawn], steps, strict=False):
        key = play.node_id, rounds[play.node_id]
        rounds[play.node_id] += 1
        node_type = analysis.graph.type_of(play.node_id)
        found[key] = (
            _expected_s(analysis.graph, play, node_type),
            step.frame_count / snapshot.fps,
        )
    return found


def _plays(analysis: Analysis) -> Sequence[Play]:
    return analysis.script.source_map.plays if analysis.script else ()


def _expected_s(graph: Graph, play: Play, node_type: NodeType | None) -> float:
    if node_type is not None and node_type.kind is Kind.COMPOSE:
        return length_s(parts_of(graph, play.node_id))
    return play.duration_s


def _drawn_count(snapshot: FilmSnapshot) -> int:
    """Return how many steps have all their frames."""
    if snapshot.is_current:
        return len(snapshot.steps)
    if snapshot.is_complete:
        return 0
    firsts = [step.first_frame for step in snapshot.steps]
    return max(bisect_left(firsts, snapshot.fresh_count) - 1, 0)


def updated_schedule(
    before: Schedule,
    analysis: Analysis | None,
    snapshot: FilmSnapshot,
    *,
    measured: MeasuredDurations,
    dragged_s: Mapping[str, float],
    failed_step: int | None,
) -> tuple[Schedule, MeasuredDurations]:
    """Return what plays when, and all durations that have been measured.

    Parameters
    ----------
    before : given back where nothing has changed
    """
    if analysis is None:
        return Schedule(), measured
    measured = {**measured, **measured_durations(analysis, snapshot)}
    schedule = make_schedule(
        analysis, snapshot, measured=measured, dragged_s=dragged_s, failed_step=failed_step
    )
    return before if schedule == before else schedule, measured


def make_schedule(
    analysis: Analysis,
    snapshot: FilmSnapshot,
    *,
    measured: MeasuredDurations | None = None,
    dragged_s: Mapping[str, float] | None = None,
    failed_step: int | None = None,
) -> Schedule:
    """Return what plays when.

    Parameters
    ----------
    measured : durations that were seen before; they hold as long as what is expected stays the same
    dragged_s : durations of nodes while the ends of their blocks are dragged
    failed_step : which play the last preview failed in
    """
    layout = _Layout(analysis, snapshot, measured or {}, dragged_s or {}, failed_step)
    blocks = tuple(layout.blocks())
    return Schedule(blocks, tuple(_flags(analysis, blocks)))


@dataclass
class _Layout:
    analysis: Analysis
    snapshot: FilmSnapshot
    measured: MeasuredDurations
    dragged_s: Mapping[str, float]
    failed_step: int | None
    _time_s: float = 0.0
    _rounds: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._steps = self.snapshot.steps
        self._drawn = _drawn_count(self.snapshot)
        self._no_category = self.analysis.graph.library.category("")

    def blocks(self) -> Iterator[Block]:
        steps, plays, drawn = self._steps, _plays(self.analysis), self._drawn
        is_same = [s.node_id for s in steps[:drawn]] == [p.node_id for p in plays[:drawn]]
        for index in range(drawn if is_same or self.snapshot.is_current else 0):
            play = plays[index] if is_same else None
            yield self._block(steps[index].node_id or "", index, steps[index], play)
        for index in range(drawn if is_same else len(plays), len(plays)):
            yield self._block(plays[index].node_id, index, None, plays[index])

    def _block(self, node_id: str, index: int, step: FilmStep | None, play: Play | None) -> Block:
        number = self._rounds[node_id]
        self._rounds[node_id] += 1
        graph, start = self.analysis.graph, self._time_s
        is_known = node_id in graph.document.nodes_by_id
        node_type = graph.type_of(node_id) if is_known else None
        expected = _expected_s(graph, play, node_type) if play else 0.0
        duration = self._duration(node_id, number, step, expected)
        self._time_s += duration
        is_rounded = abs(duration - expected) * self.snapshot.fps <= _ROUNDING_FRAMES
        return Block(
            node_id,
            number,
            graph.title_of(node_id),
            node_type.category if node_type else self._no_category,
            start,
            duration,
            expected if is_rounded and node_id not in self.dragged_s else duration,
            self._status(index, step),
            duration_parameter(graph, node_id) if node_type else "",
            self._parts_of(node_id, node_type, duration),
            step.first_frame + step.frame_count - 1 if step and is_known else None,
        )

    def _duration(self, node_id: str, number: int, step: FilmStep | None, expected: float) -> float:
        if node_id in self.dragged_s:
            return self.dragged_s[node_id]
        if step is not None:
            return step.frame_count / self.snapshot.fps
        before, seen = self.measured.get((node_id, number), (None, 0.0))
        return seen if before == expected else expected

    def _parts_of(
        self, node_id: str, node_type: NodeType | None, duration: float
    ) -> tuple[LanePart, ...]:
        if node_type is None or node_type.kind is not Kind.COMPOSE:
            return ()
        return parts_of(self.analysis.graph, node_id, duration_s=duration)

    def _status(self, index: int, step: FilmStep | None) -> Status:
        if index == self.failed_step:
            return Status.FAILED
        if step is not None:
            return Status.DRAWN
        is_next = not self.snapshot.is_complete and index == self._drawn
        return Status.DRAWING if is_next and self.snapshot.is_drawing else Status.STALE


def duration_parameter(graph: Graph, node_id: str) -> str:
    """Return the parameter by which a node says how long it takes; empty if none does, or it is wired."""
    node_type = graph.type_of(node_id)
    if node_type is None:
        return ""
    for name in (str(node_type.duration), "run_time"):
        if name in node_type.parameters:
            return "" if graph.sources[node_id].get(name) else name
    return ""


def _flags(analysis: Analysis, blocks: Sequence[Block]) -> Iterable[Flag]:
    script, graph = analysis.script, analysis.graph
    if script is None:
        return
    for node, node_type in graph.active:
        shown = node_type.timeline
        if shown is not None:
            time_s = _time_of(script, node.id, blocks)
            offset = max(_number_of(graph, node, node_type, shown.offset), -time_s)
            text = str(graph.parameter(node, node_type, shown.text) or "")
            lasting = _number_of(graph, node, node_type, shown.duration)
            wired = graph.sources[node.id]
            yield Flag(
                shown.flag,
                node.id,
                text,
                time_s + offset,
                lasting,
                offset,
                _number_of(graph, node, node_type, shown.loudness),
                "" if wired.get(shown.offset) else shown.offset,
                "" if wired.get(shown.loudness) else shown.loudness,
                (
                    _number_of(graph, node, node_type, shown.fades[0]),
                    _number_of(graph, node, node_type, shown.fades[1]),
                ),
                (
                    "" if wired.get(shown.fades[0]) else shown.fades[0],
                    "" if wired.get(shown.fades[1]) else shown.fades[1],
                ),
            )


def _time_of(script: Script, node_id: str, blocks: Sequence[Block]) -> float:
    spans = script.source_map.lines_of(node_id)
    plays = script.source_map.plays
    line = spans[0].first_line if spans else 0
    index = next((index for index, play in enumerate(plays) if play.line > line), len(plays))
    if index < len(blocks):
        return blocks[index].start_s
    return blocks[-1].end_s if blocks else 0.0


def _number_of(graph: Graph, node: Node, node_type: NodeType, name: str) -> float:
    """Return the number that a parameter says; 0 if there is none, or nobody knows before it runs."""
    return (number_value(graph.parameter(node, node_type, name)) if name else None) or 0.0
