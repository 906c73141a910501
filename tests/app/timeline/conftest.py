"""A timeline on the screen, of a film that a test decides."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.timeline.timeline import Timeline
from manim_nodes.app.window.actions import Actions
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Analyzed, DocumentChanged, Event, Session
from tests.app.timeline.film import ToyFilm, follow
from tests.support.library import node, toy_document
from tests.support.sessions import analyze_now


def three_steps() -> Document:
    """Return a circle that is drawn in a second, a wait of two, and a square that fades in."""
    nodes = [
        node("circle_1"),
        node("create_1", x=100),
        node("wait_1", {"duration": 2}, x=200),
        node("square_1", x=250),
        node("fade_in_1", x=300),
    ]
    wires = "circle_1.mobject > create_1.mobject; square_1.mobject > fade_in_1.mobject"
    return toy_document(nodes, wires)


class TimelineHost:
    """A timeline with all around it: after each edit the project is analyzed, and the film drawn at once.

    Attributes
    ----------
    sought_s : the times that the timeline went to
    is_live : whether the film follows
    is_analyzed : whether it is analyzed at all
    """

    def __init__(self, session: Session, theme: Theme, profile: Profile, qtbot: QtBot) -> None:
        self.session, self.film, self.qtbot = session, ToyFilm(), qtbot
        self.sought_s: list[float] = []
        self.is_live = self.is_analyzed = True
        self.timeline = Timeline(
            session,
            theme=theme,
            profile=profile,
            seek=self.sought_s.append,
            film=lambda: self.film,
            film_snapshot=self.film.snapshot,
        )
        qtbot.addWidget(self.timeline)
        self.actions = Actions(self.timeline.commands(), {"timeline": self.timeline}, self.timeline)
        self.timeline.resize(640, 300)
        self.timeline.show()
        self.view, self.things = self.timeline.view, self.timeline.things
        self.timeline.activateWindow()
        self.view.setFocus()
        qtbot.waitUntil(self.view.hasFocus)
        session.listen(self._follow)
        self.draw()

    def _follow(self, event: Event) -> None:
        if isinstance(event, DocumentChanged) and self.is_analyzed:
            self.draw()
        elif isinstance(event, Analyzed):
            if self.is_live and event.analysis.script:
                follow(self.film, self.session)
            self.timeline.refresh()
        self.actions.refresh()

    def draw(self) -> None:
        """Analyze the project, and draw its film."""
        analyze_now(self.session)

    @property
    def shown(self) -> list[tuple[str, float]]:
        return [(block.node_id, round(block.duration_s, 3)) for block in self.timeline.blocks]

    @property
    def order(self) -> list[str]:
        return [block.node_id for block in self.timeline.blocks]

    def parameters(self, node_id: str) -> dict[str, object]:
        return dict(self.session.document.node(node_id).parameters)

    def point_of(self, index: int, share: float = 0.5, y: float = 0.3) -> QPoint:
        """Return a point of a block."""
        area = self.view.areas.rect(self.timeline.blocks[index])
        return QPointF(area.left() + share * area.width(), area.top() + y * area.height()).toPoint()

    def edge(self, index: int) -> QPoint:
        area = self.view.areas.rect(self.timeline.blocks[index])
        return QPointF(area.right() - 1, area.center().y()).toPoint()

    def on_ruler(self, time_s: float) -> QPoint:
        return QPoint(round(self.view.scale.x(time_s)), 8)

    @property
    def bars(self) -> dict[str, list[tuple[float, float]]]:
        """Return from when to when things are there, in the order of their rows, folded ones left out."""
        areas = self.things.areas
        return {
            row.node_id: [(round(bar.start_s, 3), round(bar.end_s, 3)) for bar in row.bars]
            for row in map(areas.row_of, range(len(areas.seen)))
        }

    def bar_area(self, node_id: str, number: int = 0) -> QRectF:
        """Return the area of a bar of a thing."""
        areas = self.things.areas
        index = areas.rows.place_of(node_id)
        assert index is not None
        place = areas.place_of(index)
        assert place is not None
        return areas.bar_rect(place, areas.row_of(place).bars[number])

    def start_of(self, node_id: str, number: int = 0) -> QPoint:
        area = self.bar_area(node_id, number)
        return QPointF(area.left() + 1, area.center().y()).toPoint()

    def end_of(self, node_id: str, number: int = 0) -> QPoint:
        area = self.bar_area(node_id, number)
        return QPointF(area.right() - 1, area.center().y()).toPoint()

    def in_row(self, node_id: str, time_s: float) -> QPoint:
        """Return the point of a row at a time."""
        return QPoint(round(self.view.scale.x(time_s)), self.start_of(node_id).y())

    def press(self, at: QPoint, widget: QWidget | None = None) -> None:
        keys, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        QTest.mousePress(widget or self.view, button, keys, at)

    def move(self, at: QPoint, widget: QWidget | None = None) -> None:
        QTest.mouseMove(widget or self.view, at)

    def release(self, at: QPoint, widget: QWidget | None = None) -> None:
        keys, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        QTest.mouseRelease(widget or self.view, button, keys, at)

    def click(self, at: QPoint, widget: QWidget | None = None) -> None:
        self.press(at, widget)
        self.release(at, widget)

    def drag(self, start: QPoint, end: QPoint, widget: QWidget | None = None) -> None:
        self.press(start, widget)
        self.move((start + end) / 2, widget)
        self.move(end, widget)
        self.release(end, widget)

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.view, key, modifiers)


MakeHost = Callable[..., TimelineHost]


@pytest.fixture
def make_host(
    make_session: Callable[..., Session], theme: Theme, profile: Profile, qtbot: QtBot
) -> Iterator[MakeHost]:
    """Return what puts a project on the host."""
    hosts: list[TimelineHost] = []

    def make(document: Document, **fields: object) -> TimelineHost:
        hosts.append(TimelineHost(make_session(document, **fields), theme, profile, qtbot))
        return hosts[-1]

    yield make
    for host in hosts:
        host.timeline.close()


@pytest.fixture
def host(make_host: MakeHost) -> TimelineHost:
    return make_host(three_steps())
