"""What is native and endless is ended, has words at its node, and leaves all other previews as they are."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from manim_nodes.render import typst
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.preview import render_frame, render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.sandbox.limits import TYPST_LIMITS, Limits
from tests.support.commands import run, save_project
from tests.support.library import node
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

ENDLESS = "#{let n = 0; for i in range(3000) { for j in range(3000000) { n += 1 } }}"
GREEDY = "#{let all = (1,); for i in range(60) { all += all }}"
HASTY = replace(TYPST_LIMITS, time_s=1.5)


@pytest.fixture
def settings(tmp_path: Path) -> PreviewSettings:
    return PreviewSettings(tmp_path / "cache", SMALL, tmp_path)


@pytest.fixture(autouse=True)
def _hasty_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst.TYPST_WORKER, "_limits", HASTY)
    typst.TYPST_WORKER.close()
    typst._failed.clear()


@pytest.mark.parametrize(
    ("source", "limits", "words"),
    [
        (ENDLESS, HASTY, "Typst did not finish this in 1.5 seconds. Check that its loops end"),
        (GREEDY, replace(TYPST_LIMITS, memory=1 << 29), "There is not enough memory for this."),
    ],
)
def test_a_loop_of_typsts_is_said_at_its_node(
    source: str, limits: Limits, words: str, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typst.TYPST_WORKER, "_limits", limits)
    save_project(film, [node("text_1", {"typst_code": source}, type="Typst")])
    said = run("preview", film, "--frames", film.parent / "frames")
    assert said.code == 1
    assert f"text_1: {words}" in said.err


def test_a_loop_of_typsts_ends_with_its_preview_and_the_next_one_is_drawn(
    settings: PreviewSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typst.TYPST_WORKER, "_limits", replace(TYPST_LIMITS, time_s=600.0))
    endless = make_script(f"self.add(Typst({ENDLESS!r}))")
    cancel = CancelToken()
    threading.Timer(2.0, cancel.cancel).start()
    result = render_preview(endless, settings, on_frame=lambda _: None, cancel=cancel)
    assert result.outcome is Outcome.CANCELLED

    drawn = render_frame(make_script("self.add(Typst('$ x $'), Square())"), settings, 0)
    assert drawn is not None


def test_what_was_too_much_is_not_tried_again_for_each_picture(settings: PreviewSettings) -> None:
    endless = make_script(f"self.add(Typst({ENDLESS!r}))")
    assert render_frame(endless, settings, 0) is None
    process = typst.TYPST_WORKER.process_id
    result = render_preview(endless, settings, on_frame=lambda _: None)
    assert result.outcome is Outcome.FAILED
    assert typst.TYPST_WORKER.process_id == process is None
