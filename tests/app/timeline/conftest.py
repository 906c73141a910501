"""A timeline on the screen, of a film that a test decides."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
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
        self.timeline.resize(640, 160)
        self.timeline.show()
        self.view = self.timeline.view
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

    def press(self, at: QPoint) -> None:
        QTest.mousePress(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def move(self, at: QPoint) -> None:
        QTest.mouseMove(self.view, at)

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def click(self, at: QPoint) -> None:
        self.press(at)
        self.release(at)

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.press(start)
        self.move((start + end) / 2)
        self.move(end)
        self.release(end)

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
