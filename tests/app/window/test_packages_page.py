"""The page of node packages trusts them with a click, and what is drawn follows."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.window.packages_page import PackagesPage
from manim_nodes.library.node_packages import NodePackage, find_packages
from tests.support.packages import put_folder


@pytest.fixture
def package(tmp_path: Path) -> NodePackage:
    put_folder(tmp_path, tmp_path / "trace")
    ((package,), _) = find_packages(tmp_path)
    return package


def test_a_click_trusts_and_another_one_no_longer(
    qtbot: QtBot, profile: Profile, package: NodePackage
) -> None:
    read: list[bool] = []
    page = PackagesPage(
        [package],
        profile,
        lambda: read.append(package.is_trusted(profile.state.trusted_packages)),
        lambda: None,
    )
    qtbot.addWidget(page)
    box = page.findChild(QCheckBox, "trust_dice")
    box.click()
    box.click()

    assert read == [True, False]


def test_what_is_trusted_is_checked(qtbot: QtBot, profile: Profile, package: NodePackage) -> None:
    profile.change_state(trusted_packages={package.name: package.digest})
    page = PackagesPage([package], profile, lambda: None, lambda: None)
    qtbot.addWidget(page)

    assert page.findChild(QCheckBox, "trust_dice").isChecked()


def test_the_folder_to_put_them_into_is_a_click_away(qtbot: QtBot, profile: Profile) -> None:
    opened: list[str] = []
    page = PackagesPage([], profile, lambda: None, lambda: opened.append("folder"))
    qtbot.addWidget(page)
    page.findChild(QPushButton, "open_folder_of_packages").click()

    assert opened == ["folder"]
