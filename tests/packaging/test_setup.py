"""What script/setup.sh would install, what it says, and what it leaves alone; nothing is installed here."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MANAGERS = ["apt", "dnf", "pacman", "brew"]
NEEDS = ["venv", "headers", "compiler", "pkg-config", "cairo", "pango", "qt", "latex", "dvisvgm"]
STOPPED = 130
PRELUDE = f"""
set -euo pipefail
source '{ROOT}/script/setup.sh'
python=python3.12
package_manager() {{ echo apt; }}
bash() {{ echo "runs: $2"; }}
log=/dev/stderr
"""
ROOTLY = "id() { echo 0; }\n"
WITH_SUDO = "id() { echo 1000; }; sudo() { :; }\n"
WITHOUT_SUDO = """
id() { echo 1000; }
command() { [[ $* != "-v sudo" ]] && builtin command "$@"; }
"""


def bash(
    script: str, prelude: str = PRELUDE, tools: Path | None = None
) -> subprocess.CompletedProcess[str]:
    program = shutil.which("bash")
    assert program is not None
    return subprocess.run(
        [program, "-c", prelude + script],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={"PATH": str(tools), "HOME": "/nowhere"} if tools else None,
    )


# What is installed


def test_packages_are_named_for_the_interpreter_found() -> None:
    said = bash(r"package_names apt $'venv\nheaders\ncairo' python3.12")

    assert said.stdout == "python3.12-venv python3.12-dev libcairo2-dev\n"


def test_names_are_found_without_a_tool_of_the_system() -> None:
    """The awk of macOS knows no newline in what it is given, its sed no alternatives."""
    said = bash(
        r"PATH=/nowhere; package_names brew $'venv\ncompiler\ncairo' python3; megabytes $'venv\ncairo'"
    )

    assert said.stdout == "python gcc cairo\n95\n"


@pytest.mark.parametrize("manager", MANAGERS)
def test_every_manager_has_a_package_for_every_need(manager: str) -> None:
    said = bash("\n".join(f"package_names {manager} {need} python3" for need in NEEDS))

    assert len([line for line in said.stdout.splitlines() if line]) == len(NEEDS)


@pytest.mark.parametrize("need", [*NEEDS, "bubblewrap"])
def test_every_need_has_a_size(need: str) -> None:
    assert int(bash(f"megabytes {need}").stdout) > 0


@pytest.mark.parametrize("manager", ["apt", "dnf", "pacman"])
def test_what_confines_renders_is_a_package_on_linux(manager: str) -> None:
    assert bash(f"package_names {manager} bubblewrap python3").stdout == "bubblewrap\n"


@pytest.mark.parametrize("manager", ["apt", "dnf", "pacman"])
def test_qt_has_what_it_draws_with_on_wayland(manager: str) -> None:
    assert "wayland" in bash(f"package_names {manager} qt python3").stdout


def test_macos_is_not_asked_for_bubblewrap() -> None:
    assert (
        bash("uname() { echo Darwin; }; bwrap() { return 1; }; has_bubblewrap && echo fine").stdout
        == "fine\n"
    )


def test_nothing_missing_installs_nothing() -> None:
    assert bash("install_system_packages ''").stdout == ""


# The line that installs


@pytest.mark.parametrize(
    ("who", "line"),
    [
        (
            ROOTLY,
            "apt-get update && env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends a",
        ),
        (
            WITH_SUDO,
            "sudo apt-get update && sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends a",
        ),
        (
            WITHOUT_SUDO,
            "su - -c 'apt-get update && env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends a'",
        ),
    ],
)
def test_the_line_for_apt_can_be_pasted(who: str, line: str) -> None:
    assert bash(f"{who} install_line apt a").stdout == f"{line}\n"


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("dnf", "sudo dnf install -y --setopt=install_weak_deps=False a b"),
        ("pacman", "sudo pacman -S --needed --noconfirm a b"),
        ("brew", "brew install a b"),
    ],
)
def test_the_line_for_another_manager_can_be_pasted(manager: str, line: str) -> None:
    assert bash(f"{WITH_SUDO} install_line {manager} 'a b'").stdout == f"{line}\n"


@pytest.mark.parametrize("who", [ROOTLY, WITH_SUDO, WITHOUT_SUDO])
@pytest.mark.parametrize("manager", MANAGERS)
def test_every_line_is_one_that_a_shell_understands(who: str, manager: str, tmp_path: Path) -> None:
    """It is run as it stands, with the programs that it names replaced by ones that say how they were called."""
    for name in ("sudo", "su", "env", "apt-get", "dnf", "pacman", "brew"):
        tool = tmp_path / name
        tool.write_text(f'#!/bin/sh\necho {name} "$@"\n')
        tool.chmod(0o755)
    line = bash(f"{who} install_line {manager} some-package").stdout
    assert line.count("\n") == 1

    ran = bash(line, prelude="", tools=tmp_path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "some-package" in ran.stdout


def test_root_needs_no_sudo() -> None:
    said = bash(f"{ROOTLY} install_system_packages pango")

    assert "sudo" not in said.stderr
    assert "runs: apt-get update && " in said.stderr
    assert said.stderr.endswith(" libpango1.0-dev\n")


def test_where_nobody_can_be_asked_sudo_asks_for_no_password() -> None:
    said = bash(f"{WITH_SUDO} install_system_packages pango")

    assert "runs: sudo -n apt-get update && sudo -n env " in said.stderr
    assert "[Y/n]" not in said.stderr


def test_without_sudo_the_line_is_said_and_nothing_is_run() -> None:
    said = bash(f"{WITHOUT_SUDO} install_system_packages pango")

    assert said.returncode == 1
    assert "Install them with this line" in said.stderr
    assert "  su - -c 'apt-get update" in said.stderr
    assert "runs:" not in said.stderr


def test_an_unknown_system_is_told_what_is_needed() -> None:
    said = bash(r"package_manager() { return 1; }; install_system_packages $'cairo\npango'")

    assert said.returncode == 1
    assert "needs cairo, pango, and knows only apt, dnf, pacman and brew" in said.stderr


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("E: Unable to locate package libpango1.0-dev", "They could not be installed."),
        (
            "Temporary failure resolving: Could not resolve 'deb.example'",
            "is this machine offline?",
        ),
        ("E: You don't have enough free space: No space left on device", "The disk is full."),
    ],
)
def test_a_failed_installation_says_why_and_gives_the_line_and_the_log(
    printed: str, words: str, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    said = bash(
        f"{ROOTLY} log='{log}'; bash() {{ echo \"{printed}\"; return 100; }}; install_system_packages pango"
    )

    assert said.returncode == 1
    assert words in said.stderr
    assert "The command was:\n  apt-get update && " in said.stderr
    assert said.stderr.endswith(f"All that was printed is in {log}\n")
    assert printed in log.read_text()


def test_what_is_going_to_be_installed_is_said_with_its_size(tmp_path: Path) -> None:
    said = bash(rf"venv='{tmp_path}/.venv'; announce $'cairo\npango'")

    assert "about 850 MB of Python packages" in said.stderr
    assert "about 180 MB of packages of your system: cairo, pango" in said.stderr
    assert "minutes" in said.stderr


# The Python that it runs on


@pytest.mark.parametrize("minor", [11, 12, 13, 14])
def test_a_python_that_is_supported_is_found(minor: int, tmp_path: Path) -> None:
    fake_python(tmp_path / f"python3.{minor}", (3, minor))

    assert bash(f"PATH='{tmp_path}'; find_python; echo $python").stdout == f"python3.{minor}\n"


@pytest.mark.parametrize("minor", [9, 10, 15])
def test_another_python_is_not(minor: int, tmp_path: Path) -> None:
    fake_python(tmp_path / "python3", (3, minor))

    said = bash(f"PATH='{tmp_path}'; package_manager() {{ return 1; }}; find_python")

    assert said.returncode == 1
    assert "needs Python 3.11, 3.12, 3.13 or 3.14" in said.stderr


def fake_python(place: Path, version: tuple[int, int]) -> None:
    """Make a Python that thinks it is of another version."""
    place.write_text(
        f"#!/bin/sh\nexec '{sys.executable}' -c \"import sys; sys.version_info = {version}; $2\"\n"
    )
    place.chmod(0o755)


@pytest.mark.parametrize(
    ("manager", "offered", "line"),
    [
        (
            "apt",
            "python3.13-venv",
            "apt-get update && env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3.13-venv",
        ),
        (
            "apt",
            "none",
            "curl -LsSf https://astral.sh/uv/install.sh | sh && ~/.local/bin/uv python install 3.13",
        ),
        (
            "apt",
            "no-lists",
            "apt-get update && env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3-venv",
        ),
        ("dnf", "python3.12", "dnf install -y --setopt=install_weak_deps=False python3.12"),
        ("pacman", "none", "pacman -S --needed --noconfirm python"),
        ("brew", "none", "brew install python@3.13"),
    ],
)
def test_a_line_gets_a_python_where_there_is_none(manager: str, offered: str, line: str) -> None:
    said = bash(
        f"""{ROOTLY}
        PATH=/nowhere
        package_manager() {{ echo {manager}; }}
        apt-cache() {{ [[ $2 == {offered} || $2 == python3-venv && {offered} != no-lists ]]; }}
        dnf() {{ [[ $2 == {offered} || $2 == python3 ]]; }}
        find_python"""
    )

    assert said.returncode == 1
    assert said.stderr.endswith(f"run this again:\n  {line}\n")


def test_options_come_first() -> None:
    said = bash(
        """
        set -- --yes --python 3.13 render --yes
        read_options "$@"; shift "$option_count"
        echo "$assume_yes $wanted_python: $*"
        """
    )

    assert said.stdout == "yes 3.13: render --yes\n"


# A checkout with tools that do as if


class Checkout:
    """A copy of the scripts, with a Python whose pip does what a test says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "script", folder / "script")
        for name in ("pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, folder)
        self.tools = folder.parent / "tools"
        self.tools.mkdir()
        self.python = self._tool(
            self.tools / "python3",
            f"""
            case "$*" in
                --version) echo Python 3.13.5 ;;
                *"import sys; print"*) echo 3.13 ;;
                "-m venv"*)
                    mkdir -p "$3/bin" "$3/lib/python3.13/site-packages/kept"
                    echo "command = python3 -m venv $3" >"$3/pyvenv.cfg"
                    cp '{folder.parent}/venv_python' "$3/bin/python" ;;
            esac
            """,
        )
        self._tool(
            folder.parent / "venv_python",
            f"""
            here=$(dirname "$0")/../lib/python3.13/site-packages
            case "$*" in
                "-m pip --version") ;;
                "-m pip"*)
                    echo "$*" >>'{folder.parent}/pip_calls'
                    case "$* by $0" in *" pycairo "*" by "*"'"*) exit 1 ;; esac # as Meson does
                    cat '{folder.parent}/pip_says' && exit 1
                    mkdir -p "$here/manim" ;;
                *"import manim_nodes"*) [ -e "$here/manim" ] ;;
                *damaged_packages.py) cat '{folder.parent}/damaged' 2>/dev/null ;;
                "-P -m manim_nodes"*) shift 3; echo "program: $*" ;;
            esac
            """,
        )

    @staticmethod
    def _tool(place: Path, text: str) -> Path:
        place.write_text(f"#!/bin/bash\n{text}")
        place.chmod(0o755)
        return place

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    @property
    def pip_calls(self) -> list[str]:
        calls = self.folder.parent / "pip_calls"
        return calls.read_text().splitlines() if calls.exists() else []

    def let_pip_fail(self, words: str | None) -> None:
        """Let pip print this and fail, or do its work again."""
        says = self.folder.parent / "pip_says"
        if words is None:
            says.unlink()
        else:
            says.write_text(words)

    def let_be_damaged(self, *names: str) -> None:
        (self.folder.parent / "damaged").write_text("".join(f"{name}\n" for name in names))

    def change(self) -> None:
        """Do as a pull does that brings other packages."""
        with (self.folder / "constraints.txt").open("a") as file:
            file.write("another==1.0\n")

    def move(self, name: str) -> "Checkout":
        self.folder = self.folder.rename(self.folder.with_name(name))
        return self

    def start(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        script = """
            set -euo pipefail
            cd "$CHECKOUT" && source script/setup.sh
            missing_needs() { :; }
            read_options "$@"; shift "$option_count"
            prepare run
            exec "$venv/bin/python" -P -m manim_nodes "$@"
        """
        command = ["bash", "-c", script, "start", *arguments]
        path = f"{self.tools}:{os.environ['PATH']}"
        return subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": path, "CHECKOUT": str(self.folder), **variables},
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "check out")


@pytest.fixture
def running(checkout: Checkout) -> Checkout:
    """Return a checkout that was started once."""
    assert checkout.start().returncode == 0
    (checkout.folder.parent / "pip_calls").unlink()
    return checkout


def test_a_fresh_checkout_is_set_up_with_a_calm_line_a_step(checkout: Checkout) -> None:
    ran = checkout.start("doctor")

    assert ran.stdout == "program: doctor\n"
    lines = ran.stderr.splitlines()
    assert len(lines) <= 8
    assert all(line.startswith("manim-nodes: ") for line in lines)


def test_what_is_ready_is_left_alone(running: Checkout) -> None:
    ran = running.start()

    assert (ran.stdout, ran.stderr) == ("program: \n", "")
    assert running.pip_calls == []


OFFLINE = "NewConnectionError: Failed to establish a new connection: name resolution"


def test_offline_after_a_pull_the_program_still_starts_with_one_warning(running: Checkout) -> None:
    running.change()
    running.let_pip_fail(OFFLINE)

    ran = running.start("doctor")

    assert ran.stdout == "program: doctor\n"
    assert "offline" in ran.stderr
    assert "goes on with the Python packages that are there" in ran.stderr
    assert "NewConnectionError" not in ran.stderr, "it is said in words"


def test_a_failed_update_leaves_what_was_ready_ready(running: Checkout) -> None:
    before = (running.folder / "constraints.txt").read_text()
    running.change()
    running.let_pip_fail("ERROR: ResolutionImpossible")
    running.start()
    (running.folder / "constraints.txt").write_text(before)

    ran = running.start()

    assert (ran.stdout, ran.stderr) == ("program: \n", "")


def test_an_update_is_made_as_soon_as_it_can_be(running: Checkout) -> None:
    running.change()
    running.let_pip_fail(OFFLINE)
    running.start()
    running.let_pip_fail(None)

    assert "is ready" in running.start().stderr
    assert running.start().stderr == ""


def test_a_first_set_up_that_fails_says_why_and_names_its_log(checkout: Checkout) -> None:
    checkout.let_pip_fail(OFFLINE)

    ran = checkout.start()

    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "is this machine offline?" in ran.stderr
    log = re.search(r"All that was printed is in (.*)", ran.stderr)
    assert log is not None
    assert OFFLINE in Path(log[1]).read_text()
    Path(log[1]).unlink()


def test_a_package_that_was_lost_is_brought_back(running: Checkout) -> None:
    (running.venv / "lib" / "python3.13" / "site-packages" / "manim").rmdir()
    running.let_be_damaged("manim", "manim-nodes")

    ran = running.start()

    assert ran.stdout == "program: \n"
    assert running.pip_calls[-1].endswith(f"--force-reinstall --no-deps manim -e {running.folder}")


def test_a_linked_environment_is_used_and_never_changed(running: Checkout, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    running.venv.rename(elsewhere)
    running.venv.symlink_to(elsewhere)
    running.change()
    before = sorted(elsewhere.rglob("*"))

    ran = running.start("doctor")

    assert ran.stdout == "program: doctor\n"
    assert running.pip_calls == []
    assert sorted(elsewhere.rglob("*")) == before


def test_a_linked_environment_that_does_not_load_is_named(
    running: Checkout, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "precious").mkdir(parents=True)
    shutil.rmtree(running.venv)
    running.venv.symlink_to(elsewhere)

    ran = running.start()

    assert ran.returncode == 1
    assert "Remove the link" in ran.stderr
    assert (elsewhere / "precious").is_dir()


def test_another_python_has_an_environment_of_its_own(running: Checkout) -> None:
    ran = running.start("--python", str(running.python), "doctor")

    assert ran.stdout == "program: doctor\n"
    assert (running.folder / ".venv-3.13" / "bin" / "python").exists()
    assert running.start().stderr == ""


def test_an_answer_of_no_stops() -> None:
    said = bash(
        "venv=/nowhere; ask() { exit 130; }; set_up() { ask; }; loads() { :; }; prepare run; echo on"
    )

    assert (said.returncode, said.stdout) == (STOPPED, "")


def test_offline_a_folder_that_was_moved_still_starts(running: Checkout) -> None:
    running.let_pip_fail(OFFLINE)
    before = (running.venv / "pyvenv.cfg").read_text()

    ran = running.move("moved").start("doctor")

    assert ran.stdout == "program: doctor\n"
    assert "offline" in ran.stderr
    assert (running.venv / "pyvenv.cfg").read_text() == before
    assert not list(running.folder.glob(".venv-*"))


def test_a_folder_that_was_moved_is_set_up_anew(running: Checkout) -> None:
    assert "is ready" in running.move("moved").start().stderr
    assert f"-m venv {running.venv}\n" in (running.venv / "pyvenv.cfg").read_text()
    assert running.start().stderr == ""
    assert not list(running.folder.glob(".venv-*"))


def test_a_folder_that_cd_would_look_in_first_is_not_taken_for_the_checkout(
    running: Checkout,
) -> None:
    ran = running.start("doctor", CDPATH=str(running.folder))

    assert (ran.stdout, ran.stderr) == ("program: doctor\n", "")


@pytest.mark.parametrize("name", ["it's", "-start", 'sa"y', "Größe 🎬", "a\\b$c", "x" * 200])
def test_no_name_of_the_folder_has_all_made_anew_by_an_update(running: Checkout, name: str) -> None:
    running.move(name).start()
    kept = running.venv / "kept"
    kept.touch()
    running.change()

    ran = running.start("doctor")

    assert ran.stdout == "program: doctor\n"
    assert "is ready" in ran.stderr
    assert kept.exists()


def test_no_name_of_the_folder_hinders_a_first_set_up(checkout: Checkout) -> None:
    ran = checkout.move("it's").start("doctor")

    assert ran.stdout == "program: doctor\n"
    assert "is ready" in ran.stderr


def test_a_colon_that_python_refuses_in_paths_is_named(checkout: Checkout) -> None:
    ran = checkout.move("1:1").start()

    assert ran.returncode == 1
    assert "Python allows no colon in the path. Rename the folder" in ran.stderr


def test_what_was_there_outlives_a_set_up_that_was_killed_while_it_made_anew(
    running: Checkout,
) -> None:
    (running.venv / "kept").touch()
    running.venv.rename(running.folder / ".venv-before")
    running.venv.mkdir()
    running.let_pip_fail(OFFLINE)

    ran = running.start("doctor")

    assert ran.stdout == "program: doctor\n"
    assert (running.venv / "kept").exists()


def test_the_language_of_the_user_hides_no_cause(running: Checkout) -> None:
    running.change()
    running.let_pip_fail(OFFLINE)
    pip = running.venv / "bin" / "python"
    pip.write_text(pip.read_text().replace('"-m pip"*)', '"-m pip"*) [ "$LC_ALL" = C ] || exit 1'))

    assert "offline" in running.start(LC_ALL="de_DE.UTF-8").stderr


def test_libraries_of_the_system_that_were_lost_are_noticed() -> None:
    said = bash(
        """
        has_qt_libraries() { :; }; fingerprint >/dev/null; before=$(fingerprint)
        [[ $(fingerprint) == "$before" ]] && echo same
        has_qt_libraries() { return 1; }
        [[ $(fingerprint) == "$before" ]] || echo other
        """
    )

    assert said.stdout == "same\nother\n"


def test_a_link_to_start_finds_its_checkout(running: Checkout, tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(running.folder / "script" / "start")
    (tmp_path / "two").symlink_to("one")

    ran = subprocess.run([tmp_path / "two", "doctor"], check=False, capture_output=True, text=True)

    assert (ran.stdout, ran.stderr) == ("program: doctor\n", "")


# The shells that it meets


SCRIPTS = [
    path
    for path in sorted((ROOT / "script").iterdir())
    if path.is_file()
    and (path.suffix == ".sh" or path.read_bytes().startswith(b"#!/usr/bin/env bash"))
]
NOT_IN_BASH_3 = re.compile(
    r"\b(mapfile|readarray|coproc)\b|\b(declare|local|typeset) -[a-z]*[An]|\$\{\w+(,,?|\^\^?|@[A-Z])|&>>|\|&|wait -n|\[\[ -v "
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_shellcheck_finds_nothing(script: Path) -> None:
    shellcheck = Path(sys.executable).parent / "shellcheck"
    said = subprocess.run(
        [shellcheck, "--external-sources", "--severity=warning", script],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert said.stdout + said.stderr == ""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_bash_of_macos_understands(script: Path) -> None:
    assert NOT_IN_BASH_3.findall(script.read_text()) == []
