"""The node packages that were found, and which of them the user trusts."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.profile import Profile
from manim_nodes.library.node_packages import NodePackage
from manim_nodes.translation import tr


class PackagesPage(QWidget):
    """Changes what is trusted at once, and has the node types read anew.

    Parameters
    ----------
    packages : as they were read last
    open_folder : shows the user's folder of packages
    """

    def __init__(
        self,
        packages: Sequence[NodePackage],
        profile: Profile,
        reload_library: Callable[[], object],
        open_folder: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile, self._reload_library = profile, reload_library
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(4)
        about = tr(
            "Node packages bring nodes that others have made. They run their makers' code when a film is drawn: trust"
            " those whose makers you know. What changes has to be trusted again."
        )
        layout.addWidget(Label(about, self, wordWrap=True))
        for package in packages:
            layout.addSpacing(10)
            layout.addWidget(self._box(package))
            for text in filter(None, (package.summary, str(package.place))):
                note = Label(text, self, wordWrap=True)
                note.setProperty("dim", True)
                layout.addWidget(note)
        layout.addSpacing(10)
        if not packages:
            none = tr("None was found. Put wheels, or folders that hold “nodes”, into the folder.")
            layout.addWidget(Label(none, self, wordWrap=True))
        button = QPushButton(tr("Open the folder of packages"), self, autoDefault=False)
        button.setObjectName("open_folder_of_packages")
        button.clicked.connect(lambda: open_folder())
        layout.addWidget(button)
        layout.addStretch(1)

    def _box(self, package: NodePackage) -> QCheckBox:
        name = f"{package.name} {package.version}".rstrip()
        box = QCheckBox(tr("Trust {package}", package=name).replace("&", "&&"), self)
        box.setObjectName(f"trust_{package.name}")
        box.setChecked(package.is_trusted(self._profile.state.trusted_packages))
        box.toggled.connect(partial(self._trust, package))
        return box

    def _trust(self, package: NodePackage, is_trusted: bool) -> None:
        trusted = dict(self._profile.state.trusted_packages)
        trusted.pop(package.name, None)
        if is_trusted:
            trusted[package.name] = package.digest
        self._profile.change_state(trusted_packages=trusted)
        self._reload_library()
