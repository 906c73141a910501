"""What is hard to read in a preview, as advice at the nodes that made it."""

import math
from collections.abc import Iterable

from manim_nodes.document.picture_formats import holds_landscape
from manim_nodes.editing.placement import maker_of
from manim_nodes.graph.build import Graph
from manim_nodes.graph.problems import EnlargeFrame, PicturePlace, Problem, Severity
from manim_nodes.render.preview.layout_faults import LEAST_LETTERS, LayoutFault, LayoutFaultKind
from manim_nodes.translation import tr

_CODES = {
    LayoutFaultKind.OVERLAP: "overlap",
    LayoutFaultKind.CUT: "cut-by-frame",
    LayoutFaultKind.SMALL: "small-text",
    LayoutFaultKind.FAINT: "faint-text",
}


def layout_problems(graph: Graph, faults: Iterable[LayoutFault]) -> list[Problem]:
    """Return what to advise of what is hard to read in a film.

    Parameters
    ----------
    graph : of the project whose film that is
    """
    known = graph.document.nodes_by_id
    found: dict[tuple[str, LayoutFaultKind, str | None], Problem] = {}
    for fault in faults:
        if fault.node_id in known:
            node_id = maker_of(graph, fault.node_id)
            other = maker_of(graph, fault.other) if fault.other in known and fault.other else None
            found.setdefault((node_id, fault.kind, other), _problem(graph, node_id, other, fault))
    return list(found.values())


def _problem(graph: Graph, node_id: str, other: str | None, fault: LayoutFault) -> Problem:
    message, hint = _words(graph, node_id, other, fault)
    is_narrow = not holds_landscape(graph.document.settings)
    is_cut = fault.kind is LayoutFaultKind.CUT
    box = fault.box
    place = PicturePlace(fault.time_s, box.left, box.bottom, box.right, box.top)
    return Problem(
        _CODES[fault.kind],
        message,
        node_id,
        severity=Severity.ADVICE,
        hint=hint,
        in_picture=place,
        fix=EnlargeFrame() if is_cut and is_narrow else None,
    )


def _words(graph: Graph, node_id: str, other: str | None, fault: LayoutFault) -> tuple[str, str]:
    """Return what is wrong, and what to do."""
    time = f"{fault.time_s:.1f}"
    match fault.kind:
        case LayoutFaultKind.OVERLAP:
            hint = tr("Move one of them, or let one go before the other comes.")
            if other is None or other == node_id:
                return tr("Its texts are written over one another at {time} s.", time=time), hint
            title = graph.title_of(other)
            what = tr("'{other}' is written over this at {time} s.", other=title, time=time)
            return what, hint
        case LayoutFaultKind.CUT:
            return (
                tr("The edge of the picture cuts this at {time} s.", time=time),
                tr("Move it into the picture, or make it smaller."),
            )
        case LayoutFaultKind.SMALL:
            factor = math.ceil(10 * LEAST_LETTERS / fault.amount) / 10
            return (
                tr("This is too small to be read on a phone."),
                tr("Make it {factor} times as large.", factor=f"{factor:.1f}"),
            )
        case LayoutFaultKind.FAINT:
            contrast = math.floor(10 * fault.amount) / 10
            return (
                tr(
                    "This is hard to tell from what is behind it: the contrast is {contrast} to 1.",
                    contrast=f"{contrast:.1f}",
                ),
                tr("Choose other colors: 4.5 to 1 can be read well, 3 to 1 if it is large."),
            )
