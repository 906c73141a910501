"""The one mutable holder of an open project: its document, history, selection and file.

It knows nothing of Qt and of no view. A view asks for an edit and listens to what comes of it; by ``initiator`` it
knows its own edits from those of others. A listener may edit in turn: its events come after the one being handled.
"""

import logging
from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from manim_nodes.document.grouping import close_group, open_group
from manim_nodes.document.groups import group_id_of
from manim_nodes.document.history import History
from manim_nodes.document.model import Document
from manim_nodes.editing.edit_summary import summary_of_edit
from manim_nodes.editing.own_node_types import own_nodes_by_type, with_own_nodes
from manim_nodes.editing.trust import NO_TRUST, CodeReader, Trust, kept_trust
from manim_nodes.graph.build import library_of
from manim_nodes.graph.problems import Problem
from manim_nodes.graph.titles import frame_title, node_title
from manim_nodes.library.catalogue import Library

if TYPE_CHECKING:
    from manim_nodes.editing.analysis import Analysis
    from manim_nodes.editing.step_numbers import StepNumbers
    from manim_nodes.gallery.own_nodes import OwnNode
    from manim_nodes.render.failures import RenderError

Edit = Callable[[Document], Document]

_log = logging.getLogger("manim_nodes.app")


@dataclass(frozen=True, slots=True)
class DocumentChanged:
    """The project is another version of itself, or another project altogether (``opened``)."""

    before: Document
    after: Document
    initiator: object = None
    opened: bool = False


@dataclass(frozen=True, slots=True)
class SelectionChanged:
    """Other nodes are selected."""

    initiator: object = None


@dataclass(frozen=True, slots=True)
class LocationChanged:
    """The user entered a group, or left one."""


@dataclass(frozen=True, slots=True)
class FileChanged:
    """The file has another path, or what it holds differs from the project where it did not before."""


@dataclass(frozen=True, slots=True)
class TrustChanged:
    """The user has allowed the project something."""


@dataclass(frozen=True, slots=True)
class LibraryChanged:
    """Node types were read anew."""


@dataclass(frozen=True, slots=True)
class Analyzed:
    """``Session.analysis`` is another one."""

    analysis: "Analysis"


@dataclass(frozen=True, slots=True)
class PlayheadMoved:
    """The player shows another moment; ``node_id`` is the node being played, with its groups.

    Parameters
    ----------
    is_restored : it was moved by undo or redo, and the player has yet to go there
    """

    time_s: float
    node_id: str | None
    is_restored: bool = False


@dataclass(frozen=True, slots=True)
class PictureProblemsChanged:
    """``Session.picture_problems`` are others: a film was drawn."""


@dataclass(frozen=True, slots=True)
class RenderErrorChanged:
    """``Session.render_error`` is another one, or None: a preview failed, or one went well again."""

    error: "RenderError | None"


@dataclass(frozen=True, slots=True)
class DrawTimesChanged:
    """``Session.draw_times`` are others: plays were drawn anew."""


Event = (
    DocumentChanged
    | SelectionChanged
    | LocationChanged
    | FileChanged
    | TrustChanged
    | LibraryChanged
    | Analyzed
    | PlayheadMoved
    | PictureProblemsChanged
    | RenderErrorChanged
    | DrawTimesChanged
)
Listener = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class _SessionView:
    """What the user looked at and where the next thing would have come, as the session's attributes of these names."""

    location: tuple[str, ...]
    selection: frozenset[str]
    playhead: PlayheadMoved
    added_here: tuple[str, ...]


