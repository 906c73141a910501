"""The inspector: shows what is selected, and lets it be changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from manim_nodes.app.inspector.editors.editor import ColorLists, DrawFormula, EditorContext
from manim_nodes.app.inspector.knobs_dialog import KnobsDialog
from manim_nodes.app.inspector.nodes_page import NodesPage
from manim_nodes.app.inspector.project_page import ProjectPage
from manim_nodes.app.inspector.row import ParameterRow
from manim_nodes.app.inspector.selection_state import SelectionState, select
from manim_nodes.app.inspector.settings_pages import (
    SettingsPage,
    frame_parameters,
    read_frame,
    write_frames,
)
from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.editing.file_names import ProjectFileNames
from manim_nodes.editing.project_colors import project_colors
from manim_nodes.editing.project_curves import new_curve, project_curves
from manim_nodes.editing.session import (
    Analyzed,
    DocumentChanged,
    Event,
    FileChanged,
    LibraryChanged,
    LocationChanged,
    PictureProblemsChanged,
    SelectionChanged,
    Session,
)
from manim_nodes.graph.problems import Problem
from manim_nodes.library.node_type import Parameter
from manim_nodes.translation import tr, tr_later, tr_plural

_MOST_PAGES = 12  # kept, since making one takes longer than filling it again

_Page = NodesPage | ProjectPage | SettingsPage


class Inspector(Panel):
    """One page for what is selected; nothing selected is the project itself.

    Parameters
    ----------
    draw_formula : draws formulas for their editors; without it they are not drawn
    keep_group : keeps the group of a node for all projects; called with the node's full id
    """

    NAME = "inspector"

    def __init__(
        self,
        session: Session,
        *,
        theme: Theme,
        profile: Profile,
        parent: QWidget | None = None,
        draw_formula: DrawFormula | None = None,
        keep_group: Callable[[str], object] = lambda _id: None,
    ) -> None:
        super().__init__(parent)
        self._keep_group = keep_group
        self._session, self._profile = session, profile
        self._background = Background(self)
        self._context = EditorContext(
            session.library.names,
            theme,
            ProjectFileNames(session),
            self._background,
            draw_formula,
            self._color_lists,
            lambda color: profile.add_recent("recent_colors", color),
            lambda: project_curves(session.document, session.library),
            lambda: new_curve(session.document, session.library),
        )
        self._pages: OrderedDict[Hashable, _Page] = OrderedDict()
        self._page: _Page | None = None
        self._open_titles: set[str] = set()
        self._shown: object = None
        self.setMinimumWidth(260)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("Inspector"))
        self._holder = QWidget(self)
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._area.setWidget(self._holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self.setFocusProxy(self._area)
        self._unlisten = session.listen(self._follow)
        self._refresh()

    @property
    def page(self) -> QWidget | None:
        """What is shown at the moment."""
        return self._page

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._context = replace(self._context, theme=theme)
        self._rebuild()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Follow the session no longer."""
        super().closeEvent(event)
        self._unlisten()
        self._background.close()

    @command(
        "inspector.focus",
        tr_later("Edit parameters"),
        ("F4",),
        panel="",
        menu="Node",
        help=tr_later("Go to the first parameter of the selected node."),
        icon="mdi6.tune-variant",
    )
    def focus_first(self) -> None:
        """Put the focus on the first field."""
        if self._page is None:
            return
        first = next(iter(self._page.form.rows.values()), None)
        if first is not None:
            self._lead_to(first)

    @command(
        "inspector.knobs",
        tr_later("Knobs and constants…"),
        menu="Edit",
        help=tr_later("Name the values of the project that are worth changing, and add constants."),
        icon="mdi6.knob",
    )
    def edit_knobs(self) -> None:
        """Open the list of knobs and constants."""
        KnobsDialog(self._session, self).open()

    def reveal(self, parameter: str) -> None:
        """Put the focus on a parameter of what is shown, if it has one of that name."""
        row = self._page.row(parameter) if self._page is not None else None
        if row is not None:
            self._lead_to(row)

    def _lead_to(self, row: ParameterRow) -> None:
        """Put the focus on a row, and select what it holds: what is typed takes its place."""
        row.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field = row.editor.focusProxy()
        if isinstance(field, QLineEdit):
            field.selectAll()
        self._area.ensureWidgetVisible(row)

    # following the session

    def _follow(self, event: Event) -> None:
        if isinstance(event, LibraryChanged):
            names = self._session.library.names
            self._context = replace(self._context, names=names)
            self._rebuild()
        elif isinstance(event, Analyzed | PictureProblemsChanged):
            self._show_problems()
        elif isinstance(event, DocumentChanged):
            if event.opened:
                self._shown = None
            self._follow_style()
            self._refresh()
        elif isinstance(event, SelectionChanged | LocationChanged | FileChanged):
            self._refresh()

    def _follow_style(self) -> None:
        """Make pages anew whose editors know the colors of another style; that of the project may be in use."""
        names = self._session.library.names
        if names.roles == self._context.names.roles:
            return
        self._context = replace(self._context, names=names)
        for key, page in list(self._pages.items()):
            if not isinstance(page, ProjectPage):
                self._page = None if page is self._page else self._page
                self._pages.pop(key).deleteLater()
                page.hide()

    def _color_lists(self) -> ColorLists:
        session = self._session
        of_project = project_colors(session.document, session.library)
        return ColorLists(of_project, self._profile.state.recent_colors)

    def _refresh(self) -> None:
        session = self._session
        selected = select(session.content, session.library, session.selection, session.document)
        frames = [f.id for f in session.content.frames if f.id in session.selection]
        if selected.nodes:
            self._show_nodes(selected)
        elif frames:
            self._show_frames(frames)
        else:
            self._show_project()

    def _show_nodes(self, selected: SelectionState) -> None:
        parameters = selected.parameters
        types = tuple(sorted({node.type for node in selected.nodes}))
        constants = tuple(selected.names.constants.items())
        key = (types, len(selected.nodes) == 1, parameters, constants)
        page = self._pages.get(key)
        if page is None:
            context = replace(self._context, names=selected.names)
            page = NodesPage(
                self._session,
                selected,
                context,
                self._open_titles,
                self,
                self.reveal,
                self._keep_group,
            )
            self._keep(key, page)
        if isinstance(page, NodesPage):
            page.show_nodes(selected, is_other=self._is_other(key, selected.ids))
            self._bring_up(page, key)
            self._show_problems()

    def _show_frames(self, frames: list[str]) -> None:
        title = (
            tr("Frame")
            if len(frames) == 1
            else tr_plural("{count} frame", "{count} frames", len(frames))
        )
        page = self._settings_page("frames", frame_parameters)
        page.set_subject(title, "", tuple(frames), read_frame(frames[0]), write_frames(frames))
        is_other = self._is_other("frames", tuple(frames))
        page.show_document(self._session.content, is_other=is_other)
        self._bring_up(page, "frames")

    def _settings_page(self, key: str, parameters: Callable[[], list[Parameter]]) -> SettingsPage:
        page = self._pages.get(key)
        if not isinstance(page, SettingsPage):
            page = SettingsPage(self._session, self._context, parameters(), self)
            self._keep(key, page)
        return page

    def _show_project(self) -> None:
        page = self._pages.get("project")
        if not isinstance(page, ProjectPage):
            page = ProjectPage(self._session, self._context, self)
            self._keep("project", page)
        is_other = self._is_other("project", "project")
        page.show_document(self._session.document, is_other=is_other)
        self._bring_up(page, "project")

    # pages

    def _keep(self, key: Hashable, page: _Page) -> None:
        self._pages[key] = page
        self._column.addWidget(page)
        page.hide()
        if len(self._pages) > _MOST_PAGES:
            oldest = next(old for old in self._pages if self._pages[old] is not self._page)
            self._pages.pop(oldest).deleteLater()

    def _is_other(self, key: Hashable, subject: object) -> bool:
        """Return whether another subject is to be shown than before."""
        before, self._shown = self._shown, (self._session.location, key, subject)
        return self._shown != before

    def _bring_up(self, page: _Page, key: Hashable) -> None:
        """Show a page; its rows are made before, since that is quicker out of sight."""
        self._pages.move_to_end(key)
        if page is not self._page:
            if self._page is not None:
                self._page.hide()
            self._page = page
            page.show()
            self._area.verticalScrollBar().setValue(0)

    def _rebuild(self) -> None:
        for page in self._pages.values():
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self._page = self._shown = None
        self._refresh()

    def _show_problems(self) -> None:
        session = self._session
        if not isinstance(self._page, NodesPage) or session.analysis is None:
            return
        problems: list[Problem] = []
        for node_id, found in session.problems_by_node.items():
            if session.local_id(node_id) in session.selection:
                problems += found
        self._page.show_problems(problems)

    def _shows_nodes(self) -> bool:
        return isinstance(self._page, NodesPage)

    @command(
        "inspector.reset",
        tr_later("Reset all parameters"),
        menu="Node",
        help=tr_later("Give all parameters of the selected nodes their defaults back."),
        icon="mdi6.restore",
        is_enabled=_shows_nodes,
    )
    def reset_all(self) -> None:
        """Reset all parameters of the selected nodes to their defaults."""
        if isinstance(self._page, NodesPage):
            self._page.reset_all()
