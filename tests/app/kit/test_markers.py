import pytest
import qtawesome

from manim_nodes.app.kit.markers import category_color, category_icon
from manim_nodes.library.catalogue import Library
from manim_nodes.library.category import Category

pytestmark = pytest.mark.usefixtures("qapp")


def test_every_category_has_a_color_and_an_icon_of_its_own(
    library: Library,
) -> None:
    plain = Category(title="")
    for title in library.by_category:
        category = library.category(title)
        assert category_color(category).name() == category.color
        assert category.icon != plain.icon
        assert not qtawesome.icon(category.icon).isNull()


def test_an_icon_that_is_not_there_is_replaced(caplog: pytest.LogCaptureFixture) -> None:
    category = Category(title="Own", icon="mdi6.no-such-icon")
    plain = category_icon(Category(title=""), "#ffffff").pixmap(32, 32).toImage()
    assert category_icon(category, "#ffffff").pixmap(32, 32).toImage() == plain
    assert "no-such-icon" in caplog.text
