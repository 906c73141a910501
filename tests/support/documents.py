"""Documents for tests: some made by hand in one line, and any at all by hypothesis."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from manim_nodes.document import edits
from manim_nodes.document.model import Document, Edge, Frame, Node, Record, Settings

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


texts = st.text(max_size=12)
names = st.text(min_size=1, max_size=8)
coordinates = st.floats(allow_nan=False, allow_infinity=False)
pairs = st.tuples(coordinates, coordinates)
small_pairs = st.tuples(st.integers(-999, 999), st.integers(-999, 999))
colors = st.none() | st.sampled_from(["#ff0000", "BLUE"]) | texts
json_values: SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**1000), 2**1000) | coordinates | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
json_objects = st.dictionaries(texts, json_values, max_size=4)


def extras_of(kind: type[Record]) -> SearchStrategy[dict[str, Any]]:
    """Draw what a file of a later version may hold for this kind of record."""
    known = kind.model_fields.keys() - {"extras"}
    keys = (names | st.just("extras")).filter(lambda key: key not in known)
    return st.just({}) | st.dictionaries(keys, json_values, max_size=2)


def nodes(node_ids: SearchStrategy[str] = names) -> SearchStrategy[Node]:
    """Draw a node of any type, known or not."""
    return st.builds(
        Node,
        id=node_ids,
        type=st.sampled_from(["Circle", "FadeIn", "Text"]) | names,
        label=texts,
        parameters=json_objects,
        position=pairs,
        muted=st.booleans(),
        color=colors,
        extras=extras_of(Node),
    )


def edges(node_ids: SearchStrategy[str] = names) -> SearchStrategy[Edge]:
    """Draw a wire, which may lead nowhere."""
    ports = st.sampled_from(["mobject", "flow"]) | names
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

moments = st.datetimes(timezones=st.just(UTC))


@st.composite
def documents(draw: DrawFn) -> Document:
    """Draw any document: unknown types and keys, wires into nowhere, any text."""
    node_ids = draw(st.lists(names, unique=True, max_size=5))
    ends = st.sampled_from(node_ids) | names if node_ids else names
    return Document(
        id=str(draw(st.uuids(version=4))),
        name=draw(st.text(min_size=1, max_size=100)),
        created_at=draw(moments),
        updated_at=draw(moments),
        settings=draw(settings),
        nodes=tuple(draw(nodes(st.just(node_id))) for node_id in node_ids),
        edges=tuple(draw(st.lists(edges(ends), max_size=6))),
        frames=tuple(draw(st.lists(frames, unique_by=lambda frame: frame.id, max_size=3))),
        extras=draw(extras_of(Document)),
    )


@st.composite
def edited(draw: DrawFn, document: Document) -> Document:
    """Draw a document that is one edit away from the given one."""
    if not document.nodes:
        return edits.add_node(document, draw(names), label=draw(texts))[0]
    some = st.sampled_from([node.id for node in document.nodes])
    several = draw(st.lists(some, unique=True))
    one, other, name, point = draw(some), draw(some), draw(names), draw(small_pairs)
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
        "insert": lambda: edits.insert(document, make_document(*document.nodes[:2]))[0],
    }
    return choices[draw(st.sampled_from(sorted(choices)))]()
