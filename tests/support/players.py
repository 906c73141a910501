"""A player that draws nothing real: each version of a film is one gray, a frame has its number in the red channel."""

import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.player.player import Player
from manim_nodes.app.preview.requests import Engine
from manim_nodes.app.window.actions import Actions
from manim_nodes.codegen.script import Script
from manim_nodes.document.edits import set_parameter
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Edit, Session
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.failures import RenderError
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.frames import Picture, PreviewFrame
from manim_nodes.render.preview.layout_faults import LayoutFault
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.results import PreviewResult
from manim_nodes.render.preview.sounds import Sound
from tests.support.library import node, toy_document
from tests.support.sessions import analyze_now

STILL_LINES = 360
"""The size of the pictures of nodes, before they are made small."""


def shade(script: Script) -> int:
    """Return the gray of a version."""
    return zlib.crc32(script.source.encode()) % 200 + 20


def draw(script: Script, number: int, *, step: int = 0, count: int = 1) -> PreviewFrame:
    """Draw a frame as the fake engine does."""
    pixels = np.full((18, 32, 4), shade(script), np.uint8)
    pixels[..., 0], pixels[..., 3] = number % 256, 255
    pixels[9, 16, 1] = 255 - pixels[9, 16, 1]  # something is on the ground
    plays = script.source_map.plays
    node_id = plays[step].node_id if plays else None
    return PreviewFrame(Picture(pixels), count, number, step, node_id)


@dataclass
class FakeEngine:
    """Draws at once, or as far as it may.

    Attributes
    ----------
    gate : closed, films wait before their last frame until they are cancelled, or it opens
    held_at : the frame before which they wait instead; None for the last one
    films, single_frames : what was begun, in order
    drafts : of the single_frames, which were drafts
    frame_s : how long a frame takes that is no draft
    fault : what films fail with after their first step
    fails_on : only scripts with this text fail
    outlines : what is where, in every frame
    shown : what else is, where a script holds a text
    sounds : of every film
    limits : the last time limit of each kind of request
    lines, rates : of each film
    layout_faults : of every film that is looked at for them
    """

    gate: threading.Event = field(default_factory=threading.Event)
    held_at: int | None = None
    films: list[Script] = field(default_factory=list)
    single_frames: list[int] = field(default_factory=list)
    drafts: list[bool] = field(default_factory=list)
    frame_s: float = 0.0
    fault: RenderError | None = None
    fails_on: str = ""
    outlines: tuple[Outline, ...] = ()
    shown: dict[str, Outline] = field(default_factory=dict)
    sounds: tuple[Sound, ...] = ()
    outcomes: list[Outcome] = field(default_factory=list)
    limits: dict[str, float | None] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    layout_faults: tuple[LayoutFault, ...] = ()

    def __post_init__(self) -> None:
        self.gate.set()

    def frame(
        self, script: Script, settings: PreviewSettings, number: int, **_: Any
    ) -> PreviewFrame:
        self.single_frames.append(number)
        self.drafts.append(settings.draft)
        kind = "still" if settings.quality.height == STILL_LINES else "frame"
        self.limits[kind] = settings.time_limit_s
        time.sleep(0.0 if settings.draft else self.frame_s)
        return draw(script, number)

    def find(
        self, script: Script, settings: PreviewSettings, _number: int, **_: Any
    ) -> tuple[Outline, ...]:
        self.limits["outlines"] = settings.time_limit_s
        shown = tuple(each for text, each in self.shown.items() if text in script.source)
        return (*self.outlines, *shown)

    def film(
        self,
        script: Script,
        settings: PreviewSettings,
        *,
        on_frame: Callable[[PreviewFrame], None],
        on_sound: Callable[[Sound], None],
        cancel: CancelToken,
        **_: Any,
    ) -> PreviewResult:
        self.films.append(script)
        self.lines.append(min(settings.quality.width, settings.quality.height))
        self.rates.append(settings.quality.fps)
        self.limits["film"] = settings.time_limit_s
        for sound in self.sounds:
            on_sound(sound)
        result = self._film(script, settings.quality.fps, on_frame, cancel)
        if settings.checks_layout:
            result = replace(result, layout_faults=self.layout_faults)
        self.outcomes.append(result.outcome)
        return result

    def _film(
        self,
        script: Script,
        fps: float,
        on_frame: Callable[[PreviewFrame], None],
        cancel: CancelToken,
    ) -> PreviewResult:
        number, plays = 0, script.source_map.plays
        for step, play in enumerate(plays):
            if step and self.fault and self.fails_on in script.source:
                return PreviewResult(Outcome.FAILED, error=self.fault)
            for _ in range(round(play.duration_s * fps)):
                if number == self.held_at and not self._pass(cancel):
                    return PreviewResult(Outcome.CANCELLED)
                on_frame(draw(script, number, step=step))
                number += 1
        if not self._pass(cancel):
            return PreviewResult(Outcome.CANCELLED)
        on_frame(draw(script, number, step=max(len(plays) - 1, 0)))
        return PreviewResult(Outcome.FINISHED)

    def _pass(self, cancel: CancelToken) -> bool:
        """Wait for the gate; return whether it was opened before all was cancelled."""
        while not self.gate.wait(0.005):
            if cancel.cancelled:
                return False
        return True


@pytest.fixture
def fake() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def engine(fake: FakeEngine) -> Engine:
    return Engine(fake.frame, fake.film, lambda: None, fake.find)


def two_steps() -> Document:
    """Return a circle that is drawn in a second and fades in another."""
    nodes = [node("circle_1"), node("create_1", x=200), node("fade_out_1", x=400)]
    return toy_document(
        nodes, "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    )


def edit(session: Session, change: Edit) -> None:
    """Edit, and let it be analyzed."""
    session.edit(change)
    analyze_now(session)


def set_radius(session: Session, radius: float) -> None:
    """Change the picture."""
    edit(session, lambda document: set_parameter(document, "circle_1", "radius", radius))


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    session = make_session(two_steps())
    analyze_now(session)
    return session


@pytest.fixture
def player(
    qtbot: QtBot, session: Session, theme: Theme, profile: Profile, engine: Engine
) -> Player:
    """Return a player that has drawn its film, with its keys, on the screen."""
    player = Player(session, theme=theme, profile=profile, engine=engine)
    qtbot.addWidget(player)
    Actions(player.commands(), {"player": player}, player)
    player.resize(640, 480)
    player.show()
    player.view.setFocus()
    qtbot.waitUntil(lambda: player.preview.timeline.is_complete and not player.is_drawing)
    return player
