"""What is seen of nodes and wires."""

import dataclasses
from collections.abc import Callable
from math import cos, radians, sin
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.app.canvas.node_geometry import geometry_of
from manim_nodes.app.canvas.node_painting import paint_far
from manim_nodes.app.canvas.node_view import NodeView, value_text
from manim_nodes.app.canvas.pens import NAMED, Pens
from manim_nodes.app.canvas.tooltips import tooltip_at
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import DARK, LIGHT
from manim_nodes.document import edits
from manim_nodes.document.model import Document, Edge
from manim_nodes.document.record_edits import replace
from manim_nodes.editing.node_display import set_collapsed, set_promoted
from manim_nodes.editing.session import LibraryChanged, Session
from manim_nodes.gallery.own_nodes import OwnNode
from manim_nodes.graph.problems import Severity
from manim_nodes.render.failures import RenderError
from tests.app.canvas.conftest import MakeCanvas, User
from tests.support.canvases import shown_items
from tests.support.library import node, toy_document
from tests.support.sessions import analyze_now
from tests.support.sources import built_in_library

MakeSession = Callable[..., Session]


def view_of(canvas: Canvas, node_id: str) -> NodeView:
    return canvas.view.scene_items.nodes[node_id].view


def set_value(session: Session, node_id: str, name: str, value: object) -> None:
    session.edit(lambda document: edits.set_parameter(document, node_id, name, value))  # type: ignore[arg-type]  # JSON


def test_values_that_differ_are_read_on_the_node(session: Session, canvas: Canvas) -> None:
    set_value(session, "circle_1", "color", "BLUE")
    rows = view_of(canvas, "circle_1").rows
    assert [(row.name, row.value) for row in rows] == [("radius", "2 units"), ("color", "BLUE")]
    assert rows[1].swatch.startswith("#")


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("presence", [None, "automatic"])
def test_titles_of_all_node_types_have_room_on_their_nodes(presence: str | None) -> None:
    pens = Pens(DARK)
    cut = []
    for node_type in built_in_library()[0].types.values():
        view = SimpleNamespace(
            shape="node",
            title=node_type.title,
            subtitle="",
            presence=presence,
            rows=(),
            more_rows=0,
        )
        view.collapsed = view.has_flow = True
        view.inputs = view.outputs = ()
        title = geometry_of(cast("NodeView", view), pens, has_picture=False).title
        if title is None or title.text.text() != node_type.title:
            cut.append(node_type.title)
    assert cut == []


def test_what_is_too_much_is_counted(session: Session, canvas: Canvas) -> None:
    for name in ("fill_opacity", "stroke_width", "stroke_opacity", "sheen_factor", "z_index"):
        set_value(session, "circle_1", name, 0.5)
    view = view_of(canvas, "circle_1")
    assert (len(view.rows), view.more_rows) == (3, 3)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "on"),
        (None, "none"),
        (2.50, "2.5"),
        ((1, 0, 0), "1, 0, 0"),
        ("a\nb", "a b"),
        ("x" * 40, "x" * 23 + "…"),
        (tuple(range(9)), "0, 1, 2, 3, 4, 5, …"),
    ],
)
def test_value_in_a_few_characters(value: object, text: str) -> None:
    assert value_text(value) == text


def test_wired_and_promoted_parameters_are_ports(session: Session, canvas: Canvas) -> None:
    session.edit(lambda document: set_promoted(document, "circle_1", "radius", promoted=True))
    view = view_of(canvas, "circle_1")
    assert [port.name for port in view.inputs] == ["radius"]
    assert "radius" not in [row.name for row in view.rows]


def test_error_is_told_by_outline_icon_and_words(session: Session, canvas: Canvas) -> None:
    set_value(session, "circle_1", "radius", -5)
    analyze_now(session)
    item = canvas.view.scene_items.nodes["circle_1"]
    assert view_of(canvas, "circle_1").severity is Severity.ERROR
    tooltip = tooltip_at(canvas.view.scene_items, item.body.center(), 1.0)
    assert "radius" in tooltip
    set_value(session, "circle_1", "radius", 5)
    analyze_now(session)
    assert not view_of(canvas, "circle_1").problems


def test_port_at_fault_is_marked(session: Session, canvas: Canvas) -> None:
    session.edit(lambda document: edits.disconnect(document, document.edges[:1]))
    analyze_now(session)
    (port,) = [port for port in view_of(canvas, "create_1").inputs if port.name == "mobject"]
    assert port.faulty


