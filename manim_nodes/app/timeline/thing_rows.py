"""What the rows below the blocks show: for each thing a bar for the time that it is on the screen."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import networkx as nx

from manim_nodes.app.timeline.schedule import Block
from manim_nodes.editing.analysis import Analysis
from manim_nodes.editing.step_numbers import number_steps
from manim_nodes.editing.thing_times import Moment, moments
from manim_nodes.graph.build import Graph
from manim_nodes.graph.intervals import Appearances, Interval, find_appearances
from manim_nodes.graph.levels import outermost_level
from manim_nodes.graph.presence import START
from manim_nodes.library.category import Category

_MANY = 6
_EMPTY_FILM_S = 1.0


@dataclass(frozen=True, slots=True)
class BarEnd:
    """How a thing comes or goes.

    Parameters
    ----------
    time_s : when that is, the animation over or begun that brings it or takes it away
    node_id : what does so; empty where nothing does
    rank : of the step that it is, or is played by
    title : of that node
    category : of that node
    companion : the title of the thing that it comes or goes with, if it is not alone
    is_own : whether the node brings it, or takes it away, for its own sake
    is_movable : whether the user may drag it to another step
    """

    time_s: float
    node_id: str = ""
    rank: int | None = None
    title: str = ""
    category: Category | None = None
    companion: str = ""
    is_own: bool = False
    is_movable: bool = True

    @property
    def own_node(self) -> str | None:
        """Return the node that has to run at another time, if there is such a node."""
        return self.node_id if self.is_own else None


@dataclass(frozen=True, slots=True)
class Bar:
    """A time for which a thing is on the screen.

    Parameters
    ----------
    start_s, end_s : from the first trace of it to the last
    entrance, exit : what brings it, and what takes it away
    """

    start_s: float
    end_s: float
    entrance: BarEnd
    exit: BarEnd


@dataclass(frozen=True, slots=True)
class ThingRow:
    """A thing, or a group that holds some.

    Parameters
    ----------
    node_id : with its groups
    bars : one after another
    depth : how many groups it is in
    member_count : how many rows are below it
    """

    node_id: str
    title: str
    category: Category
    bars: tuple[Bar, ...]
    depth: int = 0
    member_count: int = 0

    @property
    def is_folded_at_first(self) -> bool:
        """Return whether so much is in it that it is better not seen."""
        return self.member_count > _MANY


@dataclass(frozen=True)
class ThingRows:
    """All rows, each with its members right below it.

    Parameters
    ----------
    steps, titles, numbers : all steps in order, by their full ids, what they are called, and their
        numbers as people count them
    ends_s : when each of them has run
    duration_s : of the film; a second for one of a single picture
    made_of : the graph and the times that the rows are made of
    """

    rows: tuple[ThingRow, ...] = ()
    steps: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    ends_s: tuple[float, ...] = ()
    duration_s: float = _EMPTY_FILM_S
    made_of: object = field(default=None, repr=False, compare=False)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {row.node_id: place for place, row in enumerate(self.rows)}

    def place_of(self, node_id: str) -> int | None:
        """Return which row is that of a node."""
        return self._places.get(node_id)

    def seen_places(self, toggled: Collection[str]) -> list[int]:
        """Return which rows are seen, as groups are folded.

        Parameters
        ----------
        toggled : the groups that are folded though they are not at first, or the other way round
        """
        found = []
        place = 0
        while place < len(self.rows):
            row = self.rows[place]
            found.append(place)
            is_folded = row.is_folded_at_first is not (row.node_id in toggled)
            place += 1 + (row.member_count if is_folded else 0)
        return found

    def time_s(self, moment: Moment) -> float:
        """Return when a moment is."""
        return self.ends_s[moment.rank] if moment.rank != START else 0.0

    def moments_for(self, node_id: str) -> list[Moment]:
        """Return the moments at which a node may run, from the first to the last."""
        found = moments(self.steps, node_id.split("/")[:-1])
        return sorted(found, key=lambda moment: moment.rank)


def updated_rows(
    before: ThingRows, analysis: Analysis | None, blocks: Sequence[Block]
) -> ThingRows:
    """Return the rows of a project.

    Parameters
    ----------
    before : given back where nothing has changed
    """
    if analysis is None:
        return ThingRows()
    times = [(block.node_id, block.start_s, block.duration_s) for block in blocks]
    made_of = analysis.graph, times
    if isinstance(before.made_of, tuple) and _is_same(before.made_of, made_of):
        return before
    rows = make_thing_rows(analysis.graph, blocks)
    return replace(before if rows == before else rows, made_of=made_of)


def _is_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return one[0] is other[0] and one[1] == other[1]


def make_thing_rows(graph: Graph, blocks: Sequence[Block]) -> ThingRows:
    """Return the rows of a project.

    Parameters
    ----------
    blocks : what plays when
    """
    try:
        return _RowMaker(graph, blocks).made()
    except nx.NetworkXUnfeasible:
        return ThingRows()


class _RowMaker:
    def __init__(self, graph: Graph, blocks: Sequence[Block]) -> None:
        self._graph = graph
        self._level = outermost_level(graph)
        self._found = find_appearances(graph)
        self._duration_s = blocks[-1].end_s if blocks else _EMPTY_FILM_S
        self._first: dict[str, tuple[float, float]] = {}
        self._last: dict[str, tuple[float, float]] = {}
        self._starts_s, self._ends_s = self._times(blocks)

    def _times(self, blocks: Sequence[Block]) -> tuple[list[float], list[float]]:
        """Return when each step begins and ends, and remember when each animation plays."""
        ranks = self._level.ranks
        ends: list[float | None] = [None] * len(ranks)
        starts: list[float | None] = [None] * len(ranks)
        for block in blocks:
            self._note(block.node_id, block.start_s, block.end_s)
            for part in block.parts:
                if part.node_id != block.node_id:
                    start_s = block.start_s + part.start_s
                    self._note(part.node_id, start_s, start_s + part.duration_s)
            rank = ranks.get(self._level.unit(block.node_id))
            if rank is not None:
                ends[rank] = block.end_s
                starts[rank] = block.start_s if starts[rank] is None else starts[rank]
        time_s = 0.0
        found: list[tuple[float, float]] = []
        for begins_s, has_run_s in zip(starts, ends, strict=True):
            begun_s = max(time_s, begins_s or 0.0)
            time_s = max(time_s, has_run_s or 0.0)
            found.append((begun_s, time_s))
        return [start_s for start_s, _ in found], [end_s for _, end_s in found]

    def _note(self, node_id: str, start_s: float, end_s: float) -> None:
        self._first.setdefault(node_id, (start_s, end_s))
        self._last[node_id] = start_s, end_s

    def made(self) -> ThingRows:
        seen = {key: each for key, each in self._found.items() if each.intervals}
        parents = {key: self._parent(each, seen) for key, each in seen.items()}
        for key in list(seen):
            parent = parents[key]
            while parent is not None and parent not in parents:
                parents[parent] = self._outer(parent)
                parent = parents[parent]
        members: dict[str | None, list[str]] = {}
        for key in sorted(parents, key=self._listed.__getitem__):
            members.setdefault(parents[key], []).append(key)
        return ThingRows(
            tuple(self._rows(members, None, 0)),
            tuple(self._level.ranks),
            tuple(map(self._graph.title_of, self._level.ranks)),
            tuple(map(number_steps(self._graph).__getitem__, self._level.ranks)),
            tuple(self._ends_s),
            self._duration_s,
        )

    @cached_property
    def _listed(self) -> Mapping[str, int]:
        """Return where nodes are listed, and groups of nodes where the first of theirs is."""
        found: dict[str, int] = {}
        for key, index in self._graph.expansion.index.items():
            here: str | None = key
            while here is not None:
                found[here] = min(index, found.get(here, index))
                here = self._outer(here)
        return found

    def _parent(self, appearances: Appearances, seen: Mapping[str, Appearances]) -> str | None:
        whole, passed = appearances.whole, {appearances.node_id}
        while whole is not None and whole not in passed:
            if whole in seen:
                return None if self._is_inside(whole, appearances.node_id, seen) else whole
            passed.add(whole)
            whole = self._found[whole].whole
        return self._outer(appearances.node_id)

    @staticmethod
    def _is_inside(whole: str, node_id: str, seen: Mapping[str, Appearances]) -> bool:
        """Return whether a whole is a part of its own part."""
        here: str | None = whole
        passed: set[str] = set()
        while here is not None and here not in passed:
            passed.add(here)
            here = seen[here].whole if here in seen else None
            if here == node_id:
                return True
        return False

    @staticmethod
    def _outer(node_id: str) -> str | None:
        return node_id.rpartition("/")[0] or None

    def _rows(
        self, members: Mapping[str | None, Sequence[str]], parent: str | None, depth: int
    ) -> Iterator[ThingRow]:
        waiting = [(key, depth) for key in reversed(members.get(parent, ()))]
        rows: list[ThingRow] = []
        while waiting:
            key, depth = waiting.pop()
            rows.append(self._row(key, depth))
            waiting += [(inner, depth + 1) for inner in reversed(members.get(key, ()))]
        open_: list[int] = []
        for place, row in enumerate((*rows, None)):
            while open_ and (row is None or row.depth <= rows[open_[-1]].depth):
                first = open_.pop()
                rows[first] = self._closed(rows[first:place], place - first - 1)
            open_.append(place)
        yield from rows

    def _closed(self, rows: Sequence[ThingRow], count: int) -> ThingRow:
        """Return a row that knows its members; that of a group of nodes lasts as long as those."""
        row = rows[0]
        if row.bars or not count:
            return replace(row, member_count=count)
        bars = [bar for inner in rows[1:] for bar in inner.bars]
        first = min(bars, key=lambda bar: bar.start_s)
        last = max(bars, key=lambda bar: bar.end_s)
        around = Bar(
            first.start_s,
            last.end_s,
            BarEnd(first.start_s, is_movable=False),
            BarEnd(last.end_s, is_movable=False),
        )
        return replace(row, member_count=count, bars=(around,))

    def _row(self, key: str, depth: int) -> ThingRow:
        if key not in self._found:
            category = self._graph.library.category("")
            return ThingRow(key, self._graph.title_of(key), category, (), depth)
        node_type = self._graph.type_of(key)
        category = node_type.category if node_type else self._graph.library.category("")
        bars = tuple(self._bar(interval, key) for interval in self._found[key].intervals)
        return ThingRow(key, self._graph.title_of(key), category, bars, depth)

    # bars

    def _bar(self, interval: Interval, thing: str) -> Bar:
        is_turned = self._is_turned(interval, thing)
        start_s, came_s = self._comes(interval)
        leaves_s, end_s = self._goes(interval)
        entrance = self._end(
            came_s,
            interval.entrance,
            interval.first,
            interval.comes_with,
            is_movable=interval.comes_with is None,
        )
        exit_ = self._end(
            leaves_s, interval.exit, interval.last, interval.goes_with, is_movable=not is_turned
        )
        return Bar(start_s, max(end_s, start_s), entrance, exit_)

    def _is_turned(self, interval: Interval, thing: str) -> bool:
        """Return whether another thing only looks like it."""
        return interval.comes_with is not None and self._found[thing].whole is None

    def _comes(self, interval: Interval) -> tuple[float, float]:
        if interval.entrance is None:
            time_s = self._ends_s[interval.first] if interval.first != START else 0.0
            return time_s, time_s
        time_s = self._starts_s[interval.first] if interval.first != START else 0.0
        return self._first.get(interval.entrance, (time_s, time_s))

    def _goes(self, interval: Interval) -> tuple[float, float]:
        if interval.exit is None or interval.last is None:
            return self._duration_s, self._duration_s
        time_s = self._ends_s[interval.last] if interval.last != START else 0.0
        return self._last.get(interval.exit, (time_s, time_s))

    def _end(
        self,
        time_s: float,
        node_id: str | None,
        rank: int | None,
        companion: str | None,
        *,
        is_movable: bool,
    ) -> BarEnd:
        with_ = self._graph.title_of(companion) if companion is not None else ""
        node_type = self._graph.type_of(node_id) if node_id is not None else None
        if node_id is None or node_type is None:
            return BarEnd(time_s, companion=with_, is_movable=is_movable)
        is_own = companion is None and not node_type.clears
        return BarEnd(
            time_s,
            node_id,
            rank,
            self._graph.title_of(node_id),
            node_type.category,
            with_,
            is_own,
            is_movable,
        )
