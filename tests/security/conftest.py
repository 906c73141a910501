"""What the tests of strangers' files share: the app, its clipboard, and projects that try things."""

from pathlib import Path

import pytest

from tests.app.conftest import _garbage, _known_tier, profile, theme
from tests.app.journeys.conftest import application, open_app
from tests.app.project.conftest import answer, chosen, files, notices
from tests.cli.conftest import _quick_library

__all__ = [
    "_garbage",
    "_known_tier",
    "_quick_library",
    "answer",
    "application",
    "chosen",
    "files",
    "notices",
    "open_app",
    "profile",
    "theme",
]


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Return where a project may be saved, in a folder of its own."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder / "film.mnodes"
