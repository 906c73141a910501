"""Edits as a user makes them, in random order, the same ones for the same seed."""

from collections.abc import Callable
from contextlib import suppress
from random import Random

from manim_nodes.document import edits
from manim_nodes.document.model import Document, DocumentError, Edge, Node
from manim_nodes.editing.session import Session

_SHAPES = ("Circle", "Square", "Dot", "Star", "Triangle", "Text")
_ANIMATIONS = ("Create", "FadeIn", "FadeOut")
_MAX_NODES = 26
_MIN_NODES = 6


class RandomEdits:
    """Edits a project of some two dozen nodes: mostly values, but also nodes, wires, names, undo and redo."""

    def __init__(self, session: Session, seed: int = 0) -> None:
        self._session, self._random = session, Random(seed)
        self._edits: dict[Callable[[], object], int] = {
            self._set_number: 40,
            self._set_color: 10,
            self._set_text: 6,
            self._add_animated_shape: 10,
            self._remove_node: 8,
            self._move_node: 8,
            self._mute_node: 4,
            self._select_node: 6,
            session.undo: 8,
            session.redo: 4,
        }

    def step(self) -> None:
        """Make one edit, or select something."""
        self._random.choices(list(self._edits), list(self._edits.values()))[0]()

    def _edit(self, edit: Callable[[Document], Document]) -> None:
        with suppress(DocumentError):  # one that the project does not allow
            self._session.edit(edit)

    def _node(self, *types: str) -> Node | None:
        nodes = [node for node in self._session.content.nodes if not types or node.type in types]
        return self._random.choice(nodes) if nodes else None

    def _point(self) -> tuple[float, float]:
        return self._random.uniform(0, 1000), self._random.uniform(0, 500)

    def _set(self, node: Node, name: str, value: float | str) -> None:
        self._edit(lambda document: edits.set_parameter(document, node.id, name, value))

    def _set_number(self) -> None:
        node = self._node()
        node_type = self._session.library.get(node.type) if node else None
        if node is None or node_type is None:
            return
        numbers = [p.name for p in node_type.parameters.values() if p.type in ("number", "angle")]
        if numbers:
            value = round(self._random.uniform(0.3, 2.5), 2)
            self._set(node, self._random.choice(numbers), value)

    def _set_color(self) -> None:
        node = self._node("Circle", "Square", "Star")
        if node is not None:
            self._set(node, "color", f"#{self._random.randrange(0x1000000):06x}")

    def _set_text(self) -> None:
        node = self._node("Text")
        if node is not None:
            self._set(node, "text", f"Text {self._random.randrange(10_000)}")

    def _add_animated_shape(self) -> None:
        if len(self._session.content.nodes) > _MAX_NODES:
            return
        shape, animation = self._random.choice(_SHAPES), self._random.choice(_ANIMATIONS)

        def edit(document: Document) -> Document:
            document, source = edits.add_node(document, shape, position=self._point())
            document, target = edits.add_node(document, animation, position=self._point())
            wire = Edge(source=source, output="mobject", target=target, input="mobject")
            return edits.connect(document, wire)

        self._edit(edit)

    def _remove_node(self) -> None:
        node = self._node()
        if node is not None and len(self._session.content.nodes) > _MIN_NODES:
            self._edit(lambda document: edits.remove_nodes(document, [node.id]))

    def _move_node(self) -> None:
        node = self._node()
        if node is not None:
            self._edit(lambda document: edits.move_nodes(document, {node.id: self._point()}))

    def _mute_node(self) -> None:
        node = self._node()
        if node is not None:
            muted = not node.muted
            self._edit(lambda document: edits.set_muted(document, [node.id], muted=muted))

    def _select_node(self) -> None:
        node = self._node()
        if node is not None:
            self._session.select({node.id})
