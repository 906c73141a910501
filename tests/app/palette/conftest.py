"""A palette on the screen, and what it was asked to do."""

from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.palette import Palette
from manim_nodes.app.palette.type_view import TypeView
from manim_nodes.editing.session import Session


@dataclass
class Shown:
    """A palette, and what it was asked to do."""

    palette: Palette
    added: list[str]
    reloads: list[bool] = field(default_factory=list)

    @property
    def view(self) -> TypeView:
        return self.palette.findChild(TypeView)

    @property
    def headings(self) -> list[str]:
        model = self.view.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def titles(self, heading: str) -> list[str]:
        model = self.view.model()
        section = model.index(self.headings.index(heading), 0)
        return [model.index(row, 0, section).data() for row in range(model.rowCount(section))]


@pytest.fixture
def shown(qtbot: QtBot, session: Session, theme: Theme, profile: Profile) -> Shown:
    added: list[str] = []
    reloads: list[bool] = []
    removed: list[str] = []
    palette = Palette(
        session,
        theme=theme,
        profile=profile,
        add_type=added.append,
        reload_library=lambda: reloads.append(True),
        remove_own=lambda name: removed.append(name),
    )
    qtbot.addWidget(palette)
    palette.resize(300, 900)
    palette.show()
    return Shown(palette, added, reloads)
