"""The commands that edit what is selected: copying, deleting, naming, how nodes are shown, linking, frames and notes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from manim_nodes.app.canvas.gestures.drag_items import box_of
from manim_nodes.app.canvas.in_place_edits import InPlaceEdits
from manim_nodes.app.canvas.link_menu import LinkMenu
from manim_nodes.app.canvas.selected_items import (
    SelectedItems,
    any_selected,
    items_selected,
    nodes_selected,
    one_item_selected,
    one_node_selected,
    several_selected,
)
from manim_nodes.app.canvas.view import GraphView
from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.inline_text_field import InlineTextField
from manim_nodes.document import edits, grouping
from manim_nodes.document.clipboard import copy_nodes
from manim_nodes.document.groups import group_id_of
from manim_nodes.document.model import Document
from manim_nodes.editing import canvas_edits, node_display
from manim_nodes.editing.parameter_clipboard import copy_parameters, paste_parameters
from manim_nodes.translation import tr, tr_later

SEARCH_KEYS = ("Tab", "Shift+A")
_NOTE_SIZE = 220.0, 120.0


class EditActions:
    """Carries out commands on what is selected in a view."""

    def __init__(self, view: GraphView) -> None:
        self._view, self._session = view, view.session
        self.selected = SelectedItems(view)
        self._names = InlineTextField(view)
        self.in_place = InPlaceEdits(view, self._names, self.rename)
        self.link_menu = LinkMenu(view)

    @property
    def _content(self) -> Document:
        return self._session.content

    # adding

    @command("canvas.search", tr_later("Add node…"), SEARCH_KEYS, menu="Add", icon="mdi6.plus")
    def search(self) -> None:
        """Ask for a node type, and add it where the mouse is."""
        self._view.search()

    def add(
        self,
        edit: Callable[[Document], tuple[Document, list[str]]],
        label: str,
        *,
        brings: bool = False,
    ) -> None:
        """Make an edit, and select what it adds.

        Parameters
        ----------
        brings : it brings in what was made elsewhere, whose Python code must not run unasked
        """
        added: list[str] = []

        def keeping_ids(document: Document) -> Document:
            made, ids = edit(document)
            added.extend(ids)
            return made

        self._view.edit(keeping_ids, label=label, brings=brings)
        if added:
            self._view.select(added)
            self._view.bring_into_sight(self._view.scene_items.bounds(added))
            self._session.continue_behind(added)

    # copying and deleting

    @command("canvas.cut", tr_later("Cut"), ("Ctrl+X",), menu="Edit", is_enabled=items_selected)
    def cut(self) -> None:
        """Copy what is selected, and delete it."""
        self.copy()
        self.delete()

    @command("canvas.copy", tr_later("Copy"), ("Ctrl+C",), menu="Edit", is_enabled=items_selected)
    def copy(self) -> None:
        """Copy what is selected as text."""
        nodes, frames = self.selected.node_ids, self.selected.frame_ids
        if nodes or frames:
            text = copy_nodes(self._content, nodes, frame_ids=frames)
            QGuiApplication.clipboard().setText(text)

    @command("canvas.paste", tr_later("Paste"), ("Ctrl+V",), menu="Edit")
    @command(
        "canvas.paste_wired",
        tr_later("Paste with wires"),
        ("Ctrl+Shift+V",),
        menu="Edit",
        help=tr_later("Paste, and keep the wires that came from nodes that were not copied."),
        arguments={"with_incoming": True},
    )
    def paste(self, *, with_incoming: bool = False) -> None:
        """Add what was copied, where the mouse is."""
        text = QGuiApplication.clipboard().text()
        session = self._session
        self.add(
            lambda document: canvas_edits.paste(
                document,
                text,
                at=session.insertion_point,
                with_incoming=with_incoming,
                library=session.library,
                step=session.step_at_playhead,
            ),
            tr("paste"),
            brings=True,
        )

    def insert_project(self, project: Document) -> None:
        """Add all that another project holds, at the playhead."""
        session = self._session
        self.add(
            lambda document: canvas_edits.insert_project(
                document, project, library=session.library, step=session.step_at_playhead
            ),
            tr("insert template"),
            brings=True,
        )

    @command(
        "canvas.copy_parameters",
        tr_later("Copy parameters"),
        ("Ctrl+Alt+C",),
        menu="Edit",
        help=tr_later("Copy what was changed on the selected node, such as its colors."),
        is_enabled=one_node_selected,
    )
    def copy_parameters(self) -> None:
        """Copy the values that were changed on the selected node."""
        (node_id,) = self.selected.node_ids
        QGuiApplication.clipboard().setText(copy_parameters(self._view.wiring, node_id))

    @command(
        "canvas.paste_parameters",
        tr_later("Paste parameters"),
        ("Ctrl+Alt+V",),
        menu="Edit",
        help=tr_later("Give the selected nodes the values that were copied, where they fit."),
        is_enabled=nodes_selected,
    )
    def paste_parameters(self) -> None:
        """Set the values that were copied on the selected nodes."""
        text, ids, wiring = (
            QGuiApplication.clipboard().text(),
            self.selected.node_ids,
            self._view.wiring,
        )
        self._view.edit(
            lambda document: paste_parameters(document, wiring, text, ids),
            label=tr("paste parameters"),
        )

    @command(
        "canvas.duplicate",
        tr_later("Duplicate"),
        ("Ctrl+D",),
        panel="",  # from the inspector, too: to copy, and type another value
        menu="Edit",
        is_enabled=items_selected,
    )
    @command(
        "canvas.duplicate_wired",
        tr_later("Duplicate with wires"),
        ("Ctrl+Shift+D",),
        menu="Edit",
        is_enabled=items_selected,
        arguments={"with_incoming": True},
    )
    def duplicate(self, *, with_incoming: bool = False) -> None:
        """Copy what is selected beside itself."""
        ids, session = self.selected.ids, self._session
        if ids:
            self.add(
                lambda document: canvas_edits.duplicate(
                    document,
                    ids,
                    with_incoming=with_incoming,
                    library=session.library,
                    step=session.step_at_playhead,
                ),
                tr("duplicate"),
            )

    @command(
        "canvas.delete",
        tr_later("Delete"),
        ("Del", "Backspace"),
        menu="Edit",
        is_enabled=any_selected,
    )
    def delete(self) -> None:
        """Delete what is selected."""
        items, ids = self._view.scene_items, self.selected.ids
        wires = [
            items.wires[key].view.edge for key in self._view.selected_wires if key in items.wires
        ]
        self._view.selected_wires = frozenset()
        self._view.edit(lambda document: canvas_edits.delete(document, ids, wires))

    @command(
        "canvas.dissolve",
        tr_later("Delete and join wires"),
        ("Ctrl+Shift+X",),
        menu="Edit",
        is_enabled=nodes_selected,
    )
    def dissolve(self) -> None:
        """Delete the selected nodes, and join what they were wired to."""
        ids = self.selected.node_ids
        label = (
            tr("dissolve {node}", node=self._view.session.title_of(ids[0]))
            if len(ids) == 1
            else tr("dissolve {count} nodes", count=len(ids))
        )
        self._view.edit(lambda document: edits.dissolve_nodes(document, ids), label=label)

    @command(
        "canvas.select_all",
        tr_later("Select all"),
        ("Ctrl+A",),
        menu="Edit",
        is_enabled=lambda actions: actions._view.has_items,
    )
    def select_all(self) -> None:
        """Select everything."""
        items = self._view.scene_items
        self._view.select({*items.nodes, *items.frames})

    # naming

    @command(
        "canvas.rename", tr_later("Rename"), ("F2",), menu="Node", is_enabled=one_item_selected
    )
    def rename(self, item_id: str = "") -> None:
        """Let the user type a name for a node or frame, or a note's text, in place."""
        ids = [item_id] if item_id else sorted(self.selected.ids)
        if len(ids) != 1:
            return
        items = self._view.scene_items
        frame = canvas_edits.frame_with(self._content, ids[0])
        if ids[0] in items.nodes:
            area = items.nodes[ids[0]].body
            area.setHeight(items.nodes[ids[0]].geometry.header)
            room = self._view.mapFromScene(area).boundingRect()
            self._names.begin(self._name(ids[0]), _at_least_a_field(room), self._namer(ids[0]))
        elif frame is not None:
            item, is_note = items.frames[frame.id], bool(frame.text)
            room = self._view.mapFromScene(item.body if is_note else item.title_bar).boundingRect()
            text = frame.text if is_note else frame.title
            take = self._frame_namer(frame.id)
            self._names.begin(text, _at_least_a_field(room), take, lines=is_note)

    def _name(self, node_id: str) -> str:
        node = self._content.node(node_id)
        group = self._content.groups_by_id.get(group_id_of(node) or "")
        return node.label or (group.name if group else "")

    def _namer(self, node_id: str) -> Callable[[str], None]:
        def take(text: str) -> None:
            node = self._content.nodes_by_id.get(node_id)
            if node is None:
                return
            group_id = group_id_of(node)
            if group_id in self._content.groups_by_id and not node.label:
                self._view.edit(
                    lambda document: grouping.rename_group(document, group_id or "", text),
                    label=tr("rename {item}", item=self._view.session.title_of(node_id)),
                )
            else:
                self._view.edit(lambda document: edits.set_label(document, node_id, text))

        return take

    def _frame_namer(self, frame_id: str) -> Callable[[str], None]:
        def take(text: str) -> None:
            frame = canvas_edits.frame_with(self._content, frame_id)
            if frame is not None:
                field = "text" if frame.text else "title"
                self._view.edit(
                    lambda document: edits.change_frame(document, frame_id, **{field: text}),
                    label=tr("rename {item}", item=self._view.session.title_of(frame_id)),
                )

        return take

    # how nodes are shown

    @command("canvas.mute", tr_later("Mute"), ("M", "D"), menu="Node", is_enabled=nodes_selected)
    def mute(self) -> None:
        """Mute what is selected, or unmute it if all of it is muted."""
        ids, muted = self.selected.node_ids, not all(node.muted for node in self.selected.nodes)
        self._view.edit(
            lambda document: edits.set_muted(document, ids, muted=muted),
            label=tr("mute") if muted else tr("unmute"),
        )

    def can_change_presence(self) -> bool:
        """Return whether something is selected that makes something to be seen."""
        wiring = self._view.wiring
        return any(wiring.makes_thing(node_id) for node_id in self.selected.node_ids)

    @command(
        "canvas.presence",
        tr_later("Show or hide"),
        ("E",),
        menu="Node",
        help=tr_later(
            "Show what the selected nodes make in any case, hide it, or decide by its uses."
        ),
        is_enabled=can_change_presence,
    )
    def change_presence(self) -> None:
        """Let what the selected nodes make be shown, be hidden, or be automatic again, in turn."""
        self._view.change_presence(self.selected.node_ids)

    @command(
        "canvas.collapse", tr_later("Collapse"), ("H",), menu="Node", is_enabled=nodes_selected
    )
    def collapse(self) -> None:
        """Fold the selected nodes up, or unfold them all."""
        collapsed = not all(node_display.display_of(node).collapsed for node in self.selected.nodes)
        edit = partial(
            node_display.set_collapsed, node_ids=self.selected.node_ids, collapsed=collapsed
        )
        self._view.edit(edit, label=tr("collapse") if collapsed else tr("expand"))

    @command(
        "canvas.hide_unused",
        tr_later("Hide unused ports"),
        ("Ctrl+H",),
        menu="Node",
        is_enabled=nodes_selected,
    )
    def hide_unused(self) -> None:
        """Hide the unused ports of the selected nodes, or show them all."""
        hidden = not all(node_display.display_of(node).hides_unused for node in self.selected.nodes)
        edit = partial(
            node_display.set_unused_hidden, node_ids=self.selected.node_ids, hidden=hidden
        )
        self._view.edit(edit, label=tr("hide unused ports") if hidden else tr("show unused ports"))

    # wires, frames and notes

    @command(
        "canvas.link",
        tr_later("Link"),
        ("J",),
        menu="Node",
        help=tr_later("Wire the selected nodes one after another: what one of them misses first."),
        is_enabled=several_selected,
    )
    def link(self) -> None:
        """Wire the selected nodes one after another, from left to right, by what is missing first."""
        nodes = sorted(self.selected.nodes, key=lambda node: (node.position, node.id))
        ids = [node.id for node in nodes]
        self._view.edit(lambda document: canvas_edits.link(document, self._view.wiring, ids))

    @command(
        "canvas.link_ports",
        tr_later("Link by ports…"),
        ("Shift+J",),
        menu="Node",
        help=tr_later("Choose the ports to wire, by the keyboard too."),
        is_enabled=nodes_selected,
    )
    def link_ports(self) -> None:
        """Let the user choose which ports of the selected nodes are wired."""
        self.link_menu.open()

    @command("canvas.add_frame", tr_later("Add frame"), ("Ctrl+J",), menu="Add")
    def add_frame(self) -> None:
        """Put a frame around what is selected."""
        box = box_of(self._view.scene_items.bounds(self.selected.ids))
        if not self.selected.ids:
            box = (*self._session.insertion_point, 300.0, 200.0)
        self._add_frame(box, title=tr("Frame"))

    @command("canvas.add_note", tr_later("Add note"), ("N",), menu="Add")
    def add_note(self) -> None:
        """Put a note where the mouse is, and let the user write it."""
        self._add_frame((*self._session.insertion_point, *_NOTE_SIZE), text=tr("Note"))
        self.rename()

    def _add_frame(self, box: canvas_edits.Box, *, title: str = "", text: str = "") -> None:
        def edit(document: Document) -> tuple[Document, list[str]]:
            made, frame_id = canvas_edits.add_frame_around(document, box, title=title, text=text)
            return made, [frame_id]

        self.add(edit, tr("add note") if text else tr("add frame"))


def _at_least_a_field(room: QRect) -> QRect:
    return QRect(room.topLeft(), room.size().expandedTo(QRect(0, 0, 160, 26).size()))
