"""The film in all styles side by side, drawn by manim."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.project.style_dialog import StyleDialog
from manim_nodes.document.files import save_document
from tests.app.journeys.conftest import OpenApp
from tests.support.library import node, toy_document

pytestmark = pytest.mark.slow

LONG_MS = 120_000


def test_each_style_shows_the_film_as_it_is_in_it_and_what_is_none_says_so(
    open_app: OpenApp, profile: Profile, tmp_path: Path, qtbot: QtBot
) -> None:
    kept = {"background": "#203020", "palette": dict.fromkeys(_ROLES, "#F0F0A0")}
    broken = {"background": "mud", "palette": {}}
    profile.change_preferences(styles={"House": kept, "Odd": broken})
    path = tmp_path / "Words.mnodes"
    words = node("text_1", {"text": "Words", "font_size": 96})
    save_document(toy_document([words, "wait_1"]), path)
    window = open_app(path)
    session = window.session
    qtbot.waitUntil(lambda: session.analysis is not None, timeout=LONG_MS)
    window.styles.choose()
    dialog = window.window.findChildren(StyleDialog)[-1]
    names = [*session.library.styles, "kept:House", "kept:Odd"]
    assert dialog.cards.count() == len(names)

    def pictures() -> dict[str, bytes]:
        found = {}
        for name in names:
            image = dialog.card(name).icon().pixmap(256, 144).toImage()
            found[name] = bytes(image.constBits())
        return found

    before = pictures()
    drawn = names[:-1]
    qtbot.waitUntil(
        lambda: all(pictures()[name] != before[name] for name in drawn), timeout=LONG_MS
    )
    after = pictures()
    assert len(set(after.values())) == len(names)
    assert after["kept:Odd"] == before["kept:Odd"]
    for name, style in session.library.styles.items():
        image = dialog.card(name).icon().pixmap(256, 144).toImage()
        assert image.pixelColor(3, 3).name().upper() == style.background
        colors = {image.pixelColor(x, 72).name().upper() for x in range(image.width())}
        assert style.palette.text in colors, name
    dialog.cards.setCurrentItem(dialog.card("kept:Odd"))
    assert "background must be a color of six" in dialog.note.text()
    assert not dialog.use_button.isEnabled()
    dialog.reject()


_ROLES = ("text", "main", "accent", "second", "third", "fourth", "muted", "faint")
