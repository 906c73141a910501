"""Shows what a project may not do yet, offers to allow it, and keeps what was allowed for later sessions."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.profile import Profile
from manim_nodes.editing.session import (
    Analyzed,
    DocumentChanged,
    Event,
    LibraryChanged,
    Session,
    TrustChanged,
)
from manim_nodes.editing.trust import worth_keeping
from manim_nodes.graph.parameter_rules import outside_files
from manim_nodes.graph.problems import Severity
from manim_nodes.translation import tr
from manim_nodes.workspace.state import ProjectTrust

_KEEP_AFTER_MS = 1000
_MOST_KEPT = 500
_CODE, _FILES = "code", "outside_files"


class TrustNotices(QObject):
    """Follows a session; its notices come and go with what waits to be allowed."""

    def __init__(
        self, session: Session, profile: Profile, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._profile, self._notices = session, profile, notices
        self._shown: dict[str, object] = {}
        self._latest = session.document, session.trust
        self._timer = QTimer(self, interval=_KEEP_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self._keep)
        self._unlisten = session.listen(self._follow)

    def close(self) -> None:
        """Stop following, and keep what was allowed."""
        self._unlisten()
        self._timer.stop()
        self._keep()

    def run_code(self) -> None:
        """Let all Python code that the project holds run, as long as it stays what it is."""
        self._session.allow(code=frozenset(self._session.waiting_code.values()))

    def read_files(self) -> None:
        """Let the project read the files outside its folder that it names."""
        analysis = self._session.analysis
        if analysis is not None:
            self._session.allow(files=outside_files(analysis.graph, self._session.folder))

    def _follow(self, event: Event) -> None:
        match event:
            case DocumentChanged() | TrustChanged() | LibraryChanged():
                if isinstance(event, DocumentChanged) and event.opened:
                    self._keep()
                    self._shown.clear()
                    self._notices.remove(_FILES)
                self._latest = self._session.document, self._session.trust
                self._offer_code()
                self._timer.start()
            case Analyzed():
                self._offer_files()

    # what is offered

    def _offer_code(self) -> None:
        waiting = self._session.waiting_code
        self._offer(
            _CODE,
            frozenset(waiting.items()),
            tr(
                "This project holds Python code from elsewhere, which is shown but not run. "
                "Nodes with such code: {count}.",
                count=len(waiting),
            ),
            [(tr("Show it"), self._show_code), (tr("Run its code"), self.run_code)],
        )

    def _offer_files(self) -> None:
        session, analysis = self._session, self._session.analysis
        if analysis is None or session.trust.files is None:
            return
        files = outside_files(analysis.graph, session.folder) - session.trust.files
        self._offer(
            _FILES,
            files,
            tr(
                "This project names files outside its folder, which are not read. Such files: {names}.",
                names=", ".join(sorted(map(str, files))),
            ),
            [(tr("Let it read them"), self.read_files)],
        )

    def _offer(
        self,
        name: str,
        what: frozenset[object],
        text: str,
        choices: list[tuple[str, Callable[[], object]]],
    ) -> None:
        """Show a notice, unless the user has seen it; remove it once nothing waits."""
        if what == self._shown.get(name, frozenset()):
            return
        self._shown[name] = what
        if what:
            self._notices.put(name, text, Severity.WARNING, choices)
        else:
            self._notices.remove(name)

    def _show_code(self) -> None:
        waiting = self._session.waiting_code
        self._shown.pop(_CODE, None)  # the notice is gone, and nothing is decided yet
        if waiting:
            self._session.reveal(next(iter(waiting)))
            content = self._session.content.nodes_by_id
            here = map(self._session.local_id, waiting)
            self._session.select({node_id for node_id in here if node_id and node_id in content})
        self._offer_code()

    # what is kept

    def _keep(self) -> None:
        self._timer.stop()
        document, trust = self._latest
        state = self._profile.state
        known = state.trust.get(document.id, ProjectTrust())
        kept = worth_keeping(trust, document, self._session.library)
        if document is not self._session.document or self._session.is_modified:
            # The file still holds what was there before.
            earlier = [each for each in known.code if each not in kept.code]
            kept = kept.model_copy(update={"code": (*kept.code, *earlier)[:_MOST_KEPT]})
        if kept != known:
            self._profile.change_state(trust=state.with_trust(document.id, kept).trust)
