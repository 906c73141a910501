"""The running app: its windows, and what they share."""

import gc
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from manim_nodes.app.housekeeping import Housekeeping
from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme, apply_theme, chosen_theme
from manim_nodes.app.project.autosave import left_behind
from manim_nodes.gallery.built_in_groups import load_built_in_groups
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.gallery.node_types import load_node_types
from manim_nodes.gallery.own_nodes import OwnNode, load_own_nodes
from manim_nodes.library.catalogue import Library
from manim_nodes.library.vocabulary import read_vocabulary
from manim_nodes.workspace.places import data_root
from manim_nodes.workspace.recovery import Recovery

_log = logging.getLogger("manim_nodes.app")


_Read = tuple[Library, list[OwnNode], Sequence[OwnNode]]


class Window(Protocol):
    """What the application needs of a window and its session."""

    def show(self) -> None: ...
    def when_seen(self, action: Callable[[], object]) -> None: ...
    def owns(self, widget: QWidget | None) -> bool: ...
    def shows(self, path: Path) -> bool: ...
    @property
    def is_free(self) -> bool: ...
    def open(self, path: Path) -> None: ...
    def offer_recoveries(self, recoveries: list[Recovery]) -> None: ...
    def set_library(self, library: Library, own_nodes: list[OwnNode]) -> None: ...
    def use_templates(self, templates: list[Template]) -> None: ...
    def set_theme(self, theme: Theme) -> None: ...
    def warn_of_storage(self, text: str) -> None: ...


class Application(QObject):
    """Holds what all windows share: profile, node types, templates, theme.

    Parameters
    ----------
    open_window : makes a window; given by who knows the panels

    Attributes
    ----------
    library : without node types until they are read, which windows then use
    own_nodes, built_in_groups : what the user has kept, and what comes with the program
    """

    def __init__(self, profile: Profile, open_window: Callable[["Application"], Window]) -> None:
        super().__init__()
        self.profile = profile
        self.library: Library = Library({}, read_vocabulary(data_root() / "nodes" / "shared"))
        self.own_nodes: list[OwnNode] = []
        self.built_in_groups: Sequence[OwnNode] = ()
        self.templates: Sequence[Template] = ()
        self.windows: list[Window] = []
        self._open_window = open_window
        self._background = Background(self)
        self._housekeeping = Housekeeping(profile, self._warn_of_storage, self)
        self._when_ready: list[Callable[[], object]] = []
        self._is_ready = False
        self.theme = chosen_theme(profile.preferences.theme)
        self._text_size = profile.preferences.text_size
        self._apply()
        profile.preferences_changed.connect(self._follow_theme)
        QGuiApplication.styleHints().colorSchemeChanged.connect(
            self._follow_theme, Qt.ConnectionType.QueuedConnection
        )

    def start(self, paths: Sequence[Path]) -> None:
        """Show the first window, then read node types and templates, then open what was asked for."""
        window = self.new_window()
        self.when_ready(lambda: self.open(paths))
        self.when_ready(self._look_for_recoveries)
        self.when_ready(self._housekeeping.start)
        window.when_seen(self._read)

    def new_window(self) -> Window:
        """Show another window, with an empty project."""
        window = self._open_window(self)
        self.windows.append(window)
        window.show()
        return window

    def when_ready(self, action: Callable[[], object]) -> None:
        """Do something as soon as the node types are known."""
        if self._is_ready:
            action()
        else:
            self._when_ready.append(action)

    def open(self, paths: Sequence[Path]) -> None:
        """Open projects: the first in the front window if nothing is lost there, each other in one of its own."""
        for path in paths:
            self.window_for(path).open(path)

    def reload_library(self) -> None:
        """Read the node types again, the user's own among them."""
        self._background.run(self._read_library, self._set_library)

    def reload_templates(self) -> None:
        """Read the templates again, the user's own among them."""
        self._background.run(self._read_templates, self._use_templates)

    def forget(self, window: Window) -> None:
        """Let go of a window that has closed; the last one ends the app."""
        if window in self.windows:
            self.windows.remove(window)
        if not self.windows:
            QCoreApplication.quit()

    def close(self) -> None:
        """End what is shared."""
        self._background.close(timeout_ms=0)  # it only reads
        self._housekeeping.close()
        self.profile.close()

    # windows

    def window_for(self, path: Path | None) -> Window:
        """Return the window that shows a file, or else one in which nothing is lost."""
        for window in self.windows:
            if path is not None and window.shows(path):
                return window
        front = QApplication.activeWindow()
        for window in sorted(self.windows, key=lambda each: not each.owns(front)):
            if window.is_free:
                return window
        return self.new_window()

    def _look_for_recoveries(self) -> None:
        folder = self.profile.places.recovery
        self._background.run(partial(left_behind, folder, self.library), self._offer_recoveries)

    def _offer_recoveries(self, recoveries: list[Recovery]) -> None:
        if recoveries and self.windows:
            self.windows[0].offer_recoveries(recoveries)

    def _warn_of_storage(self, text: str) -> None:
        if self.windows:
            self.windows[0].warn_of_storage(text)

    # what is read

    def _read(self) -> None:
        self.reload_templates()
        self._background.run(self._read_library, self._begin_with)

    def _read_library(self) -> _Read:
        library = load_node_types(self.profile.places, self.profile.state.trusted_packages)
        own_nodes, faults = load_own_nodes(self.profile.places.nodes, library)
        built_in_groups = load_built_in_groups(data_root() / "resources" / "groups", library)
        return replace(library, faults=(*library.faults, *faults)), own_nodes, built_in_groups

    def _begin_with(self, read: _Read) -> None:
        self._set_library(read)
        gc.freeze()  # what stays for good need not be looked through again, which took 0.2 s at a time
        self._is_ready = True
        for action in self._when_ready:
            action()
        self._when_ready.clear()

    def _set_library(self, read: _Read) -> None:
        self.library, self.own_nodes, self.built_in_groups = read
        for window in self.windows:
            window.set_library(self.library, [*self.own_nodes, *self.built_in_groups])

    def _read_templates(self) -> list[Template]:
        templates, broken = load_templates(self.profile.places.templates, data_root() / "templates")
        for each in broken:
            _log.warning("%s", each.fault)
        return [*templates, *broken]

    def _use_templates(self, templates: list[Template]) -> None:
        self.templates = templates
        for window in self.windows:
            window.use_templates(templates)

    # theme

    def _follow_theme(self) -> None:
        theme = chosen_theme(self.profile.preferences.theme)
        text_size = self.profile.preferences.text_size
        if theme is not self.theme or text_size != self._text_size:
            self.theme, self._text_size = theme, text_size
            self._apply()
            for window in self.windows:
                window.set_theme(theme)

    def _apply(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, self.theme, self._text_size)
