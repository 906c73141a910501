"""Print each installed package that has lost files: pip itself looks at names and versions only."""

import csv
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path


def damaged(packages: Iterable[Distribution]) -> Iterator[str]:
    """Yield the names of packages with a file that is gone; those of compiled Python may be."""
    for package in packages:
        # Not `package.files`: from Python 3.12 on, it leaves out those that are gone.
        record = package.read_text("RECORD") or ""
        paths = (row[0] for row in csv.reader(record.splitlines()) if row)
        expected = (path for path in paths if not path.endswith(".pyc"))
        if any(not Path(str(package.locate_file(path))).exists() for path in expected):
            yield package.metadata["Name"]


def main() -> None:
    """Print the names, one a line."""
    sys.stdout.writelines(f"{name}\n" for name in damaged(distributions()))


if __name__ == "__main__":
    main()
