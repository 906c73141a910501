from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.player.comparison import Version
from manim_nodes.app.player.film_view import FilmView
from manim_nodes.app.player.player import Player
from manim_nodes.app.player.scrub_bar import Range
from manim_nodes.codegen.sections import SectionKind
from manim_nodes.editing.add_node import SearchRequest, insert
from manim_nodes.editing.session import Session
from manim_nodes.editing.trust import FULL_TRUST
from tests.support.players import FakeEngine, set_radius, two_steps
from tests.support.sessions import analyze_now

KEY = Qt.Key
LAST = 30


def press(player: Player, *keys: Qt.Key, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for key in keys:
        QTest.keyClick(player.view, key, modifier)


def test_what_is_added_is_gone_to_until_the_playhead_is_moved(
    qtbot: QtBot, player: Player, session: Session
) -> None:
    player.playback.go_to(5)
    node_type = session.library.types["Wait"]
    insert(session, node_type, SearchRequest((0, 0), (0.0, 0.0)))
    assert [each.id for each in session.content.nodes][2] == "wait_1"
    analyze_now(session)
    qtbot.waitUntil(lambda: player.playback.frame == 29)  # the last of the second second
    assert session.step_at_playhead == "wait_1"
    qtbot.waitUntil(lambda: player.preview.timeline.is_complete and not player.is_drawing)
    player.playback.go_to(3)
    assert session.step_at_playhead == "create_1"
    insert(session, node_type, SearchRequest((0, 0), (0.0, 0.0)))
    assert [each.id for each in session.content.nodes][2] == "wait_2"
    session.undo()
    analyze_now(session)
    qtbot.waitUntil(lambda: player.preview.timeline.is_complete and not player.is_drawing)
    assert player.playback.frame == 3


def test_undo_and_redo_go_back_to_where_the_edit_was_made(
    qtbot: QtBot, player: Player, session: Session
) -> None:
    def settle() -> None:
        analyze_now(session)
        qtbot.waitUntil(lambda: player.preview.timeline.is_complete and not player.is_drawing)

    session.select({"create_1"})
    player.playback.go_to(5)
    insert(session, session.library.types["Wait"], SearchRequest((0, 0), (0.0, 0.0)))
    settle()
    assert player.playback.frame == 29
    session.undo()
    assert session.step_at_playhead == "create_1"
    settle()
    assert (player.playback.frame, session.selection) == (5, frozenset({"create_1"}))
    assert session.step_at_playhead == "create_1"
    player.playback.go_to(0)
    session.redo()
    settle()
    assert (player.playback.frame, session.selection) == (29, frozenset({"wait_1"}))


def test_redo_goes_on_to_what_is_longer_than_the_film(
    qtbot: QtBot, player: Player, session: Session
) -> None:
    def settle() -> None:
        analyze_now(session)
        qtbot.waitUntil(lambda: player.preview.timeline.is_complete and not player.is_drawing)

    player.playback.go_to(LAST)
    insert(session, session.library.types["Wait"], SearchRequest((0, 0), (0.0, 0.0)))
    settle()
    assert (player.playback.frame, session.step_at_playhead) == (45, "wait_1")
    session.undo()
    settle()
    assert (player.playback.frame, session.step_at_playhead) == (LAST, "fade_out_1")
    session.redo()
    assert session.step_at_playhead == "wait_1"
    settle()
    assert (player.playback.frame, session.step_at_playhead) == (45, "wait_1")
    assert session.selection == {"wait_1"}


def shown_frame(player: Player) -> int:
    return player.view.image.pixelColor(0, 0).red()


def test_space_plays_and_pauses(qtbot: QtBot, player: Player) -> None:
    press(player, KEY.Key_Space)
    assert player.playback.is_playing
    qtbot.waitUntil(lambda: shown_frame(player) > 2)
    press(player, KEY.Key_Space)
    assert not player.playback.is_playing


@pytest.mark.parametrize(
    ("keys", "frame"),
    [
        ([KEY.Key_Right, KEY.Key_Right], 12),
        ([KEY.Key_Left], 9),
        ([KEY.Key_End], LAST),
        ([KEY.Key_Home], 0),
        ([KEY.Key_Home, KEY.Key_Left], 0),
        ([KEY.Key_End, KEY.Key_Right], LAST),
    ],
)
def test_keys_move_the_playhead(player: Player, keys: list[Qt.Key], frame: int) -> None:
    player.playback.go_to(10)
    press(player, *keys)
    assert shown_frame(player) == frame


def test_shift_and_an_arrow_move_ten_frames(player: Player) -> None:
    press(player, KEY.Key_Right, KEY.Key_Right, shift=True)
    press(player, KEY.Key_Left, shift=True)
    assert shown_frame(player) == 10


def test_control_and_an_arrow_go_from_step_to_step(player: Player) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    frames = []
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Left):
        QTest.keyClick(player.view, key, control)
        frames.append(shown_frame(player))
    assert frames == [15, 15, 0]


