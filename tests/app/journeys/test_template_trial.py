"""A template is tried in the gallery: its film plays, its knobs change it, and what has become of it is opened."""

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.gallery.templates_view import TemplatesView
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.app.window.template_trial import TemplateTrial
from manim_nodes.gallery.knobs import knob_fields, set_knob
from tests.app.journeys.conftest import OpenApp

pytestmark = pytest.mark.slow

LONG_MS = 120_000


@pytest.fixture
def window(open_app: OpenApp, profile: Profile, qtbot: QtBot) -> ProjectWindow:
    profile.change_preferences(preview_fps=2, live_preview=False)
    window = open_app()
    qtbot.waitUntil(lambda: bool(window._application.templates), timeout=LONG_MS)
    return window


def tried(window: ProjectWindow, qtbot: QtBot) -> tuple[TemplatesView, TemplateTrial]:
    view = window.panels.welcome.findChild(TemplatesView)
    assert view is not None
    templates = window._application.templates
    view.look_at(next(each for each in templates if each.id == "first_film"))
    qtbot.waitUntil(lambda: view.page is not None and view.page.trial is not None)
    assert view.page is not None
    trial = view.page.trial
    assert isinstance(trial, TemplateTrial)
    qtbot.waitUntil(lambda: trial.has_begun, timeout=LONG_MS)
    return view, trial


def test_a_template_plays_is_changed_by_its_knobs_and_opened_as_it_is_then(
    window: ProjectWindow, qtbot: QtBot
) -> None:
    view, trial = tried(window, qtbot)
    assert trial.film.playback.is_playing
    assert {"needs nothing else", "6 knobs"} <= {*trial.summary()}
    first = trial.film.preview.film
    (title, *_) = knob_fields(trial.document, window.session.library)
    assert trial.knobs.form is not None
    trial.session.edit(lambda document: set_knob(document, title, "Another title"))
    qtbot.waitUntil(lambda: trial.film.preview.film is not first, timeout=LONG_MS)
    assert view.page is not None
    view.page.open_button.click()
    qtbot.waitUntil(lambda: window.session.document.name == "A first film", timeout=LONG_MS)
    fields = knob_fields(window.session.document, window.session.library)
    assert fields[0].value == "Another title"
    assert window.session.trust.is_own
    qtbot.waitUntil(lambda: trial.film.preview.worker.is_over, timeout=LONG_MS)


def test_a_template_that_is_left_draws_no_more(window: ProjectWindow, qtbot: QtBot) -> None:
    view, trial = tried(window, qtbot)
    view.go_back()
    assert view.page is None
    qtbot.waitUntil(lambda: trial.film.preview.worker.is_over, timeout=LONG_MS)
    assert not trial.film.playback.is_playing
