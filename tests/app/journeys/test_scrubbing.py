"""Each template, scrubbed from its first frame to its last."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.preview.preview import PreviewState
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.workspace.places import data_root
from tests.app.journeys.conftest import OpenApp

pytestmark = pytest.mark.slow

TEMPLATES, _ = load_templates(data_root() / "templates")
LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_a_template_is_scrubbed_end_to_end(
    template: Template, open_app: OpenApp, profile: Profile, qtbot: QtBot
) -> None:
    profile.change_preferences(preview_fps=4, preview_height=240, preview_time_limit_s=600)
    window = open_app()
    window._use_template(template)
    player, preview = window.panels.player, window.panels.player.preview
    qtbot.waitUntil(lambda: bool(window.session.content.nodes), timeout=30_000)
    qtbot.waitUntil(lambda: preview.state is PreviewState.CURRENT, timeout=120_000)
    scrub_bar, frames, shown = player.scrub_bar, preview.timeline.frame_count, []
    QTest.mousePress(scrub_bar, LEFT, pos=QPoint(0, scrub_bar.height() // 2))
    for x in range(scrub_bar.width()):
        QTest.mouseMove(scrub_bar, QPoint(x, scrub_bar.height() // 2))
        shown.append((player.playback.frame, player.view.image))
    QTest.mouseRelease(scrub_bar, LEFT, pos=QPoint(scrub_bar.width() - 1, scrub_bar.height() // 2))

    assert frames > 1
    assert {frame for frame, _ in shown} == set(range(frames))
    for frame, image in shown:
        picture = preview.timeline.picture(frame)
        assert picture is not None
        assert bytes(image.constBits()) == picture.pixels.tobytes()
    assert preview.message == ""
