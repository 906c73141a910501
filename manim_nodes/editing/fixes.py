"""What mends a problem at one click: what that is called, and the edit that it is."""

from manim_nodes.document.edits import add_node, reorder_nodes, reset_parameter, set_presence
from manim_nodes.document.model import Document
from manim_nodes.document.picture_formats import hold_landscape
from manim_nodes.editing.free_place import place_below
from manim_nodes.editing.placement import Transformation, find_placement, set_in_making
from manim_nodes.editing.placement_rules import TransformMode
from manim_nodes.editing.session import Session
from manim_nodes.editing.thing_times import without_animation
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.listing import ReorderError, steps_of, unit_of
from manim_nodes.graph.problems import (
    BringIntoFrame,
    Delete,
    EnlargeFrame,
    Fix,
    PutInFront,
    ResetParameters,
    Show,
    WaitAtEnd,
    WaitBefore,
)
from manim_nodes.translation import tr, tr_later

_WAIT = "Wait"
_BESIDE = 240.0

TITLES: dict[type[Fix], str] = {
    WaitAtEnd: tr_later("Add a wait at the end"),
    WaitBefore: tr_later("Add a wait before that"),
    Show: tr_later("Show it"),
    BringIntoFrame: tr_later("Bring it into the frame"),
    PutInFront: tr_later("Put it in front"),
    Delete: tr_later("Delete it"),
    ResetParameters: tr_later("Make it visible"),
    EnlargeFrame: tr_later("Make the frame larger"),
}
"""What each is called where it is offered."""

_LABELS: dict[type[Fix], str] = {
    WaitAtEnd: tr_later("add a wait at the end"),
    WaitBefore: tr_later("add a wait"),
    Show: tr_later("show"),
    BringIntoFrame: tr_later("bring into the frame"),
    PutInFront: tr_later("put in front"),
    Delete: tr_later("delete"),
    ResetParameters: tr_later("make visible"),
    EnlargeFrame: tr_later("make the frame larger"),
}


def fix_problem(session: Session, fix: Fix) -> None:
    """Mend a problem where it can be seen, as one step of the history."""
    session.go_to(_node_of(fix).split("/")[:-1])
    graph = build(session.document, session.library)
    touched: list[str] = []

    def edit(document: Document) -> Document:
        mended, at = apply_fix(document, graph, fix)
        touched.append(at)
        return mended

    session.edit(edit, label=tr(_LABELS[type(fix)]))
    session.select(set(touched) & session.content.nodes_by_id.keys())


def _node_of(fix: Fix) -> str:
    """Return the node beside which it is made, with its groups; none for at the end of all."""
    match fix:
        case WaitBefore(step):
            return step
        case Show(node_id) | BringIntoFrame(node_id) | PutInFront(node_id) | Delete(node_id):
            return node_id
        case ResetParameters(node_id):
            return node_id
    return ""


def apply_fix(document: Document, graph: Graph, fix: Fix) -> tuple[Document, str]:
    """Return the document mended, and the node that was added, changed or deleted; empty for none.

    Parameters
    ----------
    document : what holds the node beside which it is made
    graph : of the whole project

    Raises
    ------
    CannotPlaceError : the thing cannot be moved
    """
    node_id = _node_of(fix).rpartition("/")[2]
    match fix:
        case Show():
            return set_presence(document, [node_id], "automatic"), node_id
        case WaitBefore():
            return _wait_before(document, node_id)
        case ResetParameters(_, names):
            for name in names:
                document = reset_parameter(document, node_id, name)
            return document, node_id
        case Delete():
            return without_animation(document, graph.library, node_id), node_id
        case BringIntoFrame(full_id, (x, y)):
            location = tuple(full_id.split("/")[:-1])
            placement = find_placement(graph, full_id, [TransformMode.MOVE], location=location)
            return placement.applied(document, Transformation((x, y, 0.0))), node_id
        case PutInFront(full_id, z_index):
            change = "SetZIndex", "z_index_value", z_index
            return set_in_making(document, graph, full_id, *change)
        case EnlargeFrame():
            return hold_landscape(document), ""
    return _wait_at_end(document, graph)


def _wait_at_end(document: Document, graph: Graph) -> tuple[Document, str]:
    try:
        steps = steps_of(graph)
    except ReorderError:
        steps = []
    beside = unit_of(steps[-1], document) if steps else document.nodes[-1].id
    return add_node(document, _WAIT, position=_free_place(document, beside, _BESIDE))


def _wait_before(document: Document, step: str) -> tuple[Document, str]:
    document, added = add_node(document, _WAIT, position=_free_place(document, step, -_BESIDE))
    listed = [node.id for node in document.nodes if node.id != added]
    listed.insert(listed.index(step), added)
    return reorder_nodes(document, listed), added


def _free_place(document: Document, beside: str, offset: float) -> tuple[float, float]:
    x, y = document.node(beside).position
    return place_below(document, (x + offset, y))
