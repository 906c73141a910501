"""The canvas: the graph, the path into its groups, an overview and a bar to find nodes."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from manim_nodes.app.canvas.accessible import announce_selection, describe_canvases, forget_nodes
from manim_nodes.app.canvas.arrange_actions import ArrangeActions
from manim_nodes.app.canvas.breadcrumb import Breadcrumb
from manim_nodes.app.canvas.context_menu import THING_SECTIONS, context_menu
from manim_nodes.app.canvas.edit_actions import SEARCH_KEYS, EditActions
from manim_nodes.app.canvas.empty_hint import EmptyHint
from manim_nodes.app.canvas.find_bar import FindBar, FoundNode, find_nodes
from manim_nodes.app.canvas.fix_commands import FixCommands
from manim_nodes.app.canvas.group_actions import GroupActions
from manim_nodes.app.canvas.minimap import Minimap
from manim_nodes.app.canvas.node_view import problems_by_local_id
from manim_nodes.app.canvas.pens import Pens
from manim_nodes.app.canvas.thing_commands import ThingCommands
from manim_nodes.app.canvas.view import GraphView
from manim_nodes.app.canvas.view_actions import ViewActions
from manim_nodes.app.kit.command_methods import command, commands_of
from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.editing.add_node import SearchRequest, insert
from manim_nodes.editing.draw_times import draw_time_text, draw_times_at
from manim_nodes.editing.session import (
    Analyzed,
    DocumentChanged,
    DrawTimesChanged,
    Event,
    LibraryChanged,
    LocationChanged,
    PictureProblemsChanged,
    PlayheadMoved,
    RenderErrorChanged,
    SelectionChanged,
    Session,
)
from manim_nodes.editing.wiring import Wiring
from manim_nodes.graph.problems import Problem
from manim_nodes.library.catalogue import Library
from manim_nodes.translation import tr, tr_later

_RING = 2
_GAP = 10


class Canvas(Panel):
    """Shows the open project or group as a graph, and lets it be edited.

    Parameters
    ----------
    open_search : asks the user for a node type, and adds it as `manim_nodes.editing.add_node.insert` does
    show_all : shows the whole film again, and returns whether one node was shown alone
    save_own_node : makes a node type of the user's own from the group's node with this full id
    save_snippet : keeps nodes of what is shown

    Signals
    -------
    hint_changed : text for the status bar
    space_tapped : the Space key, which the canvas needs for panning, was pressed for something else
    """

    NAME = "canvas"

    hint_changed = Signal(str)
    space_tapped = Signal()

    def __init__(
        self,
        session: Session,
        *,
        theme: Theme,
        profile: Profile,
        open_search: Callable[[SearchRequest], None],
        show_all: Callable[[], bool] = lambda: False,
        save_own_node: Callable[[str], object] | None = None,
        save_snippet: Callable[[Sequence[str]], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._profile = session, profile
        self._pictures: dict[str, QPixmap] = {}
        self._playing: str | None = None
        self._shown_playing: str | None = None
        self._found: list[FoundNode] = []
        self._place = -1  # of the one that is shown; none yet
        describe_canvases()
        self.view = GraphView(session, Pens(theme), open_search, self)
        self.edit_actions = EditActions(self.view)
        self.group_actions = GroupActions(
            self.edit_actions, self.view, show_all, save_own_node, save_snippet
        )
        self.arrange_actions = ArrangeActions(self.view)
        self.view_actions = ViewActions(self.view)
        self.thing_commands = ThingCommands(self.edit_actions, self.view)
        self.fix_commands = FixCommands(self.view)
        self.breadcrumb = Breadcrumb(session, self)
        self.minimap = Minimap(self.view, self)
        self.find_bar = FindBar(self)
        self.empty_hint = EmptyHint(self.view.viewport())
        self._offered: Library | None = None
        self._lay_out()
        self._connect()
        self._unlisten = session.listen(self._on_event)
        self._apply_preferences()
        self.refresh()
        self._show_hint()
        self.view_actions.show_beginning()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_RING, _RING, _RING, _RING)
        layout.setSpacing(0)
        layout.addWidget(self.breadcrumb)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.installEventFilter(self)
        self.minimap.raise_()

    def _connect(self) -> None:
        view = self.view
        view.hint_changed.connect(self.hint_changed)
        view.space_tapped.connect(self.space_tapped)
        view.rename_requested.connect(self.edit_actions.rename)
        view.value_requested.connect(self.edit_actions.in_place.type_value)
        view.write_requested.connect(self.edit_actions.in_place.write)
        view.menu_requested.connect(self._show_menu)
        view.view_moved.connect(self.minimap.follow_view)
        view.resized.connect(self._keep_in_sight)
        view.view_moved.connect(self._place_hint)
        self.empty_hint.chosen.connect(self._add_first)
        self.find_bar.searched.connect(self._find)
        self.find_bar.stepped.connect(self._step)
        self.find_bar.chosen.connect(self._show_found)
        self.find_bar.resized.connect(self._place_find_bar)
        self.find_bar.closed.connect(self._close_find)
        self._profile.preferences_changed.connect(self._apply_preferences)

    # what other parts of the app use

    def commands(self) -> list[Command]:
        """Return what can be done on the canvas."""
        declared = commands_of(
            self.edit_actions,
            self.group_actions,
            self.arrange_actions,
            self.view_actions,
            self,
            panel=self.NAME,
        )
        return [
            *declared,
            *self.fix_commands.commands(self.NAME),
            *self.thing_commands.commands(self.NAME),
        ]

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        pens = Pens(theme)
        self.view.pens = pens
        self.view.scene_items.set_pens(pens)
        self.view.viewport().update()
        self.minimap.invalidate()
        self.update()

    def set_picture(self, node_id: str, picture: QPixmap | None) -> None:
        """Show a picture of what a node makes, or none any more.

        Parameters
        ----------
        node_id : with its groups
        """
        if picture is None:
            self._pictures.pop(node_id, None)
        else:
            self._pictures[node_id] = picture
        local = self._session.local_id(node_id)
        if local is not None and self._session.full_id(local) == node_id:
            self._show_picture(local)
            self._keep_in_sight()  # nodes grow by their pictures
            self.minimap.follow_view()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Follow the session no longer."""
        super().closeEvent(event)
        self.view.cancel_gesture()
        forget_nodes(self.view)
        self._unlisten()
        self._profile.preferences_changed.disconnect(self._apply_preferences)

    # following the session

    def refresh(self) -> None:
        """Show the content that is open now."""
        session, view = self._session, self.view
        graph = session.analysis.graph if session.analysis is not None else None
        view.wiring = view.wiring.of(session.content, graph, session.location)
        problems = problems_by_local_id(self._problems(), session.location)
        result = view.scene_items.sync(view.wiring, problems)
        view.selected_wires = frozenset(
            key for key in view.selected_wires if key in view.scene_items.wires
        )
        forget_nodes(view, result.removed)
        for node_id in result.added:
            self._show_picture(node_id)
        self._show_step_numbers(result.added)
        view.show_selection()
        self._show_playing()
        if result:
            self._show_hint()
            self.minimap.invalidate()
            self.minimap.follow_view()

    def _problems(self) -> Mapping[str, Sequence[Problem]]:
        """Return all problems by the full id of the node, with what the last preview failed with."""
        found, failure = self._session.problems_by_node, self._session.render_error
        if failure is None or failure.node_id is None:
            return found
        problem = Problem("render", failure.message, failure.node_id, hint=failure.hint or "")
        return {**found, failure.node_id: [*found.get(failure.node_id, ()), problem]}

    def _on_event(self, event: Event) -> None:
        match event:
            case DocumentChanged():
                self._on_document_changed(event)
            case LocationChanged():
                self._show_other_content()
            case LibraryChanged():
                self.view.wiring = Wiring(self._session.content, self._session.library)
                self.refresh()
                self._show_hint()
            case Analyzed():
                self.refresh()
                self._show_step_numbers()
            case PictureProblemsChanged() | RenderErrorChanged():
                self.refresh()
            case DrawTimesChanged():
                self._show_draw_times()
            case SelectionChanged():
                self._on_selection_changed(event)
            case PlayheadMoved(node_id=node_id):
                self._playing = node_id
                self._show_playing()

    def _on_document_changed(self, event: DocumentChanged) -> None:
        if event.initiator is not self.view:
            self.view.cancel_gesture()
        if event.opened:
            self._pictures.clear()
            self._show_other_content()
        else:
            self.view.is_navigated = True
            self.refresh()
            self.breadcrumb.refresh()

    def _show_other_content(self) -> None:
        self.view.cancel_gesture()
        self.breadcrumb.refresh()
        self.refresh()
        self._show_step_numbers()  # what is in both keeps its item
        self._show_draw_times()
        self.view.is_navigated = False
        self.view_actions.show_beginning()

    def _keep_in_sight(self) -> None:
        if not self.view.is_navigated:
            self.view_actions.show_beginning()

    def _on_selection_changed(self, event: SelectionChanged) -> None:
        view = self.view
        if event.initiator is not view:
            view.selected_wires = frozenset()
            selected = view.scene_items.bounds(self._session.selection)
            if not selected.isEmpty() and not view.visible_area.contains(selected):
                view.bring_into_sight(selected)
        view.show_selection()
        view.setAccessibleDescription(self._described_selection())
        announce_selection(view)

    def _described_selection(self) -> str:
        titles = [
            self.view.scene_items.nodes[key].view.title
            for key in self.edit_actions.selected.node_ids
        ]
        if not titles:
            return tr("Nothing is selected.")
        return tr("Selected: {titles}", titles=", ".join(titles[:8]))

    def _show_playing(self) -> None:
        before = self._shown_playing
        self._shown_playing = self._session.local_id(self._playing) if self._playing else None
        for node_id in {before, self._shown_playing} - {None}:
            item = self.view.scene_items.nodes.get(node_id or "")
            if item is not None:
                item.set_playing(playing=node_id == self._shown_playing)

    def _show_step_numbers(self, node_ids: Iterable[str] | None = None) -> None:
        """Show the numbers of the steps among some nodes, or all."""
        numbers = self._session.step_numbers if self._are_steps_numbered() else {}
        items = self.view.scene_items.nodes
        for node_id in items if node_ids is None else node_ids:
            items[node_id].show_steps(str(numbers[node_id]) if node_id in numbers else "")

    def _show_draw_times(self) -> None:
        session = self._session
        known = draw_times_at(session.draw_times, session.location) if self._are_timed() else {}
        for node_id, item in self.view.scene_items.nodes.items():
            item.show_draw_time(draw_time_text(known.get(node_id)))

    def _apply_preferences(self) -> None:
        preferences = self._profile.preferences
        self.view.snaps = preferences.snap_to_grid
        self.empty_hint.show_key(preferences.own_keys.get("canvas.search", SEARCH_KEYS))
        for node_id in self.view.scene_items.nodes:
            self._show_picture(node_id)
        self._show_step_numbers()
        self._show_draw_times()

    def _show_picture(self, node_id: str) -> None:
        item = self.view.scene_items.nodes.get(node_id)
        wanted = self._profile.preferences.node_pictures
        picture = self._pictures.get(self._session.full_id(node_id)) if wanted else None
        if item is not None and item.picture is not picture:
            item.show_picture(picture)

    # overlays

    def has_nodes(self) -> bool:
        """Return whether the project has nodes."""
        return bool(self._session.document.nodes)

    @command("canvas.find", tr_later("Find node…"), ("Ctrl+F",), menu="Edit", is_enabled=has_nodes)
    def begin_find(self) -> None:
        """Let the user find nodes by typing."""
        self.find_bar.begin()
        self._place_overlays()

    def _find(self, text: str) -> None:
        """Find nodes, and select those of what is looked at; into groups only the user's next step leads."""
        session = self._session
        self._found, self._place = find_nodes(session.document, session.library, text), -1
        self.find_bar.show_found(self._found)
        full_ids = {session.full_id(key): key for key in session.content.nodes_by_id}
        here = {full_ids[each.full_id] for each in self._found if each.full_id in full_ids}
        self.view.select(here)
        self.find_bar.show_count(1, len(self._found))
        if here:
            self.view_actions.show_selection()

    def _step(self, step: int) -> None:
        if self._found:
            here = self._place if self._place >= 0 or step > 0 else 0
            self._show_found((here + step) % len(self._found))

    def _show_found(self, place: int) -> None:
        """Go to one of the nodes found, into its group."""
        self._place = place
        self._session.reveal(self._found[place].full_id)
        self.find_bar.show_count(place + 1, len(self._found))
        self.view_actions.show_selection()

    def _close_find(self) -> None:
        self.find_bar.hide()
        self.view.setFocus()

    def thing_menu(self) -> QMenu:
        """Return a menu of what can happen to the selected things."""
        commands = [
            *self.fix_commands.commands(self.NAME),
            *self.thing_commands.commands(self.NAME),
            *self._presence_command(),
        ]
        return context_menu(commands, self, THING_SECTIONS)

    def _presence_command(self) -> list[Command]:
        declared = commands_of(self.edit_actions, panel=self.NAME)
        return [each for each in declared if each.id == "canvas.presence"]

    def _show_menu(self, pixel: QPoint) -> None:
        menu = context_menu(self.commands(), self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(pixel)

    @command("canvas.zoom_in", tr_later("Zoom in"), ("=", "+"), menu="View")
    def zoom_in(self) -> None:
        """Show less of the graph, larger."""
        self.view.zoom_by(1.25)

    @command("canvas.zoom_out", tr_later("Zoom out"), ("-",), menu="View")
    def zoom_out(self) -> None:
        """Show more of the graph, smaller."""
        self.view.zoom_by(0.8)

    def _is_minimap_shown(self) -> bool:
        return self.minimap.is_wanted

    def _is_snapping(self) -> bool:
        return self._profile.preferences.snap_to_grid

    def _are_pictures_shown(self) -> bool:
        return self._profile.preferences.node_pictures

    def _are_steps_numbered(self) -> bool:
        return self._profile.preferences.step_numbers

    @command(
        "canvas.minimap",
        tr_later("Overview"),
        menu="View",
        help=tr_later("A minimap in a corner of the canvas, where not all is in sight."),
        is_checked=_is_minimap_shown,
    )
    def toggle_minimap(self) -> None:
        """Show the overview in a corner where not all is in sight, or hide it."""
        self.minimap.show_if_wanted(is_wanted=not self.minimap.is_wanted)

    @command(
        "canvas.snap_to_grid",
        tr_later("Snap to grid"),
        menu="View",
        is_checked=_is_snapping,
    )
    def toggle_snapping(self) -> None:
        """Let what is moved keep to the grid, or not."""
        self._profile.change_preferences(snap_to_grid=not self._is_snapping())

    @command(
        "canvas.node_pictures",
        tr_later("Pictures on nodes"),
        menu="View",
        is_checked=_are_pictures_shown,
    )
    def toggle_pictures(self) -> None:
        """Show on nodes what they make, or not."""
        self._profile.change_preferences(node_pictures=not self._are_pictures_shown())

    @command(
        "canvas.step_numbers",
        tr_later("Step numbers"),
        menu="View",
        is_checked=_are_steps_numbered,
    )
    def toggle_step_numbers(self) -> None:
        """Show on nodes when their turn comes, or not."""
        self._profile.change_preferences(step_numbers=not self._are_steps_numbered())

    def _are_timed(self) -> bool:
        return self._profile.preferences.draw_times

    @command(
        "canvas.draw_times",
        tr_later("Drawing times"),
        menu="View",
        is_checked=_are_timed,
        help=tr_later("Show on nodes and blocks how long drawing them took in the preview."),
    )
    def toggle_draw_times(self) -> None:
        """Show on nodes and blocks how long drawing them took, or not."""
        self._profile.change_preferences(draw_times=not self._are_timed())

    def _show_hint(self) -> None:
        items, library = self.view.scene_items, self._session.library
        is_empty = not items.nodes and not items.frames
        self.empty_hint.setVisible(is_empty)
        if is_empty and library is not self._offered:
            own = self._session.own_nodes.items()
            self.empty_hint.offer(
                library, [library.types[name] for name, each in own if not each.is_built_in]
            )
            self._offered = library
        self._place_hint()

    def _place_hint(self) -> None:
        if not self.empty_hint.isHidden():
            self.empty_hint.place(self.view.viewport().rect())

    def _add_first(self, type_name: str) -> None:
        node_type = self._session.library.get(type_name)
        if node_type is not None:
            request = SearchRequest((0, 0), self._session.insertion_point)
            added = insert(self._session, node_type, request, initiator=self)
            self._profile.add_recent("recent_types", type_name)
            self.view.setFocus()
            self.view.write_new(added)

    def _place_overlays(self) -> None:
        self._place_hint()
        self.minimap.step_aside()
        self._place_find_bar()

    def _place_find_bar(self) -> None:
        area, wanted = self.view.geometry(), self.find_bar.sizeHint()
        left = area.right() - wanted.width() - _GAP
        self.find_bar.setGeometry(left, area.top() + _GAP, wanted.width(), wanted.height())

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view:
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self.update()
            elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
                self._place_overlays()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_overlays()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pens = self.view.pens
        color = pens.accent if self.view.hasFocus() else pens.canvas
        painter.fillRect(self.rect(), pens.canvas)
        painter.setPen(QPen(color, _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
