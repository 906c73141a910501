"""The question whether a thing in the picture is changed from the start, or by an animation at this moment."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.picture_editing.manipulation import Manipulation
from manim_nodes.translation import tr

_GAP = 14


class ChangeQuestion(QFrame):
    """Stands beside what was changed, and keeps nobody from doing something else.

    Whoever does has answered, too: the change from the start, which is seen already, stays.

    Parameters
    ----------
    picture : what it stands on, and what has the focus afterwards

    Attributes
    ----------
    manipulation : what is asked about
    """

    def __init__(self, profile: Profile, picture: QWidget) -> None:
        super().__init__(picture)
        self.setObjectName("changeQuestion")
        self._profile, self._picture = profile, picture
        self.manipulation: Manipulation | None = None
        self._text = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
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

    def ask(self, manipulation: Manipulation, title: str, box: QRect) -> None:
        """Ask about something.

        Parameters
        ----------
        title : of the thing
        box : where it is, in pixels of the parent
        """
        self.dismiss()
        self.manipulation = manipulation
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
        manipulation, self.manipulation = self.manipulation, None
        if manipulation is not None:
            self._leave()
            manipulation.finish()

    def dismiss_at_other(self, time_s: float) -> None:
        """Ask no more, if the playhead is at another moment than the one that is asked about."""
        if self.manipulation is not None and time_s != self.manipulation.time_s:
            self.dismiss()

    def dismiss_if_disturbed(self) -> None:
        """Ask no more, if the project was changed by something else."""
        if self.manipulation is not None and self.manipulation.is_disturbed:
            self.dismiss()

    def _answer_start(self) -> None:
        self._remember("start")
        self.dismiss()

    def _answer_animate(self) -> None:
        self._remember("animate")
        manipulation, self.manipulation = self.manipulation, None
        self._leave()
        if manipulation is not None:
            manipulation.animate()

    def _remember(self, answer: str) -> None:
        if self.remember.isChecked():
            self._profile.change_preferences(later_changes=answer)

    def _leave(self) -> None:
        self.hide()
        self._picture.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the change back at Escape."""
        manipulation = self.manipulation
        if event.key() != Qt.Key.Key_Escape or manipulation is None:
            super().keyPressEvent(event)
            return
        self.manipulation = None
        self._leave()
        manipulation.cancel()
