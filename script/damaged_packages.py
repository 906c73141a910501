"""Print each installed package that has lost files: pip itself looks at names and versions only."""

import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path


def damaged(packages: Iterable[Distribution]) -> Iterator[str]:
    """Yield the names of packages with a file that is gone; those of compiled Python may be."""
    for package in packages:
        files = package.files or ()
        if any(file.suffix != ".pyc" and not Path(file.locate()).exists() for file in files):
            yield package.metadata["Name"]


def main() -> None:
    """Print the names, one a line."""
    sys.stdout.writelines(f"{name}\n" for name in damaged(distributions()))


if __name__ == "__main__":
    main()
