"""What can be done with what an export has written: opened, shown where it is, copied by its path."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from manim_nodes.translation import tr

OpenPath = Callable[[Path, Callable[[], object]], object]
"""Opens a file or folder; what is given second is called if nothing on the desktop does."""

_ON_LINUX = "xdg-open"
_NOTHING_OPENS = (3, 4)  # what xdg-open ends with: no program was found, or it failed


def open_on_desktop(path: Path, fail: Callable[[], object]) -> None:
    """Open a file or folder as the user's desktop does; call ``fail`` if it does not know how."""
    opener = shutil.which(_ON_LINUX)
    if opener is None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            fail()
        return
    # Qt starts the very same, and does not wait to see whether that finds a program.
    process = QProcess(QGuiApplication.instance())
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())

    def end(code: int) -> None:
        process.deleteLater()
        if code in _NOTHING_OPENS:
            fail()

    process.finished.connect(end)
    process.start(opener, [str(path)])


def open_output(output: Path, open_path: OpenPath, show: Callable[[str], object]) -> None:
    """Open it in the program that the desktop has for it; ``show`` what to do if there is none."""
    text = tr(
        "No program on this system opens {name}. Install a player, or use Show in folder.",
        name=output.name,
    )
    open_path(output, lambda: show(text))


def show_in_folder(output: Path, open_path: OpenPath, show: Callable[[str], object]) -> None:
    """Open the folder that it is in; ``show`` which that is if nothing shows folders."""
    text = tr("The folder is {folder}.", folder=output.parent)
    open_path(output.parent, lambda: show(text))


def copy_path(output: Path) -> None:
    """Put its path on the clipboard."""
    QGuiApplication.clipboard().setText(str(output))
