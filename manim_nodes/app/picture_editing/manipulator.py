"""Moves a thing in the picture: by the mouse, or by keys, one press after another."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from manim_nodes.app.picture_editing.manipulation import Manipulation, PictureMove
from manim_nodes.app.picture_editing.outline_tracker import OutlineTracker
from manim_nodes.editing.placement import CannotPlaceError
from manim_nodes.editing.placement_rules import TransformMode
from manim_nodes.editing.session import Session
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.translation import tr

_WRITE_EVERY_MS = 40
_RUN_MS = 1000


class Manipulator(QObject):
    """Moves the outline at once, and the project now and then.

    Attributes
    ----------
    notified : in words, why a thing cannot be moved, or what is moved in its place
    undecided : a `Manipulation` has ended of which the user has to say whether it is one from the start
    """

    notified = Signal(str)
    undecided = Signal(object)

    def __init__(
        self, session: Session, tracker: OutlineTracker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._tracker = session, tracker
        self._manipulation: Manipulation | None = None
        self._grabbed: Outline | None = None
        self._before: tuple[Outline, ...] = ()
        self._move = PictureMove()
        self._writing = QTimer(self, interval=_WRITE_EVERY_MS, singleShot=True)
        self._writing.timeout.connect(self._write)
        self._run = QTimer(self, interval=_RUN_MS, singleShot=True)
        self._run.timeout.connect(self.finish)

    @property
    def is_busy(self) -> bool:
        """Return whether something is being moved."""
        return self._manipulation is not None

    def close(self) -> None:
        """End all timers."""
        self._writing.stop()
        self._run.stop()

    def begin(self, outline: Outline, *modes: TransformMode) -> bool:
        """Begin to move something; return whether that can be done."""
        try:
            self._manipulation = self._begin(outline, modes)
        except CannotPlaceError as error:
            self.notified.emit(" ".join(filter(None, (error.message, error.hint))))
            return False
        self._grabbed, self._before, self._move = outline, self._tracker.outlines, PictureMove()
        return True

    def _begin(self, outline: Outline, modes: tuple[TransformMode, ...]) -> Manipulation:
        """Begin with the thing, or with the whole that it can only move with."""
        try:
            return Manipulation(self._session, outline, *modes, initiator=self)
        except CannotPlaceError as error:
            group = error.group
            if group is None or modes != (TransformMode.MOVE,) or not self._is_here(group):
                raise
        manipulation = self._begin(replace(outline, node_id=group), modes)
        self.notified.emit(tr("It moves with all that it is grouped with."))
        return manipulation

    def _is_here(self, node_id: str) -> bool:
        return self._session.full_id(node_id.rpartition("/")[2]) == node_id

    def move_to(self, move: PictureMove) -> bool:
        """Move it; return whether it still can be, since the project may have changed meanwhile."""
        if self._manipulation is None or self._manipulation.is_disturbed:
            self._manipulation = None
            return False
        self._move = move
        moved = self._manipulation.outline
        center = moved.box.center
        self._tracker.assume(
            tuple(
                move.carry(each, center)
                if each is self._grabbed or moved.node_id in each.parents
                else each
                for each in self._before
            )
        )
        if not self._writing.isActive():
            self._writing.start()
        return True

    def nudge(self, outline: Outline, x: float, y: float) -> None:
        """Move something by a step; those that follow soon are one run, and one step to undo."""
        if not self._run.isActive() and not self.begin(outline, TransformMode.MOVE):
            return
        if self.move_to(PictureMove(round(self._move.x + x, 2), round(self._move.y + y, 2))):
            self._write()
            self._run.start()

    def end_run(self) -> None:
        """Let the next nudge begin anew."""
        if self._run.isActive():
            self.finish()

    def finish(self) -> None:
        """Keep the move."""
        self._run.stop()
        self._write()
        ended, self._manipulation = self._manipulation, None
        if ended is None:
            return
        if not (ended.is_later and ended.has_moved):
            ended.finish()
        elif ended.must_animate:
            ended.animate()
            self.notified.emit(tr("It changes here: other nodes decide where it is before."))
        else:
            self.undecided.emit(ended)

    def cancel(self) -> None:
        """Undo the move."""
        self.close()
        if self._manipulation is not None:
            self._manipulation.cancel()
            self._manipulation = None
            self._tracker.assume(self._before)

    def _write(self) -> None:
        self._writing.stop()
        if self._manipulation is not None:
            self._manipulation.apply(self._move)
