"""kill -9 at random moments of saving, autosaving and delivering: what has a name is whole, and nothing is lost.

Run it as ``.venv/bin/python -m benchmarks.kills [how many of each]``; on systems that can fork.
"""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from unittest import mock

from manim_nodes.atomic import remove_abandoned_parts
from manim_nodes.document.files import backup_path, load_document, save_document
from manim_nodes.document.model import Document, Node, new_document
from manim_nodes.render.export.publish import publish
from manim_nodes.workspace.recovery import read_recovery, write_recovery

MANY = 60
_SIZE = 300_000
_FRAMES = 12

Write = Callable[[Path, int], object]
Check = Callable[[Path], object]


def project(version: int) -> Document:
    """Return a project of some size that says in two places which version it is."""
    nodes = [
        Node(id=f"text_{number}", type="Text", parameters={"text": f"{version} " * 50})
        for number in range(200)
    ]
    return new_document(str(version)).model_copy(update={"nodes": tuple(nodes)})


def save(folder: Path, version: int) -> None:
    """Save the project."""
    save_document(project(version), folder / "film.mnodes")


def check_saved(folder: Path) -> None:
    """Raise AssertionError if a project is not there, or not whole."""
    for path in (folder / "film.mnodes", backup_path(folder / "film.mnodes")):
        document = load_document(path)
        assert document.nodes == project(int(document.name)).nodes, path


def autosave(folder: Path, version: int) -> None:
    """Write a recovery file."""
    write_recovery(folder / "film.recovery", project(version), folder / "film.mnodes")


def check_autosaved(folder: Path) -> None:
    """Raise AssertionError if what was autosaved is not there, or not whole."""
    found = read_recovery(folder / "film.recovery", {})
    assert found is not None
    assert found.document.nodes == project(int(found.document.name)).nodes


def publish_film(folder: Path, version: int) -> None:
    """Put a film where it was asked for."""
    film = folder / "work" / "film"
    film.write_bytes(bytes([version % 256]) * _SIZE)
    publish(film, folder / "film.mp4", overwrite=True)


def publish_from_another_disk(folder: Path, version: int) -> None:
    """Put a film where it was asked for, which is on another disk."""

    def refuse(*_: object) -> Path:
        raise OSError

    with mock.patch.object(Path, "rename", refuse):
        publish_film(folder, version)


def check_film(folder: Path) -> None:
    """Raise AssertionError if a film is not there, or not whole."""
    data = (folder / "film.mp4").read_bytes()
    assert len(data) == _SIZE
    assert len(set(data)) == 1


def publish_frames(folder: Path, version: int) -> None:
    """Put frames where they were asked for."""
    frames = folder / "work" / "frames"
    frames.mkdir(exist_ok=True)
    for number in range(_FRAMES):
        (frames / f"{number:04}.png").write_bytes(bytes([version % 256]) * 1000)
    publish(frames, folder / "frames", overwrite=True)


def check_frames(folder: Path) -> None:
    """Raise AssertionError if frames are not whole, or of several films."""
    frames = [file.read_bytes() for file in sorted((folder / "frames").iterdir())]
    assert len(frames) == _FRAMES
    assert len(set(frames)) == 1


CASES: dict[str, tuple[Write, Check]] = {
    "saving": (save, check_saved),
    "autosaving": (autosave, check_autosaved),
    "delivery": (publish_film, check_film),
    "delivery from another disk": (publish_from_another_disk, check_film),
    "delivery of frames": (publish_frames, check_frames),
}


def killed(write: Write, check: Check, times: int, random: Random) -> Iterator[float]:
    """Kill so many processes that write, and check what the next start finds; yield the moments, in seconds.

    Raises
    ------
    AssertionError : something is not whole, or something is left for ever
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "work").mkdir()
        begun = time.perf_counter()
        write(folder, 1)
        write(folder, 2)
        usual = time.perf_counter() - begun
        expected = _names(folder)
        for round_number in range(times):
            moment = random.uniform(0, usual)
            _kill_after(moment, lambda first=round_number: _write_on(write, folder, first))  # type: ignore[misc]
            remove_abandoned_parts([folder])
            check(folder)
            assert _names(folder) == expected
            yield moment


def _write_on(write: Write, folder: Path, first: int) -> None:
    for version in count(1000 * first):
        write(folder, version)


def _kill_after(seconds: float, work: Callable[[], object]) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, b"0")
        work()
        os._exit(1)
    os.read(reading, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    os.close(writing)


def _names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def main() -> None:
    """Kill them, and print how many there were."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    print("| killed while | times | whole, and none lost |")
    print("| --- | ---: | ---: |")
    for title, (write, check) in CASES.items():
        moments = list(killed(write, check, times, Random(title)))
        print(f"| {title} | {times} | {len(moments)} |", flush=True)


if __name__ == "__main__":
    main()
