"""The question whether a thing in the picture is changed from the start, or by an animation at this moment."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.profile import Profile
from manim_nodes.translation import tr

_GAP = 14


class UndecidedChange(Protocol):
    """A change that was made from the start, and may yet become one of the moment.

    Attributes
    ----------
    time_s : of the moment
    """

    time_s: float

    @property
    def is_disturbed(self) -> bool:
        """Return whether the project was changed by something else meanwhile."""
        ...

    def animate(self) -> None:
        """Let it be an animation at the moment instead."""

    def finish(self) -> None:
        """Keep it as it is."""

    def cancel(self) -> None:
        """Take it back."""


class ChangeQuestion(QFrame):
    """Stands beside what was changed, and keeps nobody from doing something else.

    Whoever does has answered, too: the change from the start, which is seen already, stays.

    Parameters
    ----------
    picture : what it stands on, and what has the focus afterwards

    Attributes
    ----------
    change : what is asked about
    """

    def __init__(self, profile: Profile, picture: QWidget) -> None:
        super().__init__(picture)
        self.setObjectName("changeQuestion")
        self._profile, self._picture = profile, picture
        self.change: UndecidedChange | None = None
        self._text = Label(self, wordWrap=True)
        self.remember = QCheckBox(tr("Remember my answer"), self)
        self.remember.setToolTip(tr("It can be changed in the preferences."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(self._text)
        self.animate = self._button(tr("Animate the change here"), self._answer_animate)
        self.from_start = self._button(tr("Change it from the start"), self._answer_start)
        layout.addWidget(self.animate)
        layout.addWidget(self.from_start)
        layout.addWidget(self.remember)
        self.hide()

    def _button(self, text: str, answer: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(answer)
        return button

    def decide(self, change: UndecidedChange, title: str, box: QRect) -> None:
        """Let a change be one from the start or one of the moment, as the user has said or says now.

        Parameters
        ----------
        title : of the thing
        box : where it is, in pixels of the parent
        """
        self.dismiss()
        known = self._profile.preferences.later_changes
        if known == "animate":
            change.animate()
        elif known == "start":
            change.finish()
        else:
            self._ask(change, title, box)

    def _ask(self, change: UndecidedChange, title: str, box: QRect) -> None:
        self.change = change
        self._text.setText(tr("“{thing}” was there before this moment.", thing=title))
        self.remember.setChecked(False)
        self.setAccessibleName(self._text.text())
        self.adjustSize()
        self.move(self._place(box))
        self.show()
        self.raise_()
        self.animate.setFocus()

    def _place(self, box: QRect) -> QPoint:
        """Return a place beside what is asked about, in sight."""
        room = self._picture.rect().adjusted(4, 4, -4, -4)
        x = box.right() + _GAP
        if x + self.width() > room.right():
            x = box.left() - _GAP - self.width()
        y = box.center().y() - self.height() // 2
        x = max(min(x, room.right() - self.width()), room.left())
        return QPoint(x, max(min(y, room.bottom() - self.height()), room.top()))

    def dismiss(self) -> None:
        """Ask no more; what was changed from the start stays so."""
        change, self.change = self.change, None
        if change is not None:
            self._leave()
            change.finish()

    def dismiss_at_other(self, time_s: float) -> None:
        """Ask no more, if the playhead is at another moment than the one that is asked about."""
        if self.change is not None and time_s != self.change.time_s:
            self.dismiss()

    def dismiss_if_disturbed(self) -> None:
        """Ask no more, if the project was changed by something else."""
        if self.change is not None and self.change.is_disturbed:
            self.dismiss()

    def _answer_start(self) -> None:
        self._remember("start")
        self.dismiss()

    def _answer_animate(self) -> None:
        self._remember("animate")
        change, self.change = self.change, None
        self._leave()
        if change is not None:
            change.animate()

    def _remember(self, answer: str) -> None:
        if self.remember.isChecked():
            self._profile.change_preferences(later_changes=answer)

    def _leave(self) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.hide()
        if had_focus:
            self._picture.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the change back at Escape."""
        change = self.change
        if event.key() != Qt.Key.Key_Escape or change is None:
            super().keyPressEvent(event)
            return
        self.change = None
        self._leave()
        change.cancel()
