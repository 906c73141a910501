"""What stands above the parameters of selected nodes: type, name, color, mute."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from manim_nodes.app.appearance import category_color, category_icon
from manim_nodes.app.inspector.editors.boolean import Switch
from manim_nodes.app.inspector.editors.color import ColorEditor
from manim_nodes.app.inspector.editors.editor import Surroundings
from manim_nodes.app.inspector.editors.fields import LineField
from manim_nodes.app.inspector.selected import Selected
from manim_nodes.document.groups import GROUP, group_id_of
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import check_value

_COLOR = Parameter(name="color", type="color", title="Node color")


class Header(QWidget):
    """The type with its icon and summary; fields for the name, the node's color, and muting."""

    named = Signal(str)
    colored = Signal(object)
    muted = Signal(bool)
    finished = Signal()

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel(self)
        self._type = QLabel(self)
        self._type.setProperty("heading", True)
        self._summary = QLabel(self, wordWrap=True)
        self._summary.setProperty("dim", True)
        self.name = LineField(self)
        self.name.setAccessibleName(self.tr("Name"))
        self.switch = Switch(surroundings.theme, self)
        self.switch.setAccessibleName(self.tr("Muted"))
        self.switch.setToolTip(self.tr("A muted node is passed through, as if it were a wire (M)"))
        self.color = ColorEditor(_COLOR, surroundings, self)
        self.color.set_name(self.tr("Node color"))
        self._lay_out()
        self.name.typed.connect(self.named)
        self.name.left.connect(self.finished)
        self.switch.clicked.connect(self._on_switch_clicked)
        self.color.edited.connect(self._on_color_edited)
        self.color.finished.connect(self.finished)
        self._surroundings = surroundings

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, 18)  # where rows have their reset buttons
        top = QHBoxLayout()
        top.addWidget(self._icon)
        top.addWidget(self._type, 1)
        grid.addLayout(top, 0, 0, 1, 2)
        grid.addWidget(self._summary, 1, 0, 1, 2)
        for line, (title, widget) in enumerate(
            (
                (self.tr("Name"), self.name),
                (self.tr("Node color"), self.color),
                (self.tr("Muted"), self.switch),
            ),
            2,
        ):
            grid.addWidget(QLabel(title, self), line, 0)
            grid.addWidget(widget, line, 1)

    def show_nodes(self, selected: Selected) -> None:
        """Show what the nodes have in common."""
        self._show_type(selected)
        first = selected.nodes[0]
        is_single = len(selected.nodes) == 1
        if not (self.name.hasFocus() and self.name.text().strip() == first.label.strip()):
            self.name.show_text(first.label if is_single else "")
        self.name.setEnabled(is_single)
        self.name.setPlaceholderText(first.id if is_single else self.tr("multiple values"))
        muted = {node.muted for node in selected.nodes}
        self.switch.is_between = len(muted) > 1
        self.switch.setChecked(muted == {True})
        self.switch.update()
        colors = {node.color for node in selected.nodes}
        color = first.color if len(colors) == 1 else None
        if self.color.value != color:
            self.color.set_value(color)
        mixed = self.tr("multiple values")
        self.color.set_placeholder(mixed if len(colors) > 1 else self.tr("of its category"))

    def _show_type(self, selected: Selected) -> None:
        node_type, first = selected.single_type, selected.nodes[0]
        color = self._surroundings.theme.dim_text
        category, summary = "", ""
        if node_type is not None:
            category, summary = node_type.category, node_type.summary
            color = category_color(category).name()
            title = node_type.title
        elif first.type == GROUP and len({node.type for node in selected.nodes}) == 1:
            group = selected.document.groups_by_id.get(group_id_of(first) or "")
            title = self.tr("Group {0}").format(group.name if group else "")
            category = "Structure"
        elif len({node.type for node in selected.nodes}) == 1:
            title = self.tr("Unknown type {0}").format(first.type)
            summary = self.tr("It is kept as it is; no installed table of nodes knows it.")
        else:
            title = self.tr("Nodes of {0} types").format(len({n.type for n in selected.nodes}))
        if len(selected.nodes) > 1:
            title = self.tr("{0}: {1} nodes").format(title, len(selected.nodes))
        self._icon.setPixmap(category_icon(category, color).pixmap(20, 20))
        self._type.setText(title)
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))

    def _on_switch_clicked(self) -> None:
        self.muted.emit(self.switch.isChecked())

    def _on_color_edited(self, value: object) -> None:
        fault = None if value is None else check_value(value, _COLOR, self._surroundings.names)
        self.color.mark(fault)
        if fault is None:
            self.colored.emit(value)
