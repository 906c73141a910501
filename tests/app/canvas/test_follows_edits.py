"""The canvas follows edits by looking at what they affect; what it shows is what a canvas made anew would show."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.app.canvas.node_view import NodeView
from manim_nodes.app.canvas.wire_item import WireView
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import DARK
from manim_nodes.document import edits, grouping
from manim_nodes.document.model import Document, DocumentError, Edge
from manim_nodes.document.record_edits import replace
from manim_nodes.editing.session import Session
from manim_nodes.editing.wiring import Wiring
from tests.conftest import MakeSession
from tests.support.library import node, toy_document
from tests.support.sessions import analyze_now

TYPES = (
    "Circle",
    "Create",
    "Shift",
    "Reroute",
    "ForEach",
    "ListItem",
    "ListOfLists",
    "Collect",
    "BulletedList",
    "Wait",
    "NoSuchType",
)


@dataclass
class Picture:
    """What is to be seen of nodes and wires, and where."""

    nodes: dict[str, tuple[NodeView, float, float, bool, bool]]
    wires: dict[object, tuple[WireView, tuple[float, ...], bool]]


def picture_of(canvas: Canvas) -> Picture:
    items = canvas.view.scene_items
    return Picture(
        {
            key: (item.view, item.x(), item.y(), item.is_selected, item.is_playing)
            for key, item in items.nodes.items()
        },
        {
            key: (
                item.view,
                (item.start.x(), item.start.y(), item.end.x(), item.end.y()),
                item.is_selected,
            )
            for key, item in items.wires.items()
        },
    )


class RandomEdits:
    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.random = session, Random(seed)

    def step(self) -> None:
        self.random.choice(
            (
                self.add,
                self.add,
                self.connect,
                self.connect,
                self.connect,
                self.disconnect,
                self.remove,
                self.mute,
                self.label,
                self.move,
                self.set_value,
                self.reorder,
                self.group,
                self.ungroup,
                self.enter,
                self.session.leave,
                self.select,
                self.session.undo,
                self.session.redo,
                self.analyze,
                self.play,
                self.reload,
            )
        )()

    def edit(self, change: Callable[[Document], Document]) -> None:
        with suppress(DocumentError):
            self.session.edit(change)

    def pick(self) -> str:
        return self.random.choice([node.id for node in self.session.content.nodes] or ["circle_1"])

    def add(self) -> None:
        type_name = self.random.choice(TYPES)
        position = (self.random.uniform(0, 900), self.random.uniform(0, 500))
        self.edit(lambda document: edits.add_node(document, type_name, position=position)[0])

    def connect(self) -> None:
        ports = ("flow", "mobject", "value", "item", "items", "list", "lists", "radius")
        source, target = self.pick(), self.pick()
        reached = Wiring(self.session.content, self.session.library).downstream(target)
        if source == target or source in reached:
            return  # what a circle of wires carries depends on where one begins to look
        output, taken = self.random.choice(ports), self.random.choice(ports)
        edge = Edge(source=source, output=output, target=target, input=taken)
        self.edit(lambda document: edits.connect(document, edge, many=True))

    def disconnect(self) -> None:
        wires = self.session.content.edges
        if wires:
            self.edit(lambda document: edits.disconnect(document, [self.random.choice(wires)]))

    def remove(self) -> None:
        gone = self.pick()
        if self.random.random() < 0.5:
            self.edit(lambda document: edits.remove_nodes(document, [gone]))
        else:  # wires stay, and lead nowhere
            self.edit(
                lambda document: replace(
                    document, nodes=tuple(n for n in document.nodes if n.id != gone)
                )
            )

    def mute(self) -> None:
        is_muted = self.random.random() < 0.5
        self.edit(lambda document: edits.set_muted(document, [self.pick()], muted=is_muted))

    def label(self) -> None:
        self.edit(lambda document: edits.set_label(document, self.pick(), "A" * 30))

    def move(self) -> None:
        self.edit(lambda document: edits.move_nodes(document, {self.pick(): (7.0, 9.0)}))

    def set_value(self) -> None:
        name, value = self.random.choice((("radius", 0.123), ("syntax", "latex")))
        self.edit(lambda document: edits.set_parameter(document, self.pick(), name, value))

    def reorder(self) -> None:
        wires = list(self.session.content.edges)
        self.random.shuffle(wires)
        self.edit(lambda document: replace(document, edges=tuple(wires)))

    def group(self) -> None:
        ids = {self.pick(), self.pick()}
        self.edit(lambda document: grouping.make_group(document, ids)[0])

    def ungroup(self) -> None:
        self.edit(lambda document: grouping.ungroup(document, self.pick())[0])

    def enter(self) -> None:
        self.session.enter(self.pick())

    def select(self) -> None:
        self.session.select({self.pick(), self.pick()})

    def analyze(self) -> None:
        analyze_now(self.session)

    def play(self) -> None:
        self.session.move_playhead(1.0, self.session.full_id(self.pick()))

    def reload(self) -> None:
        """Let no object be the one that it was."""
        self.edit(
            lambda document: replace(
                document,
                nodes=tuple(node.model_copy() for node in document.nodes),
                edges=tuple(edge.model_copy() for edge in document.edges),
            )
        )


@pytest.mark.parametrize("seed", range(6))
def test_what_is_affected_is_all_that_changes(
    seed: int, make_session: MakeSession, profile: Profile, qtbot: QtBot
) -> None:
    nodes = [node("circle_1"), node("create_1", x=260), node("shift_1", x=500)]
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > shift_1.mobject"
    session = make_session(toy_document(nodes, wires))
    canvas = Canvas(session, theme=DARK, profile=profile, open_search=lambda _: None)
    qtbot.addWidget(canvas)
    canvas.show()
    random_edits = RandomEdits(session, seed)
    for _ in range(50):
        random_edits.step()
        anew = Canvas(session, theme=DARK, profile=profile, open_search=lambda _: None)
        anew.view.scene_items.show_selected(session.selection, ())
        anew._playing = canvas._playing
        anew._show_playing()
        assert picture_of(canvas) == picture_of(anew)
        anew.close()
        anew.deleteLater()
