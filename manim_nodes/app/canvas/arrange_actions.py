"""The commands that move and color nodes."""

from collections.abc import Mapping

from manim_nodes.app.canvas.gestures.drag_items import box_of
from manim_nodes.app.canvas.selected_items import SelectedItems, items_selected, several_selected
from manim_nodes.app.canvas.view import GraphView
from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.document import edits
from manim_nodes.document.model import Document
from manim_nodes.editing import auto_layout, canvas_edits
from manim_nodes.translation import tr, tr_later

_ALIGN_MENU, _COLOR_MENU = "Node/Align", "Node/Color"
# Of each side, the title of its command, and what undoing it is called.
_SIDES: dict[auto_layout.Side, tuple[str, str]] = {
    "left": (tr_later("Align left"), tr_later("align left")),
    "right": (tr_later("Align right"), tr_later("align right")),
    "top": (tr_later("Align top"), tr_later("align top")),
    "bottom": (tr_later("Align bottom"), tr_later("align bottom")),
    "center": (tr_later("Align center"), tr_later("align center")),
    "middle": (tr_later("Align middle"), tr_later("align middle")),
}
# Colors that mean something in most graphs; a name helps whoever cannot tell them apart.
NODE_COLORS = (
    ("setup", "#6b7280", tr_later("Gray: setup")),
    ("text", "#2b9c8c", tr_later("Teal: text")),
    ("graph", "#3f7fbf", tr_later("Blue: graph")),
    ("camera", "#8d6e97", tr_later("Purple: camera")),
    ("motion", "#c9772e", tr_later("Orange: motion")),
    ("audio", "#4d9a6a", tr_later("Green: audio")),
    ("notice", "#b0566f", tr_later("Red: notice")),
    ("none", None, tr_later("None")),
)


class ArrangeActions:
    """Moves and colors what is selected in a view."""

    def __init__(self, view: GraphView) -> None:
        self._view, self._session = view, view.session
        self.selected = SelectedItems(view)

    def has_nodes(self) -> bool:
        """Return whether there are nodes on the canvas."""
        return bool(self._session.content.nodes)

    @command(
        "canvas.arrange",
        tr_later("Lay out"),
        ("L",),
        menu="Node",
        help=tr_later("Arrange nodes and tidy them up, the story from left to right."),
        is_enabled=has_nodes,
    )
    def arrange(self) -> None:
        """Lay out the selected nodes, or all, the story from left to right; what is in a frame stays in it."""
        items = self._view.scene_items
        ids = self.selected.node_ids if several_selected(self) else list(items.nodes)
        wires = [(edge.source, edge.target) for edge in self._session.content.edges]
        frames = items.nodes_by_frame(ids)
        numbers = self._session.step_numbers
        places, areas = auto_layout.arrange_framed(self._boxes(ids), wires, frames, list(numbers))
        self._view.edit(
            lambda content: canvas_edits.place(content, places, areas), label=tr("lay out")
        )

    @command_family(
        command(
            f"canvas.align_{side}",
            title,
            menu=_ALIGN_MENU,
            is_enabled=several_selected,
            arguments={"side": side},
        )
        for side, (title, _) in _SIDES.items()
    )
    def align(self, side: auto_layout.Side) -> None:
        """Put the selected nodes in line."""
        boxes = self._boxes(self.selected.node_ids)
        _, label = _SIDES[side]
        self._move_to(auto_layout.align(boxes, side), tr(label))

    @command(
        "canvas.distribute_across",
        tr_later("Distribute across"),
        menu=_ALIGN_MENU,
        is_enabled=several_selected,
        arguments={"across": True},
    )
    @command(
        "canvas.distribute_down",
        tr_later("Distribute down"),
        menu=_ALIGN_MENU,
        is_enabled=several_selected,
        arguments={"across": False},
    )
    def distribute(self, *, across: bool) -> None:
        """Make the gaps between the selected nodes equal."""
        boxes = self._boxes(self.selected.node_ids)
        self._move_to(auto_layout.distribute(boxes, across=across), tr("distribute"))

    def _boxes(self, ids: list[str]) -> dict[str, auto_layout.Box]:
        return {key: box_of(self._view.scene_items.nodes[key].body) for key in ids}

    def _move_to(self, places: Mapping[str, auto_layout.Point], label: str) -> None:
        self._view.edit(lambda document: edits.move_nodes(document, places), label=label)

    @command_family(
        command(
            f"canvas.color_{name}",
            title,
            menu=_COLOR_MENU,
            is_enabled=items_selected,
            arguments={"color": color},
        )
        for name, color, title in NODE_COLORS
    )
    def color(self, color: str | None) -> None:
        """Color what is selected."""
        nodes, frames = self.selected.node_ids, self.selected.frame_ids

        def edit(document: Document) -> Document:
            document = edits.set_color(document, nodes, color)
            for frame_id in frames:
                document = edits.change_frame(document, frame_id, color=color)
            return document

        self._view.edit(edit, label=tr("color"))
