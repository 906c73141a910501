"""The tour: five steps in the real program, each done by the user."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.window.main_window import MainWindow
from manim_nodes.app.window.project_panels import ProjectPanels
from manim_nodes.document.model import Document
from manim_nodes.editing.session import DocumentChanged, Event, Session
from manim_nodes.library.node_type import Kind
from manim_nodes.translation import tr, tr_later

_LOOK_MS = 300
_WIDTH, _GAP, _RING = 400, 16, 4


@dataclass(frozen=True)
class TourStep:
    """What the user is to do, where, and how it is known that it was done.

    Parameters
    ----------
    title, text : marked for translation
    place : gives the widget that it is done in
    is_done : asked with the project as it was when the step began
    """

    title: str
    text: str
    place: Callable[[ProjectPanels], QWidget]
    is_done: Callable[["Tour", Document], bool]


def _has_opened(tour: "Tour", before: Document) -> bool:
    document = tour.session.document
    return document.id != before.id and bool(document.nodes)


def _has_changed_value(tour: "Tour", before: Document) -> bool:
    known = before.nodes_by_id
    return before.constants != tour.session.document.constants or any(
        node.id in known and node.parameters != known[node.id].parameters
        for node in tour.session.document.nodes
    )


def _has_added(tour: "Tour", before: Document) -> bool:
    return any(kind is not Kind.ANIMATION and kind is not None for kind in tour.kinds_added(before))


def _has_entrance(tour: "Tour", before: Document) -> bool:
    return Kind.ANIMATION in tour.kinds_added(before)


def _has_exported(tour: "Tour", _before: Document) -> bool:
    return tour.panels.exports.is_busy


STEPS: Sequence[TourStep] = (
    TourStep(
        tr_later("Open a template"),
        tr_later("Click a card to see its film, and “Open” to make one of your own of it."),
        lambda panels: panels.welcome,
        _has_opened,
    ),
    TourStep(
        tr_later("Change a knob"),
        tr_later(
            "What is worth changing in a film stands first in the inspector: choose a color, or drag a number."
            " The picture follows at once. Click a node, or a thing in the picture, for all its values."
        ),
        lambda panels: panels.inspector,
        _has_changed_value,
    ),
    TourStep(
        tr_later("Add a thing"),
        tr_later("Click the canvas, press Tab, type “circle”, and press Enter."),
        lambda panels: panels.canvas,
        _has_added,
    ),
    TourStep(
        tr_later("Give it an entrance"),
        tr_later(
            "Right-click the circle, on the canvas or in the picture, and choose"
            " “Appears here with” and “Create”. Space plays the film."
        ),
        lambda panels: panels.player,
        _has_entrance,
    ),
    TourStep(
        tr_later("Export the film"),
        tr_later("“Export as MP4” in the toolbar makes it, in the background. That is all!"),
        lambda panels: panels.exports.window(),
        _has_exported,
    ),
)


class Tour(QObject):
    """Leads through the steps; each is over as soon as it was done, or when the user goes on.

    Attributes
    ----------
    number : of the present step, from 0; None while there is no tour
    card : says what to do
    """

    def __init__(self, session: Session, window: MainWindow, panels: ProjectPanels) -> None:
        super().__init__(window)
        self.session, self.panels, self._window = session, panels, window
        self.number: int | None = None
        self._before = session.document
        self.card = _TourCard(window, self.go_on, self.end)
        self._ring = QFrame(window)
        self._ring.setObjectName("ring")
        self._ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ring.hide()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._unlisten = session.listen(self._follow)
        window.installEventFilter(self)

    def close(self) -> None:
        """Follow nothing any more."""
        self._unlisten()
        self._timer.stop()

    @command(
        "app.tour",
        tr_later("Take the tour"),
        menu="Help",
        panel="",
        help=tr_later("A tutorial in five steps."),
    )
    def begin(self) -> None:
        """Begin with the first step."""
        self._window.profile.change_state(is_tour_offered=True)
        self.panels.show_welcome()
        self._timer.start()
        self._show(0)

    def go_on(self) -> None:
        """Go to the next step; after the last one the tour ends."""
        number = 0 if self.number is None else self.number + 1
        if number < len(STEPS):
            self._show(number)
        else:
            self.end()

    def end(self) -> None:
        """Leave the user alone."""
        self.number = None
        self._timer.stop()
        self.card.hide()
        self._ring.hide()

    def kinds_added(self, before: Document) -> set[Kind | None]:
        """Return the kinds of the nodes that the project did not have before."""
        types = self.session.library.types
        known = before.nodes_by_id
        added = [node for node in self.session.document.nodes if node.id not in known]
        return {types[node.type].kind if node.type in types else None for node in added}

    def look(self) -> None:
        """Go on if the step was done; keep the card where it can be seen."""
        if self.number is None:
            return
        if STEPS[self.number].is_done(self, self._before):
            self.go_on()
        self._place()

    def _show(self, number: int) -> None:
        self.number, self._before = number, self.session.document
        self.card.show_step(number, STEPS[number])
        self._place()

    def _follow(self, event: Event) -> None:
        if self.number is not None and isinstance(event, DocumentChanged):
            self._timer.start()

    def _place(self) -> None:
        """Put the ring around what the step is about, and the card above the status bar."""
        if self.number is None:
            return
        target = STEPS[self.number].place(self.panels)
        if target is self._window or not target.isVisible():
            self._ring.hide()
        else:
            area = QRect(target.mapTo(self._window, QPoint()), target.size())
            self._ring.setGeometry(area.adjusted(-_RING, -_RING, _RING, _RING))
            theme = self._window.theme
            self._ring.setStyleSheet(
                f"#ring {{ border: {_RING}px solid {theme.accent}; border-radius: 6px; }}"
            )
            self._ring.show()
            self._ring.raise_()
        self.card.adjustSize()
        room = self._window.rect()
        left = (room.width() - self.card.width()) // 2
        bottom = room.height() - self._window.statusBar().height() - _GAP
        self.card.move(left, bottom - self.card.height())
        self.card.show()
        self.card.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)


class _TourCard(QFrame):
    """What to do now, and the ways on and out."""

    def __init__(
        self, window: QWidget, go_on: Callable[[], object], end: Callable[[], object]
    ) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setFixedWidth(_WIDTH)
        self._title, self._text = Label(self), Label(self, wordWrap=True)
        self._title.setProperty("heading", True)
        self._count = Label(self)
        self._count.setProperty("dim", True)
        self.skip, self.next = QPushButton(tr("Skip the tour"), self), QPushButton(self)
        self.next.setProperty("primary", True)
        self.skip.clicked.connect(lambda: end())
        self.next.clicked.connect(lambda: go_on())
        row = QHBoxLayout()
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.skip)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(row)
        self.hide()

    def show_step(self, number: int, step: TourStep) -> None:
        """Show what the step is."""
        is_last = number + 1 == len(STEPS)
        self._title.setText(tr(step.title))
        self._text.setText(tr(step.text))
        self._text.setMinimumHeight(self._text.heightForWidth(_WIDTH - 30))
        self._count.setText(tr("Step {number} of {count}", number=number + 1, count=len(STEPS)))
        self.next.setText(tr("Done") if is_last else tr("Next"))
        self.skip.setVisible(not is_last)
        self.setAccessibleName(tr(step.title))
        self.setAccessibleDescription(tr(step.text))
