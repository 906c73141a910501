"""Keeping a project as a template, and removing one, in the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.project.own_templates import OwnTemplates
from manim_nodes.app.project.template_card_dialog import TemplateCardDialog
from manim_nodes.document.edits import set_parameter
from manim_nodes.document.files import load_document
from manim_nodes.document.knob_edits import add_constant, add_knob
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.library.catalogue import Library
from manim_nodes.render.preview.preview_settings import PreviewSettings
from tests.support.library import toy_document


class TemplatesDriver:
    """A window in which templates are kept."""

    def __init__(self, session: Session, theme: Theme, folder: Path, qtbot: QtBot) -> None:
        self.session, self.folder, self.reloads = session, folder, 0
        self.drawn: list[Path] = []
        self.kept_stills: list[bool] = []
        self.readable: list[tuple[Path, ...]] = []
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.notices = Notices(theme, self.window)
        picture = QImage(1280, 720, QImage.Format.Format_RGB32)
        picture.fill(0xFF2255)
        self.templates = OwnTemplates(
            session,
            self.window,
            self.notices,
            folder=folder,
            templates=list,
            picture=lambda: picture,
            reload_templates=self._reload,
            typeset=folder,
            draw=self._draw,
            files_folder=lambda: folder,
        )
        self.window.show()

    def _draw(
        self,
        project: Path,
        _document: Document,
        _library: Library,
        settings: PreviewSettings,
        _cancel: object,
        *,
        keeps_still: bool,
    ) -> bool:
        self.drawn.append(project)
        self.kept_stills.append(keeps_still)
        self.readable.append(settings.readable)
        return False

    def _reload(self) -> None:
        self.reloads += 1

    @property
    def kept(self) -> list[Template]:
        return load_templates(self.folder)[0]

    def keep(self, name: str, *, only_selected: bool = False) -> None:
        self.templates.ask()
        dialog = self.window.findChildren(TemplateCardDialog)[-1]
        dialog.name.setText(name)
        dialog.category.setCurrentText("School")
        dialog.description.setText("What it is.")
        dialog.only_selected.setChecked(only_selected)
        dialog.save.click()


@pytest.fixture
def driver(
    make_session: Callable[..., Session], theme: Theme, tmp_path: Path, qtbot: QtBot
) -> TemplatesDriver:
    session = make_session(toy_document("disc_1", name="Sun"))
    return TemplatesDriver(session, theme, tmp_path / "templates", qtbot)


def test_the_project_is_kept_with_the_picture_of_the_player(driver: TemplatesDriver) -> None:
    driver.keep("My sun")
    (template,) = driver.kept
    assert (template.name, template.category, template.description) == (
        "My sun",
        "School",
        "What it is.",
    )
    picture = QImage(str(template.path.with_suffix(".png")))
    assert (picture.width(), picture.height()) == (640, 360)
    assert driver.reloads == 1


def test_what_its_card_shows_is_drawn_in_the_background(
    driver: TemplatesDriver, qtbot: QtBot
) -> None:
    driver.keep("My sun")
    qtbot.waitUntil(lambda: driver.drawn == [driver.kept[0].path])
    driver.session.move_playhead(0.5, None)
    driver.keep("At noon")
    qtbot.waitUntil(lambda: len(driver.drawn) == 2)
    assert driver.kept_stills == [False, True]  # at the start of a film there is little to be seen


def test_a_template_of_what_is_selected(
    make_session: Callable[..., Session], theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    document = toy_document("disc_1 disc_2 draw_1", "disc_1 > draw_1.mobject")
    document = add_constant(add_constant(document, "size", value=2), "other", value=3)
    document = set_parameter(document, "disc_1", "weight", "size * 2")
    for target in (
        {"constant": "size"},
        {"constant": "other"},
        {"node": "disc_2", "parameter": "weight"},
    ):
        document = add_knob(document, **target)
    driver = TemplatesDriver(make_session(document), theme, tmp_path / "templates", qtbot)
    driver.keep("All")
    driver.session.select({"disc_1", "draw_1"})
    driver.templates.ask()
    dialog = driver.window.findChildren(TemplateCardDialog)[-1]
    assert dialog.knobs.text() == "size, other"
    dialog.only_selected.setChecked(True)
    assert dialog.knobs.text() == "size"
    dialog.reject()
    driver.keep("Some", only_selected=True)
    kept = {template.name: load_document(template.path) for template in driver.kept}
    assert {node.id for node in kept["Some"].nodes} == {"disc_1", "draw_1"}
    assert len(kept["Some"].edges) == 1
    assert [constant.name for constant in kept["Some"].constants] == ["size"]
    assert [knob.target for knob in kept["Some"].knobs] == [("", "size")]
    assert (len(kept["All"].nodes), len(kept["All"].knobs)) == (3, 3)


def test_it_needs_a_name(driver: TemplatesDriver) -> None:
    driver.templates.ask()
    dialog = driver.window.findChildren(TemplateCardDialog)[-1]
    assert dialog.name.text() == "Sun"
    dialog.name.setText(" ")
    assert not dialog.save.isEnabled()


@pytest.mark.parametrize("chosen", ["Remove", "Keep it"])
def test_it_is_removed_only_after_a_question(
    driver: TemplatesDriver, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    driver.keep("My sun")
    monkeypatch.setattr(QMessageBox, "exec", lambda _: 0)
    monkeypatch.setattr(
        QMessageBox,
        "clickedButton",
        lambda box: next(button for button in box.buttons() if button.text() == chosen),
    )
    driver.templates.ask_to_remove(driver.kept[0])
    assert [template.name for template in driver.kept] == ([] if chosen == "Remove" else ["My sun"])


def test_enter_on_that_question_keeps_it(
    driver: TemplatesDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.keep("My sun")
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.defaultButton().click())
    driver.templates.ask_to_remove(driver.kept[0])
    assert [template.name for template in driver.kept] == ["My sun"]


def test_one_is_given_to_somebody_else_as_a_file(
    driver: TemplatesDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    driver.keep("My sun")
    file = tmp_path / "for you.mnodes-template"
    begins: list[str] = []

    def answer(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        begins.append(start)
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    driver.templates.ask_to_pack(driver.kept[0])
    driver.templates.ask_to_import()
    assert begins == [str(driver.folder / "my_sun.mnodes-template"), str(driver.folder)]
    assert driver.notices.shown["own template"] == "There is a template “My sun” already."
    for kept in driver.folder.rglob("*.*"):
        kept.unlink()
    driver.templates.ask_to_import()
    assert [template.name for template in driver.kept] == ["My sun"]
    assert driver.reloads == 2
    qtbot.waitUntil(lambda: len(driver.drawn) == 2)  # what its card shows, too
    assert driver.readable[-1] == ()  # it is a stranger's
    file.write_text("something else")
    driver.templates.ask_to_import()
    assert (
        driver.notices.shown["own template"]
        == f"{file}: This is no template that was saved as a file."
    )
