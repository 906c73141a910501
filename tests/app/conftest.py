"""What tests of the app share. They run without a screen; Qt's warnings fail them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np  # noqa: F401  pytest.approx fails on what a thread has imported by half
import pytest
from PySide6.QtWidgets import QApplication

from manim_nodes.app.garbage import GarbageCollector
from manim_nodes.app.profile import Profile
from manim_nodes.app.session import Session
from manim_nodes.app.theme import DARK, Theme
from manim_nodes.document.model import Document, new_document
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.workspace.places import data_root, places

MakeSession = Callable[..., Session]


@pytest.fixture(scope="session")
def library() -> Library:
    """Read the built-in node types once."""
    return load_library(data_root() / "nodes")


@pytest.fixture(scope="session", autouse=True)
def _garbage(qapp: QApplication) -> GarbageCollector:  # noqa: ARG001  no timer without
    return GarbageCollector()


@pytest.fixture
def theme() -> Theme:
    return DARK


@pytest.fixture
def profile(qapp: QApplication, home: Path) -> Iterator[Profile]:  # noqa: ARG001  places are in it
    profile = Profile(places())
    yield profile
    profile.close()


@pytest.fixture
def make_session(library: Library) -> MakeSession:
    """Give what makes a session of a document, or of an empty project."""

    def make(document: Document | None = None, **fields: object) -> Session:
        return Session(document or new_document("Test"), library, trusted=True, **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def session(make_session: MakeSession) -> Session:
    return make_session()
