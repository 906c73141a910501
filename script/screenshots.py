"""Drive the app into its main states and take a picture of each; called by script/screenshots."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from manim_nodes.app.application import Application
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.main import make_qt_application
from manim_nodes.app.project_window import ProjectWindow, assemble
from manim_nodes.document.edits import add_node, set_parameter
from manim_nodes.document.files import load_document, save_document
from manim_nodes.document.grouping import make_group
from manim_nodes.document.model import Document
from manim_nodes.workspace.places import data_root, places

PATIENCE_MS = 60_000
SETTLE_MS = 700


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not condition():
        if deadline.hasExpired():
            raise TimeoutError(condition)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def settle() -> None:
    QTest.qWait(SETTLE_MS)


def project(name: str) -> Path:
    """Return a copy of a template, as a project of the user's."""
    folder = places().projects
    folder.mkdir(parents=True, exist_ok=True)
    (template,) = (data_root() / "templates").glob(f"*/{name}.mnodes")
    path = folder / template.name
    save_document(load_document(template), path)
    return path


def show(window: ProjectWindow, name: str, time_s: float) -> None:
    """Open a copy of a template, and show the film at a moment."""
    window.files.open(project(name))
    wait_until(lambda: window.session.path is not None and window.session.path.stem == name)
    wait_until(lambda: window.panels.player.preview.state.value == "current")
    window.panels.player.playback.go_to(round(time_s * window.panels.player.preview.timeline.fps))
    settle()


def welcome(window: ProjectWindow) -> None:
    for name in ("projectile", "standing_wave", "pythagoras"):
        window._application.profile.add_recent("recent_projects", str(project(name)))
    window.panels.show_welcome()


def editor(window: ProjectWindow) -> None:
    show(window, "gradient_descent", 9.0)
    nodes = window.session.content.nodes
    chosen = nodes[len(nodes) // 2]
    window.session.select({chosen.id})
    window.panels.canvas.view.zoom_by(0.7)
    window.panels.canvas.view.show_point(
        QPointF(chosen.position[0] + 150, chosen.position[1] - 190)
    )
    QTest.qWait(4 * SETTLE_MS)  # the formula in the inspector is drawn when all else is


def search(window: ProjectWindow) -> None:
    window.panels.canvas.view.search()
    settle()
    popup = QApplication.activePopupWidget() or QApplication.activeWindow()
    if popup is not None:
        focused: QWidget | None = popup.focusWidget()  # which may be none, whatever the stubs say
        QTest.keyClicks(focused or popup, "arrow")


def error(window: ProjectWindow) -> None:
    window.panels.search.close()
    session = window.session
    known = session.library.types
    node = next(node for node in session.content.nodes if "run_time" in known[node.type].parameters)

    def break_it(document: Document) -> Document:
        document = set_parameter(document, node.id, "run_time", -1)
        return add_node(document, "FadeIn", position=(node.position[0], node.position[1] - 180))[0]

    session.edit(break_it)
    session.select({node.id})
    wait_until(lambda: len(window.panels.problems.rows) >= 2)
    window.window.dock_of("problems").raise_()


def groups(window: ProjectWindow) -> None:
    session = window.session
    session.undo()
    chosen = [node.id for node in session.content.nodes[:4]]
    session.edit(lambda document: make_group(document, chosen, "Axes and curve")[0])
    window.window.dock_of("code").raise_()
    session.select({session.content.nodes[-1].id})
    wait_until(lambda: window.panels.problems.rows == ())


def light(window: ProjectWindow) -> None:
    window._application.profile.change_preferences(theme="light")
    show(window, "pythagoras", 6.0)
    window.window.dock_of("problems").raise_()


def small(window: ProjectWindow) -> None:
    window._application.profile.change_preferences(theme="dark")
    show(window, "projectile", 4.0)


def double(window: ProjectWindow) -> None:
    show(window, "matrix_multiplication", 5.0)


@contextmanager
def running_app() -> Iterator[ProjectWindow]:
    """Return the window of an app that knows its node types; it is closed without a question."""
    make_qt_application()
    application = Application(Profile(places()), assemble)
    application.start([])
    (window,) = application.windows
    assert isinstance(window, ProjectWindow)
    window.window.showMaximized()
    wait_until(lambda: bool(window.session.library.types))
    yield window
    window.session.mark_saved(window.session.document, Path("unsaved"))
    window.window.close()
    application.close()


def main() -> None:
    folder, states = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    with running_app() as window:
        for state in states:
            globals()[state](window)
            settle()
            shot = QGuiApplication.primaryScreen().grabWindow(0)
            shot.save(str(folder / f"app-{state}.png"))
            print(folder / f"app-{state}.png")


if __name__ == "__main__":
    main()
