"""What rendering needs on this machine: whether it is there, and how to get it."""

import functools
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from manim_nodes import __version__
from manim_nodes.library.node_packages import NodePackage
from manim_nodes.render.display import display_fault, display_name
from manim_nodes.render.encoders import ENCODERS, Encoder, encoder_fault
from manim_nodes.render.error_messages import explain
from manim_nodes.render.hardware_encoders import hardware_faults
from manim_nodes.render.tex import run_tex
from manim_nodes.sandbox.probe import best_tier
from manim_nodes.sandbox.tiers import describe_tier
from manim_nodes.translation import tr, tr_later, tr_plural

_GET_LATEX = tr_later(
    "Not needed, as formulas go through Typst without it. Debian and Ubuntu: apt install texlive-latex-extra dvisvgm; macOS: MacTeX; Windows: MiKTeX."
)

# The packages that manim's own template loads, and a font of each kind.
_FORMULA = r"""\documentclass[preview]{standalone}
\usepackage[english]{babel}
\usepackage{amsmath}
\usepackage{amssymb}
\begin{document}
$\mathbb{R} \int x$ text
\end{document}
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that rendering uses.

    Parameters
    ----------
    is_needed : every project needs it; else only some
    detail : what was found, or what is wrong
    hint : how to get it
    """

    name: str
    is_found: bool
    is_needed: bool
    detail: str
    hint: str | None = None


def diagnose() -> list[Finding]:
    """Return what was found of everything; takes a few seconds."""
    return [
        Finding("manim-nodes", is_found=True, is_needed=False, detail=__version__),
        Finding("Python", is_found=True, is_needed=False, detail=_python()),
        _package("manim", is_needed=True),
        _package("typst", is_needed=True),
        *_latex(),
        _fonts(),
        *map(_encoder, ENCODERS),
        _hardware(),
        _confinement(),
        _package("PySide6-Essentials", is_needed=False, name="Qt"),
        _display(),
    ]


def diagnose_places(places: Mapping[str, Path], files: Collection[str] = ()) -> list[Finding]:
    """Return whether each place can be written to, or made.

    Parameters
    ----------
    places : folders and files, by name
    files : the names of those that are files
    """
    return [_place(name, path, is_file=name in files) for name, path in places.items()]


def diagnose_packages(packages: Iterable[NodePackage], trusted: Mapping[str, str]) -> list[Finding]:
    """Return which node packages there are, and whether they may be used.

    Parameters
    ----------
    trusted : digests of packages, by their names
    """
    return [
        Finding(
            each.name,
            each.is_trusted(trusted),
            is_needed=False,
            detail=f"{each.version} {each.place}".lstrip(),
            hint=tr(
                "Not trusted: see Edit > Preferences > Node packages, or manim-nodes packages."
            ),
        )
        for each in packages
    ]


def _place(name: str, path: Path, *, is_file: bool) -> Finding:
    folder = path.parent if is_file else path
    # What is not there yet is made when it is needed: the nearest folder that is there decides.
    nearest = next(each for each in (folder, *folder.parents) if os.access(each, os.F_OK))
    can_be_written = nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
    hint = tr("{folder} cannot be written to: change its permissions, or set HOME.", folder=nearest)
    return Finding(name, can_be_written, is_needed=True, detail=str(path), hint=hint)


# Kept while the program runs: a trial starts two programs, and every preview asks.
@functools.cache
def latex_available() -> bool:
    """Return whether LaTeX and dvisvgm are installed and make a picture of a formula."""
    return _formula_fault() is None


@functools.cache
def latex_is_missing() -> bool:
    """Return whether LaTeX or dvisvgm is not installed at all, which is known at once."""
    return any(shutil.which(name) is None for name in ("latex", "dvisvgm"))


def _python() -> str:
    return f"{platform.python_version()} ({sys.executable})"


