"""Print each installed package that has lost files: pip itself looks at names and versions only."""

import csv
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from pathlib import Path


def installed(site: Path) -> Iterator[Distribution]:
    """Yield the packages that pip takes for installed, so not what it had set aside as ``~name`` when it was killed."""
    for info in sorted(site.glob("*.dist-info")):
        if info.name[0].isalnum() and (info / "METADATA").is_file():
            yield Distribution.at(info)


def damaged(packages: Iterable[Distribution]) -> Iterator[str]:
    """Yield the names of packages with a file that is gone; those of compiled Python may be."""
    for package in packages:
        # Not `package.files`: from Python 3.12 on, it leaves out those that are gone.
        record = package.read_text("RECORD")
        paths = (row[0] for row in csv.reader((record or "").splitlines()) if row)
        expected = (path for path in paths if not path.endswith(".pyc"))
        if record is None or any(
            not Path(str(package.locate_file(path))).exists() for path in expected
        ):
            yield package.metadata["Name"]


def main() -> None:
    """Print the names, one a line."""
    site = Path(sysconfig.get_path("purelib"))
    sys.stdout.writelines(f"{name}\n" for name in damaged(installed(site)))


if __name__ == "__main__":
    main()
