"""Documents for tests: some made by hand in one line, and any at all by hypothesis."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from manim_nodes.document import edits
from manim_nodes.document.grouping import (
    close_group,
    make_group,
    make_unique,
    open_group,
    rename_group,
    ungroup,
)
from manim_nodes.document.groups import GROUP, GROUP_INPUT, GROUP_OUTPUT, group_id_of
from manim_nodes.document.insertion import insert
from manim_nodes.document.model import (
    Constant,
    Document,
    Edge,
    Frame,
    Group,
    Knob,
    Node,
    Record,
    Settings,
)

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def wire(source: str, target: str) -> Edge:
    """Make a wire of its two ends: ``wire("circle_1.mobject", "create_1.mobject")``."""
    node, output = source.rsplit(".", 1)
    other, port = target.rsplit(".", 1)
    return Edge(source=node, output=output, target=other, input=port)


def make_document(*nodes: Node, edges: Iterable[Edge] = (), **fields: Any) -> Document:
    """Make a document that is the same in every run."""
    known: dict[str, Any] = {
        "nodes": nodes,
        "edges": tuple(edges),
        "id": "6f1c3a52-8f0e-4d53-9b9c-1b6a3f8f2a10",
        "name": "Test",
        "created_at": NOON,
        "updated_at": NOON,
    }
    return Document(**(known | fields))


def group_node(node_id: str, group_id: str, **fields: Any) -> Node:
    """Make a node that stands for a group."""
    return Node(id=node_id, type=GROUP, parameters={"group": group_id}, **fields)


def boundary(node_id: str, kind: str, name: str, **fields: Any) -> Node:
    """Make a node that is a port of the group that it is in."""
    return Node(id=node_id, type=kind, parameters={"name": name, **fields})


texts = st.text(max_size=12)
names = st.text(min_size=1, max_size=8)
coordinates = st.floats(allow_nan=False, allow_infinity=False)
places = st.floats(-1e300, 1e300)  # so that moving never leaves what a float can hold
pairs = st.tuples(places, places)
small_pairs = st.tuples(st.integers(-999, 999), st.integers(-999, 999))
colors = st.none() | st.sampled_from(["#ff0000", "BLUE"]) | texts
json_values: SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**1000), 2**1000) | coordinates | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=4,
)
json_objects = st.dictionaries(texts, json_values, max_size=2)


@cache  # strategies are slow to make
def extras_of(kind: type[Record]) -> SearchStrategy[dict[str, Any]]:
    """Draw what a file of a later version may hold for this kind of record."""
    known = kind.model_fields.keys() - {"extras"}
    keys = (names | st.just("extras")).filter(lambda key: key not in known)
    return st.just({}) | st.dictionaries(keys, json_values, max_size=1)


ports = st.sampled_from(["mobject", "value", "flow"]) | names

_any_nodes = st.builds(
    Node,
    id=names,
    type=st.sampled_from(["Circle", "FadeIn", "Text"]) | names,
    label=texts,
    parameters=json_objects,
    position=pairs,
    muted=st.booleans(),
    color=colors,
    extras=extras_of(Node),
)
_structural_nodes = st.builds(
    Node,
    id=names,
    type=st.sampled_from([GROUP, GROUP, GROUP_INPUT, GROUP_OUTPUT]),
    parameters=st.fixed_dictionaries(
        {"group": st.sampled_from("gh")},
        optional={"name": ports | st.none(), "type": st.just("Flow")},
    ),
    position=pairs,
    muted=st.booleans(),
)
nodes = _any_nodes | _any_nodes | _structural_nodes


def edges(node_ids: SearchStrategy[str] = names) -> SearchStrategy[Edge]:
    """Draw a wire, which may lead nowhere."""
    return st.builds(
        Edge,
        source=node_ids,
        output=ports,
        target=node_ids,
        input=ports,
        extras=extras_of(Edge),
    )


frames = st.builds(
    Frame,
    id=names,
    title=texts,
    text=texts,
    color=colors,
    position=pairs,
    size=pairs,
    extras=extras_of(Frame),
)

_lengths = st.floats(min_value=0, exclude_min=True, allow_infinity=False)
settings = st.builds(
    Settings,
    background=texts,
    frame_width=_lengths,
    frame_height=_lengths,
    seed=st.integers(0, 2**32 - 1),
    style=texts,
    extras=extras_of(Settings),
)

constants = st.builds(
    Constant,
    name=st.sampled_from(["speed", "a", "accent", "größe"]),
    type=st.sampled_from(["number", "text", "color", "function"]),
    value=coordinates | texts,
    extras=extras_of(Constant),
)
_limits = st.none() | coordinates
knobs = st.builds(
    Knob,
    constant=names,
    title=texts,
    minimum=_limits,
    maximum=_limits,
    extras=extras_of(Knob),
) | st.builds(Knob, node=names, parameter=names, group=texts, help=texts, unit=texts)

moments = st.datetimes(timezones=st.just(UTC))


@st.composite
def contents(draw: DrawFn, *, size: int) -> dict[str, Any]:
    """Draw nodes, wires and frames: unknown types and keys, wires into nowhere, any text."""
    own = draw(st.lists(nodes, unique_by=lambda node: node.id, max_size=size))
    ends = st.sampled_from([node.id for node in own]) | names if own else names
    return {
        "nodes": tuple(own),
        "edges": tuple(draw(st.lists(edges(ends), max_size=size + 1))),
        "frames": tuple(draw(st.lists(frames, unique_by=lambda box: box.id, max_size=size // 2))),
    }


@st.composite
def groups(draw: DrawFn) -> Group:
    """Draw a group, which may hold another, or itself."""
    group_ids = st.sampled_from("gh") | names
    content = draw(contents(size=2))
    return Group(id=draw(group_ids), name=draw(texts), extras=draw(extras_of(Group)), **content)


@st.composite
def documents(draw: DrawFn) -> Document:
    """Draw any document."""
    return Document(
        id=str(draw(st.uuids(version=4))),
        name=draw(st.text(min_size=1, max_size=100)),
        created_at=draw(moments),
        updated_at=draw(moments),
        settings=draw(settings),
        groups=tuple(draw(st.lists(groups(), unique_by=lambda group: group.id, max_size=2))),
        constants=tuple(
            draw(st.lists(constants, unique_by=lambda constant: constant.name, max_size=2))
        ),
        knobs=tuple(draw(st.lists(knobs, max_size=2))),
        extras=draw(extras_of(Document)),
        **draw(contents(size=4)),
    )


@st.composite
def networks(draw: DrawFn) -> Document:
    """Draw a few nodes among which many wires run, of all kinds and in all directions."""
    types = st.sampled_from(["Dot", "Dot", "Dot", GROUP, GROUP_INPUT])
    node_ids = "abcdef"[: draw(st.integers(1, 6))]
    ends = st.sampled_from([*node_ids, "ghost"])
    port = st.sampled_from(["x", "y", "flow", "flow"])
    extras = st.sampled_from([{}, {}, {}, {"since": 2}])
    wires = st.builds(Edge, source=ends, output=port, target=ends, input=port, extras=extras)
    parameters = st.sampled_from([{"group": "inner"}, {"group": "missing"}])
    return make_document(
        *(
            Node(id=node_id, type=draw(types), parameters=draw(parameters), position=draw(pairs))
            for node_id in node_ids
        ),
        edges=draw(st.lists(wires, max_size=15)),
        groups=(Group(id="inner", nodes=(Node(id="a", type="Dot"),)),),
    )


@st.composite
def edited(draw: DrawFn, document: Document) -> Document:
    """Draw a document that is one edit away from the given one."""
    if not document.nodes:
        return edits.add_node(document, draw(names), label=draw(texts))[0]
    some = st.sampled_from([node.id for node in document.nodes])
    several = draw(st.lists(some, unique=True))
    one, other, name, point = draw(some), draw(some), draw(names), draw(small_pairs)
    opened = [node.id for node in document.nodes if group_id_of(node) in document.groups_by_id]
    choices: dict[str, Callable[[], Document]] = {
        "add": lambda: edits.add_node(document, name, position=point)[0],
        "remove": lambda: edits.remove_nodes(document, several),
        "dissolve": lambda: edits.dissolve_nodes(document, several),
        "set": lambda: edits.set_parameter(document, one, name, draw(json_values)),
        "reset": lambda: edits.reset_parameter(document, one, name),
        "label": lambda: edits.set_label(document, one, name),
        "move": lambda: edits.move_nodes(document, dict.fromkeys(several, point)),
        "mute": lambda: edits.set_muted(document, several, muted=draw(st.booleans())),
        "color": lambda: edits.set_color(document, several, draw(colors)),
        "connect": lambda: edits.connect(
            document,
            Edge(source=one, output="mobject", target=other, input=name),
            many=draw(st.booleans()),
        ),
        "disconnect": lambda: edits.disconnect(document, document.edges[:1]),
        "rename": lambda: edits.rename_document(document, name),
        "settings": lambda: edits.set_settings(document, style=name),
        "frame": lambda: edits.add_frame(document, title=name, position=point)[0],
        "insert": lambda: insert(document, make_document(*document.nodes[:2]))[0],
        "group": lambda: make_group(document, several, name)[0],
    }
    if opened:
        choices["ungroup"] = lambda: ungroup(document, draw(st.sampled_from(opened)))[0]
        choices["make unique"] = lambda: make_unique(document, draw(st.sampled_from(opened)))
    if document.groups:
        inside = draw(st.sampled_from([group.id for group in document.groups]))
        choices["rename group"] = lambda: rename_group(document, inside, name)
        choices["inside"] = lambda: close_group(
            document, inside, draw(edited(open_group(document, inside)))
        )
    return choices[draw(st.sampled_from(sorted(choices)))]()
