"""What the commands of the canvas do."""

from collections.abc import Callable, Mapping
from typing import Literal

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QGuiApplication

from manim_nodes.app.canvas.gestures.drag_items import box_of
from manim_nodes.app.canvas.naming import InlineNameField
from manim_nodes.app.canvas.view import GraphView
from manim_nodes.document import edits, grouping
from manim_nodes.document.clipboard import copy_nodes
from manim_nodes.document.groups import group_id_of
from manim_nodes.document.model import Document, Node
from manim_nodes.editing import auto_layout, canvas_edits, node_display

Way = Literal["left", "right", "up", "down"]

_NOTE_SIZE = 220.0, 120.0
_SNAP = 4.0


class CanvasActions:
    """Carries out commands on what is selected in a view."""

    def __init__(self, view: GraphView) -> None:
        self._view, self._session = view, view.session
        self._names = InlineNameField(view)
        self._current = ""

    # what is selected

    @property
    def _content(self) -> Document:
        return self._session.content

    @property
    def chosen(self) -> list[str]:
        """The selected nodes, in the order of the document."""
        return canvas_edits.nodes_of(self._content, self._session.selection)

    def has_chosen(self) -> bool:
        """Return whether something is selected."""
        return bool(self._session.selection or self._view.chosen_wires)

    def has_nodes(self) -> bool:
        """Return whether nodes are selected."""
        return bool(self.chosen)

    def has_several(self) -> bool:
        """Return whether several nodes are selected."""
        return len(self.chosen) > 1

    # deleting and copying

    def delete(self) -> None:
        """Delete what is selected."""
        board, chosen = self._view.board, self._session.selection
        wires = [
            board.wires[key].facts.edge for key in self._view.chosen_wires if key in board.wires
        ]
        self._view.chosen_wires = frozenset()
        self._view.edit(lambda document: canvas_edits.delete(document, chosen, wires))

    def dissolve(self) -> None:
        """Delete the selected nodes, and join what they were wired to."""
        chosen = self.chosen
        self._view.edit(
            lambda document: edits.dissolve_nodes(document, chosen),
            label=f"dissolve {chosen[0] if len(chosen) == 1 else f'{len(chosen)} nodes'}",
        )

    def copy(self) -> None:
        """Copy what is selected as text."""
        frames = canvas_edits.frames_of(self._content, self._session.selection)
        if self.chosen or frames:
            text = copy_nodes(self._content, self.chosen, frame_ids=frames)
            QGuiApplication.clipboard().setText(text)

    def cut(self) -> None:
        """Copy what is selected, and delete it."""
        self.copy()
        self.delete()

    def paste(self, *, with_incoming: bool = False) -> None:
        """Add what was copied, where the mouse is."""
        text = QGuiApplication.clipboard().text()
        at = self._session.insertion_point
        self.add(
            lambda document: canvas_edits.paste(document, text, at=at, with_incoming=with_incoming),
            "paste",
        )

    def paste_wired(self) -> None:
        """Add what was copied, with the wires that came in."""
        self.paste(with_incoming=True)

    def duplicate(self, *, with_incoming: bool = False) -> None:
        """Copy what is selected beside itself."""
        chosen = self._session.selection
        if chosen:
            self.add(
                lambda document: canvas_edits.duplicate(
                    document, chosen, with_incoming=with_incoming
                ),
                "duplicate",
            )

    def duplicate_wired(self) -> None:
        """Copy what is selected, with the wires that come in."""
        self.duplicate(with_incoming=True)

    def add(self, edit: Callable[[Document], tuple[Document, list[str]]], label: str) -> None:
        """Make an edit, and select what it adds."""
        added: list[str] = []

        def noting(document: Document) -> Document:
            made, ids = edit(document)
            added.extend(ids)
            return made

        self._view.edit(noting, label=label)
        if added:
            self._view.choose(added)

    # how nodes are

    def mute(self) -> None:
        """Mute what is selected, or let it all speak again."""
        chosen = self.chosen
        muted = not all(node.muted for node in self._nodes())
        self._view.edit(
            lambda document: edits.set_muted(document, chosen, muted=muted),
            label="mute" if muted else "unmute",
        )

    def collapse(self) -> None:
        """Fold the selected nodes up, or unfold them all."""
        chosen = self.chosen
        folded = not all(node_display.look_of(node).collapsed for node in self._nodes())
        self._view.edit(
            lambda document: node_display.set_collapsed(document, chosen, collapsed=folded),
            label="collapse" if folded else "expand",
        )

    def hide_unused(self) -> None:
        """Hide the unused ports of the selected nodes, or show them all."""
        chosen = self.chosen
        hidden = not all(node_display.look_of(node).hides_unused for node in self._nodes())
        self._view.edit(
            lambda document: node_display.set_unused_hidden(document, chosen, hidden=hidden),
            label="hide unused ports" if hidden else "show unused ports",
        )

    def color(self, color: str | None) -> None:
        """Color what is selected."""
        nodes, frames = self.chosen, canvas_edits.frames_of(self._content, self._session.selection)

        def edit(document: Document) -> Document:
            document = edits.set_color(document, nodes, color)
            for frame_id in frames:
                document = edits.change_frame(document, frame_id, color=color)
            return document

        self._view.edit(edit, label="color")

    def _nodes(self) -> list[Node]:
        return [self._content.node(key) for key in self.chosen]

    def rename(self, item_id: str = "") -> None:
        """Let the user type a name for a node or frame, or a note's text, in place."""
        chosen = [item_id] if item_id else sorted(self._session.selection)
        if len(chosen) != 1:
            return
        board, content = self._view.board, self._content
        frame = canvas_edits.frame_with(content, chosen[0])
        if chosen[0] in board.nodes:
            area = board.nodes[chosen[0]].body
            area.setHeight(board.nodes[chosen[0]].form.header)
            room = self._view.mapFromScene(area).boundingRect()
            self._names.begin(self._name(chosen[0]), _roomy(room), self._taker(chosen[0]))
        elif frame is not None:
            item, is_note = board.frames[frame.id], bool(frame.text)
            area = item.body if is_note else item.title_bar
            room = self._view.mapFromScene(area).boundingRect()
            text = frame.text if is_note else frame.title
            self._names.begin(text, _roomy(room), self._frame_taker(frame.id), lines=is_note)

    def _name(self, node_id: str) -> str:
        node = self._content.node(node_id)
        group = self._content.groups_by_id.get(group_id_of(node) or "")
        return node.label or (group.name if group else "")

    def _taker(self, node_id: str) -> Callable[[str], None]:
        def take(text: str) -> None:
            node = self._content.nodes_by_id.get(node_id)
            if node is None:
                return
            group_id = group_id_of(node)
            if group_id in self._content.groups_by_id and not node.label:
                self._view.edit(
                    lambda document: grouping.rename_group(document, group_id or "", text),
                    label=f"rename {node_id}",
                )
            else:
                self._view.edit(lambda document: edits.set_label(document, node_id, text))

        return take

    def _frame_taker(self, frame_id: str) -> Callable[[str], None]:
        def take(text: str) -> None:
            frame = canvas_edits.frame_with(self._content, frame_id)
            if frame is not None:
                field = "text" if frame.text else "title"
                self._view.edit(
                    lambda document: edits.change_frame(document, frame_id, **{field: text}),
                    label=f"rename {frame_id}",
                )

        return take

    # wires, frames, groups

    def link(self) -> None:
        """Wire the selected nodes one after another, from left to right."""
        content = self._content
        order = sorted(self.chosen, key=lambda key: (content.node(key).position, key))
        self._view.edit(lambda document: canvas_edits.link(document, self._view.wiring, order))

    def add_frame(self) -> None:
        """Put a frame around what is selected."""
        box = box_of(self._view.board.bounds(self._session.selection))
        if not self._session.selection:
            box = (*self._session.insertion_point, 300.0, 200.0)
        self._add_frame(box, title="Frame")

    def add_note(self) -> None:
        """Put a note where the mouse is, and let the user write it."""
        self._add_frame((*self._session.insertion_point, *_NOTE_SIZE), text="Note")
        self.rename()

    def _add_frame(self, box: canvas_edits.Box, *, title: str = "", text: str = "") -> None:
        def edit(document: Document) -> tuple[Document, list[str]]:
            made, frame_id = canvas_edits.add_frame_around(document, box, title=title, text=text)
            return made, [frame_id]

        self.add(edit, "add note" if text else "add frame")

    # where nodes are

    def arrange(self) -> None:
        """Lay out the selected nodes, or all; what is in a frame stays in it."""
        board = self._view.board
        ids = self.chosen if self.has_several() else list(board.nodes)
        wires = [(edge.source, edge.target) for edge in self._content.edges]
        frames = board.nodes_by_frame(ids)
        places, areas = auto_layout.arrange_framed(self._boxes(ids), wires, frames)
        self._view.edit(lambda content: canvas_edits.place(content, places, areas), label="lay out")

    def align(self, side: auto_layout.Side) -> None:
        """Put the selected nodes in line."""
        self._move_to(auto_layout.align(self._boxes(self.chosen), side), f"align {side}")

    def distribute(self, *, across: bool) -> None:
        """Make the gaps between the selected nodes equal."""
        self._move_to(auto_layout.distribute(self._boxes(self.chosen), across=across), "distribute")

    def _boxes(self, ids: list[str]) -> dict[str, auto_layout.Box]:
        return {key: box_of(self._view.board.nodes[key].body) for key in ids}

    def _move_to(self, places: Mapping[str, auto_layout.Point], label: str) -> None:
        self._view.edit(lambda document: edits.move_nodes(document, places), label=label)

    # looking and choosing

    def show_chosen(self) -> None:
        """Bring what is selected, or everything, into sight."""
        self._view.show_area(self._view.board.bounds(self._session.selection or None))

    def show_all(self) -> None:
        """Bring everything into sight."""
        self._view.show_area(self._view.board.bounds())

    def show_beginning(self) -> None:
        """Bring into sight what there is, or where it begins."""
        self._view.show_beginning(self._view.board.bounds())

    def choose_all(self) -> None:
        """Select everything."""
        board = self._view.board
        self._view.choose({*board.nodes, *board.frames})

    def walk(self, way: Way, *, extend: bool = False) -> None:
        """Select the nearest node on one side of the one selected last."""
        board, selection = self._view.board, self._session.selection
        chosen = [key for key in (self._current, *sorted(selection)) if key in selection]
        start = next((key for key in chosen if key in board.nodes), None)
        here = board.nodes[start].body.center() if start else self._view.middle
        ways = {
            key: _way_to(item.body.center() - here, way if start else None)
            for key, item in board.nodes.items()
            if key != start
        }
        near = min(
            (key for key, length in ways.items() if length is not None),
            key=lambda key: ways[key] or 0.0,
            default=None,
        )
        if near is None:
            return
        self._current = near
        self._view.choose(selection | {near} if extend else {near})
        body = board.nodes[near].body
        if not self._view.seen.contains(body):
            self._view.show_point(body.center())


def _way_to(gap: QPointF, way: Way | None) -> float | None:
    """Return how far it feels to go there, or None where it is the other way."""
    if way is None:
        return gap.manhattanLength()
    along, aside = (gap.x(), gap.y()) if way in ("left", "right") else (gap.y(), gap.x())
    along = -along if way in ("left", "up") else along
    return along + 2 * abs(aside) if along > _SNAP else None


def _roomy(room: QRect) -> QRect:
    return QRect(room.topLeft(), room.size().expandedTo(QRect(0, 0, 160, 26).size()))
