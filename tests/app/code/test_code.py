from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from manim_nodes.app.code.code import CodeView, changed_lines
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import DARK, LIGHT
from manim_nodes.document.edits import set_parameter
from manim_nodes.editing.session import Session
from tests.conftest import MakeSession
from tests.support.library import node, toy_document
from tests.support.sessions import analyze_now


@pytest.fixture
def session(make_session: MakeSession) -> Session:
    nodes = [node("circle_1"), node("square_1", x=1), node("create_1", x=2)]
    return make_session(toy_document(nodes, "circle_1.mobject > create_1.mobject"))


@pytest.fixture
def saved() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def view(
    session: Session, profile: Profile, saved: list[tuple[str, str]], qtbot: QtBot
) -> CodeView:
    view = CodeView(session, theme=DARK, profile=profile, save_as=lambda *text: saved.append(text))
    qtbot.addWidget(view)
    view.resize(600, 600)
    view.show()
    analyze_now(session)
    return view


def line_with(view: CodeView, text: str) -> int:
    lines = view.text.toPlainText().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def click_line(view: CodeView, number: int) -> None:
    block = view.text.document().findBlockByNumber(number - 1)
    point = view.text.cursorRect(QTextCursor(block)).center()
    QTest.mouseClick(view.text.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_the_script_follows_the_project(view: CodeView, session: Session) -> None:
    assert "Circle()" in view.text.toPlainText()
    session.edit(lambda document: set_parameter(document, "circle_1", "radius", 2.5))
    analyze_now(session)

    assert "Circle(radius=2.5)" in view.text.toPlainText()


def test_a_selected_node_lights_up_its_lines(view: CodeView, session: Session) -> None:
    session.select({"circle_1"})
    assert line_with(view, "Circle()") in view.highlighted_lines
    assert line_with(view, "Square()") not in view.highlighted_lines


def test_a_click_on_a_line_selects_its_node(view: CodeView, session: Session) -> None:
    click_line(view, line_with(view, "Square()"))

    assert session.selection == {"square_1"}


def test_with_errors_the_last_script_stays_and_says_so(view: CodeView, session: Session) -> None:
    before = view.text.toPlainText()
    session.edit(lambda document: set_parameter(document, "circle_1", "radius", -5))
    analyze_now(session)

    assert view.text.toPlainText() == before
    assert "has errors" in view.note


def test_the_script_is_copied(view: CodeView) -> None:
    view.copy_script()
    assert QGuiApplication.clipboard().text() == view.text.toPlainText()


def test_the_script_is_saved_under_the_projects_name(
    view: CodeView, session: Session, saved: list[tuple[str, str]]
) -> None:
    session.mark_saved(session.document, Path("films/first.mnodes"))
    view.save_script()

    assert saved == [(view.text.toPlainText(), "first.py")]


def test_it_cannot_be_typed_into(view: CodeView) -> None:
    before = view.text.toPlainText()
    QTest.keyClicks(view.text, "x = 1")

    assert view.text.toPlainText() == before


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_words_of_python_are_colored(view: CodeView, theme: object) -> None:
    view.set_theme(theme)  # type: ignore[arg-type]
    block = view.text.document().findBlockByNumber(line_with(view, "class ") - 1)
    colors = {each.format.foreground().color().name() for each in block.layout().formats()}

    assert len(colors) >= 2
    assert QColor("#000000").name() not in colors


def colored_lines(view: CodeView) -> list[int]:
    """Return the lines that have colors, from 1."""
    blocks = (view.text.document().findBlockByNumber(n) for n in range(len(shown_lines(view))))
    return [block.blockNumber() + 1 for block in blocks if block.layout().formats()]


def shown_lines(view: CodeView) -> list[str]:
    return view.text.toPlainText().split("\n")


def test_what_is_not_seen_is_not_shown_until_it_is(view: CodeView, session: Session) -> None:
    view.hide()
    before = view.text.toPlainText()
    session.edit(lambda document: set_parameter(document, "circle_1", "radius", 2.5))
    session.select({"circle_1"})
    analyze_now(session)
    assert view.text.toPlainText() == before

    view.copy_script()
    view.show()

    assert view.text.toPlainText() == session.analysis.script.source  # type: ignore[union-attr]
    assert QGuiApplication.clipboard().text() == view.text.toPlainText()
    assert line_with(view, "Circle(radius=2.5)") in view.highlighted_lines


def test_lines_are_colored_when_they_are_scrolled_to(
    make_session: MakeSession, profile: Profile, qtbot: QtBot
) -> None:
    session = make_session(toy_document([node(f"circle_{n}", x=n) for n in range(200)], ""))
    view = CodeView(session, theme=DARK, profile=profile, save_as=lambda *_: None)
    qtbot.addWidget(view)
    view.resize(600, 200)
    view.show()
    analyze_now(session)
    last = line_with(view, "self.add(circle_199)")
    assert line_with(view, "class ") in colored_lines(view)
    assert last not in colored_lines(view)

    view.text.verticalScrollBar().setValue(view.text.verticalScrollBar().maximum())
    view.text.viewport().repaint()

    assert last in colored_lines(view)


def test_a_string_of_several_lines_is_colored_as_one(view: CodeView) -> None:
    view.text.show_source("x = '''\nfor in 3 # no\n'''\n# '''\nfor")
    view.text.viewport().repaint()
    colors = [
        {each.format.foreground().color().name() for each in block.layout().formats()}
        for block in map(view.text.document().findBlockByNumber, range(5))
    ]

    assert colors[1] == colors[2] == {"#b5d98a"}
    assert (colors[3], colors[4]) == ({"#8b93a1"}, {"#c792ea"})


@given(before=st.lists(st.sampled_from("abc"), max_size=6), after=st.lists(st.sampled_from("abc")))
def test_only_lines_that_differ_are_put_in_place(before: list[str], after: list[str]) -> None:
    old, new = before or [""], after or [""]
    first, old_end, new_end = changed_lines(old, new)

    assert [*old[:first], *new[first:new_end], *old[old_end:]] == new
    assert first < old_end
    assert first < new_end


def test_one_line_that_differs_is_put_in_place_alone() -> None:
    assert changed_lines(["a", "b", "c"], ["a", "x", "c"]) == (1, 2, 2)


@pytest.mark.parametrize(
    "sources", [("a\nb\nc", "a\nx\nb\nc", "b\nc", "b", "", "\n\nb"), ("a\u2029b\nc", "a\nc")]
)
def test_every_script_is_shown_whole(view: CodeView, sources: tuple[str, ...]) -> None:
    for source in sources:
        view.text.show_source(source)
        assert view.text.toPlainText() == source.replace("\u2029", "\n")
