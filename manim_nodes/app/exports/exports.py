"""Exports: films made of the project, by one click or after a dialog."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from manim_nodes.app.export_work.job_words import end_in_words, error_in_words, step_in_words
from manim_nodes.app.export_work.queue_worker import OpenWork, QueueWorker
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
from manim_nodes.app.exports.range_field import FilmParts
from manim_nodes.app.exports.table_dialog import TableDialog
from manim_nodes.app.exports.table_export import TableOfFilms, analyze_film, read_films
from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Document, Settings
from manim_nodes.editing.analysis import Analysis
from manim_nodes.editing.session import Analyzed, Event, Session
from manim_nodes.exports.expected import ExpectedFilm, expected_film, pixels_of
from manim_nodes.exports.export_job import ExportJob
from manim_nodes.exports.film_rate import at_rate
from manim_nodes.exports.fresh_path import fresh_path
from manim_nodes.exports.job_state import JobState
from manim_nodes.exports.presets import load_presets
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.gallery.table_files import SPREADSHEETS
from manim_nodes.graph.build import Graph
from manim_nodes.graph.parameter_rules import named_files
from manim_nodes.render.export.export_settings import (
    ExportError,
    ExportFormat,
    ExportSettings,
    check_offered,
)
from manim_nodes.render.quality import Quality
from manim_nodes.translation import tr, tr_later
from manim_nodes.workspace.places import data_root
from manim_nodes.workspace.preferences import OwnExportPreset
from manim_nodes.workspace.state import LastExport

_NOTHING_YET = tr_later("Add something to the project, or open a template first.")


def _has_nodes(exports: "Exports") -> bool:
    return bool(exports._session.document.nodes)


class Exports(Panel):
    """Makes films in the background, and shows a bar while it does; hidden otherwise.

    Parameters
    ----------
    open_work : as `QueueWorker` has it

    Attributes
    ----------
    work : what sees the jobs of the queue through
    queue_asked : emitted when all exports are to be shown
    play_asked : emitted with a film that is to be played in the window
    job_ended : emitted with a sentence when a job that was asked for here is over
    """

    NAME = "exports"

    queue_asked = Signal()
    play_asked = Signal(Path)
    job_ended = Signal(str)

    def __init__(
        self,
        session: Session,
        *,
        theme: Theme,
        profile: Profile,
        open_work: OpenWork | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._profile, self._theme = session, profile, theme
        self._background = Background(self)
        self._wanted: ExportChoice | None = None
        self._rejected: ExportChoice | None = None
        self.bar = ExportBar(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar)
        self.work = QueueWorker(profile, self, open_work=open_work)
        self.work.changed.connect(self._show_jobs)
        self.work.broken.connect(lambda reason: self.bar.show_failure(reason, ""))
        self._over: set[str] = set()
        self.bar.cancel_asked.connect(self.cancel)
        self.bar.queue_asked.connect(self.queue_asked)
        self.bar.play_asked.connect(self.play_asked)
        self.bar.still_asked.connect(self._export_still)
        self._unlisten = session.listen(self._follow)

    # a panel

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self.bar.set_theme(theme)

    @property
    def is_busy(self) -> bool:
        """Return whether films are being made here, or are to be."""
        return self.work.is_busy

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put what is being made back into the queue; no half file stays."""
        super().closeEvent(event)
        self._unlisten()
        self._background.close()
        self.work.close()

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
        is_enabled=_has_nodes,
        needs=_NOTHING_YET,
    )
    @command(
        "exports.gif",
        tr_later("Export as GIF"),
        panel="",
        menu="Export",
        help=tr_later("Makes a GIF of the project, with the settings used last."),
        icon="mdi6.file-gif-box",
        arguments={"kind": ExportFormat.GIF},
        is_enabled=_has_nodes,
        needs=_NOTHING_YET,
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
        help=tr_later("Render the video or picture: asks for format, size, frame rate and place."),
        icon="mdi6.export",
        is_enabled=_has_nodes,
        needs=_NOTHING_YET,
    )
    def ask(self) -> None:
        """Ask how, then export."""
        own = self._profile.preferences.export_presets
        scene, analysis = self._session.document.settings, self._session.analysis
        script = analysis.render_script if analysis is not None else None
        presets, faults = load_presets(data_root() / "resources", own)
        dialog = ExportDialog(
            self._last,
            self._profile.exports,
            self,
            presets=presets,
            preset_faults=faults,
            own_names=own,
            expect=self._expect,
            parts=FilmParts.of(analysis.graph, script) if analysis and script else FilmParts(),
            shape=scene.frame_width / scene.frame_height,
        )
        dialog.preset_saved.connect(self._save_preset)
        dialog.preset_removed.connect(self._remove_preset)
        self.work.past_known.connect(dialog.show_expected)
        self.work.learn_past()
        dialog.accepted.connect(lambda: self._take_choice(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @command(
        "exports.table",
        tr_later("Export a film for each row of a table…"),
        panel="",
        menu="Export",
        help=tr_later(
            "A batch of videos of a table (CSV or Excel), whose columns are knobs of the project."
        ),
        icon="mdi6.table-arrow-right",
        needs=tr_later("Offer knobs first: Edit > Knobs and constants."),
        is_enabled=lambda exports: bool(exports.has_knobs),
    )
    def ask_for_table(self) -> None:
        """Ask for a table, show it, and export a film for each of its rows."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            tr("Choose a table"),
            str(self._profile.files_folder(self._session.folder)),
            tr("Tables") + f" (*.csv *.tsv *.txt *{' *'.join(SPREADSHEETS)})",
        )
        if path:
            session = self._session
            work = partial(read_films, Path(path), session.document, session.library)
            self._background.run(work, self._show_table, self._show_fault)

    @property
    def has_knobs(self) -> bool:
        """Return whether the project offers some values."""
        return bool(self._session.document.knobs)

    def _show_table(self, table: TableOfFilms) -> None:
        dialog = TableDialog(table.rows, table.faults, self._theme, self)
        dialog.accepted.connect(lambda: self._export_films(table.films))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_fault(self, error: Exception) -> None:
        self.bar.show_failure(str(error), "")

    def _export_films(self, films: Sequence[Document]) -> None:
        session = self._session
        choice = replace(last_choice(self._last, ExportFormat.MP4), output=None)
        for film in films:
            work = partial(analyze_film, film, session.library, session.trust, session.folder)
            self._background.run(work, partial(self._add_film, choice), self._show_fault)

    def _add_film(
        self, choice: ExportChoice, analysis: Analysis, *, project: Graph | None = None
    ) -> None:
        """Add a film to the queue.

        Parameters
        ----------
        analysis : of the project as its script is written of it
        project : what the film carries, if that is another
        """
        name = analysis.document.name
        if analysis.render_script is None:
            reason = _with_first_error(analysis, tr("{name} cannot be made:", name=name))
            self.bar.show_failure(reason, "")
            return
        graph = project or analysis.graph
        self.work.add(self._snapshot(graph, analysis.render_script, choice))
        self.bar.show_progress(tr("{name}: starting", name=name), 0.0, None)

    @command(
        "exports.cancel",
        tr_later("Cancel the export"),
        panel="",
        menu="Export",
        icon="mdi6.cancel",
        is_enabled=lambda exports: bool(exports.is_busy),
    )
    def cancel(self) -> None:
        """Cancel the export that the bar shows."""
        due = self._own_jobs_due
        if due:
            self.work.ask(lambda queue: queue.cancel(due[0].id))

    def make(self, choice: ExportChoice) -> None:
        """Export the project as it is now."""
        analysis = self._session.analysis
        if analysis is None or analysis.document is not self._session.document:
            self._wanted = choice  # as soon as it is known what the project means
            return
        if analysis.render_script is None:
            self.bar.show_message(_with_first_error(analysis, tr("Mend this first:")))
        elif fault := _fault_of(analysis.document.settings, choice):
            self.bar.show_message(fault)
        elif choice.format.is_film and not _may_play(analysis.render_script):
            self._rejected = choice
            self.bar.show_message(
                tr("Nothing plays in this project: it is one picture, not a film."),
                offers_still=True,
            )
        else:
            self._make_at_rate(choice, analysis)

    def _make_at_rate(self, choice: ExportChoice, analysis: Analysis) -> None:
        document, session = at_rate(analysis.document, choice.fps), self._session
        if document is analysis.document:
            self._add_film(choice, analysis)
            return
        work = partial(analyze_film, document, session.library, session.trust, session.folder)
        add = partial(self._add_film, choice, project=analysis.graph)
        self._background.run(work, add, self._show_fault)

    def _expect(self, choice: ExportChoice) -> ExpectedFilm | None:
        """Return what to expect of a film of the project as it is now."""
        analysis = self._session.analysis
        if analysis is None or analysis.render_script is None:
            return None
        quality = _quality(analysis.document.settings, choice)
        pixels = pixels_of(analysis.render_script, choice.format, quality, choice.ranges)
        film = expected_film(self.work.past, analysis.document.id, choice.format, pixels)
        if film is None or choice.most_bytes is None:
            return film
        return replace(film, size=min(film.size, choice.most_bytes))

    def _save_preset(self, name: str, choice: object) -> None:
        if not isinstance(choice, ExportChoice):
            return
        preset = OwnExportPreset(
            format=choice.format.value,
            lines=choice.lines,
            fps=choice.fps,
            transparent=choice.transparent,
        )
        known = self._profile.preferences.export_presets
        self._profile.change_preferences(export_presets={**known, name: preset})

    def _remove_preset(self, name: str) -> None:
        known = self._profile.preferences.export_presets
        kept = {each: preset for each, preset in known.items() if each != name}
        self._profile.change_preferences(export_presets=kept)

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

    def _snapshot(self, graph: Graph, script: Script, choice: ExportChoice) -> ExportSnapshot:
        scene = graph.document.settings
        settings = ExportSettings(
            choice.format,
            _quality(scene, choice),
            choice.output or self._fresh_path(graph.document, choice.format),
            self._profile.places.typeset,
            transparent=choice.transparent,
            assets_dir=self._session.folder,
            readable=tuple(named_files(graph, self._session.folder)),
            seed=scene.seed,
            embeds_project=self._profile.preferences.embed_project,
            ranges=choice.ranges,
            plays=choice.plays,
            most_bytes=choice.most_bytes,
            hardware=choice.hardware,
        )
        return ExportSnapshot.of(graph, script, settings, self._session.draw_times)

    def _fresh_path(self, document: Document, kind: ExportFormat) -> Path:
        folder = self._profile.exports
        return fresh_path(folder, document.name, suffix_of(kind), taken=self.work.outputs)

    # showing

    @property
    def _own_jobs_due(self) -> list[ExportJob]:
        return [job for job in self.work.jobs if job.is_due and job.id in self.work.added]

    def _show_jobs(self) -> None:
        """Show the job that was asked for here and is being made, or else what came of the last one."""
        over = [job for job in self.work.jobs if job.id in self.work.added and job.state.is_over]
        for job in reversed(over):
            if job.id not in self._over:
                self._over.add(job.id)
                self._remember(job)
                self._show_end(job)
                self.job_ended.emit(end_in_words(job, self.work.step_titles.get(job.id, {})))
        # One that was tried again may end again.
        self._over &= {job.id for job in over}
        due = self._own_jobs_due
        if due:
            more = tr(" ({count} more to come)", count=len(due) - 1) if len(due) > 1 else ""
            step = step_in_words(due[0], self.work.step_titles.get(due[0].id, {}))
            text = f"{due[0].output.name}: {step}{more}"
            self.bar.show_progress(text, due[0].progress, due[0].remaining_s)
        elif self.bar.cancel.isVisible():
            self.bar.hide()  # what it shows was paused, or removed

    def _show_end(self, job: ExportJob) -> None:
        titles = self.work.step_titles.get(job.id, {})
        if job.state is JobState.COMPLETED:
            self.bar.show_output(job.output)
        elif job.state is JobState.CANCELED:
            self.bar.show_message(end_in_words(job, titles))
        else:
            error = error_in_words(job, titles)
            self.bar.show_failure(f"{job.output.name}: {error}", job.log)

    def _remember(self, job: ExportJob) -> None:
        """Remember what the project may be compared with, and what may be removed one day."""
        if job.written is None or job.format == ExportFormat.PNG_SEQUENCE:
            return
        state = self._profile.state.with_film(job.project, job.output)
        exports = state.exports
        if job.output.parent == self._profile.exports:
            exports = {**exports, str(job.output): job.written}
        self._profile.change_state(films=state.films, exports=exports)


def _quality(scene: Settings, choice: ExportChoice) -> Quality:
    return Quality.of_shape(
        scene.frame_width, scene.frame_height, lines=choice.lines, fps=choice.fps
    )


def _fault_of(scene: Settings, choice: ExportChoice) -> str:
    """Return why a film is not made in that size or at that rate; empty if it is."""
    try:
        check_offered(choice.format, _quality(scene, choice))
    except ExportError as error:
        return str(error)
    return ""


def _may_play(script: Script) -> bool:
    # Python of the user's own may play without being listed.
    return bool(script.source_map.plays) or any(
        call in script.source for call in (".play(", ".wait(")
    )


def _with_first_error(analysis: Analysis, text: str) -> str:
    return f"{text} {analysis.first_error}".strip()
