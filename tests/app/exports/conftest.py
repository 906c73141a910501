"""Exports that make nothing real: a file with a word in it, as soon as they may."""

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
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.export.export import ExportResult
from manim_nodes.render.export.export_settings import ExportSettings
from manim_nodes.render.export.progress import Progress
from manim_nodes.render.failures import RenderError
from manim_nodes.render.outcome import Outcome
from tests.support.library import node, toy_document
from tests.support.sessions import analyze_now


@dataclass
class FakeExport:
    """Makes one film after another.

    Attributes
    ----------
    gate : closed, an export waits half done until it is cancelled, or the gate opens
    made : what was asked for
    fault : what exports fail with
    """

    gate: threading.Event = field(default_factory=threading.Event)
    made: list[ExportSettings] = field(default_factory=list)
    fault: Exception | None = None

    def __post_init__(self) -> None:
        self.gate.set()

    def __call__(
        self,
        snapshot: ExportSnapshot,
        *,
        on_progress: Callable[[Progress], None],
        cancel: CancelToken,
    ) -> ExportResult:
        settings = snapshot.settings
        self.made.append(settings)
        plays = snapshot.script.source_map.plays
        on_progress(Progress(0.5, plays[0].node_id if plays else None, 75.0))
        while not self.gate.wait(0.005):
            if cancel.cancelled:
                return ExportResult(Outcome.CANCELLED)
        if self.fault:
            raise self.fault
        settings.output.write_text("film")
        return ExportResult(Outcome.FINISHED, settings.output)


@pytest.fixture
def fake() -> FakeExport:
    return FakeExport()


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    nodes = [node("circle_1"), node("create_1", label="Draw the sun", x=200)]
    session = make_session(toy_document(nodes, "circle_1.mobject > create_1.mobject", name="Sun"))
    analyze_now(session)
    return session


@pytest.fixture
def exports(
    qtbot: QtBot, session: Session, theme: Theme, profile: Profile, fake: FakeExport
) -> Exports:
    exports = Exports(session, theme=theme, profile=profile, make=fake)
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
