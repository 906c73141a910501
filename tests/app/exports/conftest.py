"""A queue whose films are made of nothing real: a file with a word in it, as soon as they may."""

import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.exports.exports import Exports
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.editing.session import Session
from manim_nodes.exports.database import open_database
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.leases import JobClaim, Leases
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.render.export.export_settings import ExportSettings
from manim_nodes.render.failures import RenderError
from tests.support.library import node, toy_document
from tests.support.sessions import analyze_now


@dataclass
class FakeRunner:
    """Makes one film after another, and writes into the queue what the real one would.

    Attributes
    ----------
    gate : closed, an export waits half done until it is cancelled, or the gate opens
    made : what was asked for
    fault : what exports fail with
    """

    gate: threading.Event = field(default_factory=threading.Event)
    made: list[ExportSettings] = field(default_factory=list)
    fault: Exception | None = None
    queue: ExportQueue | None = None
    _job: tuple[JobClaim, ExportSnapshot] | None = None

    def __post_init__(self) -> None:
        self.gate.set()

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def tick(self) -> bool:
        assert self.queue is not None
        leases = Leases(self.queue)
        if self._job is None:
            claim = leases.claim_job("fake")
            if claim is None:
                return False
            self._job = claim, self.queue.snapshot(claim.job)
            self.made.append(self._job[1].settings)
        claim, snapshot = self._job
        plays = snapshot.script.source_map.plays
        if not leases.keep_job(claim, 0.5, 75.0, plays[0].node_id if plays else None):
            self._job = None
        elif self.gate.is_set():
            self._job = None
            self._end(leases, claim, snapshot.settings.output)
        return self._job is not None

    def _end(self, leases: Leases, claim: JobClaim, output: Path) -> None:
        if self.fault:
            leases.fail_job(claim, self.fault)
        else:
            output.write_text("film")
            leases.complete_job(claim, output.stat().st_size)

    def close(self) -> None:
        if self.queue is not None and self._job is not None:
            Leases(self.queue).release_job(self._job[0])


@pytest.fixture(scope="session")
def empty_queue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a queue without jobs: to make its tables takes long."""
    file = tmp_path_factory.mktemp("queue") / "exports.sqlite"
    open_database(file).dispose()
    return file


@pytest.fixture
def queue(profile: Profile, empty_queue: Path) -> ExportQueue:
    """Return the queue that the app works on."""
    file = profile.places.export_queue
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(empty_queue, file)
    return ExportQueue(open_database(file))


@pytest.fixture
def fake(queue: ExportQueue) -> FakeRunner:
    return FakeRunner(queue=queue)


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    nodes = [node("circle_1"), node("create_1", label="Draw the sun", x=200)]
    session = make_session(toy_document(nodes, "circle_1.mobject > create_1.mobject", name="Sun"))
    analyze_now(session)
    return session


@pytest.fixture
def exports(
    qtbot: QtBot,
    session: Session,
    theme: Theme,
    profile: Profile,
    queue: ExportQueue,
    fake: FakeRunner,
) -> Exports:
    exports = Exports(session, theme=theme, profile=profile, open_work=lambda: (queue, fake))
    qtbot.addWidget(exports)
    exports.resize(700, 200)
    exports.show()
    return exports


@pytest.fixture
def make_real(
    qtbot: QtBot, session: Session, theme: Theme, profile: Profile
) -> Callable[[], Exports]:
    """Return what makes exports that the real manim makes."""

    def make() -> Exports:
        exports = Exports(session, theme=theme, profile=profile)
        qtbot.addWidget(exports)
        exports.show()
        return exports

    return make


@pytest.fixture
def folder(profile: Profile) -> Path:
    return profile.places.exports


FAULT = RenderError("The name is unknown.", node_id="create_1", detail="Traceback: NameError")
