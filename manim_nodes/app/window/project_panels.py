"""The panels of one project's window, and what one needs of another: they never import one another."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QPointF
from PySide6.QtGui import QImage, QPixmap

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.app.code.code import CodeView
from manim_nodes.app.export_queue.export_queue_panel import ExportQueuePanel
from manim_nodes.app.export_work.notifier import Notifier
from manim_nodes.app.exports.exports import Exports
from manim_nodes.app.gallery.template_page import Trial
from manim_nodes.app.gallery.welcome import Welcome
from manim_nodes.app.inspector.inspector import Inspector
from manim_nodes.app.kit.formula_images import FormulaImages
from manim_nodes.app.kit.panel import Panel, Shared
from manim_nodes.app.kit.speaker import OpenDevice
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.palette import Palette
from manim_nodes.app.palette.search_popup import SearchPopup
from manim_nodes.app.picture_editing.picture_overlay import PictureOverlay
from manim_nodes.app.player.player import Player
from manim_nodes.app.preview.preview import PreviewState
from manim_nodes.app.problems.problems import Problems
from manim_nodes.app.project.own_nodes import OwnNodes
from manim_nodes.app.project.project_files import ProjectFiles
from manim_nodes.app.timeline.film_snapshot import FilmSnapshot
from manim_nodes.app.timeline.timeline import Timeline
from manim_nodes.app.window.main_window import MainWindow
from manim_nodes.app.window.panels import PANELS
from manim_nodes.app.window.template_trial import TemplateTrial
from manim_nodes.document.model import Document
from manim_nodes.editing.add_node import SearchRequest, insert
from manim_nodes.editing.dropped_files import add_files, node_for_file
from manim_nodes.editing.session import Session
from manim_nodes.gallery.catalogue import Template
from manim_nodes.graph.problems import PicturePlace
from manim_nodes.translation import tr

_ANNOUNCED_MS = 10_000
_OF_SELECTED_NODES = (
    *("canvas.duplicate", "canvas.duplicate_wired", "canvas.dissolve", "canvas.add_frame"),
    *("canvas.copy_parameters", "canvas.paste_parameters", "canvas.hide_unused"),
    *("canvas.group", "canvas.ungroup", "canvas.find"),
)
"""Commands of the canvas that the inspector, which shows what is selected there, has the keys of, too."""


class ProjectPanels(QObject):
    """Makes the panels, puts them into the window, and connects them.

    Parameters
    ----------
    shared : what all panels are made with
    reload_library : reads all node types anew
    new_project, open_path, use_template, use_project : what the welcome page offers
    open_device : gives what makes sound; without, films are silent

    Attributes
    ----------
    own_nodes : keeps groups and snippets of the user's own
    search : the popup that finds a node type at the mouse
    thing_menu : of the last right click on the picture, or on a bar of the timeline
    """

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        files: ProjectFiles,
        *,
        shared: Shared,
        templates: Sequence[Template],
        reload_library: Callable[[], object],
        new_project: Callable[[], object],
        open_path: Callable[[Path], object],
        use_template: Callable[[Template], object],
        use_project: Callable[[Template, Document], object],
        open_device: OpenDevice | None,
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._files = session, window, files
        self._profile = shared["profile"]
        self.own_nodes = OwnNodes(
            session,
            window,
            window.notices,
            folder=self._profile.places.nodes,
            reload_library=reload_library,
        )
        self._request: SearchRequest | None = None
        self._titles: dict[str, str] = {}
        self._notifier = Notifier(window)
        self._formulas = FormulaImages(shared["theme"], self)
        self.welcome = Welcome(
            templates=templates,
            leave=self.show_canvas,
            open_project=self._project_name,
            new_project=new_project,
            open_file=lambda: files.choose_and_open(open_path),
            open_path=open_path,
            use_template=use_template,
            use_project=use_project,
            insert_project=self.insert_template,
            make_trial=self.make_trial,
            type_title=self.type_title,
            **shared,
        )
        self.canvas = Canvas(
            session,
            open_search=self._open_search,
            show_all=lambda: self.player.preview.show_all(),  # which is made later
            save_own_node=self.own_nodes.keep_group,
            save_snippet=self.own_nodes.ask_for_snippet,
            **shared,
        )
        self.exports = Exports(session, **shared)
        self.export_queue = ExportQueuePanel(
            session,
            self.exports.work,
            open_device=open_device,
            picture_of=self._picture_of,
            **shared,
        )
        self.palette = Palette(
            session,
            add_type=self.add_type,
            reload_library=reload_library,
            remove_own=self.own_nodes.ask_to_remove,
            **shared,
        )
        self.inspector = Inspector(
            session,
            draw_formula=self._formulas.draw,
            keep_group=self.own_nodes.keep_group,
            **shared,
        )
        self.player = Player(session, open_device=open_device, **shared)
        self.picture_overlay = PictureOverlay(session, self.player, **shared)
        self.timeline = Timeline(
            session,
            seek=self._seek,
            film=lambda: self.player.preview.timeline,
            film_snapshot=self._film_snapshot,
            **shared,
        )
        self.problems = Problems(session, **shared)
        self.code = CodeView(session, save_as=files.save_text, **shared)
        self.search = SearchPopup(session.library, parent=window, **shared)
        self._add_to_window()
        self._connect()

    def _add_to_window(self) -> None:
        by_type = {type(made): made for made in vars(self).values() if isinstance(made, Panel)}
        for place in sorted(PANELS, key=lambda place: (place.side, place.order)):
            self._window.add_panel(by_type[place.panel], place)

    def _connect(self) -> None:
        self.search.chosen.connect(self._add_found)
        self.exports.queue_asked.connect(self._show_export_queue)
        self.exports.play_asked.connect(self._play_export)
        self.exports.job_ended.connect(self._announce_export)
        self.canvas.hint_changed.connect(self._window.status.show_message)
        self.picture_overlay.hinted.connect(self._window.status.show_message)
        self.canvas.view.isolate_requested.connect(self._show_alone)
        self._window.takes_file = lambda path: (
            node_for_file(self._session.library, path) is not None
        )
        self._window.add_files = self._add_files
        self._window.escaped = self.player.preview.show_all
        self.canvas.space_tapped.connect(self.player.playback.toggle)
        self.picture_overlay.menu_requested.connect(self._show_thing_menu)
        self._window.share_keys("canvas.search", self.player.view)
        for command_id in _OF_SELECTED_NODES:
            self._window.share_keys(command_id, self.inspector)
        self.player.picture_ready.connect(self._show_picture)
        self.player.own_shape_asked.connect(self.ask_own_shape)
        self.player.preview.changed.connect(self.timeline.schedule_refresh)
        self.problems.place_shown.connect(self._show_place)
        self.timeline.rejected.connect(self._window.status.show_message)
        self.timeline.thing_menu_requested.connect(self._show_thing_menu)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme to what the window does not know of."""
        self._formulas.set_theme(theme)
        self.picture_overlay.set_theme(theme)
        self.search.set_theme(theme)

    def close(self) -> None:
        """End the threads of what the window does not know of."""
        self.search.pictures.close()
        self.picture_overlay.close()
        self._formulas.close()

    def show_canvas(self) -> None:
        """Bring the canvas to the front."""
        self._window.show_page(self.canvas)
        self.canvas.setFocus()

    def _project_name(self) -> str:
        session = self._session
        if session.is_untouched:
            return ""
        return session.path.stem if session.path else session.document.name

    def make_trial(
        self,
        template: Template,
        take: Callable[[Trial], object],
        failed: Callable[[str], object],
    ) -> None:
        """Read a template, and give what shows its film and its knobs to ``take``, or why it cannot be read to ``failed``."""

        def make(document: Document) -> None:
            theme, profile = self._window.theme, self._profile
            library, draw = self._session.library, self._formulas.draw
            shared: Shared = {"theme": theme, "profile": profile}
            take(
                TemplateTrial(
                    document, library, shared=shared, draw_formula=draw, parent=self._window
                )
            )

        self._files.read_template(template.path, make, failed)

    def insert_template(self, template: Document) -> None:
        """Add what a template holds at the playhead, and show it."""
        self.show_canvas()
        self.canvas.edit_actions.insert_project(template)

    def _picture_of(self, project_id: str) -> QImage:
        """Return what the player shows, if that is of this project."""
        is_shown = self._session.document.id == project_id
        return self.player.view.image if is_shown else QImage()

    def _announce_export(self, text: str) -> None:
        if not self._notifier.notify(tr("Export"), text):
            self._window.status.showMessage(text, _ANNOUNCED_MS)

    def _show_export_queue(self) -> None:
        dock = self._window.dock_of(ExportQueuePanel.NAME)
        dock.show()
        dock.raise_()
        self.export_queue.setFocus()

    def _play_export(self, film: Path) -> None:
        self._show_export_queue()
        self.export_queue.play(film)

    def ask_own_shape(self) -> None:
        """Lead to where the project says how wide and high its frame is."""
        self._session.select(())
        dock = self._window.dock_of(Inspector.NAME)
        dock.show()
        dock.raise_()
        self.inspector.reveal("frame_width")

    def show_welcome(self) -> None:
        """Bring the welcome page to the front, without docks around it."""
        self._window.show_page(self.welcome, alone=True)
        self.welcome.setFocus()

    # node types

    def set_library(self) -> None:
        """Find the session's present node types."""
        library = self._session.library
        self.search.set_library(library)
        self._titles = {name: tr(each.title) for name, each in library.types.items()}
        self.welcome.forget_titles()

    def type_title(self, name: str) -> str:
        """Return what people call a node type, by its name; nothing where it is not known."""
        return self._titles.get(name, "")

    def add_type(self, type_name: str) -> None:
        """Add a node where it is seen at once, wired to what is selected if it can be."""
        node_type = self._session.library.get(type_name)
        if node_type is not None:
            self.show_canvas()
            view = self.canvas.view
            added = insert(self._session, node_type, view.request(), initiator=self)
            self._profile.add_recent("recent_types", type_name)
            view.write_new(added)

    def _add_files(self, paths: list[Path], pixel: QPoint) -> None:
        """Add nodes for files where they were dropped; in the middle of the canvas, if that was elsewhere."""
        self.show_canvas()
        view = self.canvas.view
        local = view.viewport().mapFromGlobal(pixel)
        is_here = view.viewport().rect().contains(local)
        point = view.point_at(local) if is_here else QPointF(*self._session.insertion_point)
        add_files(self._session, paths, (point.x(), point.y()), initiator=self)

    def _open_search(self, request: SearchRequest) -> None:
        self._request = request
        at = QPoint(*request.screen_position)
        self.search.open_for(at, request.fitting, liked=request.liked)

    def _add_found(self, type_name: str, port: str, _with_shift: bool) -> None:
        request, node_type = self._request, self._session.library.get(type_name)
        self.canvas.setFocus()
        if request is not None and node_type is not None:
            fitting = ((node_type, port),) if request.end else None
            before, numbers = self._session.content, self._session.step_numbers
            request = replace(request, fitting=fitting)
            added = insert(self._session, node_type, request, initiator=self)
            self.canvas.view.show_order_note(before, numbers)
            self.canvas.view.write_new(added)

    # player, canvas and timeline

    def _show_alone(self, full_id: object) -> None:
        self.player.preview.show_only(full_id if isinstance(full_id, str) else None)

    def _show_picture(self, full_id: str, picture: object) -> None:
        image = QPixmap.fromImage(picture) if isinstance(picture, QImage) else None
        self.canvas.set_picture(full_id, image)

    def _show_thing_menu(self, pixel: QPoint) -> None:
        """Show what can be done with the selected things in the picture, at a point of the screen."""
        menu = self.canvas.thing_menu()
        self.picture_overlay.extend_menu(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        self.thing_menu = menu
        menu.popup(pixel)

    def _seek(self, time_s: float) -> None:
        self.player.playback.go_to(round(time_s * self.player.preview.timeline.fps))

    def _show_place(self, place: object) -> None:
        """Go to the frame that shows what a problem is about, and point to it."""
        if isinstance(place, PicturePlace):
            self._seek(place.time_s)
            self.picture_overlay.point_out(place)

    def _film_snapshot(self) -> FilmSnapshot:
        preview = self.player.preview
        is_done = preview.state in (PreviewState.CURRENT, PreviewState.FAILED)
        is_whole = preview.isolated is None
        return FilmSnapshot.of(
            preview.timeline,
            is_current=is_whole and is_done and preview.timeline.is_complete,
            is_drawing=is_whole and preview.state is PreviewState.DRAWING,
        )
