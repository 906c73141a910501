"""Templates in a dialog: choosing one closes it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from manim_nodes.app.gallery.cards import CardView
from manim_nodes.app.gallery.template_dialog import TemplateDialog
from manim_nodes.app.theme import Theme
from manim_nodes.gallery.catalogue import load_templates
from manim_nodes.workspace.places import data_root


def test_a_chosen_template_is_told_and_the_dialog_closes(qtbot: QtBot, theme: Theme) -> None:
    templates = load_templates(data_root() / "templates")[0]
    dialog = TemplateDialog(templates, theme=theme)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    view = dialog.findChild(CardView)
    view.setCurrentIndex(view.model().index(2, 0))
    with qtbot.waitSignal(dialog.chosen) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [templates[2]]
    assert not dialog.isVisible()
