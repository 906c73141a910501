"""Doors 1 and 3: code runs where its own signature is trusted, over all that decides what it does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.project.project_files import ProjectFiles
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.document import edits
from manim_nodes.document.clipboard import copy_nodes
from manim_nodes.document.edits import add_node
from manim_nodes.document.files import save_document
from manim_nodes.document.grouping import make_group
from manim_nodes.document.model import Document, Edge, new_document
from manim_nodes.document.redefinition import redefine_group
from manim_nodes.document.wires import FLOW
from manim_nodes.editing.canvas_edits import duplicate, paste
from manim_nodes.editing.session import Session
from manim_nodes.editing.trust import NO_TRUST, Trust, code_of
from manim_nodes.graph.code_signatures import code_signatures
from manim_nodes.graph.expand import expand
from manim_nodes.library.catalogue import Library
from tests.app.journeys.conftest import OpenApp
from tests.app.project.test_project_files import open_now, press
from tests.conftest import MakeSession
from tests.support.commands import run
from tests.support.library import node, toy_document

EVIL = "import os; os.system('true')"


def with_code(code: str = EVIL, wires: str = "", text: str = "print(1)") -> Document:
    nodes = [
        node("code_1", {"code": code}, type="PythonCode"),
        node("text_1", {"text": text}, type="StringValue"),
    ]
    return toy_document(nodes, wires)


def waiting(session: Session) -> set[str]:
    return set(session.waiting_code)


@pytest.fixture
def session(make_session: MakeSession) -> Session:
    return make_session(trust=NO_TRUST)


def type_code(session: Session, node_id: str, code: str) -> None:
    session.edit(lambda document: edits.set_parameter(document, node_id, "code", code))


def add_code(session: Session) -> None:
    session.edit(lambda document: add_node(document, "PythonCode")[0])


def bring(session: Session, text: str) -> None:
    session.edit(
        lambda document: paste(
            document, text, at=(0, 0), with_incoming=False, library=session.library
        )[0],
        brings=True,
    )


# the doors, as a user comes to them


def test_pasted_code_waits_in_a_new_window(open_app: OpenApp, qtbot: QtBot) -> None:
    window = open_app()
    QGuiApplication.clipboard().setText(copy_nodes(with_code(), ["code_1"]))
    press_paste(window)

    qtbot.waitUntil(lambda: "untrusted-code" in problems(window))
    analysis = window.session.analysis
    assert analysis is not None
    assert analysis.render_script is None
    assert "from elsewhere" in window.window.notices.shown["code"]


def problems(window: ProjectWindow) -> list[str]:
    analysis = window.session.analysis
    return [each.code for each in analysis.problems] if analysis else []


def press_paste(window: ProjectWindow) -> None:
    assert window.window.actions_by_id is not None
    window.window.actions_by_id.get("canvas.paste").trigger()


@pytest.fixture
def opened(
    files: ProjectFiles, session: Session, notices: Notices, film: Path, qtbot: QtBot
) -> Callable[..., None]:
    """Save a project and open it; let the code in it run, if so wanted."""

    def open_it(document: Document, path: Path = film, *, run: bool = False) -> None:
        save_document(document, path)
        open_now(files, path, qtbot)
        assert session.document.id == document.id
        if run:
            press(notices, "Run its code")
            assert notices.shown == {}

    return open_it


Opened = Callable[..., None]


def test_what_was_allowed_is_known_in_later_sessions(
    opened: Opened, session: Session, notices: Notices
) -> None:
    document = with_code()
    opened(document, run=True)
    opened(new_document("Other"))
    opened(document)

    assert waiting(session) == set()
    assert notices.shown == {}


def test_another_project_with_the_same_code_waits(
    opened: Opened, session: Session, notices: Notices
) -> None:
    document = with_code()
    opened(document, run=True)
    opened(new_document("Other", template=document))

    assert waiting(session) == {"code_1"}
    assert "code" in notices.shown


def test_a_changed_file_is_not_trusted_for_what_it_was(opened: Opened, session: Session) -> None:
    document = with_code("exec(a)", "text_1.value > code_1.a")
    opened(document, run=True)
    opened(new_document("Other"))
    opened(edits.set_parameter(document, "text_1", "text", EVIL))

    assert waiting(session) == {"code_1"}


def test_a_template_brings_no_trust(
    opened: Opened, session: Session, files: ProjectFiles, film: Path, qtbot: QtBot
) -> None:
    opened(with_code(), run=True)
    files.use_template(film)
    qtbot.waitUntil(lambda: session.path is None)

    assert waiting(session) == {"code_1"}


def test_the_command_line_knows_what_the_app_allowed(
    opened: Opened, film: Path, profile: Profile
) -> None:
    opened(with_code())
    assert run("check", film).code == 1
    assert run("check", film, "--trust").code == 0
    opened(with_code(), run=True)
    opened(new_document("Other"), film.with_name("other.mnodes"))
    profile.close()

    assert run("check", film).code == 0


# what is kept and what is not


def test_what_the_user_types_is_trusted_as_they_write(session: Session) -> None:
    add_code(session)
    for code in ("self", "self.wait", "self.wait()"):
        type_code(session, "python_code_1", code)

    assert waiting(session) == set()


def test_changes_before_code_of_the_users_own_keep_its_trust(session: Session) -> None:
    add_code(session)
    type_code(session, "python_code_1", "exec(a)")
    session.edit(lambda document: add_node(document, "StringValue")[0])
    wire = Edge(source="string_value_1", output="value", target="python_code_1", input="a")
    session.edit(lambda document: edits.connect(document, wire))
    session.edit(lambda document: edits.set_parameter(document, "string_value_1", "text", "1"))
    session.undo()

    assert waiting(session) == set()


def test_copies_and_groups_of_trusted_code_are_trusted(session: Session) -> None:
    add_code(session)
    type_code(session, "python_code_1", "x = 1")
    session.edit(
        lambda document: duplicate(
            document, ["python_code_1"], with_incoming=False, library=session.library
        )[0]
    )
    session.edit(lambda document: make_group(document, ["python_code_1"], name="Mine")[0])

    assert len(code_signatures(expand(session.document), session.library)) == 2
    assert waiting(session) == set()


def test_brought_code_waits_whatever_the_user_does_around_it(session: Session) -> None:
    add_code(session)
    type_code(session, "python_code_1", "exec(a)")
    bring(
        session, copy_nodes(with_code("exec(a)", "text_1.value > code_1.a"), ["code_1", "text_1"])
    )
    assert waiting(session) == {"code_1"}

    session.edit(lambda document: edits.set_parameter(document, "text_1", "text", "2"))
    assert waiting(session) == {"code_1"}
    session.edit(lambda document: make_group(document, ["code_1", "text_1"], name="Theirs")[0])
    (inside,) = waiting(session)
    assert inside.endswith("/code_1")


def test_brought_code_does_not_run_by_a_touch_of_it(session: Session) -> None:
    bring(session, copy_nodes(with_code(), ["code_1"]))
    type_code(session, "code_1", EVIL + " ")

    assert waiting(session) == {"code_1"}


def test_default_code_from_elsewhere_waits(session: Session) -> None:
    foreign = toy_document([node("code_1", {}, type="PythonCode")], "")
    bring(session, copy_nodes(foreign, ["code_1"]))
    session.edit(lambda document: add_node(document, "Circle")[0])

    assert waiting(session) == {"code_1"}


def test_what_is_brought_before_trusted_code_takes_its_trust(session: Session) -> None:
    add_code(session)
    type_code(session, "python_code_1", "exec(a)")
    session.edit(lambda document: add_node(document, "StringValue")[0])
    wire = Edge(source="string_value_1", output="value", target="python_code_1", input="a")
    session.edit(lambda document: edits.connect(document, wire), brings=True)

    assert waiting(session) == {"python_code_1"}


def test_a_group_that_is_read_anew_takes_no_trust_over(session: Session) -> None:
    add_code(session)
    session.edit(lambda document: make_group(document, ["python_code_1"], name="Mine")[0])
    (group,) = session.document.groups
    changed = edits.set_parameter(
        new_document("x").model_copy(update={"nodes": group.nodes}), "python_code_1", "code", EVIL
    )
    assert waiting(session) == set()
    newer = group.model_copy(update={"nodes": changed.nodes})
    stand_in = session.document.nodes[0]
    snippet = new_document("x").model_copy(update={"nodes": (stand_in,), "groups": (newer,)})
    session.edit(lambda document: redefine_group(document, group.id, snippet)[0], brings=True)

    (inside,) = waiting(session)
    assert inside.endswith("/python_code_1")


# signatures


def signature(document: Document, library: Library, node_id: str = "code_1") -> str:
    return code_signatures(expand(document), library)[node_id]


def test_a_signature_is_over_code_wires_and_what_comes_through_them(library: Library) -> None:
    wired = "text_1.value > code_1.a"
    signatures = {
        signature(document, library)
        for document in (
            with_code("exec(a)"),
            with_code("exec(b)"),
            with_code("exec(a)", wired),
            with_code("exec(a)", "text_1.value > code_1.b"),
            with_code("exec(a)", wired, text=EVIL),
        )
    }
    assert len(signatures) == 5


def test_files_that_reach_code_are_signed(library: Library) -> None:
    def reading(name: str) -> Document:
        nodes = [
            node("texts_1", {"file": name}, type="TextsFromFile"),
            node("code_1", {"code": "exec(a[0])"}, type="PythonCode"),
        ]
        return toy_document(nodes, "texts_1.value > code_1.a")

    assert signature(reading("a.csv"), library) != signature(reading("/tmp/a.csv"), library)


def test_ids_labels_places_and_flow_are_not_signed(library: Library) -> None:
    here = with_code("exec(a)", "text_1.value > code_1.a")
    there = edits.move_nodes(edits.set_label(here, "code_1", "Other"), {"text_1": (5.0, 5.0)})
    circle = add_node(there, "Wait")[0]
    flow = Edge(source="wait_1", output=FLOW, target="code_1", input=FLOW)
    copied = paste(
        here,
        copy_nodes(here, ["code_1", "text_1"]),
        at=(0, 0),
        with_incoming=False,
        library=library,
    )[0]

    assert signature(edits.connect(circle, flow), library) == signature(here, library)
    assert signature(copied, library, "code_2") == signature(here, library)


def test_circles_of_wires_are_signed(library: Library) -> None:
    def around(code: str) -> Document:
        nodes = [
            node("code_1", {"code": "exec(a)"}, type="PythonCode"),
            node("code_2", {"code": code}, type="PythonCode"),
        ]
        return toy_document(nodes, "code_1.result > code_2.a; code_2.result > code_1.a")

    assert signature(around("return 1"), library) != signature(around("return 2"), library)


def test_what_was_allowed_once_is_allowed_for_that_only(library: Library) -> None:
    document = with_code()
    trust = Trust(frozenset({signature(document, library)}))

    assert code_of(document, library).waiting(trust) == {}
    assert code_of(with_code("import sys"), library).waiting(trust).keys() == {"code_1"}
