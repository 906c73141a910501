"""What is where in the picture that is shown, kept up to date with it."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from manim_nodes.app.player.playback import Playback
from manim_nodes.app.preview.preview import Preview, PreviewState
from manim_nodes.app.preview.requests import FilmRequest
from manim_nodes.editing.placement import maker_of
from manim_nodes.editing.session import DocumentChanged, Event, SelectionChanged, Session
from manim_nodes.graph.build import Graph
from manim_nodes.graph.presence import find_things
from manim_nodes.render.preview.outlines import Outline

_PAUSE_MS = 40
_MOST_HIDDEN = 20


class OutlineTracker(QObject):
    """Asks for the outlines of each frame that is shown for a while.

    Attributes
    ----------
    hidden : what is selected and not on the screen, where it would be
    outlines : in the order in which they are drawn; those of an earlier version until new ones are there
    is_on : whether anybody wants them
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        preview: Preview,
        playback: Playback,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._preview, self._playback = session, preview, playback
        self.outlines: tuple[Outline, ...] = ()
        self.hidden: tuple[Outline, ...] = ()
        self._asked_hidden: frozenset[str] = frozenset()
        self._is_known = False
        self.is_on = True
        self._frame = 0
        self._known: tuple[FilmRequest | None, int] | None = None
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._refresh)
        preview.changed.connect(self._schedule_refresh)
        playback.moved.connect(self._move)
        playback.changed.connect(self._schedule_refresh)
        self._unlisten = session.listen(self._follow)
        self._schedule_refresh()

    def close(self) -> None:
        """Stop following."""
        self._unlisten()
        self._timer.stop()
        self._preview.changed.disconnect(self._schedule_refresh)

    def switch(self, *, is_on: bool) -> None:
        """Track outlines, or stop."""
        self.is_on = is_on
        self._forget()
        self._schedule_refresh()

    def assume(self, outlines: tuple[Outline, ...]) -> None:
        """Take these outlines for what an edit makes, until that is known."""
        self.outlines = outlines
        self.changed.emit()

    def _follow(self, event: Event) -> None:
        if isinstance(event, DocumentChanged) and event.opened:
            self._forget()
        elif isinstance(event, SelectionChanged) and self._is_known:
            self._schedule_refresh()

    def _move(self, frame: int) -> None:
        if frame != self._frame:
            self._frame = frame
            self._forget()
        self._schedule_refresh()

    def _forget(self) -> None:
        self._known, self._is_known = None, False
        self._forget_hidden()
        if self.outlines:
            self.assume(())

    def _forget_hidden(self) -> None:
        self._asked_hidden = frozenset()
        if self.hidden:
            self.hidden = ()
            self.changed.emit()

    def _schedule_refresh(self) -> None:
        if self.is_on and not self._timer.isActive():
            self._timer.start()

    def _refresh(self) -> None:
        preview = self._preview
        is_drawn = preview.state in (PreviewState.CURRENT, PreviewState.FAILED)
        wanted = preview.film, preview.playhead
        if not is_drawn or self._playback.is_playing:
            return
        if wanted != self._known:
            self._known, self._is_known = wanted, False
            self._asked_hidden = frozenset()
            preview.ask_outlines(self._take)
        elif self._is_known:
            self._refresh_hidden()

    def _take(self, outlines: tuple[Outline, ...]) -> None:
        analysis = self._session.analysis
        if analysis is None or not self.is_on:
            return
        self._is_known = True
        self.assume(tuple(_known_as(each, analysis.graph) for each in outlines))
        self._refresh_hidden()

    def _refresh_hidden(self) -> None:
        """Ask where that is which is selected and cannot be seen, after what can be is known."""
        wanted = self._selected_things() - {each.node_id for each in self.outlines}
        if not wanted or len(wanted) > _MOST_HIDDEN:
            self._forget_hidden()
        elif wanted != self._asked_hidden:
            self._asked_hidden = wanted
            self._preview.ask_hidden_outlines(wanted, partial(self._take_hidden, wanted))

    def _selected_things(self) -> frozenset[str]:
        """Return the nodes that make something to be seen of those that are selected."""
        session, analysis = self._session, self._session.analysis
        if analysis is None or analysis.script is None:
            return frozenset()
        known, things = analysis.graph.document.nodes_by_id, find_things(analysis.graph)
        ids = map(session.full_id, session.selection)
        return frozenset(each for each in ids if each in known and each in things)

    def _take_hidden(self, wanted: frozenset[str], outlines: tuple[Outline, ...]) -> None:
        analysis = self._session.analysis
        if analysis is None or not self.is_on or wanted != self._asked_hidden:
            return
        known = (_known_as(each, analysis.graph) for each in outlines)
        self.hidden = tuple(
            each for each in known if not wanted.isdisjoint((each.node_id, *each.parents))
        )
        self.changed.emit()


def _known_as(outline: Outline, graph: Graph) -> Outline:
    """Return the outline with the nodes that made the thing, not those that were written last."""
    known = graph.document.nodes_by_id
    ids = (outline.node_id, *outline.parents)
    node_id, *parents = (maker_of(graph, each) if each in known else each for each in ids)
    return replace(outline, node_id=node_id, parents=tuple(parents))
