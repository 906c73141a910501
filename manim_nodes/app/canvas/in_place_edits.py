"""Words and values of nodes that are changed right on the node."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, QSize

from manim_nodes.app.canvas.view import GraphView
from manim_nodes.app.kit.inline_text_field import InlineTextField
from manim_nodes.app.kit.numbers import shown_number, typed_number
from manim_nodes.app.project.written_text import begin_writing
from manim_nodes.editing.node_values import (
    NUMBERS,
    POINTS,
    TYPED,
    NodeValue,
    items_of,
    node_value,
    set_value,
)
from manim_nodes.editing.own_text import own_text
from manim_nodes.translation import tr

_LEAST = QSize(120, 26)


class InPlaceEdits:
    """Lays a field over what is written on a node.

    Parameters
    ----------
    rename : lets the user name a node
    """

    def __init__(
        self, view: GraphView, field: InlineTextField, rename: Callable[[str], object]
    ) -> None:
        self._view, self._field, self._rename = view, field, rename

    def write(self, node_id: str) -> None:
        """Let the user change the words of what a node makes, in place; its name, if it has none."""
        text = own_text(self._view.wiring, node_id)
        if text is None:
            self._rename(node_id)
            return
        room = self._view.mapFromScene(self._view.scene_items.nodes[node_id].body).boundingRect()
        begin_writing(
            self._field,
            self._view.session,
            text,
            room.united(QRect(room.topLeft(), _LEAST)),
            self._view.show_hint,
            initiator=self._view,
            ended=lambda: self._view.show_hint(""),
        )

    def type_value(self, node_id: str, name: str) -> None:
        """Let the user type a value right on the node; what is on or off, or one of few, changes at once."""
        value = node_value(self._view.wiring, node_id, name)
        if value is None:
            return
        kind = value.parameter.type
        if kind == "boolean":
            self._set_value(value, not value.value)
        elif kind == "choice":
            choices = value.parameter.choices
            at = choices.index(value.value) if value.value in choices else -1
            self._set_value(value, choices[(at + 1) % len(choices)])
        elif kind in TYPED:
            self._type_value(value)
        else:
            self._view.show_hint(tr("Change it in the inspector."))

    def _type_value(self, value: NodeValue) -> None:
        item = self._view.scene_items.nodes[value.node_id]
        area = item.geometry.value_areas[value.parameter.name].translated(item.pos())
        room = self._view.mapFromScene(area).boundingRect()
        self._field.begin(
            _typed(value.shown),
            room.united(QRect(room.topLeft(), _LEAST)),
            lambda text: self._take_typed(value, text),
            name=tr(value.parameter.display_title),
        )

    def _take_typed(self, value: NodeValue, text: str) -> None:
        if text == _typed(value.shown):
            return
        kind = value.parameter.type
        new: Any = text
        has_comma = self._view.locale().decimalPoint() == ","
        if kind in NUMBERS:
            new = value.parameter.as_kept(typed_number(text, value.shown, has_comma=has_comma))
        elif (items := items_of(text)) is not None and kind in POINTS:
            has_comma = has_comma or ";" in text
            new = tuple(typed_number(each, None, has_comma=has_comma) for each in items)
        self._set_value(value, new)

    def _set_value(self, value: NodeValue, new: Any) -> None:
        title = tr(value.parameter.display_title)
        fault = value.fault(new, self._view.session.library.names)
        if fault is not None:
            self._view.show_hint(tr("{name} {fault}", name=title, fault=fault))
            return
        label = tr("change {value}", value=title)
        self._view.edit(lambda document: set_value(document, value, new), label=label)


def _typed(value: object) -> str:
    """Return a value as one would type it."""
    if isinstance(value, tuple):
        return ", ".join(map(_typed, value))
    return shown_number(value)
