"""What is native and endless is ended, has words at its node, and leaves all other previews as they are."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from manim_nodes.app.kit.images import read_image
from manim_nodes.library.catalogue import Library
from manim_nodes.render import typst
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.media.decoding import MEDIA_WORKER
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.pictures import check_picture, convert_picture, small_picture
from manim_nodes.render.media.sounds import convert_sound, sound_length_s
from manim_nodes.render.media.videos import check_video
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.preview import render_frame, render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.sandbox.limits import MEDIA_LIMITS, TYPST_LIMITS, Limits
from tests.render.media.test_videos import script as video_script
from tests.render.media.test_videos import write_video
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script
from tests.support.sounds import write_sound

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
    source: str,
    limits: Limits,
    words: str,
    settings: PreviewSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typst.TYPST_WORKER, "_limits", limits)
    script = make_script(f"# node: text_1\nself.add(Typst({source!r}))")
    error = render_preview(script, settings, on_frame=lambda _: None).error
    assert error is not None
    assert str(error).startswith(f"text_1: {words}")


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


# pictures, sounds and videos


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the jobs that the worker for media gets."""
    jobs: list[str] = []
    call = MEDIA_WORKER.call

    def noted(job: str, *arguments: Any, **options: Any) -> None:
        jobs.append(job.rpartition(":")[2])
        call(job, *arguments, **options)

    monkeypatch.setattr(MEDIA_WORKER, "call", noted)
    return jobs


def test_large_pictures_sounds_and_videos_are_decoded_elsewhere(
    tmp_path: Path, processes: list[str]
) -> None:
    Image.new("RGB", (3000, 2000)).save(tmp_path / "large.png")
    check_picture(tmp_path / "large.png")
    convert_picture(tmp_path / "large.png", tmp_path / "converted.png")
    assert small_picture(tmp_path / "large.png", 30, 30)[:2] == (30, 20)
    sound_length_s(write_sound(tmp_path / "sound.wav", 0.5))
    convert_sound(tmp_path / "sound.wav", tmp_path / "converted.wav")
    with pytest.raises(MediaError):
        check_video(tmp_path / "sound.wav")
    assert processes == ["check", "convert", "shrink", "measure", "samples", "check"]


def test_a_picture_that_is_too_much_has_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MEDIA_WORKER, "_limits", replace(MEDIA_LIMITS, memory=300 << 20))
    MEDIA_WORKER.close()
    Image.new("1", (9000, 9000)).save(tmp_path / "bomb.png")
    Image.new("RGB", (3000, 2000)).save(tmp_path / "large.png")
    with pytest.raises(MediaError, match=r"bomb\.png takes too much memory|too large"):
        convert_picture(tmp_path / "bomb.png", tmp_path / "converted.png")
    assert not (tmp_path / "converted.png").exists()
    MEDIA_WORKER.close()
    monkeypatch.undo()
    check_picture(tmp_path / "large.png")


def test_a_picture_whose_time_is_up_has_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MEDIA_WORKER, "_limits", replace(MEDIA_LIMITS, time_s=0.0))
    Image.new("RGB", (3000, 2000)).save(tmp_path / "large.png")
    with pytest.raises(MediaError, match="takes too long"):
        check_picture(tmp_path / "large.png")


def test_no_picture_of_the_apps_is_a_program(tmp_path: Path) -> None:
    loop = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n{} loop\nshowpage\n"
    for name in ("a.png", "a.eps", "a.svg"):
        (tmp_path / name).write_bytes(loop)
        assert read_image(tmp_path / name, 100).isNull()


def test_a_drawing_that_the_app_shows_opens_no_file(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), "red").save(tmp_path / "secret.png")
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" height="80">'
        f'<image width="80" height="80" xlink:href="{(tmp_path / "secret.png").as_uri()}"/>'
        '<rect x="60" y="60" width="20" height="20" fill="#00f"/></svg>'
    )
    image = read_image(tmp_path / "a.svg", 80)
    colors = {image.pixelColor(x, 40).name() for x in range(2, image.width() - 2)}
    assert colors == {"#0000ff"}


def test_a_preview_decodes_videos_elsewhere(
    tmp_path: Path, settings: PreviewSettings, processes: list[str], library: Library
) -> None:
    write_video(tmp_path / "a.mp4")
    played = video_script(library, 0.5, file="a.mp4")
    assert render_frame(played, settings, 3) is not None
    assert set(processes) == {"check", "play"}
