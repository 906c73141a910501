"""What a confined process may read besides its own folder: the system, Python, fonts and TeX."""

import os
import shutil
import site
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from manim_nodes.sandbox.own_program import is_frozen, module_folders

# Of /etc only what says where fonts, TeX and libraries are: the rest tells about people and machines.
_SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/opt", "/nix/store", "/gnu/store"),
    *("/etc/fonts", "/etc/alternatives", "/etc/texmf", "/etc/texlive", "/etc/ld.so.cache"),
    *("/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime"),
    *("/var/lib/texmf", "/var/lib/texmf-dist", "/var/cache/fontconfig", "/var/cache/fonts"),
)
_FONTS_AND_TEX_IN_HOME = (
    *(".fonts", ".fonts.conf", ".local/share/fonts", ".config/fontconfig", ".cache/fontconfig"),
    *("texmf", ".miktex"),
)


def readable_paths(extra: Iterable[Path] = ()) -> list[Path]:
    """Return all that a confined process may read, absolute and existing; none is within another.

    Parameters
    ----------
    extra : what this process needs besides
    """
    paths = [*map(Path, _SYSTEM), *_interpreter(), *_in_home(Path.home()), *_tex(), *extra]
    # A path may go through a link, and both its names are asked for.
    named = {name for path in paths for name in (path, path.resolve())}
    there = {path for path in named if path.is_absolute() and path.exists()}
    return sorted((path for path in there if there.isdisjoint(path.parents)), key=_depth)


def project_paths(folder: Path | None, files: Iterable[Path]) -> list[Path]:
    """Return what may be read for a project: not all of a home, just because the project lies in it.

    Parameters
    ----------
    folder : the project's own
    files : those that it names
    """
    if folder is None or Path.home().resolve().is_relative_to(folder.resolve()):
        return list(files)
    return [folder.absolute(), *files]


def _depth(path: Path) -> tuple[int, str]:
    return len(path.parts), str(path)


def _interpreter() -> tuple[Path, ...]:
    # A checkout that is installed as editable is on sys.path too, and not among these.
    folders = [sys.prefix, sys.base_prefix, sys.exec_prefix, *site.getsitepackages()]
    if site.ENABLE_USER_SITE:
        folders.append(site.getusersitepackages())
    if is_frozen():
        folders += [str(Path(sys.executable).parent), str(getattr(sys, "_MEIPASS", sys.prefix))]
    folders += module_folders(os.environ)
    return tuple(Path(folder) for folder in folders if folder)


def _in_home(home: Path) -> Iterator[Path]:
    yield from (home / name for name in _FONTS_AND_TEX_IN_HOME)
    yield from home.glob(".texlive*")
    for variable, name in (("XDG_DATA_HOME", "fonts"), ("XDG_CONFIG_HOME", "fontconfig"), ("XDG_CACHE_HOME", "fontconfig")):  # fmt: skip
        if os.environ.get(variable):
            yield Path(os.environ[variable]) / name


def _tex() -> Iterator[Path]:
    """Yield TeX's programs, and where TeX Live was installed by its own installer."""
    for program in map(shutil.which, ("latex", "dvisvgm")):
        if program is not None:
            yield Path(program)
            parents = Path(program).resolve().parents
            if len(parents) > 2 and (parents[2] / "texmf-dist").is_dir():
                yield parents[2]
