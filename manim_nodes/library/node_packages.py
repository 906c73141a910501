"""Node packages: node types that somebody else has made, with the modules that their code imports.

One is a distribution that is installed beside this program and names a folder of tables in the entry point group
`GROUP`; or, in the user's own folder of packages, a wheel of such a distribution, or a folder that holds ``nodes/``.
To find them is to read them: nothing of a package is imported here, or ever, unless the user trusts it.
"""

import hashlib
import importlib.util
import shutil
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from manim_nodes.library.toml_files import LibraryError
from manim_nodes.translation import tr

GROUP = "manim_nodes.nodes"

_TABLES = "nodes"
_UNPACKED = ".unpacked"
_MOST_FILES, _MOST_BYTES = 20_000, 1 << 30
_PASSING = ("__pycache__", ".git")


class NodePackageError(LibraryError):
    """A node package cannot be read."""


@dataclass(frozen=True)
class NodePackage:
    """What somebody else has made, as it was found.

    Parameters
    ----------
    place : where the user put it, or where it is installed
    tables : folders of node types; none where it only brings a module that others import
    modules : the folder to import from once it is trusted; None if Python finds it anyway
    digest : over all that it holds; what the user trusts is this
    """

    name: str
    version: str
    summary: str
    place: Path
    tables: tuple[Path, ...]
    modules: Path | None
    digest: str

    def is_trusted(self, trusted: Mapping[str, str]) -> bool:
        """Return whether the user trusts it as it is.

        Parameters
        ----------
        trusted : digests of packages, by their names
        """
        return trusted.get(self.name) == self.digest


def find_packages(folder: Path) -> tuple[list[NodePackage], list[NodePackageError]]:
    """Find the packages that are installed, then those in a folder; of two of one name, the first.

    Wheels are unpacked beside themselves, since compiled modules cannot be imported from within.

    Parameters
    ----------
    folder : the user's own of packages, which need not be there

    Returns
    -------
    them in the order of their names, and what is wrong with others
    """
    faults: list[NodePackageError] = []
    found: dict[str, NodePackage] = {}
    for distribution in distributions():
        _take(found, faults, distribution)
    known = set()
    for place in sorted(folder.glob("*")) if folder.is_dir() else []:
        try:
            if place.suffix == ".whl":
                digest = _digest_of_file(place)
                known.add(digest)
                package = _wheel(place, folder / _UNPACKED / digest, digest)
            elif place.is_dir() and not place.name.startswith("."):
                package = _folder(place)
            else:
                continue
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
            faults.append(_unreadable(place, error))
        except NodePackageError as error:
            faults.append(error)
        else:
            found.setdefault(package.name, package)
    _remove_others(folder / _UNPACKED, known)
    return sorted(found.values(), key=lambda each: each.name.casefold()), faults


def _take(
    found: dict[str, NodePackage], faults: list[NodePackageError], distribution: Distribution
) -> None:
    points = [each.value for each in distribution.entry_points if each.group == GROUP]
    if not points:
        return
    name = distribution.metadata["Name"]
    try:
        tables = tuple(_installed_folder(distribution, value) for value in points)
        package = _described(
            distribution, tables[0], tables, None, "".join(map(_digest_of_folder, tables))
        )
    except (OSError, ValueError) as error:
        faults.append(_unreadable(Path(name), error))
    except NodePackageError as error:
        faults.append(error)
    else:
        found.setdefault(package.name, package)


def _installed_folder(distribution: Distribution, module: str) -> Path:
    """Return the folder of a module that is not imported: to find one within another would import that."""
    top, *within = module.split(".")
    folder = Path(str(distribution.locate_file(top)))
    if not folder.is_dir():  # installed as editable, it lies elsewhere
        spec = importlib.util.find_spec(top)
        folders = (spec.submodule_search_locations if spec else None) or []
        folder = Path(next(iter(folders), folder))
    folder = folder.joinpath(*within)
    if not folder.is_dir():
        raise NodePackageError(
            tr("The folder of node types '{module}' is not there.", module=module),
            where=distribution.metadata["Name"],
        )
    return folder


def _wheel(place: Path, folder: Path, digest: str) -> NodePackage:
    _unpack(place, folder)
    distribution = next(iter(distributions(path=[str(folder)])), None)
    if distribution is None:
        raise NodePackageError(tr("It is no wheel: it does not say its name."), where=place.name)
    points = [each.value for each in distribution.entry_points if each.group == GROUP]
    tables = tuple(folder.joinpath(*value.split(".")) for value in points)
    return _described(distribution, place, tables, folder, digest)


def _folder(place: Path) -> NodePackage:
    tables = place / _TABLES
    if not tables.is_dir():
        raise NodePackageError(
            tr("It has no folder '{name}' with node types.", name=_TABLES), where=place.name
        )
    return NodePackage(place.name, "", "", place, (tables,), place, _digest_of_folder(place))


def _described(
    distribution: Distribution,
    place: Path,
    tables: tuple[Path, ...],
    modules: Path | None,
    digest: str,
) -> NodePackage:
    about = distribution.metadata
    summary = about["Summary"] if "Summary" in about else ""  # noqa: SIM401  it has no get
    return NodePackage(about["Name"], distribution.version, summary, place, tables, modules, digest)


def _unreadable(place: Path, error: Exception) -> NodePackageError:
    return NodePackageError(tr("cannot be read: {reason}", reason=error), where=place.name)


# ---- files


def _unpack(wheel: Path, folder: Path) -> None:
    """Unpack a wheel as a folder that is there whole or not at all."""
    if folder.is_dir():
        return
    with zipfile.ZipFile(wheel) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_FILES or sum(each.file_size for each in entries) > _MOST_BYTES:
            raise NodePackageError(tr("It is too large."), where=wheel.name)
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        archive.extractall(part)
    part.rename(folder)


def _remove_others(folder: Path, known: set[str]) -> None:
    """Remove what was unpacked of wheels that are there no more."""
    for each in folder.iterdir() if folder.is_dir() else ():
        if each.name not in known:
            shutil.rmtree(each, ignore_errors=True)


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_of_folder(folder: Path) -> str:
    """Return the digest of all files below a folder, with their names."""
    digest = hashlib.sha256()
    count = size = 0
    for path in sorted(_files(folder)):
        count, size = count + 1, size + path.stat().st_size
        if count > _MOST_FILES or size > _MOST_BYTES:
            raise NodePackageError(tr("It is too large."), where=folder.name)
        digest.update(f"{path.relative_to(folder).as_posix()}\0{_digest_of_file(path)}\0".encode())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in _PASSING:
            continue
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode) and not path.is_symlink():
            yield from _files(path)
        elif stat.S_ISREG(mode):
            yield path