def _package(package: str, *, is_needed: bool, name: str = "") -> Finding:
    name = name or package
    try:
        return Finding(name, is_found=True, is_needed=is_needed, detail=version(package))
    except PackageNotFoundError:
        return Finding(
            name,
            is_found=False,
            is_needed=is_needed,
            detail=tr("not installed"),
            hint=f"pip install {package}",
        )


def _latex() -> Iterator[Finding]:
    for name in ("latex", "dvisvgm"):
        place = shutil.which(name)
        yield Finding(
            name,
            place is not None,
            is_needed=False,
            detail=place or tr("not found"),
        )
    fault = _formula_fault()
    yield Finding(
        tr("LaTeX formulas"),
        fault is None,
        is_needed=False,
        detail=fault or tr("work"),
        hint=tr(_GET_LATEX),
    )


def _formula_fault() -> str | None:
    with tempfile.TemporaryDirectory(prefix="manim-nodes-") as name:
        # Named as previews name it: absolute, and below a folder with a dot, as caches are.
        tex_dir = Path(name).resolve() / ".cache" / "tex"
        tex_dir.mkdir(parents=True)
        stem = (tex_dir / "formula").as_posix()
        Path(f"{stem}.tex").write_text(_FORMULA, encoding="utf-8")
        latex = (
            *("latex", "-interaction=batchmode", "-output-format=dvi", "-halt-on-error"),
            *(f"-output-directory={tex_dir.as_posix()}", f"{stem}.tex"),
        )
        dvisvgm = (
            *("dvisvgm", "--page=1", "--no-fonts", "--verbosity=0"),
            *(f"--output={stem}.svg", f"{stem}.dvi"),
        )
        for command in (latex, dvisvgm):
            fault = _fault_of(command, tex_dir)
            if fault is not None:
                return fault
        return None if Path(f"{stem}.svg").exists() else tr("dvisvgm makes no picture")


def _fault_of(command: Sequence[str], tex_dir: Path) -> str | None:
    if shutil.which(command[0]) is None:
        return tr("{program} is not installed", program=command[0])
    try:
        return_code = run_tex(command, tex_dir)
    except OSError as error:
        return str(error)
    if return_code == 0:
        return None
    return tr("{program} fails on a simple formula", program=command[0])


def _fonts() -> Finding:
    try:
        import manimpango
    except ImportError as error:
        detail, hint = explain(type(error).__name__, str(error))
        return Finding(tr("fonts"), is_found=False, is_needed=True, detail=detail, hint=hint)

    count = len(manimpango.list_fonts())
    return Finding(
        tr("fonts"),
        count > 0,
        is_needed=True,
        detail=tr_plural("{count} family", "{count} families", count),
        hint=tr("Install a font, such as DejaVu Sans."),
    )


def _confinement() -> Finding:
    tier = best_tier()
    return Finding(
        tr("confinement"),
        tier.keeps_files_apart,
        is_needed=False,
        detail=describe_tier(tier),
        hint=None if tier.keeps_files_apart else tr("Linux: install bubblewrap."),
    )


def _display() -> Finding:
    fault = display_fault(os.environ)
    return Finding(
        tr("display"),
        fault is None,
        is_needed=False,
        detail=fault or display_name(os.environ),
        hint=tr("Only the editor needs one; the command line works without."),
    )


def _encoder(encoder: Encoder) -> Finding:
    fault = encoder_fault(encoder)
    hint = tr("Install PyAV from its wheel: pip install --force-reinstall av")
    return Finding(tr(encoder.name), fault is None, encoder.is_needed, fault or encoder.codec, hint)


def _hardware() -> Finding:
    names = [name for name, fault in hardware_faults() if fault is None]
    return Finding(
        tr("graphics card"),
        bool(names),
        is_needed=False,
        detail=", ".join(f"--encoder {name}" for name in names) or tr("encodes no MP4"),
        hint=tr("Not needed: the processor encodes all films, unless you ask for another."),
    )
