import gc
import logging
from pathlib import Path

import numpy as np
import pytest

from manim_nodes.render.preview.frames import FrameStore, Picture, PreviewFrame, save_png

SIZE = 6 * 4 * 4


def picture(value: int = 0) -> Picture:
    return Picture(np.full((4, 6, 4), value, dtype=np.uint8))


def record(store: FrameStore, key: str, *values: int) -> list[Picture]:
    store.begin_step(key)
    pictures = [picture(value) for value in values]
    for each in pictures:
        store.record(key, PreviewFrame(each))
    store.end_step(key)
    return pictures


def files(folder: Path) -> int:
    return len(list(folder.glob("*")))


def test_a_saved_picture_can_be_read_back(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (4, 6, 4), dtype=np.uint8)
    spilled = Picture(pixels)
    spilled.spill(tmp_path / "a.png")
    assert np.array_equal(spilled.pixels, pixels)


def test_a_picture_that_cannot_be_saved_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises((TypeError, ValueError)):
        save_png(np.zeros((2, 2, 7), dtype=np.uint8), tmp_path / "a.png")
    assert files(tmp_path) == 0


def test_pixels_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        picture().pixels[0, 0, 0] = 1


def test_a_file_goes_with_its_picture(tmp_path: Path) -> None:
    spilled = picture()
    spilled.spill(tmp_path / "a.png")
    assert files(tmp_path) == 1
    del spilled
    gc.collect()
    assert files(tmp_path) == 0


def test_complete_steps_are_known_in_the_next_run(tmp_path: Path) -> None:
    store = FrameStore(tmp_path)
    store.begin_run()
    pictures = record(store, "a", 1, 2)
    store.begin_step("b")
    known = store.begin_run()
    assert {key: [frame.picture for frame in frames] for key, frames in known.items()} == {
        "a": pictures
    }


def test_memory_is_bounded_and_the_oldest_go_to_disk(tmp_path: Path) -> None:
    store = FrameStore(tmp_path / "frames", memory_limit=3 * SIZE)
    store.begin_run()
    pictures = record(store, "a", 1, 2, 3) + record(store, "b", 4, 5)
    assert (store.memory_bytes, files(tmp_path / "frames")) == (3 * SIZE, 2)
    assert [int(each.pixels[0, 0, 0]) for each in pictures] == [1, 2, 3, 4, 5]


def test_steps_of_earlier_runs_are_forgotten_first(tmp_path: Path) -> None:
    store = FrameStore(tmp_path / "frames", memory_limit=3 * SIZE)
    store.begin_run()
    record(store, "old", 1, 2)
    record(store, "used", 3)
    store.begin_run()
    store.use("used")
    record(store, "new", 4, 5)
    assert set(store.begin_run()) == {"used", "new"}
    assert not (tmp_path / "frames").exists()


def test_a_step_that_begins_anew_replaces_what_it_had(tmp_path: Path) -> None:
    store = FrameStore(tmp_path)
    store.begin_run()
    record(store, "a", 1, 2, 3)
    record(store, "a", 4)
    assert store.memory_bytes == SIZE


def test_frames_stay_in_memory_when_the_disk_refuses_them(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "frames").write_text("not a folder")
    store = FrameStore(tmp_path / "frames", memory_limit=SIZE)
    store.begin_run()
    with caplog.at_level(logging.WARNING):
        record(store, "a", 1, 2, 3)
    assert store.memory_bytes == 3 * SIZE
    assert len(caplog.records) == 1


def test_stores_with_one_folder_keep_their_files_apart(tmp_path: Path) -> None:
    earlier, later = (FrameStore(tmp_path, memory_limit=0) for _ in range(2))
    earlier.begin_run()
    later.begin_run()
    first, second = record(earlier, "a", 1), record(later, "a", 2)
    assert [int(each.pixels[0, 0, 0]) for each in (*first, *second)] == [1, 2]
