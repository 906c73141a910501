import os
import sys
import time
from pathlib import Path

import psutil
import pytest

from manim_nodes.render.export.process import ProcessTree

pytestmark = pytest.mark.slow

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def tree(code: str, folder: Path) -> ProcessTree:
    return ProcessTree([sys.executable, "-c", code], folder=folder, environment=dict(os.environ))


def lines(process: ProcessTree) -> list[str]:
    return [line for line in process.output() if line]


def is_running(process_id: int) -> bool:
    try:
        return psutil.Process(process_id).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_for_end(process_id: int) -> None:
    deadline = time.monotonic() + 5
    while is_running(process_id) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_running(process_id)


def test_output_and_errors_come_line_by_line(tmp_path: Path) -> None:
    code = "import sys; print('a'); print('10%\\r20%\\r', file=sys.stderr, end='', flush=True); print('é'); sys.exit(3)"
    with tree(code, tmp_path) as process:
        assert sorted(lines(process)) == ["10%", "20%", "a", "é"]
        assert process.return_code == 3


def test_kill_ends_children_that_do_not_listen(tmp_path: Path) -> None:
    with tree(STUBBORN, tmp_path) as process:
        child = int(next(line for line in process.output() if line))
        assert is_running(child)
    wait_for_end(child)
    assert process.return_code is not None


def test_a_child_that_outlives_its_parent_is_ended(tmp_path: Path) -> None:
    code = "import subprocess; print(subprocess.Popen(['sleep', '600']).pid, flush=True)"
    with tree(code, tmp_path) as process:
        (child,) = lines(process)
    wait_for_end(int(child))


def test_the_process_works_in_its_folder_with_its_environment(tmp_path: Path) -> None:
    code = "import os; print(os.getcwd(), os.environ.get('HOME'), os.environ['OURS'])"
    command = [sys.executable, "-c", code]
    with ProcessTree(command, folder=tmp_path, environment={"OURS": "1"}) as process:
        assert lines(process) == [f"{tmp_path} None 1"]


@pytest.mark.skipif(sys.platform == "win32", reason="has no niceness")
def test_it_gives_way_to_whoever_edits_meanwhile(tmp_path: Path) -> None:
    with tree("import os; print(os.nice(0))", tmp_path) as process:
        assert [int(line) for line in lines(process)] == [min(os.nice(0) + 10, 19)]
