"""What stands above the parameters of selected nodes: type, name, color, mute."""

from collections.abc import Callable, Collection
from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.field_event import HandleField
from manim_nodes.app.inspector.form import Form
from manim_nodes.app.inspector.sections import Section
from manim_nodes.app.inspector.selection_state import RowState, SelectionState
from manim_nodes.app.kit.markers import category_color, category_icon
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.document import edits
from manim_nodes.document.groups import GROUP, group_id_of
from manim_nodes.document.model import Document, Node, Presence
from manim_nodes.document.values import JSON
from manim_nodes.library.node_type import Parameter
from manim_nodes.translation import tr, tr_later


class Header(QWidget):
    """The type with its icon and summary, and a form for what every node has."""

    def __init__(
        self, context: EditorContext, handle: HandleField, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._icon = Label(self)
        self._type = Label(self)
        self._type.setProperty("heading", True)
        self._summary = Label(self, wordWrap=True)
        self._summary.setProperty("dim", True)
        self.form = Form([Section("", self._parameters())], context, handle, set(), self)
        top = QHBoxLayout()
        top.addWidget(self._icon)
        top.addWidget(self._type, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._summary)
        column.addWidget(self.form)

    def _parameters(self) -> tuple[Parameter, ...]:
        muted = tr_later("A muted node is passed through, as if it were a wire.")
        label = tr_later("What it is called here and in the script.")
        presence = tr_later(
            "Automatic: it is shown, unless it only serves something else. Hidden: only an animation brings it."
        )
        color = tr_later("Color of the node itself, not of what it makes.")
        return (
            Parameter(name="label", type="string", title=tr_later("Name"), description=label),
            Parameter(name="color", type="color", title=tr_later("Node color"), description=color),
            Parameter(
                name="muted",
                type="boolean",
                default=False,
                title=tr_later("Muted"),
                description=muted,
            ),
            Parameter(
                name="presence",
                type="choice",
                default="automatic",
                choices=("automatic", "shown", "hidden"),
                title=tr_later("Shown"),
                description=presence,
            ),
        )

    def show_nodes(self, selected: SelectionState, *, is_other: bool) -> None:
        """Show what the nodes have in common."""
        self._show_type(selected)
        is_single = len(selected.nodes) == 1
        hints = {
            "label": self._title_of_type(selected, selected.nodes[0])
            if is_single
            else tr("each its own"),
            "color": tr("of its category"),
        }

        def state(parameter: Parameter) -> RowState:
            values = {getattr(node, parameter.name) or None for node in selected.nodes}
            value = values.pop() if len(values) == 1 else None
            if parameter.name == "muted":
                return RowState(value=value is True, is_mixed=bool(values))
            if parameter.name == "presence":
                has_own = any(node.presence != "automatic" for node in selected.nodes)
                return RowState(value=value, is_mixed=bool(values), can_reset=has_own)
            return RowState(
                value=value,
                is_mixed=bool(values),
                can_reset=bool(values) or value is not None,
                hint=hints[parameter.name],
            )

        self.form.show_states(state, {}, is_other=is_other)
        row = self.form.row("presence")
        if row is not None:
            row.setVisible(selected.are_things)

    def _show_type(self, selected: SelectionState) -> None:
        node_type = selected.single_type
        category = node_type.category if node_type else selected.library.category("")
        color = category_color(category).name() if node_type else self._theme.dim_text
        self._icon.setPixmap(category_icon(category, color).pixmap(20, 20))
        self._type.setText(self._title(selected))
        summary = tr(node_type.summary) if node_type else ""
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))

    def _title(self, selected: SelectionState) -> str:
        count, types = len(selected.nodes), {node.type for node in selected.nodes}
        if len(types) > 1:
            return tr("{count} nodes of {types} types", count=count, types=len(types))
        title = self._title_of_type(selected, selected.nodes[0])
        return title if count == 1 else tr("{title}: {count} nodes", title=title, count=count)

    def _title_of_type(self, selected: SelectionState, node: Node) -> str:
        if selected.single_type is not None:
            return tr(selected.single_type.title)
        if node.type == GROUP:
            group = selected.document.groups_by_id.get(group_id_of(node) or "")
            return group.name if group and group.name else tr("Group")
        return tr("Unknown type {name}", name=node.type)


def write_header(
    node_ids: Collection[str], name: str, value: JSON
) -> Callable[[Document], Document]:
    """Return the edit that changes a field of the header."""

    def write(document: Document) -> Document:
        if name == "muted":
            return edits.set_muted(document, node_ids, muted=value is True)
        if name == "presence":
            presence = value if value in ("shown", "hidden") else "automatic"
            return edits.set_presence(document, node_ids, cast("Presence", presence))
        if name == "color":
            return edits.set_color(document, node_ids, None if value is None else str(value))
        for node_id in node_ids:
            document = edits.set_label(document, node_id, str(value or ""))
        return document

    return write