def test_type_of_an_output_follows_the_wires(canvas: Canvas) -> None:
    outputs = {port.name: port.type for port in view_of(canvas, "fade_out_1").outputs}
    assert outputs["mobject"] == "Circle"


def test_unknown_node_keeps_its_wires(make_session: MakeSession, make_canvas: MakeCanvas) -> None:
    nodes = [node("circle_1", type="Circle"), node("gone_1", type="Gone", x=300.0)]
    canvas = make_canvas(make_session(toy_document(nodes, "circle_1.mobject > gone_1.thing")))
    view = view_of(canvas, "gone_1")
    assert not view.is_known
    assert [port.name for port in view.inputs] == ["thing"]
    assert len(shown_items(canvas).wires) == 1


def test_wire_that_means_nothing_says_why(session: Session, canvas: Canvas) -> None:
    wrong = Edge(source="create_1", output="animation", target="shift_1", input="mobject")
    session.edit(lambda document: edits.connect(document, wrong))
    (wire,) = [item for item in canvas.view.scene_items.wires.values() if item.view.fault]
    assert "Cannot connect an animation to a thing" in wire.view.tooltip


def test_wire_that_converts_is_marked(session: Session, canvas: Canvas) -> None:
    converting = Edge(
        source="circle_1", output="mobject", target="fade_out_1", input="target_position"
    )
    plain = Edge(source="circle_1", output="mobject", target="shift_1", input="vector")
    session.edit(lambda document: edits.connect(edits.connect(document, converting), plain))
    marked = {
        item.view.edge.input: item.view.converted for item in canvas.view.scene_items.wires.values()
    }
    assert marked["vector"]
    assert not marked["target_position"]


def test_muted_node_and_its_wires_look_so(session: Session, canvas: Canvas) -> None:
    session.edit(lambda document: edits.set_muted(document, ["create_1"], muted=True))
    assert view_of(canvas, "create_1").muted
    assert view_of(canvas, "create_1").passthrough == ("mobject", "mobject")
    assert all(item.view.muted for item in canvas.view.scene_items.wires.values())


def test_wire_into_nowhere_is_still_there(
    make_session: MakeSession, make_canvas: MakeCanvas
) -> None:
    document = toy_document([node("circle_1", type="Circle")], "circle_1.mobject > gone_1.mobject")
    canvas = make_canvas(make_session(document))
    assert sum(shown_items(canvas).wires.values()) == 1


def test_picture_is_shown_while_pictures_are_wanted(canvas: Canvas, profile: Profile) -> None:
    item = canvas.view.scene_items.nodes["circle_1"]
    heights = [item.geometry.size[1]]
    canvas.set_picture("circle_1", QPixmap(160, 90))
    heights.append(item.geometry.size[1])
    profile.change_preferences(node_pictures=False)
    heights.append(item.geometry.size[1])
    assert heights[0] == heights[2] < heights[1]


def thin_circle() -> QPixmap:
    """Return a picture as large as those of nodes, with a circle of a line of two pixels."""
    picture = QPixmap(320, 180)
    picture.fill(Qt.GlobalColor.black)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(Qt.GlobalColor.white, 2))
    painter.drawEllipse(QPointF(160, 90), 70, 70)
    painter.end()
    return picture


