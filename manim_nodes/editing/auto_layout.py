"""Where nodes should stand: in layers along their wires and the story, in line with one another, at equal distances."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import networkx as nx

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Side = Literal["left", "right", "top", "bottom", "center", "middle"]

_ACROSS, _DOWN = 80.0, 40.0
_SIDE, _ABOVE = 30.0, 66.0  # between a frame and what stands in it
_SWEEPS = 4


def arrange(
    boxes: Mapping[str, Box], wires: Iterable[tuple[str, str]], story: Sequence[str] = ()
) -> dict[str, Point]:
    """Put nodes in columns, each right of all that feeds it, and in each column near its neighbors.

    Steps stand from left to right as they run. What hangs together by wires shares a lane, with
    others only if they have no column in common; so no wire passes behind a step of other things.

    Parameters
    ----------
    boxes : left, top, width and height of each node
    wires : source and target; those that lead to other nodes, or close a circle, do not count
    story : the steps in the order in which they run; those of other nodes do not count

    Returns
    -------
    the new top left corner of each node; the whole keeps its top left corner
    """
    if not boxes:
        return {}
    steps = [node_id for node_id in story if node_id in boxes]
    graph = _acyclic(boxes, wires)
    columns = _columns(graph, boxes, steps)
    left, top = min(box[0] for box in boxes.values()), min(box[1] for box in boxes.values())
    across: dict[str, float] = {}
    for column in columns:
        across |= dict.fromkeys(column, left)
        left += max(boxes[node_id][2] for node_id in column) + _ACROSS
    placed = {}
    for lane in _lanes(graph, columns) if steps else [columns]:
        ordered = _ordered(graph, lane, boxes)
        tallest = max(_height(column, boxes) for column in ordered)
        for column in ordered:
            y = top + (tallest - _height(column, boxes)) / 2
            for node_id in column:
                placed[node_id] = (across[node_id], y)
                y += boxes[node_id][3] + _DOWN
        top += tallest + _DOWN
    return placed


def arrange_framed(
    boxes: Mapping[str, Box],
    wires: Sequence[tuple[str, str]],
    frames: Mapping[str, Sequence[str]],
    story: Sequence[str] = (),
) -> tuple[dict[str, Point], dict[str, Box]]:
    """Arrange nodes so that those in a frame stay together, as one among the others.

    Parameters
    ----------
    frames : the nodes in each frame, none of them in two
    story : the steps in the order in which they run

    Returns
    -------
    the new corner of each node, and where each frame is then
    """
    frame_of = {node_id: frame for frame, inside in frames.items() for node_id in inside}
    inner = {
        frame: arrange({node_id: boxes[node_id] for node_id in inside}, wires, story)
        for frame, inside in frames.items()
    }
    around = {frame: _around(boxes, places) for frame, places in inner.items()}
    loose = {key: box for key, box in boxes.items() if key not in frame_of}
    between = [(frame_of.get(a, a), frame_of.get(b, b)) for a, b in wires]
    steps = list(dict.fromkeys(frame_of.get(step, step) for step in story))
    placed = arrange({**loose, **around}, [(a, b) for a, b in between if a != b], steps)
    places = {key: placed[key] for key in loose}
    for frame, inside in inner.items():
        dx, dy = (placed[frame][axis] - around[frame][axis] for axis in (0, 1))
        places |= {key: (x + dx, y + dy) for key, (x, y) in inside.items()}
    return places, {frame: (*placed[frame], *around[frame][2:]) for frame in frames}


def _around(boxes: Mapping[str, Box], places: Mapping[str, Point]) -> Box:
    left = min(x for x, _ in places.values()) - _SIDE
    top = min(y for _, y in places.values()) - _ABOVE
    right = max(x + boxes[key][2] for key, (x, _) in places.items()) + _SIDE
    bottom = max(y + boxes[key][3] for key, (_, y) in places.items()) + _SIDE
    return left, top, right - left, bottom - top


def _acyclic(boxes: Mapping[str, Box], wires: Iterable[tuple[str, str]]) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(boxes)
    graph.add_edges_from(
        (source, target) for source, target in wires if source in boxes and target in boxes
    )
    for part in list(nx.strongly_connected_components(graph)):
        inside = [(a, b) for a, b in graph.edges(part) if a in part and b in part]
        # What runs to the left is what closes the circle, as far as anyone can see.
        graph.remove_edges_from((a, b) for a, b in inside if (boxes[a], a) >= (boxes[b], b))
    return graph


def _columns(
    graph: "nx.DiGraph[str]", boxes: Mapping[str, Box], steps: Sequence[str]
) -> list[list[str]]:
    depth: dict[str, int] = {}
    timed = graph.copy()
    timed.add_edges_from(pairwise(steps))
    timed = _acyclic(boxes, timed.edges)
    order = list(nx.topological_sort(timed))
    for node_id in order:
        depth[node_id] = max((depth[before] + 1 for before in timed.pred[node_id]), default=0)
    is_step = frozenset(steps)
    for node_id in reversed(order):
        after = [depth[follower] for follower in graph.succ[node_id]]
        # What is fed by nothing stands beside what it feeds; in a story, so does all that is made.
        if after and node_id not in is_step and (steps or not graph.pred[node_id]):
            depth[node_id] = min(after) - 1
    columns: defaultdict[int, list[str]] = defaultdict(list)
    for node_id in sorted(boxes, key=lambda key: (boxes[key][1], boxes[key][0], key)):
        columns[depth[node_id]].append(node_id)
    return [columns[key] for key in sorted(columns)]


def _lanes(graph: "nx.DiGraph[str]", columns: list[list[str]]) -> list[list[list[str]]]:
    """Return the columns of each lane, from the top; each part goes where there is room first."""
    place_of = {
        key: (index, row) for index, column in enumerate(columns) for row, key in enumerate(column)
    }
    parts = [
        sorted(part, key=place_of.__getitem__) for part in nx.weakly_connected_components(graph)
    ]
    lanes: list[set[str]] = []
    ends: list[int] = []
    for part in sorted(parts, key=lambda part: place_of[part[0]]):
        (first, _), (last, _) = place_of[part[0]], place_of[part[-1]]
        lane = next((index for index, end in enumerate(ends) if end < first), len(ends))
        if lane == len(ends):
            lanes.append(set())
            ends.append(last)
        lanes[lane].update(part)
        ends[lane] = last
    return [
        [inside for column in columns if (inside := [key for key in column if key in lane])]
        for lane in lanes
    ]


def _ordered(
    graph: "nx.DiGraph[str]", columns: list[list[str]], boxes: Mapping[str, Box]
) -> list[list[str]]:
    """Order each column by where the neighbors of its nodes are, to and fro."""
    rank = {node_id: _middle_of(boxes[node_id]) for column in columns for node_id in column}
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        near = graph.pred if forward else graph.succ
        for column in columns if forward else reversed(columns):
            wanted = {
                key: sum(rank[other] for other in near[key]) / len(near[key])
                if near[key]
                else rank[key]
                for key in column
            }
            column.sort(key=wanted.__getitem__)
            y = 0.0
            for key in column:
                rank[key] = max(y, wanted[key])
                y = rank[key] + boxes[key][3] + _DOWN
    return columns


def _middle_of(box: Box) -> float:
    return box[1] + box[3] / 2


def _height(column: Sequence[str], boxes: Mapping[str, Box]) -> float:
    return sum(boxes[node_id][3] + _DOWN for node_id in column) - _DOWN


def align(boxes: Mapping[str, Box], side: Side) -> dict[str, Point]:
    """Put nodes in line: by one of their sides, or by their centers beneath (``center``) or beside one another."""
    if not boxes:
        return {}
    left = min(x for x, _, _, _ in boxes.values())
    top = min(y for _, y, _, _ in boxes.values())
    right = max(x + width for x, _, width, _ in boxes.values())
    bottom = max(y + height for _, y, _, height in boxes.values())

    def moved(box: Box) -> Point:
        x, y, width, height = box
        across = {"left": left, "right": right - width, "center": (left + right - width) / 2}
        down = {"top": top, "bottom": bottom - height, "middle": (top + bottom - height) / 2}
        return across.get(side, x), down.get(side, y)

    return {node_id: moved(box) for node_id, box in boxes.items()}


def distribute(boxes: Mapping[str, Box], *, across: bool) -> dict[str, Point]:
    """Make the gaps between nodes equal, from left to right or from top to bottom; the outermost stay."""
    axis = 0 if across else 1
    order = sorted(boxes, key=lambda key: (boxes[key][axis], key))
    if len(order) < 3:
        return {key: boxes[key][:2] for key in order}
    start, end = boxes[order[0]][axis], max(box[axis] + box[axis + 2] for box in boxes.values())
    gap = (end - start - sum(boxes[key][axis + 2] for key in order)) / (len(order) - 1)
    placed = {}
    at = start
    for key in order:
        x, y = boxes[key][:2]
        placed[key] = (at, y) if across else (x, at)
        at += boxes[key][axis + 2] + gap
    return placed
