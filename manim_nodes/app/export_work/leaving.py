"""What becomes of films that are being made when the window closes."""

import logging
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from manim_nodes.sandbox.own_program import own_command
from manim_nodes.sandbox.process_family import start_detached
from manim_nodes.translation import tr

_log = logging.getLogger("manim_nodes.app")


class Leaving(Enum):
    """What the user wants."""

    IN_BACKGROUND = auto()
    """A process without a window goes on."""
    CANCEL = auto()
    WAIT = auto()
    """The window stays."""


def ask_about_exports(parent: QWidget) -> Leaving:
    """Ask what is to become of the films that are being made."""
    box = QMessageBox(parent)
    box.setObjectName("exporting")
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("A film is being made"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("Keep exporting after the window has closed?"))
    box.setInformativeText(
        tr(
            "In the background the export goes on without a window;"
            " the next time you start manim-nodes, “Exports” shows what came of it."
        )
    )
    keep = box.addButton(tr("Keep exporting in the background"), box.ButtonRole.AcceptRole)
    cancel = box.addButton(tr("Cancel the export"), box.ButtonRole.DestructiveRole)
    wait = box.addButton(tr("Wait"), box.ButtonRole.RejectRole)
    wait.setToolTip(tr("The window stays open."))
    box.setDefaultButton(keep)
    box.setEscapeButton(wait)
    box.exec()
    if box.clickedButton() is keep:
        return Leaving.IN_BACKGROUND
    return Leaving.CANCEL if box.clickedButton() is cancel else Leaving.WAIT


def export_in_background() -> None:
    """Start a process that makes all films that wait, and ends then."""
    try:
        start_detached(own_command("queue", "run"))
    except OSError as error:  # they wait until the app is started again
        _log.warning("Exports do not go on in the background: %s", error)
