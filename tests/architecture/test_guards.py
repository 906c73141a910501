"""The fixtures that guard every test do guard."""

import logging
import os
import socket
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
CONFTEST = (ROOT / "tests" / "conftest.py").read_text().replace("GRACE_S = 2", "GRACE_S = 0")


@pytest.fixture(autouse=True)
def _find_our_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def outcome(pytester: pytest.Pytester, body: str) -> str:
    """Run a test of the given body in a process of its own, and give what pytest says."""
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(
        "import logging, os, subprocess, sys, threading, pytest\ndef test_it():\n    " + body
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-n0")
    return result.stdout.str()


def test_home_is_empty_and_elsewhere(home: Path) -> None:
    assert Path.home() == home
    assert [path.name for path in home.rglob("*")] == [".cache", "fontconfig"]
    assert not [name for name in os.environ if name.startswith("XDG_")]


def test_other_machines_are_out_of_reach() -> None:
    with socket.socket() as connection, pytest.raises(pytest.fail.Exception, match="this machine"):
        connection.connect(("192.0.2.1", 80))


def test_names_of_other_machines_are_not_looked_up() -> None:
    with pytest.raises(pytest.fail.Exception, match="this machine only"):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_a_warning_asked_for_is_fine(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("manim_nodes.preview").warning("slow")

    assert "slow" in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (
            "logging.getLogger('manim_nodes.preview').warning('slow')",
            "Logged, and not expected: manim_nodes.preview: slow",
        ),
        (
            "threading.Thread(target=threading.Event().wait, daemon=True, name='left').start()",
            "Left running: thread left",
        ),
        ("globals().update(kept=subprocess.Popen(['sleep', '60']))", "sleep 60"),
        ("subprocess.run('sleep 61 & exit', shell=True)", "sleep 61"),
    ],
)
def test_a_test_fails_for_what_it_leaves(
    pytester: pytest.Pytester, body: str, complaint: str
) -> None:
    said = outcome(pytester, body)

    assert complaint in said
    assert "1 error" in said


@pytest.mark.slow
def test_a_skip_is_a_failure_in_ci(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")

    assert "Skipped, where nothing may be" in outcome(pytester, "pytest.skip('no LaTeX')")
