"""The welcome page: a new project, one of the last ones, or a copy of a template at one click."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.gallery.cards import CardView
from manim_nodes.app.gallery.recent import RecentProject
from manim_nodes.app.gallery.recent_view import RecentView
from manim_nodes.app.gallery.template_page import TemplatePage
from manim_nodes.app.gallery.welcome import Welcome
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.window.actions import Actions
from manim_nodes.document.model import Document, new_document
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.workspace.places import data_root

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture(scope="module")
def templates() -> list[Template]:
    return load_templates(data_root() / "templates")[0]


class FakeTrial(QObject):
    """A trial whose film begins when it is told to."""

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.film, self.knobs = QLabel("film"), QLabel("knobs")
        self.has_begun = self.is_closed = False

    def begin(self) -> None:
        self.has_begun = True
        self.changed.emit()

    def summary(self) -> list[str]:
        return ["7 nodes"]

    def close(self) -> None:
        self.is_closed = True


@dataclass
class Asked:
    """What a welcome page was asked to do."""

    buttons: list[str] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    projects: list[tuple[str, Document]] = field(default_factory=list)
    inserted: list[Document] = field(default_factory=list)
    trials: list["FakeTrial"] = field(default_factory=list)
    open_project: str = ""
    fault: str = ""

    def make_trial(self, template: Template) -> "FakeTrial":
        self.trials.append(FakeTrial(new_document(template.name)))
        return self.trials[-1]


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
        use_project=lambda template, project: asked.projects.append((template.id, project)),
        insert_project=asked.inserted.append,
        make_trial=lambda template, take, failed: (
            failed(asked.fault) if asked.fault else take(asked.make_trial(template))
        ),
        type_title=lambda name: {"TracedPath": "Trail of a point"}.get(name, ""),
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


def click_card(page: Welcome, row: int) -> None:
    view = cards(page)
    index = view.model().index(row, 0)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())


def button(page: Welcome, text: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text() == text)


def large(page: Welcome) -> TemplatePage | None:
    pages = (each for each in page.findChildren(TemplatePage) if each.isVisible())
    return next(pages, None)


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_one_click_on_a_card_shows_its_template_large_and_opens_it_as_its_knobs_are(
    page: Welcome, asked: Asked, templates: list[Template]
) -> None:
    click_card(page, 1)
    shown = large(page)
    assert shown is not None
    for text in (templates[1].name, templates[1].category, templates[1].description, "7 nodes"):
        assert text in words(shown)
    assert f"Also right in {' and '.join(templates[1].formats)}." in words(shown)
    assert not cards(page).isVisible()
    (trial,) = asked.trials
    assert not trial.film.isVisible()  # the pictures of the card move until there is a film
    trial.begin()
    assert trial.film.isVisible()
    assert trial.knobs.isVisible()
    QTest.mouseClick(button(page, "Open"), LEFT)
    assert asked.projects == [(templates[1].id, trial.document)]
    assert trial.is_closed
    assert cards(page).isVisible()


def test_enter_presses_the_button_that_has_the_focus(
    page: Welcome, asked: Asked, templates: list[Template]
) -> None:
    page.activateWindow()
    click_card(page, 1)
    shown = large(page)
    assert shown is not None
    assert shown.open_button.hasFocus()
    QTest.keyClick(shown.open_button, Key.Key_Return)
    assert [template_id for template_id, _ in asked.projects] == [templates[1].id]
    new = button(page, "New project")
    new.setFocus()
    QTest.keyClick(new, Key.Key_Enter)
    assert asked.buttons == ["new"]


def test_space_shows_a_template_large_and_escape_leads_back(page: Welcome, asked: Asked) -> None:
    view = cards(page)
    view.setCurrentIndex(view.model().index(2, 0))
    QTest.keyClick(view, Key.Key_Space)
    shown = large(page)
    assert shown is not None
    QTest.keyClick(shown.back, Key.Key_Escape)
    assert large(page) is None
    assert asked.trials[0].is_closed
    assert asked.buttons == []  # not back to the project
    assert view.currentIndex().row() == 2


def test_a_template_goes_into_the_open_project_where_there_is_one(
    page: Welcome, asked: Asked
) -> None:
    asked.open_project = ""
    click_card(page, 0)
    assert not button(page, "Insert into this project").isVisible()
    QTest.mouseClick(button(page, "← All templates"), LEFT)
    asked.open_project = "Waves"
    click_card(page, 0)
    shown = large(page)
    assert shown is not None
    QTest.mouseClick(shown.insert_button, LEFT)
    assert asked.inserted == [asked.trials[1].document]


def test_what_nobody_sees_any_more_is_closed(page: Welcome, asked: Asked) -> None:
    click_card(page, 0)
    page.hide()
    assert asked.trials[0].is_closed
    page.show()
    assert large(page) is None


def test_templates_are_found_by_what_they_are_made_of(page: Welcome) -> None:
    QTest.keyClicks(page.findChild(QLineEdit), "traced path")
    assert "Projectile motion" in names(cards(page))
    assert "Quote" not in names(cards(page))
    page.findChild(QLineEdit).setText("trail point")  # as the palette calls it
    assert "Projectile motion" in names(cards(page))


def broken(folder: Path) -> Template:
    (folder / "Mine").mkdir()
    (folder / "Mine" / "odd.mnodes").write_text("{")
    (folder / "Mine" / "odd.toml").write_text('name = "Odd"\nkategory = ""\n')
    _, (template,) = load_templates(folder)
    return template


def test_a_broken_template_is_shown_as_such_and_can_only_be_removed(
    page: Welcome, asked: Asked, templates: list[Template], tmp_path: Path
) -> None:
    page.use_templates([broken(tmp_path), *templates])
    view = cards(page)
    last = view.model().index(len(templates), 0)
    assert last.data() == "odd"
    assert "Cannot be used" in last.data(Qt.ItemDataRole.AccessibleTextRole)
    view.setCurrentIndex(last)
    QTest.keyClick(view, Key.Key_Return)
    shown = large(page)
    assert shown is not None
    for text in ("odd.toml", "category is missing", "It needs name, category"):
        assert words(shown).count(text) == 1
    assert not button(page, "Open").isVisible()
    assert (asked.templates, asked.trials) == ([], [])
    removed: list[Template] = []
    page.remove_template = removed.append
    QTest.keyClick(shown.back, Key.Key_Escape)
    QTest.keyClick(view, Key.Key_Delete)
    assert [template.name for template in removed] == ["odd"]


def test_a_template_that_cannot_be_read_when_it_is_looked_at_says_why(
    page: Welcome, asked: Asked
) -> None:
    asked.fault = "wave.mnodes: It is empty."
    click_card(page, 0)
    shown = large(page)
    assert shown is not None
    assert asked.fault in words(shown)
    assert not button(page, "Open").isVisible()


def test_a_slash_searches_and_escape_takes_back_what_was_typed(page: Welcome, asked: Asked) -> None:
    Actions(page.commands(), {"welcome": page}, page)
    asked.open_project = "Waves"
    page.refresh()
    page.activateWindow()
    view, line = cards(page), page.findChild(QLineEdit)
    QTest.keyClicks(button(page, "New project"), "/")  # wherever one is on the page
    assert line.hasFocus()
    page.setFocus()
    assert view.hasFocus()
    every = len(names(view))
    QTest.keyClicks(view, "/")
    assert line.hasFocus()
    QTest.keyClicks(line, "quote")
    assert len(names(view)) < every
    QTest.keyClick(line, Key.Key_Escape)
    assert (line.text(), len(names(view))) == ("", every)
    assert asked.buttons == []
    QTest.keyClick(line, Key.Key_Escape)
    assert asked.buttons == ["leave"]


def test_many_categories_take_more_lines_and_no_more_width(
    page: Welcome, templates: list[Template]
) -> None:
    many = [replace(templates[0], id=str(n), category=f"Category {n}") for n in range(30)]
    page.use_templates([*templates, *many])
    QApplication.processEvents()
    buttons = page.findChildren(QPushButton)
    shown = [each for each in buttons if each.isCheckable() and each.isVisible()]
    assert len(shown) == len({template.category for template in templates}) + 31
    assert len({chip.y() for chip in shown}) > 1
    assert page.minimumSizeHint().width() < 1000
    click_chip(page, "Category 29")
    assert names(cards(page)) == [templates[0].name]


def test_cards_are_in_the_order_that_is_chosen(page: Welcome, templates: list[Template]) -> None:
    order = page.findChild(QComboBox)
    order.setCurrentText("By name")
    by_name = sorted((template.name for template in templates), key=str.casefold)
    assert names(cards(page)) == by_name
    newest = replace(templates[3], id="newest", name="Newest of all", modified_at=9e9)
    page.use_templates([*templates, newest])
    order.setCurrentText("Newest first")
    assert names(cards(page))[0] == "Newest of all"


def test_five_hundred_cards_are_filtered_while_one_types(
    page: Welcome, templates: list[Template]
) -> None:
    many = [
        replace(template, id=f"{template.id}_{number}", name=f"{template.name} {number}")
        for number in range(21)
        for template in templates
    ]
    page.use_templates(many)
    assert len(names(cards(page))) == len(many) > 500
    QTest.keyClicks(page.findChild(QLineEdit), "projectile motion 20")
    assert names(cards(page))[0] == "Projectile motion 20"


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


def test_what_is_looked_at_stays_where_it_is_when_templates_are_read_again(
    page: Welcome, templates: list[Template]
) -> None:
    click_chip(page, "Physics")
    view = cards(page)
    shown = names(view)
    view.setCurrentIndex(view.model().index(2, 0))
    page.use_templates(list(templates))
    assert (names(view), view.currentIndex().row()) == (shown, 2)
    mine = replace(templates[0], id="mine", category="Mine")
    page.use_templates([*templates, mine])  # one more category
    assert names(view) == shown
    page.use_templates([mine])
    assert names(view) == [mine.name]


def test_a_search_without_result_says_so(page: Welcome) -> None:
    assert "No template fits." not in words(page)
    QTest.keyClicks(page.findChild(QLineEdit), "qqqqzzzz")
    assert names(cards(page)) == []
    assert "No template fits." in words(page)


def test_the_cards_have_the_focus_before_there_are_any(
    page: Welcome, templates: list[Template], asked: Asked
) -> None:
    page.use_templates([])
    page.activateWindow()
    page.setFocus()
    page.use_templates(templates)
    view = cards(page)
    assert view.hasFocus()
    QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_Return)
    assert len(asked.templates) == 1


def test_the_search_stands_below_the_chips_where_there_is_no_room_beside_them(
    page: Welcome, templates: list[Template]
) -> None:
    line = page.findChild(QLineEdit)
    for count, is_below in ((0, False), (12, True), (0, False)):
        more = [replace(templates[0], id=str(n), category=f"Category {n}") for n in range(count)]
        page.use_templates([*templates, *more])
        QApplication.processEvents()
        lowest = max(
            each.mapTo(page, QPoint(0, each.height())).y()
            for each in page.findChildren(QPushButton)
            if each.isCheckable() and each.isVisible()
        )
        assert (line.mapTo(page, QPoint(0, 0)).y() >= lowest) is is_below


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


@pytest.mark.parametrize(("path", "folder"), [("film.mnodes", "~"), ("a/b/film.mnodes", "~/a/b")])
def test_a_recent_project_says_its_folder_from_home_on(path: str, folder: str) -> None:
    assert RecentProject(Path.home() / path, None).folder == folder
