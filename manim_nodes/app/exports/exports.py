"""Exports: films made of the project, by one click or after a dialog."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from manim_nodes.app.exports.export_bar import ExportBar
from manim_nodes.app.exports.export_choice import (
    ExportChoice,
    last_choice,
    of_project,
    remembered,
    size_of_film,
    suffix_of,
)
from manim_nodes.app.exports.export_dialog import ExportDialog
from manim_nodes.app.exports.export_runner import ExportJob, ExportRunner
from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Document
from manim_nodes.editing.analysis import Analysis
from manim_nodes.editing.session import Analyzed, Event, Session
from manim_nodes.exports.fresh_path import fresh_path
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.graph.parameter_rules import named_files
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.export.export import ExportResult, check_export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.export.progress import Progress
from manim_nodes.render.failures import RenderError
from manim_nodes.render.quality import Quality
from manim_nodes.translation import tr, tr_later
from manim_nodes.workspace.state import LastExport


class Exports(Panel):
    """Makes films in the background, and shows a bar while it does; hidden otherwise.

    Parameters
    ----------
    make : what exports; the queue that all windows and commands share if None
    """

    NAME = "exports"

    def __init__(
        self,
        session: Session,
        *,
        theme: Theme,
        profile: Profile,
        make: Callable[..., ExportResult] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._profile = session, profile
        self._wanted: ExportChoice | None = None
        self._rejected: ExportChoice | None = None
        self.bar = ExportBar(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar)
        self.runner = ExportRunner(make or self._make_in_queue, self)
        self.runner.begun.connect(self._show_begun)
        self.runner.progressed.connect(self._show_progress)
        self.runner.finished.connect(self._show_finished)
        self.runner.failed.connect(self._show_failed)
        self.bar.cancel_asked.connect(self.cancel)
        self.bar.still_asked.connect(self._export_still)
        self._unlisten = session.listen(self._follow)

    # a panel

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self.bar.set_theme(theme)

    @property
    def is_busy(self) -> bool:
        """Return whether something is being exported, which closing the window would cancel."""
        return self.runner.is_busy

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel what runs; no half file stays."""
        super().closeEvent(event)
        self._unlisten()
        self.runner.close()

    # asking

    @command(
        "exports.mp4",
        tr_later("Export as MP4"),
        ("Ctrl+Shift+E",),
        panel="",
        menu="Export",
        help=tr_later("Makes a film of the project, with the settings used last."),
        icon="mdi6.movie-outline",
        arguments={"kind": ExportFormat.MP4},
    )
    @command(
        "exports.gif",
        tr_later("Export as GIF"),
        panel="",
        menu="Export",
        help=tr_later("Makes a GIF of the project, with the settings used last."),
        icon="mdi6.file-gif-box",
        arguments={"kind": ExportFormat.GIF},
    )
    def export(self, kind: ExportFormat) -> None:
        """Export with the settings used last."""
        self.make(last_choice(self._last, kind))

    @property
    def _last(self) -> LastExport:
        return of_project(self._profile.state.export, self._session.document.settings)

    @command(
        "exports.dialog",
        tr_later("Export…"),
        ("Ctrl+E",),
        panel="",
        menu="Export",
        help=tr_later("Asks for format, size, frame rate and place."),
        icon="mdi6.export",
    )
    def ask(self) -> None:
        """Ask how, then export."""
        dialog = ExportDialog(self._last, self._profile.exports, self)
        dialog.accepted.connect(lambda: self._take_choice(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @command(
        "exports.cancel",
        tr_later("Cancel the export"),
        panel="",
        menu="Export",
        icon="mdi6.cancel",
        is_enabled=lambda exports: bool(exports.is_busy),
    )
    def cancel(self) -> None:
        """Cancel the export that runs."""
        self.runner.cancel()

    def make(self, choice: ExportChoice) -> None:
        """Export the project as it is now."""
        analysis = self._session.analysis
        if analysis is None or analysis.document is not self._session.document:
            self._wanted = choice  # as soon as it is known what the project means
            return
        if analysis.render_script is None:
            self.bar.show_message(_with_first_error(analysis, tr("Mend this first:")))
        elif choice.format.is_film and not _may_play(analysis.render_script):
            self._rejected = choice
            self.bar.show_message(
                tr("Nothing plays in this project: it is one picture, not a film."),
                offers_still=True,
            )
        else:
            self.runner.add(self._job(analysis, analysis.render_script, choice))

    def _take_choice(self, dialog: QDialog) -> None:
        if not isinstance(dialog, ExportDialog):
            return
        if dialog.remember.isChecked():
            last = self._profile.state.export
            self._profile.change_state(export=remembered(dialog.choice, last))
        self.make(dialog.choice)
        if dialog.remember.isChecked():
            self._session.edit(
                lambda document: size_of_film(document, dialog.choice),
                label=tr("change the film's size"),
            )

    def _export_still(self) -> None:
        if self._rejected is not None:
            self.make(replace(self._rejected, format=ExportFormat.PNG, output=None))

    def _follow(self, event: Event) -> None:
        if isinstance(event, Analyzed) and self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.make(wanted)

    def _job(self, analysis: Analysis, script: Script, choice: ExportChoice) -> ExportJob:
        scene = analysis.document.settings
        quality = Quality.of_shape(
            scene.frame_width, scene.frame_height, lines=choice.lines, fps=choice.fps
        )
        settings = ExportSettings(
            choice.format,
            quality,
            choice.output or self._fresh_path(analysis.document, choice.format),
            self._profile.places.typeset,
            transparent=choice.transparent,
            assets_dir=self._session.folder,
            readable=tuple(named_files(analysis.graph, self._session.folder)),
            seed=scene.seed,
            embeds_project=self._profile.preferences.embed_project,
        )
        return ExportJob(ExportSnapshot.of(analysis.graph, script, settings))

    def _make_in_queue(
        self,
        snapshot: ExportSnapshot,
        *,
        on_progress: Callable[[Progress], None],
        cancel: CancelToken,
    ) -> ExportResult:
        """Add a film to the queue, and wait until it is made; in a thread."""
        from manim_nodes.exports.finish_job import finish_job
        from manim_nodes.exports.open_queue import open_queue, open_runner

        places, preferences = self._profile.places, self._profile.preferences
        check_export(snapshot.script, snapshot.settings)
        queue = open_queue(places)
        runner = open_runner(queue, places, preferences)
        try:
            job_id = queue.add(snapshot)
            return finish_job(queue, runner, job_id, on_progress=on_progress, cancel=cancel)
        finally:
            runner.close()

    def _fresh_path(self, document: Document, kind: ExportFormat) -> Path:
        folder = self._profile.exports
        return fresh_path(folder, document.name, suffix_of(kind), taken=self.runner.outputs)

    # showing

    def _show_begun(self, job: ExportJob) -> None:
        self.bar.show_progress(self._doing(job, tr("starting")), 0.0, None)

    def _show_progress(self, job: ExportJob, progress: Progress) -> None:
        step = job.snapshot.titles.get(progress.node_id or "", tr("finishing"))
        self.bar.show_progress(self._doing(job, step), progress.fraction, progress.remaining_s)

    def _doing(self, job: ExportJob, step: str) -> str:
        waiting = self.runner.waiting_count
        more = tr(" ({count} more to come)", count=waiting) if waiting else ""
        return f"{job.settings.output.name}: {step}{more}"

    def _show_finished(self, job: ExportJob, result: ExportResult) -> None:
        if result.output is None:
            name = job.settings.output.name
            self.bar.show_message(tr("{name} was cancelled.", name=name))
        else:
            self.bar.show_output(result.output)
            with suppress(OSError):  # it may have been moved at once
                self._remember(job, result.output)

    def _remember(self, job: ExportJob, output: Path) -> None:
        """Remember what the project may be compared with, and what may be removed one day."""
        if output.is_dir():
            return
        written = output.stat().st_mtime_ns
        state = self._profile.state.with_film(job.snapshot.project, output)
        exports = state.exports
        if output.parent == self._profile.exports:
            exports = {**exports, str(output): written}
        self._profile.change_state(films=state.films, exports=exports)

    def _show_failed(self, job: ExportJob, error: Exception) -> None:
        detail = error.detail if isinstance(error, RenderError) else ""
        self.bar.show_failure(f"{job.settings.output.name}: {error}", detail)


def _may_play(script: Script) -> bool:
    # Python of the user's own may play without being listed.
    return bool(script.source_map.plays) or any(
        call in script.source for call in (".play(", ".wait(")
    )


def _with_first_error(analysis: Analysis, text: str) -> str:
    return f"{text} {analysis.first_error}".strip()
