"""The welcome page: a new project, one of the last ones, or a copy of a template at one click."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.gallery.cards import CardView
from manim_nodes.app.gallery.recent_view import RecentView
from manim_nodes.app.gallery.welcome import Welcome
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.window.actions import Actions
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.workspace.places import data_root

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture(scope="module")
def templates() -> list[Template]:
    return load_templates(data_root() / "templates")[0]


@dataclass
class Asked:
    """What a welcome page was asked to do."""

    buttons: list[str] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    open_project: str = ""


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def projects(tmp_path: Path, profile: Profile) -> list[Path]:
    """Remember two projects, of which the second is there no more."""
    paths = [tmp_path / "Waves.mnodes", tmp_path / "Gone.mnodes"]
    paths[0].touch()
    profile.change_state(recent_projects=tuple(map(str, paths)))
    return paths


@pytest.fixture
def page(
    qtbot: QtBot, theme: Theme, profile: Profile, templates: list[Template], asked: Asked
) -> Welcome:
    page = Welcome(
        theme=theme,
        profile=profile,
        templates=templates,
        leave=lambda: asked.buttons.append("leave"),
        open_project=lambda: asked.open_project,
        new_project=lambda: asked.buttons.append("new"),
        open_file=lambda: asked.buttons.append("open"),
        open_path=asked.paths.append,
        use_template=lambda template: asked.templates.append(template.id),
    )
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


def cards(page: Welcome) -> CardView:
    view = page.findChild(CardView)
    assert isinstance(view, CardView)
    return view


def names(view: CardView | RecentView) -> list[str]:
    model = view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def recent(page: Welcome, qtbot: QtBot) -> RecentView:
    view = page.findChild(RecentView)
    assert isinstance(view, RecentView)
    qtbot.waitUntil(lambda: bool(names(view)))
    return view


def row(view: RecentView, index: int) -> QPoint:
    return view.visualRect(view.model().index(index, 0)).center()


def cross(view: RecentView, index: int) -> QPoint:
    return view.visualRect(view.model().index(index, 0)).topRight() + QPoint(-10, 12)


def click_chip(page: Welcome, text: str) -> None:
    chip = next(each for each in page.findChildren(QPushButton) if each.text() == text)
    QTest.mouseClick(chip, LEFT)


def test_the_buttons_begin_and_open_projects(page: Welcome, asked: Asked) -> None:
    for text in ("New project", "Open…"):
        click_chip(page, text)
    assert asked.buttons == ["new", "open"]


def test_one_goes_back_to_what_is_open_by_a_button_and_by_escape(
    page: Welcome, asked: Asked, qtbot: QtBot
) -> None:
    Actions(page.commands(), {"welcome": page}, page)
    asked.open_project = "Waves"
    page.refresh()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)

    click_chip(page, "← Back to Waves")
    QTest.keyClick(page.findChild(QLineEdit), Key.Key_Escape)
    assert asked.buttons == ["leave", "leave"]


def test_the_tour_is_offered_once(page: Welcome, profile: Profile) -> None:
    taken: list[str] = []
    page.take_tour = lambda: taken.append("tour")
    click_chip(page, "Take the tour")
    assert taken == ["tour"]
    offered = next(each for each in page.findChildren(QPushButton) if each.text() == "No, thanks")
    QTest.mouseClick(offered, LEFT)
    assert not offered.isVisible()
    assert profile.state.is_tour_offered


def test_where_nothing_is_open_there_is_no_button_back(page: Welcome) -> None:
    buttons = [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]
    assert not any("Back" in text for text in buttons)


@pytest.mark.usefixtures("projects")
def test_one_click_opens_a_recent_project(
    page: Welcome, qtbot: QtBot, asked: Asked, projects: list[Path]
) -> None:
    view = recent(page, qtbot)
    QTest.mouseClick(view.viewport(), LEFT, pos=row(view, 0))
    assert asked.paths == projects[:1]


@pytest.mark.usefixtures("projects")
def test_a_project_that_is_gone_says_so_and_is_not_opened(
    page: Welcome, qtbot: QtBot, asked: Asked
) -> None:
    view = recent(page, qtbot)
    spoken = view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("not found")
    QTest.mouseClick(view.viewport(), LEFT, pos=row(view, 1))
    assert asked.paths == []


def test_its_cross_takes_a_project_off_the_list(
    qtbot: QtBot, projects: list[Path], page: Welcome, profile: Profile, asked: Asked
) -> None:
    view = recent(page, qtbot)
    QTest.mouseClick(view.viewport(), LEFT, pos=cross(view, 0))
    assert profile.state.recent_projects == (str(projects[1]),)
    assert asked.paths == []
    qtbot.waitUntil(lambda: names(view) == ["Gone"])


def test_keys_open_a_project_and_take_it_off_the_list(
    qtbot: QtBot, projects: list[Path], page: Welcome, profile: Profile, asked: Asked
) -> None:
    view = recent(page, qtbot)
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Key.Key_Return)
    QTest.keyClick(view, Key.Key_Delete)
    assert asked.paths == projects[:1]
    assert profile.state.recent_projects == (str(projects[1]),)


def test_without_recent_projects_it_says_what_will_be_there(page: Welcome, qtbot: QtBot) -> None:
    def said() -> bool:
        labels = [label for label in page.findChildren(QLabel) if label.isVisible()]
        return any("are listed here" in label.text() for label in labels)

    qtbot.waitUntil(said)


def test_one_click_on_a_card_uses_its_template(
    page: Welcome, asked: Asked, templates: list[Template]
) -> None:
    view = cards(page)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(1, 0)).center())
    assert asked.templates == [templates[1].id]


def test_a_template_is_found_and_used_by_keys_alone(page: Welcome, asked: Asked) -> None:
    line = page.findChild(QLineEdit)
    QTest.keyClicks(line, "right triangle")
    QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(cards(page), Key.Key_Return)
    assert asked.templates == ["pythagoras"]


def test_arrow_keys_move_among_the_cards(
    page: Welcome, templates: list[Template], asked: Asked
) -> None:
    view = cards(page)
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Key.Key_Right)
    QTest.keyClick(view, Key.Key_Return)
    assert asked.templates == [templates[1].id]


def test_a_chip_leaves_the_templates_of_its_category(
    page: Welcome, templates: list[Template]
) -> None:
    click_chip(page, "Physics")
    physics = [template.name for template in templates if template.category == "Physics"]
    assert names(cards(page)) == physics
    click_chip(page, "All")
    assert len(names(cards(page))) == len(templates)


def test_a_search_without_result_says_so(page: Welcome) -> None:
    QTest.keyClicks(page.findChild(QLineEdit), "qqqqzzzz")
    assert not cards(page).isVisible()


def test_the_card_under_the_mouse_moves_until_the_mouse_leaves(page: Welcome, qtbot: QtBot) -> None:
    view = cards(page)
    qtbot.waitExposed(page)
    card = view.visualRect(view.model().index(0, 0))
    QTest.mouseMove(view.viewport(), card.topLeft() + QPoint(30, 30))
    QTest.mouseMove(view.viewport(), card.center())
    still = view.grab(card).toImage()
    qtbot.waitUntil(lambda: view.grab(card).toImage() != still)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: view.grab(card).toImage() == view.grab(card).toImage())
    rested = view.grab(card).toImage()
    qtbot.wait(300)
    assert view.grab(card).toImage() == rested


def chips(page: Welcome) -> list[str]:
    buttons = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    return [each.text() for each in buttons if each.isCheckable()]


def test_templates_may_come_later(page: Welcome, qtbot: QtBot, templates: list[Template]) -> None:
    page.use_templates(templates[:1])
    assert names(cards(page)) == [templates[0].name]
    qtbot.waitUntil(lambda: chips(page) == ["All", templates[0].category])
