"""Keeps the session's analysis up with its document, without holding up the window."""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from manim_nodes.app.kit.background import Background
from manim_nodes.document.model import Document
from manim_nodes.editing.session import (
    DocumentChanged,
    Event,
    FileChanged,
    LibraryChanged,
    Session,
    TrustChanged,
)
from manim_nodes.editing.trust import Trust
from manim_nodes.library.catalogue import Library

if TYPE_CHECKING:
    from manim_nodes.editing.analysis import Analysis

_log = logging.getLogger("manim_nodes.app")


class Analyzer(QObject):
    """Analyzes the newest document in a thread; documents that were overtaken meanwhile are left out.

    Parameters
    ----------
    has_latex : asked in the thread; may take its time
    """

    def __init__(
        self, session: Session, has_latex: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._has_latex = has_latex
        self._background = Background(self)
        self._is_outdated = False
        self._unlisten = session.listen(self._follow)
        self._begin()

    def close(self) -> None:
        """Stop following the session."""
        self._unlisten()
        self._background.close()

    def _follow(self, event: Event) -> None:
        if isinstance(event, DocumentChanged | FileChanged | LibraryChanged | TrustChanged):
            self._begin()

    def _begin(self) -> None:
        # Before the node types are known nothing can be said, and no preview be drawn: the window comes first.
        if not self._session.library.types:
            return
        if self._background.is_busy:
            self._is_outdated = True
            return
        self._is_outdated = False
        session = self._session
        work = partial(
            _analyze,
            session.document,
            session.library,
            session.trust,
            folder=session.folder,
            has_latex=self._has_latex,
        )
        self._background.run(work, self._finish, self._fail)

    def _fail(self, error: Exception) -> None:
        _log.error("A project could not be analyzed.", exc_info=error)
        if self._is_outdated:
            self._begin()

    def _finish(self, analysis: "Analysis") -> None:
        if analysis.document.id == self._session.document.id:  # else it was replaced by another
            self._session.set_analysis(analysis)
        if self._is_outdated:
            self._begin()


def _analyze(document: Document, library: Library, trust: Trust, **how: Any) -> "Analysis":
    from manim_nodes.editing.analysis import (
        analyze_trusted,  # late: it takes half of the time until a window is there
    )

    return analyze_trusted(document, library, trust, **how)
