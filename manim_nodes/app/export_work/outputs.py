"""What can be done with what an export has written: opened, shown where it is, copied by its path."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from manim_nodes.translation import tr

OpenPath = Callable[[Path], object]


def open_on_desktop(path: Path) -> bool:
    """Open a file or folder as the user's desktop does, and return whether it knows how."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_output(output: Path, open_path: OpenPath) -> str:
    """Open it in the program that the desktop has for it; return what to say if there is none, else nothing."""
    if open_path(output):
        return ""
    return tr(
        "No program on this system opens {name}. Install a player, or use Show in folder.",
        name=output.name,
    )


def show_in_folder(output: Path, open_path: OpenPath) -> str:
    """Open the folder that it is in; return what to say if nothing shows folders, else nothing."""
    return "" if open_path(output.parent) else tr("The folder is {folder}.", folder=output.parent)


def copy_path(output: Path) -> None:
    """Put its path on the clipboard."""
    QGuiApplication.clipboard().setText(str(output))
