"""A template seen large: its film with its knobs, what it is, and what can be done with it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.images import read_frames, read_image
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.document.model import Document
from manim_nodes.gallery.catalogue import Template
from manim_nodes.translation import tr

_SIDE, _WIDEST = 320, 640
_SMOOTH = Qt.TransformationMode.SmoothTransformation


class Trial(Protocol):
    """What shows the film of a template, and its knobs."""

    changed: "SignalInstance[tuple[()]]"

    @property
    def film(self) -> QWidget: ...
    @property
    def knobs(self) -> QWidget: ...
    @property
    def document(self) -> Document: ...
    @property
    def has_begun(self) -> bool: ...
    def summary(self) -> list[str]:
        """Return how large it is, and what it needs."""
        ...

    def close(self) -> None:
        """End all that goes on."""
        ...


class TemplatePage(QWidget):
    """One template; Esc leads back.

    Parameters
    ----------
    may_open, may_insert : whether a project can be begun with it, and whether one is open to put it into

    Attributes
    ----------
    left : the user wants to go back
    open_asked, insert_asked : with the project, as its knobs are
    """

    left = Signal()
    open_asked = Signal(Document)
    insert_asked = Signal(Document)

    def __init__(
        self,
        template: Template,
        *,
        may_open: bool,
        may_insert: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.template = template
        self.trial: Trial | None = None
        self.back = self._button(tr("← All templates"), self.left.emit)
        self.open_button = self._button(tr("Open"), self._open, primary=True)
        self.open_button.setToolTip(tr("Begin a project of your own with it."))
        self.open_button.setVisible(may_open)
        self.insert_button = self._button(tr("Insert into this project"), self._insert)
        self.insert_button.setToolTip(tr("Add what it holds to the open project, at the playhead."))
        self.insert_button.setVisible(may_insert)
        for button in (self.open_button, self.insert_button):
            button.setEnabled(False)
        self.summary = _text("", "dim")
        self.fault = _text("", "error")
        self.fault.hide()
        self._card = _CardPictures(template, self)
        self._lay_out()
        if template.fault is not None:
            self.show_fault(str(template.fault))

    def show_fault(self, fault: str) -> None:
        """Show why it cannot be used, in place of what can be done with it."""
        self.fault.setText(fault)
        self.fault.show()
        for button in (self.open_button, self.insert_button):
            button.hide()

    def use_trial(self, trial: Trial) -> None:
        """Show the film and the knobs."""
        self.trial = trial
        self._pictures.addWidget(trial.film)
        self._column.insertWidget(self._column.count() - 2, trial.knobs)
        trial.knobs.show()
        trial.changed.connect(self._show_trial)
        for button in (self.open_button, self.insert_button):
            button.setEnabled(True)
        (self.insert_button if self.open_button.isHidden() else self.open_button).setFocus()
        self._show_trial()

    def close_trial(self) -> None:
        """End the film."""
        self._card.close_all()
        if self.trial is not None:
            self.trial.close()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from leading further back than to the other templates."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        picture = QWidget(self)
        self._pictures = QStackedLayout(picture)
        self._pictures.addWidget(self._card)
        template = self.template
        side = QWidget(self)
        self._column = QVBoxLayout(side)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._column.addWidget(_text(tr(template.name), "heading"))
        self._column.addWidget(_text(tr(template.category), "dim"))
        if template.fault is None:
            self._column.addWidget(_text(tr(template.description), ""))
        self._column.addWidget(self.fault)
        self._column.addWidget(self.summary)
        if template.formats:
            self._column.addWidget(_text(_formats_text(template.formats), "dim"))
        if template.fault is None:  # which says itself what to do
            self._column.addWidget(_text(" ".join(tr(template.instructions).split()), "dim"))
        self._column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(side)
        area.setFixedWidth(_SIDE)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.insert_button)
        right = QVBoxLayout()
        right.addWidget(area, 1)
        right.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture, 1)
        row.addLayout(right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 24, 0)
        layout.setSpacing(12)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(row, 1)

    def _button(
        self, text: str, pressed: Callable[[], object], *, primary: bool = False
    ) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("primary", primary)
        button.clicked.connect(lambda: pressed())
        return button

    def _show_trial(self) -> None:
        if self.trial is not None:
            self.summary.setText("  \N{MIDDLE DOT}  ".join(self.trial.summary()))
            if self.trial.has_begun:
                self._card.close_all()
                self._pictures.setCurrentWidget(self.trial.film)

    def _open(self) -> None:
        if self.trial is not None:
            self.open_asked.emit(self.trial.document)

    def _insert(self) -> None:
        if self.trial is not None:
            self.insert_asked.emit(self.trial.document)


class _CardPictures(Label):
    """The pictures of the card, which move, until there is a film."""

    def __init__(self, template: Template, parent: QWidget) -> None:
        super().__init__(parent)
        self._frames: list[tuple[QImage, int]] = []
        self._shown = 0
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._show_next)
        self._background = Background(self)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(QSize(160, 90))
        still, moving = (template.path.with_suffix(suffix) for suffix in (".png", ".gif"))
        self._background.run(partial(read_image, still, _WIDEST), self._show_still)
        if moving.is_file():
            self._background.run(partial(read_frames, moving, _WIDEST), self._move)

    def close_all(self) -> None:
        """Stop moving and reading."""
        self._next.stop()
        self._background.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def _show_still(self, image: QImage) -> None:
        if not self._frames and not image.isNull():
            self._frames = [(image, 0)]
            self._show()

    def _move(self, frames: list[tuple[QImage, int]]) -> None:
        if frames:
            self._frames, self._shown = frames, -1
            self._show_next()

    def _show_next(self) -> None:
        self._shown = (self._shown + 1) % len(self._frames)
        self._show()
        self._next.start(self._frames[self._shown][1])

    def _show(self) -> None:
        if self._frames:
            picture = QPixmap.fromImage(self._frames[self._shown][0])
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, _SMOOTH
            self.setPixmap(picture.scaled(self.size(), keep, smooth))


def _formats_text(formats: Sequence[str]) -> str:
    return tr("Also right in {formats}.", formats=tr(" and ").join(formats))


def _text(text: str, style: str) -> Label:
    label = Label(text, wordWrap=True)
    if style:
        label.setProperty(style, True)
    return label
