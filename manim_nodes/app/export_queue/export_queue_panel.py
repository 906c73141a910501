"""The queue of exports: what waits, what is being made, what came of it, and what can be done about each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import qtawesome
from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QImage, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.export_queue.film_player import FilmPlayer
from manim_nodes.app.export_queue.film_thumbnails import FilmThumbnails
from manim_nodes.app.export_queue.job_delegate import JobDelegate
from manim_nodes.app.export_queue.job_list import JobList, can_be_moved
from manim_nodes.app.export_work.job_words import error_in_words
from manim_nodes.app.export_work.outputs import (
    OpenPath,
    copy_path,
    open_on_desktop,
    open_output,
    show_in_folder,
)
from manim_nodes.app.export_work.queue_worker import QueueWorker
from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.speaker import OpenDevice
from manim_nodes.app.kit.theme import Theme
from manim_nodes.editing.session import Session
from manim_nodes.exports.export_job import ExportJob
from manim_nodes.exports.job_state import JobState
from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.translation import tr, tr_later

if TYPE_CHECKING:
    from manim_nodes.exports.export_queue import ExportQueue

_LOG_PX = 120
_WITHOUT_TEXT = ("export_queue.up", "export_queue.down", "export_queue.copy_path")


@dataclass(frozen=True)
class _QueueAction:
    """Something that the queue does with jobs.

    Parameters
    ----------
    fits : whether it can be done with a job
    perform : does it, to the job of an id
    """

    name: str
    title: str
    help: str
    icon: str
    fits: Callable[[ExportJob], bool]
    perform: "Callable[[ExportQueue, str], object]"
    keys: tuple[str, ...] = ()

    @property
    def command(self) -> command:
        """Return what declares it."""
        return command(
            f"export_queue.{self.name}",
            self.title,
            self.keys,
            menu=_MENU,
            help=self.help,
            icon=self.icon,
            is_enabled=lambda panel: bool(panel.fitting(self.fits)),
            needs=_NEEDS,
            arguments={"action": self},
        )


_MENU = "Export/Export queue"
_NEEDS = tr_later("Select an export of which this can be done.")
_ACTIONS = (
    _QueueAction(
        "pause",
        tr_later("Pause"),
        tr_later("Lets the export wait until it is resumed; what is done of it is kept."),
        "mdi6.pause",
        lambda job: not job.state.is_over and job.state is not JobState.PAUSED,
        lambda queue, job_id: queue.pause(job_id),
    ),
    _QueueAction(
        "resume",
        tr_later("Resume"),
        tr_later("Lets the export go on."),
        "mdi6.play",
        lambda job: job.state is JobState.PAUSED or job.waits_for_room,
        lambda queue, job_id: queue.resume(job_id),
    ),
    _QueueAction(
        "cancel",
        tr_later("Cancel"),
        tr_later("Ends the export; no file of it is left."),
        "mdi6.cancel",
        lambda job: not job.state.is_over,
        lambda queue, job_id: queue.cancel(job_id),
    ),
    _QueueAction(
        "retry",
        tr_later("Retry"),
        tr_later("Exports once more, what the project was at that time."),
        "mdi6.refresh",
        lambda job: job.state in (JobState.FAILED, JobState.CANCELED),
        lambda queue, job_id: queue.retry(job_id),
    ),
    _QueueAction(
        "to_front",
        tr_later("To the front"),
        tr_later("Makes the export the next one."),
        "mdi6.arrow-collapse-up",
        can_be_moved,
        lambda queue, job_id: queue.move_to_front(job_id),
    ),
    _QueueAction(
        "remove",
        tr_later("Remove"),
        tr_later("Takes the export off the list; the file stays."),
        "mdi6.playlist-remove",
        lambda job: job.state.is_over,
        lambda queue, job_id: queue.remove(job_id),
        ("Del",),
    ),
)


def _is_there(job: ExportJob) -> bool:
    return job.written is not None


def _is_playable(job: ExportJob) -> bool:
    return _is_there(job) and ExportFormat(job.format).is_film


class ExportQueuePanel(Panel):
    """Lists the jobs of the queue that all windows, programs and commands share.

    Parameters
    ----------
    work : what knows the jobs
    open_path : opens a file or folder as the user's desktop does
    open_device : opens what plays sounds; without, films are silent
    picture_of : returns what is shown of a project, by its id, until its film is there
    """

    NAME = "export_queue"

    def __init__(
        self,
        session: Session,
        work: QueueWorker,
        *,
        theme: Theme,
        profile: Profile,
        open_path: OpenPath = open_on_desktop,
        open_device: OpenDevice | None = None,
        picture_of: Callable[[str], QImage] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._work, self._open_path = session, work, open_path
        self._theme = theme
        self.jobs = JobList(self)
        self.jobs.moved.connect(self._move)
        self._thumbnails = FilmThumbnails(picture_of, self)
        self.view = QListView(self)
        self._delegate = JobDelegate(theme, self._thumbnails, self.view)
        self._set_up_view()
        self.empty = Label(tr("No exports yet: “Export as MP4” makes one."), self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("dim", True)
        self.message = Label(self, wordWrap=True, visible=False)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.log = QPlainTextEdit(self, readOnly=True, visible=False)
        self.log.setAccessibleName(tr("Log of the export"))
        self.log.setFixedHeight(_LOG_PX)
        self.player = FilmPlayer(theme, profile, open_device, self)
        self.player.closed.connect(self._close_player)
        self._declared = self.commands()
        self.toolbar = QToolBar(self)
        self.toolbar.setIconSize(QSize(16, 16))
        self.toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._actions = {each.id: self._action(each) for each in self._declared}
        self._lay_out()
        self._thumbnails.loaded.connect(self.view.viewport().update)
        work.changed.connect(self.refresh_jobs)
        self.set_theme(theme)
        self.refresh_jobs()

    # a panel

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = self._delegate.theme = theme
        for each in self._declared:
            self._actions[each.id].setIcon(qtawesome.icon(each.icon, color=theme.text))
        self.player.set_theme(theme)
        self.view.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the queue from now on: other programs may have added to it."""
        super().showEvent(event)
        self._work.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End reading pictures, and playing."""
        super().closeEvent(event)
        self._thumbnails.close()
        self.player.close_player()

    def refresh_jobs(self) -> None:
        """Show the jobs as they are now, with the same ones selected."""
        selected, known = {job.id for job in self.selected}, {job.id for job in self.jobs.jobs}
        new = {job.id for job in self._work.jobs if job.id in self._work.added} - known
        self.jobs.show_jobs(self._work.jobs, self._work.step_titles)
        # What was just asked for is what is looked for here.
        wanted = list(new)[:1] or selected
        self._select([job for job in self.jobs.jobs if job.id in wanted])
        count = sum(not job.state.is_over for job in self.jobs.jobs)
        self.setWindowTitle(tr("Exports ({count})", count=count) if count else tr("Exports"))
        self._pages.setCurrentIndex(bool(self.jobs.jobs))
        self._follow_selection()

    # what is selected

    @property
    def selected(self) -> list[ExportJob]:
        """Return the selected jobs, in their order."""
        rows = sorted(index.row() for index in self.view.selectedIndexes())
        return [self.jobs.jobs[row] for row in rows]

    def fitting(self, fits: Callable[[ExportJob], bool]) -> list[ExportJob]:
        """Return those of the selected jobs with which something can be done."""
        return [job for job in self.selected if fits(job)]

    def _select(self, jobs: Sequence[ExportJob]) -> None:
        rows = [row for row, job in enumerate(self.jobs.jobs) if job in jobs]
        if not rows and self.jobs.jobs:
            rows = [0]
        if rows == sorted(index.row() for index in self.view.selectedIndexes()):
            return
        flags = QItemSelectionModel.SelectionFlag
        selection = self.view.selectionModel()
        selection.clear()
        for row in reversed(rows):
            selection.setCurrentIndex(self.jobs.index(row), flags.Select)

    def _follow_selection(self) -> None:
        """Offer what can be done with the selected jobs, and say why one failed."""
        for each in self._declared:
            self._actions[each.id].setVisible(each.is_enabled())
        failed = self.fitting(lambda job: job.error is not None and not job.state.is_running)
        self.message.setVisible(bool(failed))
        if failed:
            titles = self._work.step_titles.get(failed[0].id, {})
            self.message.setText(error_in_words(failed[0], titles))
        log = self._selected_log()
        self.log.setVisible(self.log.isVisibleTo(self) and bool(log))
        if self.log.toPlainText() != log:
            self.log.setPlainText(log)

    def _selected_log(self) -> str:
        return "\n\n".join(job.log for job in self.fitting(lambda job: bool(job.log)))

    # playing

    def can_play(self) -> bool:
        """Return whether a film that is there is selected."""
        return bool(self.fitting(_is_playable))

    @command(
        "export_queue.play",
        tr_later("Play here"),
        ("Space",),
        menu=_MENU,
        help=tr_later("Plays the film beside the list, without another program."),
        icon="mdi6.play",
        is_enabled=can_play,
        needs=tr_later("Select a film that is ready."),
    )
    def play_selected(self) -> None:
        """Play the first selected film beside the list; stop it, or go on, if it plays there."""
        for job in self.fitting(_is_playable)[:1]:
            if self.player.isVisible() and self.player.film == job.output:
                self.player.toggle()
            else:
                self.play(job.output)

    def play(self, film: Path) -> None:
        """Play a film beside the list."""
        self._select([job for job in self.jobs.jobs if job.output == film])
        self.player.show()
        self.player.open_film(film)
        self.player.setFocus()

    def _close_player(self) -> None:
        self.player.stop()
        self.player.hide()
        self.view.setFocus()

    # actions

    def can_open(self) -> bool:
        """Return whether a film that is there is selected."""
        return bool(self.fitting(_is_there))

    @command(
        "export_queue.open",
        tr_later("Open"),
        ("Return",),
        menu=_MENU,
        help=tr_later("Plays the film in the program that the desktop has for it."),
        icon="mdi6.play-circle-outline",
        is_enabled=can_open,
        needs=tr_later("Select a film that is ready."),
    )
    def open_film(self) -> None:
        """Open the selected films."""
        for job in self.fitting(_is_there):
            open_output(job.output, self._open_path, self._say)

    @command(
        "export_queue.show_in_folder",
        tr_later("Show in folder"),
        menu=_MENU,
        help=tr_later("Opens the folder that the film is in."),
        icon="mdi6.folder-open-outline",
        is_enabled=can_open,
        needs=tr_later("Select a film that is ready."),
    )
    def show_folder(self) -> None:
        """Open the folder of the first selected film."""
        for job in self.fitting(_is_there)[:1]:
            show_in_folder(job.output, self._open_path, self._say)

    @command(
        "export_queue.copy_path",
        tr_later("Copy path"),
        ("Ctrl+C",),
        menu=_MENU,
        help=tr_later("Copies where the film is."),
        icon="mdi6.content-copy",
        is_enabled=can_open,
        needs=tr_later("Select a film that is ready."),
    )
    def copy_output_path(self) -> None:
        """Put the path of the first selected film on the clipboard."""
        for job in self.fitting(_is_there)[:1]:
            copy_path(job.output)

    def has_node(self) -> bool:
        """Return whether the error of a selected job is about a node of this project."""
        return bool(self.fitting(self._is_about_node))

    @command(
        "export_queue.show_node",
        tr_later("Show the node"),
        menu=_MENU,
        help=tr_later("Selects the node that the error is about."),
        icon="mdi6.target",
        is_enabled=has_node,
        needs=tr_later("Select a failed export of this project."),
    )
    def show_node(self) -> None:
        """Select the node that the error is about."""
        for job in self.fitting(self._is_about_node)[:1]:
            self._session.reveal(job.error_node or "")

    def _is_about_node(self, job: ExportJob) -> bool:
        return job.error_node is not None and job.project == self._session.document.id

    @command_family(action.command for action in _ACTIONS)
    def perform(self, action: _QueueAction) -> None:
        """Do something with those of the selected jobs with which it can be done."""
        for job in self.fitting(action.fits):
            self._work.ask(partial(_perform, action, job.id))

    def can_move_up(self) -> bool:
        """Return whether the selected job has another before it."""
        return self._neighbors()[0] is not None

    def can_move_down(self) -> bool:
        """Return whether the selected job has another behind it."""
        return self._neighbors()[1] is not None

    @command(
        "export_queue.up",
        tr_later("Up"),
        ("Alt+Up",),
        menu=_MENU,
        help=tr_later("Puts the export before the one above; rows can be dragged, too."),
        icon="mdi6.arrow-up",
        is_enabled=can_move_up,
        needs=tr_later("Select an export that waits behind another."),
    )
    def move_up(self) -> None:
        """Put the selected job before the one above."""
        before, _, _ = self._neighbors()
        if before is not None:
            self._move(self.selected[0].id, before.id)

    @command(
        "export_queue.down",
        tr_later("Down"),
        ("Alt+Down",),
        menu=_MENU,
        help=tr_later("Puts the export behind the one below; rows can be dragged, too."),
        icon="mdi6.arrow-down",
        is_enabled=can_move_down,
        needs=tr_later("Select an export that waits before another."),
    )
    def move_down(self) -> None:
        """Put the selected job behind the one below."""
        _, after, next_after = self._neighbors()
        if after is not None:
            self._move(self.selected[0].id, next_after.id if next_after else "")

    def _neighbors(self) -> tuple[ExportJob | None, ExportJob | None, ExportJob | None]:
        """Return the jobs before the selected one, behind it, and behind that, of those that can be moved."""
        waiting = [job for job in self.jobs.jobs if can_be_moved(job)]
        if len(self.selected) != 1 or self.selected[0] not in waiting:
            return None, None, None
        padded = [None, *waiting, None, None]
        row = padded.index(self.selected[0])
        return padded[row - 1], padded[row + 1], padded[row + 2]

    def _move(self, job_id: str, before: str) -> None:
        self._work.ask(lambda queue: queue.move(job_id, before or None))

    def has_log(self) -> bool:
        """Return whether there is more to read of a selected job."""
        return bool(self._selected_log())

    @command(
        "export_queue.log",
        tr_later("Log"),
        menu=_MENU,
        help=tr_later("Shows what happened to the export, or hides it."),
        icon="mdi6.text-box-outline",
        is_enabled=has_log,
        needs=tr_later("Select an export to which something happened."),
    )
    def toggle_log(self) -> None:
        """Show the log of the selected jobs, or no longer."""
        self.log.setVisible(not self.log.isVisible())

    def has_ended_jobs(self) -> bool:
        """Return whether any job is over."""
        return any(job.state.is_over for job in self.jobs.jobs)

    @command(
        "export_queue.clear",
        tr_later("Clear ended"),
        menu=_MENU,
        help=tr_later("Takes all that is over off the list; the files stay."),
        icon="mdi6.notification-clear-all",
        is_enabled=has_ended_jobs,
        needs=tr_later("No export is over."),
    )
    def clear(self) -> None:
        """Take all jobs that are over off the list."""
        self._work.ask(lambda queue: queue.clear())

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()

    # making it

    def _set_up_view(self) -> None:
        self.view.setModel(self.jobs)
        self.view.setItemDelegate(self._delegate)
        self.view.setAccessibleName(tr("Exports"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.view.setMouseTracking(True)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.doubleClicked.connect(lambda _index: self.open_film())
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._follow_selection())
        self.setFocusProxy(self.view)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        for each in self._declared:
            if each.is_enabled():
                menu.addAction(self._actions[each.id])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.viewport().mapToGlobal(point))

    def _action(self, declared: Command) -> QAction:
        action = self.toolbar.addAction(declared.title, declared.run)
        action.setToolTip(plain_tip(declared.help))
        # One that there is no room for is in the menu at the end.
        button = self.toolbar.widgetForAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if isinstance(button, QToolButton) and declared.id in _WITHOUT_TEXT:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(declared.title)
        return action

    def button(self, command_id: str) -> QWidget:
        """Return the button of a command."""
        return self.toolbar.widgetForAction(self._actions[command_id])

    def _lay_out(self) -> None:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.toolbar)
        self._split = QSplitter(Qt.Orientation.Horizontal, page)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.view)
        self._split.addWidget(self.player)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        self.player.hide()
        column.addWidget(self._split, 1)
        column.addWidget(self.message)
        column.addWidget(self.log)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(6, 4, 6, 6)
        outer.addWidget(self._pages)


def _perform(action: _QueueAction, job_id: str, queue: "ExportQueue") -> None:
    action.perform(queue, job_id)
