"""The one thing that NodeGraphQt 0.6.44 takes from distutils.

Python 3.12 has no distutils any more, and setuptools' substitute for it takes a quarter of a second to import.
"""

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_NAMES = ("distutils", "distutils.version")


@contextmanager
def distutils_stub() -> Iterator[None]:
    """Provide ``distutils.version.LooseVersion`` while NodeGraphQt is imported."""
    before = {name: sys.modules.get(name) for name in _NAMES}
    package, version = (ModuleType(name) for name in _NAMES)
    version.LooseVersion = _loose_version  # type: ignore[attr-defined]  # that is what it is for
    package.version = version  # type: ignore[attr-defined]  # as a package has its modules
    sys.modules |= dict(zip(_NAMES, (package, version), strict=True))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # escapes in its strings
            yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def _loose_version(text: str) -> tuple[int, ...]:
    """Return what numbers of versions are compared by."""
    return tuple(int(part) for part in text.split(".") if part.isdigit())
