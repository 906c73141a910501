"""What cannot become what: manim moves the points of one thing to those of another, and a picture has pixels instead."""

from collections.abc import Iterator

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.problems import Problem
from manim_nodes.translation import tr, tr_later

_INSTEAD = "FadeTransform"
_MATCHES_SHAPES = "TransformMatchingShapes"
_PICTURE = "ImageMobject"
# What things are drawn of, by the type that all such things have.
_DRAWN_OF = {
    "ImageMobject": tr_later("a picture"),
    "PMobject": tr_later("a cloud of points"),
    "VMobject": tr_later("a shape"),
}


def unlike_things(graph: Graph) -> Iterator[Problem]:
    """Find things that shall become, point by point, what is drawn in another way."""
    for node, node_type in graph.active:
        for port in node_type.inputs.values():
            if not port.becomes:
                continue
            sources = graph.sources[node.id]
            if node_type.type == _MATCHES_SHAPES:
                yield from _pictures_to_match(graph, node, port.name, port.becomes)
            for source in sources.get(port.name, ()):
                for target in sources.get(port.becomes, ()):
                    one, other = _drawn_of(graph, source), _drawn_of(graph, target)
                    if one and other and one != other:
                        yield Problem(
                            "unlike-things",
                            tr(
                                "{one} cannot become {other} point by point.",
                                one=tr(one).capitalize(),
                                other=tr(other),
                            ),
                            node.id,
                            port.becomes,
                            hint=_hint(graph),
                        )


def _pictures_to_match(graph: Graph, node: Node, *ports: str) -> Iterator[Problem]:
    """Find pictures in which parts of the same shape shall be looked for."""
    types, sources = graph.library.port_types, graph.sources[node.id]
    given = [[graph.output_type(source) for source in sources.get(port, ())] for port in ports]
    if given[0] and all(types.is_a(each, _PICTURE) for some in given for each in some):
        yield Problem(
            "unlike-things",
            tr("A picture has no parts whose shapes could be matched."),
            node.id,
            ports[0],
            hint=_hint(graph),
        )


def _drawn_of(graph: Graph, output: Port) -> str:
    """Return what a thing is drawn of; empty if nothing tells."""
    given = graph.output_type(output)
    types = graph.library.port_types
    return next((what for kind, what in _DRAWN_OF.items() if types.is_a(given, kind)), "")


def _hint(graph: Graph) -> str:
    instead = graph.library.get(_INSTEAD)
    title = tr(instead.title) if instead else _INSTEAD
    return tr("Use '{title}', which fades from one to the other.", title=title)
