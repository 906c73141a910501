"""A template tried before it is opened: its film plays, and its knobs change it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from manim_nodes.app.inspector.edit_run import EditRun
from manim_nodes.app.inspector.editors.editor import DrawFormula, EditorContext
from manim_nodes.app.inspector.knobs_part import KnobsPart
from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.panel import Shared
from manim_nodes.app.player.player import Player
from manim_nodes.app.preview.preview import PreviewState
from manim_nodes.app.preview.requests import Engine
from manim_nodes.app.project.analyzer import Analyzer
from manim_nodes.codegen.typst import latex_nodes
from manim_nodes.document.model import Document
from manim_nodes.editing.file_names import ProjectFileNames
from manim_nodes.editing.session import Analyzed, DocumentChanged, Event, Session
from manim_nodes.graph.parameter_rules import names_files
from manim_nodes.library.catalogue import Library
from manim_nodes.render.doctor import latex_available
from manim_nodes.translation import tr, tr_plural

_LINES = 360


class TemplateTrial(QObject):
    """A session of its own, which is thrown away; whatever the template is, it is drawn as a stranger's.

    Attributes
    ----------
    film, knobs : the widgets; they are whoever's that shows them
    changed : the film has begun, or more is known of it
    """

    changed = Signal()

    def __init__(
        self,
        document: Document,
        library: Library,
        *,
        shared: Shared,
        draw_formula: DrawFormula | None = None,
        engine: Engine | None = None,
        has_latex: Callable[[], bool] = latex_available,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = Session(document, library)
        self._background = Background(self)
        self.film = Player(self.session, engine=engine, draws_nodes=False, **shared)
        context = EditorContext(
            library.names,
            shared["theme"],
            ProjectFileNames(self.session),
            self._background,
            draw_formula,
        )
        self.knobs = KnobsPart(
            self.session, EditRun(self.session, self), context, self.film, may_edit=False
        )
        self.knobs.show_document(document, is_other=True)
        self.film.preview.draw_lines(_LINES)
        self.film.preview.changed.connect(self._follow_preview)
        self._has_begun = False
        self._unlisten = self.session.listen(self._follow)
        self._analyzer = Analyzer(self.session, has_latex, self)

    @property
    def document(self) -> Document:
        """Return the project as its knobs are now."""
        return self.session.document

    @property
    def has_begun(self) -> bool:
        """Return whether there is anything of the film to be seen."""
        return self._has_begun

    def summary(self) -> list[str]:
        """Return how large it is, and what it needs, as far as that is known."""
        document, analysis = self.session.document, self.session.analysis
        found = [tr_plural("{count} node", "{count} nodes", len(document.nodes))]
        if document.knobs:
            found.append(tr_plural("{count} knob", "{count} knobs", len(document.knobs)))
        if analysis is None:
            return found
        script = analysis.render_script
        if script is not None:
            found.append(tr("{seconds} s", seconds=round(script.source_map.duration_s)))
        needs = []
        if latex_nodes(analysis.graph):
            needs.append(tr("needs LaTeX"))
        if names_files(analysis.graph):
            needs.append(tr("needs files of its own"))
        if self.session.waiting_code:
            needs.append(tr("runs Python code, once you allow it"))
        return [*found, *(needs or [tr("needs nothing else")])]

    def close(self) -> None:
        """End drawing, and all threads."""
        self._unlisten()
        self._analyzer.close()
        self.film.close()
        self._background.close()

    def _follow(self, event: Event) -> None:
        if isinstance(event, DocumentChanged):
            self.knobs.show_document(event.after, is_other=False)
        elif isinstance(event, Analyzed):
            self.changed.emit()

    def _follow_preview(self) -> None:
        preview = self.film.preview
        if preview.state is PreviewState.STALE:  # live previews are switched off
            preview.draw_now()
        if not self._has_begun and preview.timeline.frame_count:
            self._has_begun = True
            self.film.playback.play()
            self.changed.emit()
