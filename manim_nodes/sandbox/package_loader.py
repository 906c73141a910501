"""Importing this package in a process that may read it, but not list the folder around it."""

from pathlib import Path


def package_loader(package: Path) -> str:
    """Return Python that imports this package from a folder, where the folder around it may not be listed."""
    return (
        "import sys, importlib.util as util\n"
        f"spec = util.spec_from_file_location({package.name!r}, {str(package / '__init__.py')!r}, "
        f"submodule_search_locations=[{str(package)!r}])\n"
        "sys.modules[spec.name] = package = util.module_from_spec(spec)\n"
        "spec.loader.exec_module(package)\n"
    )
