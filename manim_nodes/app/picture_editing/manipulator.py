"""The hand that holds a thing in the picture: by the mouse, or by keys, one press after another."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from manim_nodes.app.picture_editing.manipulation import Manipulation, PictureMove
from manim_nodes.app.picture_editing.outline_tracker import OutlineTracker
from manim_nodes.editing.placement import CannotPlaceError
from manim_nodes.editing.placement_rules import TransformMode
from manim_nodes.editing.session import Session
from manim_nodes.render.preview.outlines import Outline

_WRITE_EVERY_MS = 40
_RUN_MS = 1000


class Manipulator(QObject):
    """Moves the outline at once, and the project now and then.

    Attributes
    ----------
    told : says why a thing cannot be held, or what is held in its place
    """

    told = Signal(str)

    def __init__(
        self, session: Session, stage: OutlineTracker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._stage = session, stage
        self._handling: Manipulation | None = None
        self._taken: Outline | None = None
        self._before: tuple[Outline, ...] = ()
        self._move = PictureMove()
        self._writing = QTimer(self, interval=_WRITE_EVERY_MS, singleShot=True)
        self._writing.timeout.connect(self._write)
        self._run = QTimer(self, interval=_RUN_MS, singleShot=True)
        self._run.timeout.connect(self.finish)

    @property
    def is_busy(self) -> bool:
        """Return whether it holds something."""
        return self._handling is not None

    def close(self) -> None:
        """End all timers."""
        self._writing.stop()
        self._run.stop()

    def take(self, outline: Outline, *gestures: TransformMode) -> bool:
        """Take hold; tell whether that can be done."""
        try:
            self._handling = self._grasp(outline, gestures)
        except CannotPlaceError as error:
            self.told.emit(" ".join(filter(None, (error.message, error.hint))))
            return False
        self._taken, self._before, self._move = outline, self._stage.outlines, PictureMove()
        return True

    def _grasp(self, outline: Outline, gestures: tuple[TransformMode, ...]) -> Manipulation:
        """Hold the thing, or the whole that it can only move with."""
        try:
            return Manipulation(self._session, outline, *gestures, initiator=self)
        except CannotPlaceError as error:
            group = error.group
            if group is None or gestures != (TransformMode.MOVE,) or not self._is_here(group):
                raise
        handling = self._grasp(replace(outline, node_id=group), gestures)
        self.told.emit(self.tr("It moves with all that it is grouped with."))
        return handling

    def _is_here(self, node_id: str) -> bool:
        return self._session.full_id(node_id.rpartition("/")[2]) == node_id

    def move_to(self, move: PictureMove) -> bool:
        """Bring what is held somewhere; tell whether it is still held, as the project may have changed."""
        if self._handling is None or self._handling.is_disturbed:
            self._handling = None
            return False
        self._move = move
        held = self._handling.outline
        center = held.box.center
        self._stage.assume(
            tuple(
                move.carry(each, center)
                if each is self._taken or held.node_id in each.parents
                else each
                for each in self._before
            )
        )
        if not self._writing.isActive():
            self._writing.start()
        return True

    def nudge(self, outline: Outline, x: float, y: float) -> None:
        """Move something by a step; those that follow soon are one run, and one step to undo."""
        if not self._run.isActive() and not self.take(outline, TransformMode.MOVE):
            return
        if self.move_to(PictureMove(round(self._move.x + x, 2), round(self._move.y + y, 2))):
            self._write()
            self._run.start()

    def end_run(self) -> None:
        """Let the next nudge begin anew."""
        if self._run.isActive():
            self.finish()

    def finish(self) -> None:
        """Let go."""
        self._run.stop()
        self._write()
        if self._handling is not None:
            self._handling.finish()
        self._handling = None

    def cancel(self) -> None:
        """Put it back."""
        self.close()
        if self._handling is not None:
            self._handling.cancel()
            self._handling = None
            self._stage.assume(self._before)

    def _write(self) -> None:
        self._writing.stop()
        if self._handling is not None:
            self._handling.show(self._move)