def test_the_ruler_scrubs_from_mouse_down(player: Player) -> None:
    scrub_bar = player.scrub_bar
    middle = QPoint(scrub_bar.width() // 2, 10)
    QTest.mousePress(scrub_bar, Qt.MouseButton.LeftButton, pos=middle)
    assert shown_frame(player) == 15
    QTest.mouseRelease(scrub_bar, Qt.MouseButton.LeftButton, pos=middle)


def test_the_session_knows_the_moment_and_its_node(player: Player, session: Session) -> None:
    player.playback.go_to(20)
    assert (session.playhead.time_s, session.playhead.node_id) == (20 / 15, "fade_out_1")


def test_without_loop_it_stops_at_the_end(qtbot: QtBot, player: Player) -> None:
    press(player, KEY.Key_L, shift=True)
    player.playback.go_to(LAST - 3)
    press(player, KEY.Key_Space)
    qtbot.waitUntil(lambda: not player.playback.is_playing)
    assert shown_frame(player) == LAST


def test_with_loop_it_begins_again(qtbot: QtBot, player: Player) -> None:
    player.playback.go_to(LAST - 3)
    press(player, KEY.Key_Space)
    qtbot.waitUntil(lambda: shown_frame(player) < 10)
    assert player.playback.is_playing


def test_a_range_is_all_that_plays(qtbot: QtBot, player: Player) -> None:
    player.playback.go_to(5)
    press(player, KEY.Key_B)
    player.playback.go_to(9)
    press(player, KEY.Key_N)
    assert player.playback.played == Range(5, 10)
    frames: set[int] = set()
    player.playback.moved.connect(frames.add)
    press(player, KEY.Key_Space)
    qtbot.waitUntil(lambda: len(frames) >= 4)
    assert frames <= {5, 6, 7, 8, 9}


def test_it_plays_what_is_there_while_the_rest_is_drawn(
    qtbot: QtBot, player: Player, session: Session, fake: FakeEngine
) -> None:
    fake.gate.clear()
    set_radius(session, 2)
    qtbot.waitUntil(lambda: player.preview.timeline.fresh_count == LAST)
    player.playback.go_to(LAST - 3)
    press(player, KEY.Key_Space)
    qtbot.waitUntil(lambda: player.playback.frame >= LAST - 1)
    assert player.is_drawing
    fake.gate.set()
    qtbot.waitUntil(lambda: player.preview.timeline.is_complete)


def test_a_choice_of_quality_is_kept(player: Player, profile: Profile) -> None:
    actions = {action.text(): action for action in player.transport.quality.menu().actions()}
    actions["720p"].trigger()
    assert profile.preferences.preview_height == 720
    assert player.transport.quality.text() == "720p15"


def test_a_choice_of_speed_is_used(player: Player) -> None:
    player.transport.speed.menu().actions()[0].trigger()
    assert player.playback.speed == 0.25
    assert player.transport.speed.text() == "0.25\N{MULTIPLICATION SIGN}"


def test_p_copies_the_point_under_the_mouse(qtbot: QtBot, player: Player) -> None:
    center = player.view.picture_rect().center().toPoint()
    QTest.mouseMove(player.view, center + QPoint(1, 0))
    QTest.mouseMove(player.view, center)
    qtbot.waitUntil(lambda: player.view.point is not None)
    press(player, KEY.Key_P)
    x, y, z = QGuiApplication.clipboard().text().strip("()").split(", ")
    assert (round(float(x)), round(float(y)), z) == (0, 0, "0")


def test_the_frame_can_be_copied(player: Player) -> None:
    player.playback.go_to(12)
    QTest.keyClick(player.view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().pixelColor(0, 0).red() == 12


def test_the_frame_can_be_saved(
    qtbot: QtBot, player: Player, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "frame.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    player.picture_actions.save_frame()
    qtbot.waitUntil(file.exists)


def test_a_frame_that_cannot_be_saved_is_told(
    qtbot: QtBot, player: Player, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "none" / "frame.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    player.picture_actions.save_frame()
    qtbot.waitUntil(lambda: "cannot be saved" in player.error.text())


def turn_wheel(view: FilmView, place: QPointF) -> None:
    nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, view.mapToGlobal(place), QPoint(), QPoint(0, 240), *nothing, False)
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_at_the_cursor_and_ctrl_0_fits_again(player: Player) -> None:
    view, place = player.view, QPointF(200, 150)
    fitted, held = view.picture_rect(), view.scene_point(place)
    turn_wheel(view, place)
    assert view.picture_rect().width() > fitted.width() * 1.2
    assert view.scene_point(place) == held
    QTest.keyClick(view, KEY.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.picture_rect() == fitted


def test_the_apostrophe_shows_lines_over_the_picture(player: Player) -> None:
    plain = player.view.grab().toImage()
    press(player, KEY.Key_Apostrophe)
    assert player.view.grab().toImage() != plain


def test_holding_c_shows_the_project_as_saved(
    qtbot: QtBot, player: Player, session: Session
) -> None:
    saved = player.view.image
    set_radius(session, 2)
    qtbot.waitUntil(lambda: player.view.image != saved)
    QTest.keyPress(player.view, KEY.Key_C)
    qtbot.waitUntil(lambda: player.view.image == saved)
    QTest.keyRelease(player.view, KEY.Key_C)
    assert player.view.image != saved


@pytest.fixture
def exported(player: Player, session: Session, profile: Profile, tmp_path: Path) -> Path:
    """Return a film of the project, whose shade is its second."""
    path = tmp_path / "film.gif"
    shades = [Image.new("RGB", (64, 36), (0, 0, 100 * second)) for second in range(3)]
    shades[0].save(path, save_all=True, append_images=shades[1:], duration=1000)
    profile.change_state(films={session.document.id: str(path)})
    player.playback.go_to(round(player.preview.timeline.fps * 1.5))
    return path


def test_holding_shift_c_shows_the_last_export_at_the_same_time(
    qtbot: QtBot, player: Player, exported: Path
) -> None:
    now = player.view.image
    QTest.keyPress(player.view, KEY.Key_C, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: player.view.image != now)
    assert player.view.image.pixelColor(5, 5).blue() == pytest.approx(100, abs=20)
    assert "exported" in player.view.note
    player.playback.go_to(0)
    qtbot.waitUntil(lambda: player.view.image.pixelColor(5, 5).blue() < 20)
    QTest.keyRelease(player.view, KEY.Key_C)
    assert player.view.note == ""
    exported.unlink()


def test_the_export_of_another_project_is_not_shown(
    qtbot: QtBot, player: Player, session: Session, exported: Path, tmp_path: Path, profile: Profile
) -> None:
    player.comparison.toggle(Version.EXPORTED)
    other = tmp_path / "other.gif"
    Image.new("RGB", (64, 36), (0, 250, 0)).save(other)
    session.open(two_steps(), trust=FULL_TRUST)
    profile.change_state(films={session.document.id: str(other)})
    player.comparison.toggle(Version.EXPORTED)
    qtbot.waitUntil(lambda: player.comparison.picture is not None)
    picture = player.comparison.picture
    assert picture is not None
    assert picture.pixels[5, 5, 1] > 200
    exported.unlink()


def test_without_an_export_that_is_said(qtbot: QtBot, player: Player, exported: Path) -> None:
    exported.unlink()
    player.comparison.toggle(Version.EXPORTED)
    qtbot.waitUntil(lambda: "not there" in player.view.note)
    press(player, KEY.Key_Escape)
    assert player.view.note == ""


def run(player: Player, command_id: str) -> None:
    (command,) = [each for each in player.commands() if each.id == command_id]
    command.run()


def test_the_selected_node_leads_to_its_first_step(player: Player, session: Session) -> None:
    session.select({"fade_out_1"})
    run(player, "player.to_selected")
    assert shown_frame(player) == 15


def test_a_presentation_stops_where_a_section_begins_and_goes_on(
    qtbot: QtBot, player: Player, fake: FakeEngine
) -> None:
    run(player, "player.present")
    full_screen = player.presentation.view
    assert full_screen is not None
    # The film is drawn again, as large as it is exported, and its sections are looked up anew.
    qtbot.waitUntil(lambda: len(fake.films) == 2)
    qtbot.waitUntil(lambda: player.preview.timeline.is_complete and not player.is_drawing)
    player.preview.sections = {0: SectionKind.NORMAL, 1: SectionKind.NORMAL}
    player.playback.pause()
    player.playback.go_to(26)
    QTest.keyClick(full_screen, KEY.Key_Space)
    qtbot.waitUntil(lambda: not player.playback.is_playing)
    assert player.playback.frame == 30
    QTest.keyClick(full_screen, KEY.Key_Space)
    qtbot.waitUntil(lambda: player.playback.frame == 60)
    QTest.keyClick(full_screen, KEY.Key_Escape)
    assert player.presentation.view is None
    assert not player.playback.stops_at_sections


def test_a_presentation_counts_takes_the_keys_of_remotes_and_is_drawn_as_the_film_is(
    qtbot: QtBot, player: Player, fake: FakeEngine
) -> None:
    player.preview.sections = {0: SectionKind.NORMAL, 1: SectionKind.LOOP}
    run(player, "player.present")
    full_screen = player.presentation.full_screen
    assert full_screen is not None
    qtbot.waitUntil(lambda: len(fake.films) == 2)
    assert (fake.lines[-1], fake.rates[-1]) == (1080, 30)
    qtbot.waitUntil(lambda: player.preview.timeline.is_complete and not player.is_drawing)

    player.preview.sections = {0: SectionKind.NORMAL, 1: SectionKind.LOOP}
    player.playback.go_to(3)
    QTest.keyClick(full_screen, KEY.Key_PageDown)
    assert player.playback.frame == 30
    full_screen.refresh_note()
    assert full_screen.corner.text().startswith("2 / 2   0:")
    QTest.keyClick(full_screen, KEY.Key_B)
    assert full_screen.view.isHidden()
    QTest.keyClick(full_screen, KEY.Key_B)
    QTest.keyClick(full_screen, KEY.Key_T)
    assert full_screen.corner.isHidden()
    QTest.keyClick(full_screen, KEY.Key_PageUp)
    assert player.playback.frame == 0

    player.playback.pause()
    player.playback.go_to(40)
    QTest.keyClick(full_screen, KEY.Key_Escape)
    qtbot.waitUntil(lambda: len(fake.films) == 3)
    assert (fake.lines[-1], fake.rates[-1]) == (480, 15)
    qtbot.waitUntil(lambda: player.preview.timeline.is_complete and not player.is_drawing)
    assert player.playback.frame == 20  # the same second


def test_a_section_is_presented_once_it_is_drawn_or_at_once_if_asked_for_again(
    qtbot: QtBot, player: Player, fake: FakeEngine
) -> None:
    fake.gate.clear()
    fake.held_at = 40
    run(player, "player.present")
    full_screen = player.presentation.full_screen
    assert full_screen is not None
    player.preview.sections = {0: SectionKind.NORMAL, 1: SectionKind.NORMAL}
    # Of the second section a third is drawn, so that it waits.
    qtbot.waitUntil(lambda: player.playback.frame == 30 and not player.playback.is_playing)
    full_screen.refresh_note()
    assert full_screen.corner.text().endswith("drawn 66 %")
    QTest.keyClick(full_screen, KEY.Key_Space)
    qtbot.wait(100)
    assert player.playback.is_playing
    assert player.playback.frame == 30
    full_screen.refresh_note()
    assert full_screen.corner.text().endswith("drawn 66 %; Space plays at once")
    QTest.keyClick(full_screen, KEY.Key_Space)
    qtbot.waitUntil(lambda: player.playback.frame > 30)

    fake.gate.set()
    qtbot.waitUntil(lambda: player.preview.timeline.is_complete)
    full_screen.refresh_note()
    assert "drawn" not in full_screen.corner.text()
    player.playback.pause()
    player.playback.go_to_start()
    QTest.keyClick(full_screen, KEY.Key_Space)
    assert player.playback.is_playing
    QTest.keyClick(full_screen, KEY.Key_Escape)
    assert not player.playback.is_playing


def test_another_frame_rate_leaves_the_second_and_the_part_that_is_played(
    qtbot: QtBot, player: Player, profile: Profile
) -> None:
    player.playback.go_to(6)
    run(player, "player.range_start")
    profile.change_preferences(preview_fps=30)
    qtbot.waitUntil(lambda: player.preview.timeline.fps == 30 and not player.is_drawing)
    assert player.playback.frame == 12
    assert player.playback.played is not None
    assert player.playback.played.first == 12


def test_escape_stops_playing_first(player: Player) -> None:
    press(player, KEY.Key_Space, KEY.Key_Escape)
    assert not player.playback.is_playing


def test_every_button_has_a_name(player: Player) -> None:
    names = [button.accessibleName() for button in player.transport._buttons.values()]
    assert all(names)
    assert len(set(names)) == len(names)


def menu_texts(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]


def test_a_narrow_player_puts_buttons_into_a_menu(qtbot: QtBot, player: Player) -> None:
    transport = player.transport
    player.resize(400, 300)
    qtbot.waitUntil(transport.more.isVisible)
    assert transport._buttons["player.play"].isVisible()
    assert "Go to the start" in menu_texts(transport.more.menu())
    player.resize(1000, 300)
    qtbot.waitUntil(lambda: not transport.more.isVisible())
    hidden = {name for name, button in transport._buttons.items() if not button.isVisible()}
    assert hidden == {"player.mute"}  # this film has no sound


def test_the_time_takes_no_room_from_what_is_around(player: Player) -> None:
    player.transport.show_time("99:59.99 / 99:59.99  123456")
    assert player.minimumSizeHint().width() <= 420


@pytest.mark.parametrize(("text", "frame"), [("1", 15), ("+1s", 25), ("12f", 12), ("-0:00.4", 4)])
def test_a_typed_time_is_gone_to(player: Player, text: str, frame: int) -> None:
    player.playback.go_to(10)
    press(player, KEY.Key_G)
    field = player.transport.time
    QTest.keyClicks(field, text)
    QTest.keyClick(field, KEY.Key_Return)
    assert shown_frame(player) == frame
    assert player.view.hasFocus()
    assert field.text().endswith(f" {frame}")


def test_what_is_no_time_changes_nothing(player: Player) -> None:
    player.playback.go_to(10)
    press(player, KEY.Key_G)
    QTest.keyClicks(player.transport.time, "soon")
    QTest.keyClick(player.transport.time, KEY.Key_Return)
    assert shown_frame(player) == 10


def test_j_k_and_l_shuttle(player: Player) -> None:
    playback = player.playback
    playback.go_to(LAST // 2)
    shuttled = []
    for key in (KEY.Key_L, KEY.Key_L, KEY.Key_L, KEY.Key_J, KEY.Key_J, KEY.Key_K):
        press(player, key)
        shuttled.append((playback.is_playing, playback.shuttle))
    assert shuttled == [(True, 1), (True, 2), (True, 4), (True, -1), (True, -2), (False, 1)]


def test_escape_shows_the_whole_film_again_while_it_is_drawn(
    qtbot: QtBot, player: Player, fake: FakeEngine
) -> None:
    fake.gate.clear()
    player.preview.show_only("create_1")
    qtbot.waitUntil(lambda: len(fake.films) == 2)
    press(player, KEY.Key_Escape)
    assert player.preview.isolated is None
    fake.gate.set()


def test_the_picture_format_is_chosen_below_the_picture(player: Player, session: Session) -> None:
    button = player.transport.format
    assert button.text() == "16:9"
    titles = [each.text() for each in button.menu().actions()]
    assert [title.partition(",")[0] for title in titles] == [
        "16:9", "9:16", "1:1", "4:5", "Custom"
    ]  # fmt: skip
    vertical = next(each for each in button.menu().actions() if "Shorts" in each.text())
    vertical.trigger()
    settings = session.document.settings
    assert (settings.frame_width, settings.frame_height) == (8.0, 8.0 * 16 / 9)
    assert button.text() == "9:16"
    assert session.undo_label == "Undo change the picture format"
