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


class TimelineDriver:
    """A timeline with all around it: after each edit the project is analyzed, and the film drawn at once.

    Attributes
    ----------
    sought : the times that the timeline went to
    is_live : whether the film follows
    is_analyzed : whether it is analyzed at all
    """

    def __init__(self, session: Session, theme: Theme, profile: Profile, qtbot: QtBot) -> None:
        self.session, self.film, self.qtbot = session, ToyFilm(), qtbot
        self.sought: list[float] = []
        self.is_live = self.is_analyzed = True
        self.timeline = Timeline(
            session,
            theme=theme,
            profile=profile,
            seek=self.sought.append,
            footage=self.film.footage,
        )
        qtbot.addWidget(self.timeline)
        self.actions = Actions(self.timeline.commands(), {"timeline": self.timeline}, self.timeline)
        self.timeline.resize(640, 160)
        self.timeline.show()
        self.strip = self.timeline.strip
        self.timeline.activateWindow()
        self.strip.setFocus()
        qtbot.waitUntil(self.strip.hasFocus)
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

    def point(self, index: int, share: float = 0.5, y: float = 0.3) -> QPoint:
        """Return a point of a block."""
        area = self.strip.places.rect(self.timeline.blocks[index])
        return QPointF(area.left() + share * area.width(), area.top() + y * area.height()).toPoint()

    def edge(self, index: int) -> QPoint:
        area = self.strip.places.rect(self.timeline.blocks[index])
        return QPointF(area.right() - 1, area.center().y()).toPoint()

    def on_ruler(self, time_s: float) -> QPoint:
        return QPoint(round(self.strip.scale.x(time_s)), 8)

    def press(self, at: QPoint) -> None:
        QTest.mousePress(self.strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def move(self, at: QPoint) -> None:
        QTest.mouseMove(self.strip, at)

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(
            self.strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
        )

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
        QTest.keyClick(self.strip, key, modifiers)


MakeDriver = Callable[..., TimelineDriver]


@pytest.fixture
def make_driver(
    make_session: Callable[..., Session], theme: Theme, profile: Profile, qtbot: QtBot
) -> Iterator[MakeDriver]:
    """Return what makes a timeline for a project."""
    drivers: list[TimelineDriver] = []

    def make(document: Document, **fields: object) -> TimelineDriver:
        drivers.append(TimelineDriver(make_session(document, **fields), theme, profile, qtbot))
        return drivers[-1]

    yield make
    for driver in drivers:
        driver.timeline.close()


@pytest.fixture
def driver(make_driver: MakeDriver) -> TimelineDriver:
    return make_driver(three_steps())