class Session:
    """An open project.

    Parameters
    ----------
    path : its file; None as long as it has none
    trust : what the user has allowed it

    Attributes
    ----------
    location : ids of the group nodes that were entered, from the outside in
    selection : ids of nodes and frames of ``content``
    analysis : what the project means; may lag behind the document by some edits
    render_error : what the last preview failed with, if it did
    draw_times : how many seconds drawing took, by the full ids of the nodes that play
    picture_problems : what only a drawn film tells, such as what no frame shows
    own_nodes : groups and snippets that the user has kept, by the types that stand for them in ``library``
    added_here : full ids of what was added since the playhead was moved, in order; some may be gone
    insertion_point : where on the canvas something new is seen at once; the canvas keeps it up
    """

    def __init__(
        self,
        document: Document,
        library: Library,
        *,
        path: Path | None = None,
        trust: Trust = NO_TRUST,
    ) -> None:
        self._library = library
        self.path = path
        self.trust = trust
        self.location: tuple[str, ...] = ()
        self.selection: frozenset[str] = frozenset()
        self.analysis: Analysis | None = None
        self.own_nodes: Mapping[str, OwnNode] = {}
        self.render_error: RenderError | None = None
        self.picture_problems: tuple[Problem, ...] = ()
        self.draw_times: Mapping[str, float] = {}
        self.insertion_point: tuple[float, float] = (0.0, 0.0)
        self.playhead = PlayheadMoved(0.0, None)
        self.added_here: tuple[str, ...] = ()
        self._history = History(document)
        self._code = CodeReader()
        self._known_opened: tuple[Document, tuple[str, ...], list[Document]] | None = None
        self._listeners: list[Listener] = []
        self._pending: deque[Event] = deque()
        self._is_notifying = False

    # what there is

    @property
    def library(self) -> Library:
        """The node types, with the defaults that the project's settings give."""
        return library_of(self.document, self._library)

    @property
    def document(self) -> Document:
        """The whole project."""
        return self._history.document

    @property
    def content(self) -> Document:
        """What the user looks at: the project, or what the entered group holds, as a document."""
        return self._opened()[-1]

    @property
    def is_modified(self) -> bool:
        """Return whether the project differs from its file."""
        return self._history.is_modified

    @property
    def is_untouched(self) -> bool:
        """Return whether nothing would be lost by opening something else in its place."""
        return self.path is None and not self.is_modified and not self.document.nodes

    @property
    def undo_label(self) -> str | None:
        """What the Undo command says; None if there is nothing to undo."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        """What the Redo command says; None if there is nothing to redo."""
        return self._history.redo_label

    @property
    def folder(self) -> Path | None:
        """The folder that the project's files are named relative to."""
        return self.path.resolve().parent if self.path else None

    def title_of(self, item_id: str) -> str:
        """Return what people call a node, a frame or a note of ``content``."""
        if item_id in self.content.nodes_by_id:
            return node_title(self.content, self._library, item_id)
        return frame_title(self.content, item_id)

    @property
    def step_at_playhead(self) -> str | None:
        """Return the node of ``content`` behind which new ones come in time.

        That is the one that was added last, like letters that are typed; otherwise the one that
        plays, or holds what plays, at the moment shown.
        """
        for full_id in (*reversed(self.added_here), self.playhead.node_id):
            node_id = self.local_id(full_id) if full_id else None
            if node_id in self.content.nodes_by_id:
                return node_id
        return None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all that is wrong with the project, errors first."""
        if self.analysis is None:
            return ()
        return (*self.analysis.problems, *self._known_picture_problems)

    @property
    def problems_by_node(self) -> Mapping[str, Sequence[Problem]]:
        """Return the problems of each node that has some, by its id with its groups."""
        analyzed = self.analysis.problems_by_node if self.analysis is not None else {}
        if not self.picture_problems:
            return analyzed
        found: dict[str, Sequence[Problem]] = {**analyzed}
        for problem in self._known_picture_problems:
            key = problem.node_id or ""
            found[key] = (*found.get(key, ()), problem)
        return found

    @property
    def _known_picture_problems(self) -> Iterator[Problem]:
        """Return those of nodes that are still there: a film is older than an edit."""
        known = self.analysis.graph.document.nodes_by_id if self.analysis is not None else {}
        return (each for each in self.picture_problems if each.node_id in known)

    @property
    def waiting_code(self) -> Mapping[str, str]:
        """Return the signatures of Python code that the user has not allowed to run, by ids with their groups."""
        return self._code.read(self.document, self._library).waiting(self.trust)

    def full_id(self, node_id: str) -> str:
        """Return the id by which problems and scripts know a node of ``content``."""
        return "/".join((*self.location, node_id))

    def local_id(self, full_id: str) -> str | None:
        """Return the node of ``content`` that is, or holds, what problems and scripts call ``full_id``."""
        parts = full_id.split("/")
        depth = len(self.location)
        return (
            parts[depth] if tuple(parts[:depth]) == self.location and len(parts) > depth else None
        )

    # listening

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every event from now on; the function returned ends that."""
        self._listeners.append(listener)

        def unlisten() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unlisten

    def _notify(self, *events: Event) -> None:
        self._pending.extend(events)
        if self._is_notifying:
            return
        self._is_notifying = True
        try:
            while self._pending:
                event = self._pending.popleft()
                for listener in tuple(self._listeners):
                    self._call(listener, event)
        finally:
            self._is_notifying = False

    @staticmethod
    def _call(listener: Listener, event: Event) -> None:
        try:
            listener(event)
        except Exception:  # noqa: BLE001 (one view at fault must not leave the others behind)
            _log.exception("A view could not follow %s.", type(event).__name__)

    # editing

    def edit(
        self,
        edit: Edit,
        *,
        label: str = "",
        initiator: object = None,
        merge_key: Hashable = None,
        brings: bool = False,
    ) -> None:
        """Make an edit of ``content`` one step of the history.

        Parameters
        ----------
        edit : one that changes nothing makes no step
        label : what was done, to stand after "Undo"; made from the difference if not given
        merge_key : ticks of one gesture have the same, and are one step until `seal`
        brings : it brings in what was made elsewhere, whose Python code must not run unasked

        Raises
        ------
        DocumentError : the edit cannot be made; nothing has changed
        """
        before, content = self.document, self.content
        edited = edit(content)
        after = self._closed(edited)
        if after is before:
            return
        label = label or summary_of_edit(content, edited, self._library)
        if not brings:
            self.trust = kept_trust(self.trust, before, after, self._library, self._code)
        self._move_to(lambda: self._history.push(label, after, merge_key=merge_key), initiator)

    def seal(self) -> None:
        """Let the next tick begin a step of its own: a gesture has ended."""
        self._history.seal()

    def undo(self) -> None:
        """Go one step back, and to the moment and the selection that there were before it."""
        self._move_to(self._history.undo, restores_view=True)

    def redo(self) -> None:
        """Go one step forward, and to the moment and the selection that there were after it."""
        self._move_to(self._history.redo, restores_view=True)

    def open(
        self, document: Document, *, path: Path | None = None, trust: Trust = NO_TRUST
    ) -> None:
        """Put another project in the place of this one."""
        before, self._history = self.document, History(document)
        self.path, self.trust = path, trust
        self.added_here = ()
        self.location, self.selection, self.analysis = (), frozenset(), None
        self.render_error, self.picture_problems, self.draw_times = None, (), {}
        changed = DocumentChanged(before, document, opened=True)
        also = LocationChanged(), SelectionChanged(), FileChanged(), RenderErrorChanged(None)
        self._notify(changed, *also)

    def _move_to(
        self,
        step: Callable[[], object],
        initiator: object = None,
        *,
        restores_view: bool = False,
    ) -> None:
        before, was_modified = self.document, self.is_modified
        self._history.keep_view(
            _SessionView(self.location, self.selection, self.playhead, self.added_here)
        )
        step()
        if self.document is before:
            return
        events: list[Event] = [DocumentChanged(before, self.document, initiator)]
        opened = self._opened()
        if len(opened) <= len(self.location):
            self.location = self.location[: len(opened) - 1]
            events.append(LocationChanged())
        kept, selection = self._history.view, self.selection
        view = kept if restores_view and isinstance(kept, _SessionView) else None
        if view is not None and view.location == self.location:
            selection = view.selection
        present = opened[-1].nodes_by_id.keys() | {frame.id for frame in opened[-1].frames}
        if self.selection != (selection := selection & present):
            self.selection = selection
            events.append(SelectionChanged(initiator))
        if view is not None and (self.added_here, self.playhead) != (
            view.added_here,
            view.playhead,
        ):
            self.added_here = view.added_here
            self.playhead = replace(view.playhead, is_restored=True)
            events.append(self.playhead)
        if was_modified is not self.is_modified:
            events.append(FileChanged())
        self._notify(*events)

    def _opened(self) -> list[Document]:
        """Return the project and what each entered group holds, as far as these groups are still there."""
        # Every view asks at every event, and opening a group copies it.
        known = self._known_opened
        if known is None or known[0] is not self.document or known[1] != self.location:
            known = self._known_opened = (self.document, self.location, self._open())
        return known[2]

    def _open(self) -> list[Document]:
        opened = [self.document]
        for node_id in self.location:
            group_id = self._group_of(opened[-1], node_id)
            if group_id is None:
                break
            opened.append(open_group(opened[-1], group_id))
        return opened

    def _closed(self, content: Document) -> Document:
        opened = self._opened()
        if content is opened[-1]:
            return self.document
        for outer, node_id in zip(reversed(opened[:-1]), reversed(self.location), strict=True):
            content = close_group(outer, self._group_of(outer, node_id) or "", content)
        return content

    @staticmethod
    def _group_of(document: Document, node_id: str) -> str | None:
        node = document.nodes_by_id.get(node_id)
        group_id = group_id_of(node) if node else None
        return group_id if group_id in document.groups_by_id else None

    # looking

    def select(self, ids: Collection[str], *, initiator: object = None) -> None:
        """Select these nodes and frames of ``content``, and no others."""
        selection = frozenset(ids)
        if selection != self.selection:
            self.selection = selection
            self._notify(SelectionChanged(initiator))

    def enter(self, node_id: str) -> None:
        """Look into the group that a node of ``content`` stands for, if it stands for one."""
        if self._group_of(self.content, node_id) is not None:
            self.go_to((*self.location, node_id))

    def leave(self, depth: int | None = None) -> None:
        """Look at what is around the entered group, with its node selected.

        Parameters
        ----------
        depth : of groups that are still entered then; one fewer than now if not given
        """
        depth = len(self.location) - 1 if depth is None else depth
        if 0 <= depth < len(self.location):
            inner = self.location[depth]
            self.go_to(self.location[:depth])
            self.select({inner})

    def go_to(self, location: Sequence[str]) -> None:
        """Look into the group that these nodes lead to, from the outside in."""
        if tuple(location) == self.location:
            return
        self.location, self.selection = tuple(location), frozenset()
        self.location = self.location[: len(self._opened()) - 1]
        self._notify(LocationChanged(), SelectionChanged())

    @property
    def step_numbers(self) -> "Mapping[str, StepNumbers]":
        """Return the numbers of the steps of ``content``, as they were when it was last analyzed."""
        return self.analysis.step_numbers_at(self.location) if self.analysis is not None else {}

    def reveal(self, full_id: str) -> None:
        """Go where a node is that a problem or a script names, and select it."""
        *location, node_id = full_id.split("/")
        self.go_to(location)
        if node_id in self.content.nodes_by_id:
            self.select({node_id})

    def continue_behind(self, node_ids: Collection[str]) -> None:
        """Let what is added next come behind these new nodes in time, until the playhead is moved."""
        listed = [node.id for node in self.content.nodes if node.id in node_ids]
        if listed:
            self.added_here = (*self.added_here, self.full_id(listed[-1]))

    def move_playhead(self, time_s: float, node_id: str | None) -> None:
        """Set the moment that the player shows."""
        if time_s != self.playhead.time_s:
            self.added_here = ()
        self.playhead = PlayheadMoved(time_s, node_id)
        self._notify(self.playhead)

    # what surrounds the project

    def mark_saved(self, document: Document, path: Path) -> None:
        """Set the file, which holds this version."""
        self._history.mark_saved(document)
        self.path = path
        self._notify(FileChanged())

    def mark_unsaved(self) -> None:
        """Count the project as modified: the file, if there is one, holds something else."""
        self._history.mark_unsaved()
        self._notify(FileChanged())

    def allow(
        self, *, code: frozenset[str] = frozenset(), files: frozenset[Path] = frozenset()
    ) -> None:
        """Allow the project what the user has said.

        Parameters
        ----------
        code : signatures of the Python code that may run
        files : outside the project's folder that may be read, links followed
        """
        trust = self.trust.allowing(code, files)
        if trust != self.trust:
            self.trust = trust
            self._notify(TrustChanged())

    def adopt(self) -> None:
        """Count the project as the user's own."""
        if not self.trust.is_own:
            self.trust = replace(self.trust, is_own=True)
            self._notify(TrustChanged())

    def set_library(self, library: Library, own_nodes: "Iterable[OwnNode]" = ()) -> None:
        """Use these node types from now on, and with them what the user has kept."""
        self.own_nodes = own_nodes_by_type(own_nodes)
        self._library = with_own_nodes(library, self.own_nodes)
        self._notify(LibraryChanged())

    def set_analysis(self, analysis: "Analysis") -> None:
        """Set what the project means."""
        self.analysis = analysis
        self._notify(Analyzed(analysis))

    def set_picture_problems(self, problems: Iterable[Problem]) -> None:
        """Set what a drawn film tells of the project."""
        problems = tuple(problems)
        if problems != self.picture_problems:
            self.picture_problems = problems
            self._notify(PictureProblemsChanged())

    def note_draw_times(self, times: Mapping[str, float]) -> None:
        """Note how long drawing took, in seconds, by node; of others what is known stays."""
        if times:
            self.draw_times = {**self.draw_times, **times}
            self._notify(DrawTimesChanged())

    def set_render_error(self, error: "RenderError | None") -> None:
        """Set what the preview failed with, or None where it went well."""
        if error is not self.render_error:
            self.render_error = error
            self._notify(RenderErrorChanged(error))
