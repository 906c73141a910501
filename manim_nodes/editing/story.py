"""Where edits list nodes: new ones come at the playhead, and steps behind what they depend on."""

from collections.abc import Collection, Mapping

import networkx as nx

from manim_nodes.document.model import Document
from manim_nodes.editing.step_numbers import StepNumbers
from manim_nodes.graph.build import build
from manim_nodes.graph.listing import moved_steps, place_after, settle_order, units_of
from manim_nodes.graph.order import run_order
from manim_nodes.library.catalogue import Library
from manim_nodes.translation import tr, tr_plural


def place_new(
    document: Document, library: Library, node_ids: Collection[str], step: str | None
) -> Document:
    """List new nodes, wired as they are, right behind a step.

    Parameters
    ----------
    step : the one under the playhead, in the same group; None for after all there is
    """
    new = frozenset(node_ids)
    document = place_after(document, new, step)
    made = [edge for edge in document.edges if not new.isdisjoint((edge.source, edge.target))]
    return settle_order(document, library, made=made)[0]


def last_step(document: Document, library: Library, node_ids: Collection[str]) -> str | None:
    """Return the one of some nodes that runs last; None if none of them is a step."""
    graph = build(document, library)
    try:
        units = units_of(run_order(graph), document)
    except nx.NetworkXUnfeasible:
        return None
    return next((unit for unit in reversed(units) if unit in node_ids), None)


def order_note(
    before: Document,
    after: Document,
    library: Library,
    numbers: Mapping[str, StepNumbers],
) -> str:
    """Return what to tell a user whose new wire has moved steps; nothing where none was moved.

    Parameters
    ----------
    numbers : of the steps as the user knows them, before the edit
    """
    moved = moved_steps(before, after)
    if not moved:
        return ""
    if len(moved) > 1:
        return tr_plural(
            "{count} step was moved behind what it depends on.",
            "{count} steps were moved behind what they depend on.",
            len(moved),
        )
    place = [node.id for node in after.nodes].index(moved[0])
    return tr(
        "Moved {step} behind {other}, which it depends on.",
        step=_called(after, library, moved[0], numbers),
        other=_called(after, library, after.nodes[place - 1].id, numbers),
    )


def _called(
    document: Document, library: Library, node_id: str, numbers: Mapping[str, StepNumbers]
) -> str:
    node = document.node(node_id)
    node_type = library.get(node.type)
    title = node.label or (tr(node_type.title) if node_type else node.type)
    if node_id not in numbers:
        return tr("“{title}”", title=title)
    return tr("step {number} ({title})", number=numbers[node_id], title=title)
