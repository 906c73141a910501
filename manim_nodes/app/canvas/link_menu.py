"""A menu in which the ports of the selected nodes are chosen by keyboard, and wired."""

from collections.abc import Iterable

from PySide6.QtWidgets import QMenu

from manim_nodes.app.canvas.view import GraphView
from manim_nodes.document.model import Document, Edge
from manim_nodes.editing import canvas_edits
from manim_nodes.editing.wiring import WireEnd, wire_between
from manim_nodes.library.node_type import FLOW, spoken_name
from manim_nodes.translation import tr

_MOST_NODES = 40  # in one menu, the nearest ones


class LinkMenu:
    """Lists the wires that could be made: between two nodes, or from each port of one."""

    def __init__(self, view: GraphView) -> None:
        self._view = view
        self.menu: QMenu | None = None

    def open(self) -> None:
        """Show the menu for the nodes that are selected, with its first entry chosen."""
        view = self._view
        selected = [key for key in view.scene_items.nodes if key in view.session.selection]
        if not selected:
            return
        menu = QMenu(view)
        menu.setAccessibleName(tr("Ports"))
        if len(selected) == 1:
            self._add_ports(menu, selected[0])
        else:
            self._add_wires(menu, selected)
        if menu.isEmpty():
            menu.deleteLater()
            view.show_hint(tr("No port of what is selected fits another."))
            return
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        body = view.scene_items.nodes[selected[0]].body
        menu.setActiveAction(menu.actions()[0])
        menu.popup(view.viewport().mapToGlobal(view.mapFromScene(body.bottomLeft())))

    def _add_wires(self, menu: QMenu, selected: Iterable[str]) -> None:
        """List the wires between nodes, those that something misses first."""
        wiring, ids = self._view.wiring, list(selected)
        wires = [
            wire
            for source in ids
            for target in ids
            if source != target
            for wire in wiring.links(source, target)
        ]
        wires.sort(key=lambda wire: not wiring.is_missing(_target(wire)))
        for wire in wires:
            self._add_wire(
                menu, wire, f"{self._named(_source(wire))} → {self._named(_target(wire))}"
            )

    def _add_ports(self, menu: QMenu, node_id: str) -> None:
        """List the ports of a node, and for each the ports of others that it fits."""
        wiring = self._view.wiring
        ports = wiring.ports(node_id)
        ends = [WireEnd(node_id, name, is_output=True) for name in ports.outputs]
        ends += [WireEnd(node_id, name, is_output=False) for name in ports.inputs]
        if ports.has_flow:
            ends += [WireEnd(node_id, FLOW, is_output) for is_output in (True, False)]
        near = self._near(node_id)
        for end in sorted(ends, key=lambda each: not wiring.is_missing(each)):
            wires = [
                (other, wire_between(end, other))
                for node in near
                if (other := wiring.first_fit(end, node)) is not None
            ]
            if wires:
                inner = menu.addMenu(f"{self._label(end)} {'→' if end.is_output else '←'}")
                for other, wire in wires:
                    self._add_wire(inner, wire, self._named(other))

    def _near(self, node_id: str) -> list[str]:
        nodes = self._view.scene_items.nodes
        here = nodes[node_id].body.center()
        ways = {
            key: (item.body.center() - here).manhattanLength()
            for key, item in nodes.items()
            if key != node_id
        }
        return sorted(ways, key=ways.__getitem__)[:_MOST_NODES]

    def _add_wire(self, menu: QMenu, wire: Edge, text: str) -> None:
        view = self._view

        def connect(document: Document) -> Document:
            return canvas_edits.connect(document, view.wiring, wire, None)

        action = menu.addAction(text)
        action.triggered.connect(lambda: view.edit(connect, label=tr("wire")))

    def _named(self, end: WireEnd) -> str:
        return f"{self._view.scene_items.nodes[end.node_id].view.title}: {self._label(end)}"

    def _label(self, end: WireEnd) -> str:
        view = self._view.scene_items.nodes[end.node_id].view
        ports = view.outputs if end.is_output else view.inputs
        labels = (port.label for port in ports if port.name == end.port)
        return next(labels, tr(spoken_name(end.port)))


def _source(wire: Edge) -> WireEnd:
    return WireEnd(wire.source, wire.output, is_output=True)


def _target(wire: Edge) -> WireEnd:
    return WireEnd(wire.target, wire.input, is_output=False)