def lightness_around(image: QImage, center: QPointF, radius: float) -> list[int]:
    """Return the most light near each point of a circle."""
    found = []
    for angle in range(0, 360, 3):
        x = center.x() + radius * cos(radians(angle))
        y = center.y() + radius * sin(radians(angle))
        near = [(round(x) + dx, round(y) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        found.append(max(image.pixelColor(*place).lightness() for place in near))
    return found


@pytest.mark.parametrize("zoom", [1.0, 0.8, 0.65])
def test_thin_lines_of_small_pictures_have_no_gaps(
    canvas: Canvas, qtbot: QtBot, zoom: float
) -> None:
    canvas.set_picture("circle_1", thin_circle())
    canvas.view.zoom_by(zoom / canvas.view.zoom)
    item = canvas.view.scene_items.nodes["circle_1"]
    room = item.geometry.picture
    assert room is not None
    canvas.view.show_point(item.pos() + room.center())
    qtbot.wait(20)
    image = canvas.view.viewport().grab().toImage()
    center = QPointF(canvas.view.mapFromScene(item.pos() + room.center()))
    scale = min(room.width() / 320, room.height() / 180) * canvas.view.zoom

    around = lightness_around(image, center, 70 * scale)
    assert min(around) > 30
    assert min(around) > 0.25 * max(around)


def test_node_being_played_glows(session: Session, canvas: Canvas) -> None:
    session.move_playhead(1.0, "create_1")
    session.move_playhead(2.0, "fade_out_1")
    nodes = canvas.view.scene_items.nodes
    assert [key for key, item in nodes.items() if item.is_playing] == ["fade_out_1"]


def test_theme_and_zoom_are_painted(canvas: Canvas, session: Session) -> None:
    analyze_now(session)
    canvas.set_theme(LIGHT)
    for zoom in (0.1, 0.3, 0.5, 1.0, 2.0):
        canvas.view.zoom_by(zoom / canvas.view.zoom)
        image = canvas.grab().toImage()
        assert image.pixelColor(300, 20).name() != "#1a1c20"


def test_selection_is_spoken(session: Session, canvas: Canvas) -> None:
    session.select({"circle_1"})
    assert canvas.view.accessibleDescription() == "Selected: Circle"


def test_revealed_node_comes_into_sight(session: Session, canvas: Canvas) -> None:
    session.edit(lambda document: edits.move_nodes(document, {"shift_1": (9000.0, 9000.0)}))
    session.select({"shift_1"})
    assert canvas.view.visible_area.contains(canvas.view.scene_items.nodes["shift_1"].body)


def test_another_project_takes_the_place(session: Session, canvas: Canvas, chain: Document) -> None:
    session.open(toy_document([node("text_1", type="Text", x=5000.0)]))
    assert set(shown_items(canvas).nodes) == {"text_1"}
    assert canvas.view.visible_area.contains(canvas.view.scene_items.bounds())
    assert len(chain.nodes) == 4


def test_nothing_is_followed_after_the_end(session: Session, canvas: Canvas) -> None:
    canvas.close()
    session.edit(lambda document: edits.remove_nodes(document, ["circle_1"]))
    assert "circle_1" in shown_items(canvas).nodes
    canvas._profile.preferences_changed.connect(canvas._apply_preferences)


def test_what_a_preview_failed_with_is_on_its_node(session: Session, canvas: Canvas) -> None:
    session.set_render_error(RenderError("It went wrong.", node_id="circle_1", hint="Mend it."))
    assert view_of(canvas, "circle_1").problems == "It went wrong. Mend it."
    session.set_render_error(None)
    assert not view_of(canvas, "circle_1").problems


def test_all_is_in_sight_at_any_size_until_one_looks_elsewhere(
    session: Session, canvas: Canvas, user: User
) -> None:
    session.open(session.document)
    canvas.resize(700, 420)
    assert canvas.view.visible_area.contains(canvas.view.scene_items.bounds())
    zoom = canvas.view.zoom
    user.click(user.body("circle_1"))
    canvas.resize(1100, 700)
    assert canvas.view.zoom == zoom


def test_a_project_opens_fitted(session: Session, canvas: Canvas) -> None:
    canvas.resize(360, 300)
    session.open(session.document)

    assert canvas.view.visible_area.contains(canvas.view.scene_items.bounds())


def test_a_project_that_all_but_fits_with_readable_names_opens_whole(
    session: Session, canvas: Canvas
) -> None:
    bounds = canvas.view.scene_items.bounds()
    canvas.resize(round(bounds.width() * NAMED * 1.01) + 30, 400)
    session.open(session.document)
    assert canvas.view.zoom >= NAMED
    assert canvas.view.visible_area.contains(canvas.view.scene_items.bounds())


def test_what_was_opened_stays_in_sight_while_nodes_grow_by_their_pictures(
    session: Session, canvas: Canvas
) -> None:
    canvas.resize(360, 200)
    session.open(session.document)
    for node_id in canvas.view.scene_items.nodes:
        canvas.set_picture(node_id, QPixmap(320, 180))

    assert canvas.view.visible_area.contains(canvas.view.scene_items.bounds())


def test_pictures_move_no_view_that_was_worked_in(session: Session, canvas: Canvas) -> None:
    session.open(session.document)
    session.edit(lambda document: edits.move_nodes(document, {"shift_1": (900.0, 100.0)}))
    before = canvas.view.visible_area
    canvas.set_picture("circle_1", QPixmap(320, 180))

    assert canvas.view.visible_area == before


@pytest.mark.parametrize("zoom", [0.25, 0.28, 0.31, 0.34, 0.37, 0.39])
@pytest.mark.parametrize("title", ["Tip", "Tip of the wave", "Transformations of functions"])
def test_from_afar_no_letter_of_a_title_is_cut(
    session: Session, canvas: Canvas, zoom: float, title: str
) -> None:
    session.edit(lambda document: edits.set_label(document, "circle_1", title))
    for collapsed in (False, True):
        session.edit(lambda document: set_collapsed(document, ["circle_1"], collapsed=collapsed))  # noqa: B023
        item = canvas.view.scene_items.nodes["circle_1"]
        rect = item.geometry.rect
        width, height = round(rect.width() * zoom), round(rect.height() * zoom)
        picture = QImage(width, height, QImage.Format.Format_RGB32)
        picture.fill(item.pens.canvas)
        painter = QPainter(picture)
        painter.scale(zoom, zoom)
        paint_far(painter, item, zoom)
        painter.end()
        top = 1 if collapsed else round(item.geometry.header * zoom) + 1
        inked = [
            any(picture.pixelColor(x, y).lightness() > 130 for x in range(3, width - 3))
            for y in range(top, height - 1)
        ]
        assert any(inked)
        assert not (inked[0] and inked[-1])  # a line that is cut above and below


def test_a_large_project_opens_where_it_begins_with_names_that_can_be_read(
    session: Session, canvas: Canvas
) -> None:
    session.edit(lambda document: edits.move_nodes(document, {"shift_1": (9000.0, 100.0)}))
    session.open(session.document)

    assert canvas.view.zoom >= NAMED  # below that, there is no text on nodes
    assert canvas.view.visible_area.contains(canvas.view.scene_items.bounds().topLeft())


def test_overview_leads_elsewhere_and_leaves_room(canvas: Canvas, user: User) -> None:
    user.click(user.body("circle_1"))
    before = canvas.view.center_point
    QTest.mouseClick(canvas.minimap, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert canvas.view.center_point.x() < before.x()
    wide = canvas.minimap.width()
    canvas.resize(600, 400)
    assert canvas.minimap.width() < wide


def test_the_overview_is_there_only_where_not_all_is_in_sight(canvas: Canvas, user: User) -> None:
    user.type("Home")
    canvas.minimap.step_aside()
    assert not canvas.minimap.isVisible()
    canvas.view.zoom_by(4)
    canvas.minimap.step_aside()
    assert canvas.minimap.isVisible()


def test_the_overview_gets_out_of_the_way_of_nodes(canvas: Canvas, user: User) -> None:
    canvas.view.zoom_by(1 / canvas.view.zoom)
    canvas.view.show_point(canvas.view.scene_items.nodes["create_1"].body.center())
    body = canvas.view.scene_items.nodes["circle_1"].body
    for corner in ("bottomRight", "bottomLeft"):
        pixel = getattr(canvas.view.viewport().rect(), corner)()
        way = user.pixel(getattr(body, corner)()) - pixel
        canvas.view.pan_by(-way.x(), -way.y())
        canvas.minimap.step_aside()
        shown = canvas.minimap.geometry().translated(-canvas.view.pos())
        assert canvas.minimap.isVisible()
        assert not canvas.view.mapFromScene(body).boundingRect().intersects(shown)


def test_the_overview_gets_out_of_the_way_of_a_node_that_grows_by_its_picture(
    canvas: Canvas, user: User, qtbot: QtBot
) -> None:
    view = canvas.view
    user.click(user.body("circle_1"))  # from now on the view stays where it is
    view.zoom_by(1 / view.zoom)
    body = view.scene_items.nodes["circle_1"].body
    canvas.minimap.step_aside()
    above = canvas.minimap.geometry().translated(-view.pos()).topRight() - QPoint(0, 10)
    way = view.mapFromScene(body.bottomRight()) - above
    view.pan_by(-way.x(), -way.y())
    canvas.minimap.step_aside()
    before = canvas.minimap.pos()
    canvas.set_picture("circle_1", QPixmap(320, 180))

    def is_covered() -> bool:
        shown = canvas.minimap.geometry().translated(-view.pos())
        grown = view.scene_items.nodes["circle_1"].body
        return view.mapFromScene(grown).boundingRect().intersects(shown)

    assert is_covered()
    qtbot.waitUntil(lambda: not is_covered())
    assert canvas.minimap.pos() != before


def test_wires_run_to_their_ports_when_nodes_change(session: Session, canvas: Canvas) -> None:
    session.edit(lambda document: set_collapsed(document, ["create_1"], collapsed=True))
    items = canvas.view.scene_items
    ends = {wire.view.edge.target: wire for wire in items.wires.values()}
    create = items.nodes["create_1"]
    assert ends["create_1"].end == create.port_point("mobject", is_output=False)
    assert ends["fade_out_1"].start == create.port_point("mobject", is_output=True)


@pytest.mark.parametrize("port", ["mobject", "flow"])
def test_wire_whose_node_is_gone_ends_in_a_stub(
    session: Session, canvas: Canvas, chain: Document, port: str
) -> None:
    wire = Edge(source="circle_1", output=port, target="create_1", input=port)
    session.open(replace(chain, edges=(wire,)))
    nodes = tuple(node for node in chain.nodes if node.id != "circle_1")
    session.open(replace(chain, nodes=nodes, edges=(wire,)))
    (item,) = canvas.view.scene_items.wires.values()
    assert item.view.fault
    assert 0 < item.end.x() - item.start.x() < 100


def test_change_is_painted(session: Session, canvas: Canvas) -> None:
    canvas.view.grab()
    before = canvas.view.grab().toImage()
    assert canvas.view.grab().toImage() == before
    session.edit(lambda document: edits.set_color(document, ["shift_1"], "#c00000"))
    assert canvas.view.grab().toImage() != before


def test_wires_of_what_is_selected_stand_out(session: Session, canvas: Canvas) -> None:
    session.select({"circle_1"})
    selected = [wire for wire in canvas.view.scene_items.wires.values() if wire.is_selected]
    assert [wire.view.edge.target for wire in selected] == ["create_1"]


def test_an_empty_canvas_says_how_to_begin(
    make_canvas: MakeCanvas, make_session: MakeSession, profile: Profile
) -> None:
    session = make_session()
    canvas = make_canvas(session)
    assert canvas.empty_hint.isVisible()
    assert "Tab" in canvas.empty_hint.text()
    profile.change_preferences(own_keys={"canvas.search": ("F3",)})
    assert "F3" in canvas.empty_hint.text()
    session.edit(lambda document: edits.add_node(document, "Circle")[0])
    assert not canvas.empty_hint.isVisible()


def test_an_empty_canvas_offers_what_people_add_first(
    make_canvas: MakeCanvas, make_session: MakeSession
) -> None:
    session = make_session()
    canvas = make_canvas(session)
    canvas.resize(900, 700)
    buttons = {each.text(): each for each in canvas.empty_hint.findChildren(QToolButton)}
    assert list(buttons)[:3] == ["Text", "Formula", "Circle"]
    assert all(each.isVisible() and not each.icon().isNull() for each in buttons.values())

    QTest.mouseClick(buttons["Circle"], Qt.MouseButton.LeftButton)
    assert [node.type for node in session.document.nodes] == ["Circle"]
    assert not canvas.empty_hint.isVisible()
    session.undo()
    assert canvas.empty_hint.isVisible()


def test_a_low_canvas_offers_them_without_pictures(
    make_canvas: MakeCanvas, make_session: MakeSession
) -> None:
    canvas = make_canvas(make_session())
    sizes = {}
    for height in (600, 200):
        canvas.resize(700, height)
        QApplication.processEvents()
        (circle,) = (
            each
            for each in canvas.empty_hint.findChildren(QToolButton)
            if each.objectName() == "first_Circle"
        )
        assert circle.isVisible()
        assert canvas.view.viewport().rect().contains(canvas.empty_hint.geometry())
        sizes[height] = circle.height()
    assert sizes[200] < sizes[600] / 2


def test_offers_are_legible_and_in_even_rows_at_every_size_of_the_canvas(
    make_canvas: MakeCanvas, make_session: MakeSession
) -> None:
    session = make_session()
    canvas = make_canvas(session)
    names = {"own:Sun": "Sun", "own:Long": "The long name of what somebody has made"}
    circle = session.library.types["Circle"]
    own = {
        name: circle.model_copy(update={"type": name, "title": title})
        for name, title in names.items()
    }
    session.own_nodes = dict.fromkeys(own, cast("OwnNode", SimpleNamespace(is_built_in=False)))
    types = {**session.library.types, **own}
    session._library = dataclasses.replace(session.library, types=types)
    session._notify(LibraryChanged())
    ways = set()
    for size in ((624, 332), (624, 374), (624, 332), (1200, 800), (350, 700), (250, 420)):
        canvas.resize(*size)
        QApplication.processEvents()
        hint = canvas.empty_hint
        buttons = [each for each in hint.findChildren(QToolButton) if each.isVisible()]
        assert {f"first_{name}" for name in own} < {each.objectName() for each in buttons}
        assert canvas.view.viewport().rect().contains(hint.geometry())
        assert len({each.width() for each in buttons}) == 1
        for button in buttons:
            assert hint.rect().contains(button.geometry())
            assert button.height() >= button.sizeHint().height(), (size, button.text())
            assert button.width() >= button.sizeHint().width(), (size, button.text())
            assert not any(
                button.geometry().intersects(other.geometry())
                for other in buttons
                if other is not button
            )
        columns = len({each.x() for each in buttons})
        ways.add((max(each.height() for each in buttons) > 63, columns))
    assert ways == {(True, 4), (True, 2), (False, 1)}


def test_offers_made_while_something_stood_there_have_their_place_afterwards(
    make_canvas: MakeCanvas, make_session: MakeSession
) -> None:
    session = make_session()
    canvas = make_canvas(session)
    session.edit(lambda document: edits.add_node(document, "Circle")[0])
    session.set_library(dataclasses.replace(session.library))
    canvas.resize(624, 374)
    session.undo()
    buttons = canvas.empty_hint.findChildren(QToolButton)
    assert canvas.view.viewport().rect().contains(canvas.empty_hint.geometry())
    assert all(each.height() >= each.sizeHint().height() for each in buttons if each.isVisible())


def test_the_canvas_gets_what_the_mouse_does_between_the_offers(
    make_canvas: MakeCanvas, make_session: MakeSession
) -> None:
    asked: list[object] = []
    canvas = make_canvas(make_session())
    canvas.view._open_search = asked.append
    QTest.mouseDClick(
        canvas.empty_hint, Qt.MouseButton.LeftButton, pos=canvas.empty_hint.rect().bottomLeft()
    )
    assert len(asked) == 1


def test_an_empty_project_opens_in_natural_size(session: Session, canvas: Canvas) -> None:
    canvas.view.zoom_by(0.3)
    session.open(replace(session.document, nodes=(), edges=()))
    assert canvas.view.zoom == 1.0


def test_steps_carry_their_number_in_the_story(
    session: Session, canvas: Canvas, profile: Profile
) -> None:
    def numbers() -> dict[str, str]:
        return {key: item.steps for key, item in canvas.view.scene_items.nodes.items()}

    analyze_now(session)
    assert numbers() == {"circle_1": "", "create_1": "1", "fade_out_1": "2", "shift_1": ""}
    items = canvas.view.scene_items
    tooltip = tooltip_at(items, items.nodes["fade_out_1"].body.center(), 1.0)
    assert "Step 2 of the story" in tooltip
    switch = next(each for each in canvas.commands() if each.id == "canvas.step_numbers")
    assert switch.menu == "View"
    switch.run()
    assert set(numbers().values()) == {""}
    assert profile.preferences.step_numbers is False
    switch.run()
    assert numbers()["fade_out_1"] == "2"


def test_nodes_show_how_long_drawing_them_took_where_that_is_wanted(
    session: Session, canvas: Canvas
) -> None:
    def shown() -> dict[str, str]:
        items = canvas.view.scene_items.nodes
        return {key: item.draw_time for key, item in items.items() if item.draw_time}

    session.note_draw_times({"create_1": 0.416, "group_1/fade_out_1": 2})
    assert shown() == {}
    next(each for each in canvas.commands() if each.id == "canvas.draw_times").run()
    assert shown() == {"create_1": "0.42 s"}
    session.note_draw_times({"fade_out_1": 0.012})
    assert shown() == {"create_1": "0.42 s", "fade_out_1": "12 ms"}


def test_new_step_moves_the_numbers_behind_it_on(session: Session, canvas: Canvas) -> None:
    analyze_now(session)
    item = canvas.view.scene_items.nodes["create_1"]
    before = canvas.view.grab().toImage()

    def wait_first(document: Document) -> Document:
        document, wait = edits.add_node(document, "Wait", position=(0.0, -900.0))
        ids = [key for key in document.nodes_by_id if key != wait]
        return edits.reorder_nodes(document, [wait, *ids])

    session.edit(wait_first)
    analyze_now(session)
    assert item.steps == "2"
    assert canvas.view.grab().toImage() != before, "the number is drawn"
