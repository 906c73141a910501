import json
import logging
from pathlib import Path

import pytest
import structlog

from manim_nodes.workspace.logs import FILE_NAME, set_up_logs

preview = logging.getLogger("manim_nodes.preview")
export = logging.getLogger("manim_nodes.export")

pytestmark = pytest.mark.usefixtures("caplog")  # warnings are meant here


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / FILE_NAME).read_text().splitlines()]


def test_people_see_warnings_only(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(None)

    preview.info("all is well")
    preview.warning("slow", extra={"node": "circle_1"})

    error = capsys.readouterr().err
    assert "all is well" not in error
    assert "slow" in error
    assert "node=circle_1" in error


def test_debug_shows_everything(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(None, debug=True)

    preview.debug("frame %d", 3)

    assert "frame 3" in capsys.readouterr().err


def test_a_subject_can_be_singled_out_and_warnings_still_show(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logs(None, debug=True, subjects=["preview"])

    preview.debug("first")
    logging.getLogger("manim_nodes.preview.steps").debug("second")
    export.debug("third")
    export.warning("fourth")

    error = capsys.readouterr().err
    assert [word in error for word in ("first", "second", "third", "fourth")] == [
        True,
        True,
        False,
        True,
    ]


def test_machines_read_one_object_a_line(tmp_path: Path) -> None:
    set_up_logs(tmp_path)

    export.info("started\nhere", extra={"path": tmp_path})

    (line,) = lines(tmp_path)
    assert line["message"] == "started\nhere"
    assert line["level"] == "info"
    assert line["subject"] == "export"
    assert line["path"] == str(tmp_path)
    assert str(line["timestamp"]).endswith("Z")


def test_the_file_keeps_the_level_chosen(tmp_path: Path) -> None:
    set_up_logs(tmp_path, level="warning", debug=True)

    export.info("quiet")
    export.warning("loud")

    assert [line["message"] for line in lines(tmp_path)] == ["loud"]


@pytest.mark.parametrize("debug", [False, True])
def test_the_file_keeps_a_traceback_which_people_see_with_debug_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, debug: bool
) -> None:
    set_up_logs(tmp_path, debug=debug)

    try:
        _ = 1 / 0
    except ZeroDivisionError:
        export.exception("failed")

    assert "ZeroDivisionError: division by zero" in str(lines(tmp_path)[0]["exception"])
    error = capsys.readouterr().err
    assert "failed" in error
    assert ("ZeroDivisionError: division by zero" in error) is debug


def test_structlog_loggers_and_context_end_in_the_same_file(tmp_path: Path) -> None:
    set_up_logs(tmp_path)

    with structlog.contextvars.bound_contextvars(job="job_1"):
        structlog.get_logger("manim_nodes.queue").info("leased", attempt=2)
        export.info("started")

    first, second = lines(tmp_path)
    assert (first["subject"], first["job"], first["attempt"]) == ("queue", "job_1", 2)
    assert second["job"] == "job_1"


def test_set_up_twice_writes_once(tmp_path: Path) -> None:
    set_up_logs(tmp_path)
    set_up_logs(tmp_path)

    export.info("once")

    assert len(lines(tmp_path)) == 1


def test_the_file_rotates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("manim_nodes.workspace.logs.MAX_BYTES", 100)
    set_up_logs(tmp_path)

    for _ in range(10):
        export.info("a line that is long enough to fill a file")

    assert len(list(tmp_path.iterdir())) == 6


def test_a_folder_that_cannot_be_written_costs_the_file_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocker = tmp_path / "file"
    blocker.touch()

    set_up_logs(blocker / "logs")
    export.warning("still here")

    error = capsys.readouterr().err
    assert "No log file can be kept there" in error
    assert "still here" in error


def test_a_full_disk_is_said_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).symlink_to("/dev/full")
    set_up_logs(tmp_path)

    export.info("one")
    export.info("two")

    error = capsys.readouterr().err
    assert error.count("Logging to it has stopped") == 1
    assert "No space left on device" in error
    assert "Traceback" not in error
