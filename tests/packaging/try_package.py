"""What script/package made, tried out in systems without Python, as root: ``script/package --test`` runs this.

It takes minutes, and is named so that nothing else does.
"""

import subprocess
from pathlib import Path

import pytest

from manim_nodes.document.edits import set_settings
from manim_nodes.document.files import load_document, save_document
from manim_nodes.document.model import Node
from tests.support.documents import make_document
from tests.support.films import probe
from tests.support.packages import put_wheel

ROOT = Path(__file__).parents[2]
DIST = ROOT / "dist"
PATIENCE_S = 600
# For all that is drawn in the systems, which have no home and no network.
WAIT_FOR = """
wait_for() { for ((i = 0; i < 3000; i++)); do if "$@"; then return; fi; sleep 0.1; done; echo "waited for $*"; exit 3; }
runs() { grep -qsa -e "$1" /proc/[0-9]*/cmdline; }
ended() { ! runs "$1"; }
drawn() { compgen -G 'home/.cache/manim-nodes/previews/*/*/' > seen; }
"""


class System:
    """A Debian of its own, and a folder of ours in it."""

    def __init__(self, folder: Path, work: Path) -> None:
        self._folder, self.work = folder, work
        (work / "home").mkdir()

    def run(self, script: str, *, network: bool = False) -> str:
        """Run lines of bash there, and return what they say.

        Raises
        ------
        AssertionError : they fail
        """
        command: list[str | Path] = [
            *("bwrap", "--bind", self._folder, "/", "--dev", "/dev", "--proc", "/proc"),
            *(
                "--perms",
                "1777",
                "--tmpfs",
                "/tmp",
                "--bind",
                self.work,
                "/trial",
                "--chdir",
                "/trial",
            ),
            *("--unshare-pid", "--die-with-parent", "--clearenv"),
            *("--setenv", "HOME", "/trial/home", "--setenv", "LANG", "C.UTF-8"),
            *("--setenv", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
            *(("--ro-bind", "/etc/resolv.conf", "/etc/resolv.conf") if network else ()),
            *(() if network else ("--unshare-net",)),
            *("bash", "-euc", WAIT_FOR + script),
        ]
        ran = subprocess.run(
            command,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE_S,
        )
        assert ran.returncode == 0, ran.stdout
        return ran.stdout


def made(pattern: str) -> Path:
    return max(DIST.glob(pattern), key=lambda path: path.stat().st_mtime)


def make_system(folder: Path, *packages: str) -> Path:
    subprocess.run([ROOT / "script" / "packaging" / "make-system", folder, *packages], check=True)
    return folder


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> System:
    """Return a system with fonts, the program unpacked in /opt, and nothing that it needs: no X, no Python."""
    folder = make_system(tmp_path_factory.mktemp("bare"), "fontconfig-config", "fonts-dejavu-core")
    unpack: list[str | Path] = ["tar", "--zstd", "--strip-components=1", "-xf", made("*.tar.zst")]
    (folder / "opt" / "manim-nodes").mkdir()
    subprocess.run([*unpack, "-C", folder / "opt" / "manim-nodes"], check=True)
    (folder / "usr/bin/manim-nodes").symlink_to("/opt/manim-nodes/manim-nodes")
    return System(folder, tmp_path_factory.mktemp("bare-work"))


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> System:
    """Return a system in which the package was installed as a user would, with LaTeX and a screen.

    TeX makes its formats when it is installed, which takes minutes.
    """
    tools = ("xvfb", "xdotool", "scrot", "bubblewrap", "texlive-latex-extra", "dvisvgm")
    folder = make_system(tmp_path_factory.mktemp("desktop"), *tools)
    for python in (folder / "usr/bin").glob("python3*"):  # which TeX brings
        python.unlink()
    system = System(folder, tmp_path_factory.mktemp("desktop-work"))
    (system.work / "package.deb").hardlink_to(made("*.deb"))
    system.run(
        "find /usr /etc /opt | sort > before; apt-get -q update; "
        "apt-get install -qy --no-install-recommends -o APT::Sandbox::User=root ./package.deb",
        network=True,
    )
    return system


@pytest.fixture(params=["bare", "desktop"])
def system(request: pytest.FixtureRequest) -> System:
    found: System = request.getfixturevalue(request.param)
    return found


def test_there_is_no_python(system: System) -> None:
    assert system.run("ls /usr/bin/python* 2>/dev/null || echo none") == "none\n"


def test_doctor_finds_what_every_project_needs(system: System) -> None:
    assert "MISSING" not in system.run("manim-nodes doctor")


def test_doctor_finds_latex_where_it_is(desktop: System) -> None:
    assert "LaTeX formulas" in desktop.run("manim-nodes doctor | grep '^ *found'")


def test_it_makes_films(system: System) -> None:
    system.run(
        "manim-nodes new Film --template title_sequence; "
        "manim-nodes check Film.mnodes; "
        "manim-nodes render Film.mnodes -o film.mp4 --quality 480p --fps 15; "
        "manim-nodes render Film.mnodes -o film.gif --quality 480p --fps 5; "
        "manim-nodes preview Film.mnodes --frames frames"
    )
    film, gif = probe(system.work / "film.mp4"), probe(system.work / "film.gif")
    assert (film.codec, film.width, film.height) == ("h264", 854, 480)
    assert (gif.codec, gif.width, gif.height) == ("gif", 854, 480)
    assert film.frames == pytest.approx(3 * gif.frames, abs=3)
    assert len(list((system.work / "frames").glob("*.png"))) > 1


def test_latex_sets_formulas(desktop: System) -> None:
    formula = Node(id="f", type="Math", parameters={"source": r"\int x", "syntax": "latex"})
    save_document(make_document(formula), desktop.work / "formula.mnodes")
    desktop.run("manim-nodes render formula.mnodes -o formula.png --quality 480p")
    assert (desktop.work / "formula.png").stat().st_size > 1000


def test_what_it_starts_gets_the_libraries_of_the_system(desktop: System) -> None:
    # dvisvgm is linked with libraries that the program brings in other versions
    said = desktop.run(
        'mkdir -p spy; printf \'#!/bin/sh\\necho "[$LD_LIBRARY_PATH]" >> /trial/said\\nexec /usr/bin/latex "$@"\\n\' > spy/latex; '
        "chmod +x spy/latex; PATH=/trial/spy:$PATH LD_LIBRARY_PATH=/own MANIM_NODES_SANDBOX=limits manim-nodes doctor > /dev/null; "
        "PATH=/trial/spy:$PATH MANIM_NODES_SANDBOX=limits manim-nodes doctor > /dev/null; cat said"
    )
    assert said == "[/own]\n[]\n"


def test_a_kill_leaves_nothing_running(system: System) -> None:
    system.run(
        "manim-nodes new Long --template title_sequence; rm -f long.mp4; "
        "manim-nodes render Long.mnodes -o long.mp4 --quality 2160p & "
        "wait_for runs '[-]-manim'; kill -9 $!; wait_for ended '[-]-manim'; test ! -e long.mp4"
    )


def test_the_window_opens_without_a_screen(desktop: System) -> None:
    desktop.run(
        "QT_QPA_PLATFORM=offscreen manim-nodes Film.mnodes & program=$!; "
        "wait_for drawn; sleep 5; kill $program; ! wait $program || exit 4; "
        "! grep -q Traceback home/.local/state/manim-nodes/log/*"
    )


# Without a window manager the window stands at the corner; the pointer goes to "Export as MP4".
EXPORTED = (
    "Xvfb :7 -screen 0 1600x1000x24 & export DISPLAY=:7; wait_for test -e /tmp/.X11-unix/X7; "
    "manim-nodes Film.mnodes & program=$!; "
    "xdotool search --sync --onlyvisible --name 'Film'; wait_for drawn; sleep 5; scrot -o window.png; "
    "xdotool mousemove 392 51 click 1; "
)


def test_a_film_is_exported_from_the_window(desktop: System) -> None:
    path = desktop.work / "Film.mnodes"
    save_document(set_settings(load_document(path), lines=480, frame_rate=15), path)
    desktop.run(
        f"{EXPORTED} wait_for test -e home/Videos/manim-nodes/Film.mp4; scrot -o exported.png; "
        "xdotool key ctrl+q; wait $program"
    )
    assert probe(desktop.work / "home/Videos/manim-nodes/Film.mp4").height == 480


def test_an_export_goes_on_when_the_window_is_closed(desktop: System) -> None:
    path = desktop.work / "Film.mnodes"
    save_document(set_settings(load_document(path), lines=2160, frame_rate=15), path)
    # closed while it draws, the window asks, and to go on is what Return says
    desktop.run(
        f"rm -rf home/.cache home/Videos home/.local; {EXPORTED} wait_for runs '[-]-manim'; "
        "xdotool key ctrl+q; sleep 3; scrot -o closing.png; xdotool key Return; wait $program; "
        "test ! -e home/Videos/manim-nodes/Film.mp4 || exit 5; runs '[q]ueue.run' || exit 6; "
        "wait_for test -e home/Videos/manim-nodes/Film.mp4; wait_for ended '[q]ueue.run'"
    )
    assert probe(desktop.work / "home/Videos/manim-nodes/Film.mp4").height == 2160


def test_nodes_of_others_come_as_wheels(system: System) -> None:
    put_wheel(system.work / "home/.local/share/manim-nodes/packages", Path("/trial/trace"))
    save_document(make_document(Node(id="die", type="Die")), system.work / "die.mnodes")
    system.run(
        "! manim-nodes check die.mnodes || exit 5; manim-nodes packages --trust dice-nodes; "
        "manim-nodes render die.mnodes -o die.png --quality 480p; manim-nodes preview die.mnodes --frames dice"
    )
    assert (system.work / "die.png").stat().st_size > 1000
    assert list((system.work / "dice").glob("*.png"))


def test_removal_leaves_nothing(desktop: System) -> None:
    assert desktop.run("readlink -f /usr/bin/manim-nodes") == "/usr/lib/manim-nodes/manim-nodes\n"
    left = desktop.run(
        "apt-get purge -qy manim-nodes > /dev/null; find /usr /etc /opt | sort | comm -13 before - | grep -i manim || true"
    )
    assert left == ""
