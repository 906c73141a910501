"""What a process that draws may say, and what is taken for an attack."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from manim_nodes.codegen.script import Play, Script, SourceMap, Span
from manim_nodes.render.confined.frame_memory import FrameMemory, slot_size_for, slots_for
from manim_nodes.render.confined.messages import (
    EndMessage,
    Request,
    SoundMessage,
    message_line,
    read_message,
    read_request,
    request_line,
)
from manim_nodes.render.media.sound_part import SoundPart
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.sounds import Sound
from manim_nodes.render.quality import Quality

SCRIPT = Script(
    "x = '\\udc80'\n", "S", SourceMap((Span("a", 1, 2),), (Play("a", 2, 1.5),), {"b": "a"})
)
FRAME = {"kind": "frame", "slot": 0, "height": 2, "width": 2, "count": 1}
STEP = {"kind": "step", "index": 0, "node_id": None, "key": "k", "is_known": False}
SOUND = {"kind": "sound", "file": "/a.wav", "time_s": 0.5, "gain_db": 0.0, "background_gain_db": 0}

PART = {"start_s": 1.0, "length_s": 2.0, "speed": 0.5, "rounds": 2, "skipped_s": 0.0}


def test_the_part_of_a_video_arrives_as_it_was_heard() -> None:
    sound = Sound(Path("/a.mp4"), 0.5, part=SoundPart(1, 2, 0.5, 2))

    message = read_message(message_line("sound", **asdict(sound) | {"file": "/a.mp4"}))

    assert isinstance(message, SoundMessage)
    assert message.sound == sound


def test_a_request_arrives_as_it_was_made() -> None:
    folder = Path("/some/caf\udce9")
    settings = PreviewSettings(folder, Quality(32, 18, 5.0), folder, 7, time_limit_s=3.0)
    request = Request("film", SCRIPT, settings, 4, {"k": [1, 15]})
    assert read_request(request_line(request).encode()) == request


def test_what_cannot_be_written_becomes_question_marks() -> None:
    fault = {
        "message": "no \udc80",
        "node_id": None,
        "step": 1,
        "hint": None,
        "detail": "",
        "is_timeout": False,
    }
    message = read_message(message_line("over", outcome="failed", error=fault))
    assert isinstance(message, EndMessage)
    assert message.error is not None
    assert (message.outcome, message.error.message) == (Outcome.FAILED, "no ?")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"frame",
        b"[" * 100_000,
        b'{"kind": "frame"}',
        b'{"kind": "pickle", "data": "gASV"}',
        *(
            json.dumps(change).encode()
            for change in (
                FRAME | {"count": 0},
                FRAME | {"count": 1e9},
                FRAME | {"count": "1"},
                FRAME | {"slot": True},
                FRAME | {"more": 1},
                STEP | {"index": -1},
                STEP | {"node_id": 5},
                SOUND | {"time_s": float("nan")},
                SOUND | {"time_s": -1.0},
                SOUND | {"part": PART | {"speed": 0.0}},
                SOUND | {"part": PART | {"rounds": 10**9}},
                SOUND | {"part": PART | {"length_s": float("inf")}},
                {"kind": "over", "outcome": "excellent"},
                {"kind": "over", "notes": [{"node_id": "a"}]},
                {"kind": "outlines", "outlines": [{"node_id": "a", "box": [0, 0, 1]}]},
            )
        ),
    ],
)
def test_what_no_honest_process_says_is_rejected(line: bytes) -> None:
    with pytest.raises(ValueError, match="validation error"):
        read_message(line)


@pytest.mark.parametrize(
    ("slot", "height", "width"), [(-1, 2, 2), (8, 2, 2), (0, 3, 2), (0, 2**32, 2**32), (0, 0, 2), (0, -2, -2)]
)  # fmt: skip
def test_no_picture_is_read_from_beside_its_slot(
    slot: int, height: int, width: int, tmp_path: Path
) -> None:
    memory = FrameMemory.create(tmp_path)
    with pytest.raises(ValueError, match="no picture"):
        memory.read(slot, slot_size_for(2, 2), height, width)
    memory.close_file()


def test_pictures_pass_through_and_are_copies(tmp_path: Path) -> None:
    import numpy as np

    here = FrameMemory.create(tmp_path)
    there = FrameMemory(here.file)
    pixels: Any = np.arange(4 * 6 * 4, dtype=np.uint8).reshape(4, 6, 4)
    there.write(3, slot_size_for(6, 4), pixels)
    read = here.read(3, slot_size_for(6, 4), 4, 6)
    there.write(3, slot_size_for(6, 4), np.zeros_like(pixels))
    here.close_file()
    assert np.array_equal(read, pixels)


def test_no_slot_is_there_for_a_picture_that_is_too_large() -> None:
    assert slots_for(slot_size_for(854, 480)) == 8
    assert slots_for(slot_size_for(10_000, 10_000)) == 0
