"""Door 7: what a project says is shown as it says it, and no text of it, or of an error, is more than text."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.document import edits
from manim_nodes.document.files import save_document
from manim_nodes.document.grouping import make_group
from manim_nodes.document.model import Document, Edge
from manim_nodes.errors import ManimNodesError
from manim_nodes.graph.problems import Severity
from manim_nodes.translation import tr
from tests.app.journeys.conftest import OpenApp
from tests.support.library import node, toy_document

ROOT = Path(__file__).parents[2]
APP = ROOT / "manim_nodes" / "app"
HTML = '<img src="file:///etc/hostname"><b>bold</b>&lt;'
RICH_ON_PURPOSE = {
    "kit/plain_text.py",
    "window/about.py",  # a link
    "window/status_line.py",  # keys in bold
}


def hostile() -> Document:
    nodes = [
        node("circle_1", {HTML: 1, "radius": HTML}, label=HTML),
        node("text_1", {"text": HTML, "font": HTML}, label=HTML, type="Text"),
        node("macro_1", {"code": f"# {HTML}"}, label=HTML, type="PythonCode"),
        node("foreign_1", {"a": HTML}, label=HTML, type=HTML),
        node("picture_1", {"filename_or_array": HTML}, type="ImageMobject"),
        node("wait_1", {"duration": 1}, label=HTML, type="Wait"),
    ]
    wire = Edge(source="circle_1", output=HTML, target="text_1", input=HTML)
    document = toy_document(nodes).model_copy(update={"edges": (wire,)})
    document = edits.rename_document(document, HTML)
    document, _ = edits.add_frame(document, title=HTML, text=HTML)
    return make_group(document, ["text_1"], name=HTML)[0]


def rich(widget: QWidget) -> Iterator[str]:
    for label in widget.findChildren(QLabel):
        if label.textFormat() is not Qt.TextFormat.PlainText and "img" in label.text():
            yield f"{label.objectName()} {label.text()}"
    for each in widget.findChildren(QWidget):
        if "<img" in each.toolTip():
            yield f"tip of {each}: {each.toolTip()}"


def test_no_panel_takes_a_project_for_html(open_app: OpenApp, film: Path, qtbot: QtBot) -> None:
    save_document(hostile(), film)
    window = open_app(film)
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    qtbot.waitUntil(lambda: bool(window.session.analysis and window.session.analysis.problems))
    found = list(rich(window.window))
    for full_id in ("circle_1", "macro_1", "foreign_1", "picture_1", "wait_1", "group_1"):
        window.session.select({full_id})
        qtbot.wait(20)
        found += rich(window.window)
    shown = [label.text() for label in window.window.findChildren(QLabel)]

    assert any(HTML in text for text in shown)
    assert found == []


def test_notices_show_what_they_are_told(notices: Notices) -> None:
    notices.put("name", HTML, Severity.WARNING)
    labels = [label for label in notices.findChildren(QLabel) if label.text()]

    assert [label.text() for label in labels] == [HTML]
    assert labels[0].textFormat() is Qt.TextFormat.PlainText


def test_a_label_is_plain_whatever_it_is_given_later(qtbot: QtBot) -> None:
    label = Label(HTML, wordWrap=True)
    qtbot.addWidget(label)
    label.setText(f"{HTML} again")

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == f"{HTML} again"


@pytest.mark.parametrize("text", [HTML, "&lt;b>x", "a < b", "plain\ntext"])
def test_a_tip_has_no_tags_of_the_project(text: str) -> None:
    shown = plain_tip(text)

    assert "<img" not in shown
    assert "<b>" not in shown


def modules() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(APP).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(APP.rglob("*.py"))
    ]


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    for name, tree in modules():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call):
                function = call.func
                yield name, getattr(function, "attr", getattr(function, "id", "")), call


def test_labels_are_plain_wherever_they_are_made() -> None:
    made = {name for name, function, _ in calls() if function == "QLabel"}

    assert made == RICH_ON_PURPOSE - {"kit/plain_text.py"}


def is_ours(text: ast.expr) -> bool:
    """Return whether a text holds nothing of a project, or is shown as it is."""
    if isinstance(text, ast.Constant):
        return True
    if not (isinstance(text, ast.Call) and isinstance(text.func, ast.Name)):
        return False
    name = text.func.id
    return name == "plain_tip" or (name == "tr" and not text.keywords)


def test_tips_are_plain_wherever_they_are_set() -> None:
    tips = [
        (name, call.args[1 if function == "showText" else -1])
        for name, function, call in calls()
        if function in ("setToolTip", "showText")
    ]
    tips += [
        (name, each.value)
        for name, _, call in calls()
        for each in call.keywords
        if each.arg == "toolTip"
    ]

    assert len(tips) > 20
    assert [f"{name}:{text.lineno}" for name, text in tips if not is_ours(text)] == []


def test_boxes_that_ask_are_plain() -> None:
    asking = [name for name, function, _ in calls() if function == "QMessageBox"]
    plain = [name for name, function, _ in calls() if function == "setTextFormat"]

    assert sorted(asking) == sorted(name for name in plain if name in asking)


def test_half_characters_in_messages_can_be_written_anywhere() -> None:
    error = ManimNodesError("a\udce9", where="b\ud800", hint="c\udfff")

    assert str(error).encode() == str(error).encode("utf-8", "surrogatepass")
    assert str(error) == "b\\ud800: a\\udce9 c\\udfff"
    tr("{name} is not there.", name="x\udce9").encode()
    assert tr("{name}", name="\N{GRINNING FACE}") == "\N{GRINNING FACE}"
