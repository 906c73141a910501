"""What script/setup.sh would install, and when it does nothing; nothing is installed here."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MANAGERS = ["apt", "dnf", "pacman", "brew"]
PRELUDE = f"""
set -euo pipefail
source '{ROOT}/script/setup.sh'
python=python3.12
package_manager() {{ echo apt; }}
sh() {{ echo "as is: $2"; }}
sudo() {{ echo "sudo $1: $4"; }}
"""


def bash(script: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", "-c", PRELUDE + script]
    return subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


def test_packages_are_named_for_the_interpreter_found() -> None:
    said = bash(r"package_names apt $'venv\nheaders\ncairo'")

    assert said.stdout == "python3.12-venv python3.12-dev libcairo2-dev\n"


@pytest.mark.parametrize("manager", MANAGERS)
def test_every_manager_has_a_package_for_every_need(manager: str) -> None:
    needs = [
        "venv",
        "headers",
        "compiler",
        "pkg-config",
        "cairo",
        "pango",
        "qt",
        "latex",
        "dvisvgm",
    ]
    said = bash("\n".join(f"package_names {manager} {need}" for need in needs))

    assert len(said.stdout.splitlines()) == len(needs)


@pytest.mark.parametrize("manager", ["apt", "dnf", "pacman"])
def test_what_confines_renders_is_a_package_on_linux(manager: str) -> None:
    assert bash(f"package_names {manager} bubblewrap").stdout == "bubblewrap\n"


def test_macos_is_not_asked_for_bubblewrap() -> None:
    assert (
        bash("uname() { echo Darwin; }; bwrap() { return 1; }; has_bubblewrap && echo fine").stdout
        == "fine\n"
    )


def test_nothing_missing_installs_nothing() -> None:
    assert bash("install_system_packages ''").stdout == ""


def test_root_needs_no_sudo() -> None:
    said = bash("id() { echo 0; }; install_system_packages pango")

    assert said.stderr.startswith("manim-nodes: installs with apt: libpango1.0-dev\nas is: ")
    assert said.stderr.endswith(" libpango1.0-dev\n")


def test_where_nobody_can_be_asked_sudo_asks_for_no_password() -> None:
    said = bash("id() { echo 1000; }; install_system_packages pango")

    assert "sudo -n: " in said.stderr
    assert "[Y/n]" not in said.stderr


def test_an_unknown_system_is_told_what_is_needed() -> None:
    said = bash(r"package_manager() { return 1; }; install_system_packages $'cairo\npango'")

    assert said.returncode == 1
    assert "needs cairo, pango, and knows only apt, dnf, pacman and brew" in said.stderr


def test_a_failed_installation_gives_the_command() -> None:
    said = bash("id() { echo 0; }; sh() { return 100; }; install_system_packages pango")

    assert said.returncode == 1
    assert "could not install them. The command was:" in said.stderr


def test_no_python_is_said() -> None:
    said = bash("PATH=/nowhere; find_python")

    assert said.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in said.stderr


def test_what_is_ready_is_left_alone(tmp_path: Path) -> None:
    said = bash(
        f"""
        venv='{tmp_path}'
        find_python() {{ echo set up; exit; }}
        mkdir "$venv/bin" && ln -s "$BASH" "$venv/bin/python"
        fingerprint >"$venv/.ready-run"
        prepare run && echo left alone
        prepare test
        """
    )

    assert said.stdout == "left alone\nset up\n"
