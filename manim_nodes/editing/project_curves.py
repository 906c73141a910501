"""The rate curves of a project: each has a name, and is the same wherever the name is used."""

from collections.abc import Iterator
from typing import TypeVar

from manim_nodes.document.model import Content, Document, Node
from manim_nodes.document.record_edits import replace, revise
from manim_nodes.library.catalogue import Library
from manim_nodes.library.rate_curve import RateCurve
from manim_nodes.translation import tr

RATE_FUNCTION = "rate_function"
_Content = TypeVar("_Content", bound=Content)


def project_curves(document: Document, library: Library) -> list[RateCurve]:
    """Return the curves that nodes use, in groups too, by name."""
    found = {
        curve.name: curve for content in _contents(document) for curve in _curves(content, library)
    }
    return [found[name] for name in sorted(found)]


def new_curve(document: Document, library: Library) -> RateCurve:
    """Return a curve with a name that the project does not use yet."""
    taken = {curve.name for curve in project_curves(document, library)}
    names = (tr("My curve {number}", number=number) for number in range(1, len(taken) + 2))
    return RateCurve(next(name for name in names if name not in taken))


def with_curve_changed(
    document: Document, library: Library, before: object, after: object
) -> Document:
    """Return the document in which a curve that was bent, or named otherwise, is so wherever it is used.

    Parameters
    ----------
    before, after : values of a parameter; another curve instead of the one before changes no other node
    """
    old, new = RateCurve.parse(before), RateCurve.parse(after)
    if old is None or new is None or old == new:
        return document
    is_bent = old.name == new.name
    is_renamed = old.points == new.points and new not in project_curves(document, library)
    if not (is_bent or is_renamed):
        return document
    groups = tuple(_with_changed(group, library, old, new) for group in document.groups)
    return replace(_with_changed(document, library, old, new), groups=groups)


def _with_changed(content: _Content, library: Library, old: RateCurve, new: RateCurve) -> _Content:
    def changed(node: Node) -> Node:
        values = {name: str(new) for name, curve in _curves_of(node, library) if curve == old}
        return revise(node, parameters={**node.parameters, **values}) if values else node

    return replace(content, nodes=tuple(map(changed, content.nodes)))


def _contents(document: Document) -> Iterator[Content]:
    yield document
    yield from document.groups


def _curves(content: Content, library: Library) -> Iterator[RateCurve]:
    for node in content.nodes:
        for _, curve in _curves_of(node, library):
            yield curve


def _curves_of(node: Node, library: Library) -> Iterator[tuple[str, RateCurve]]:
    node_type = library.get(node.type)
    for name, value in node.parameters.items():
        known = node_type.parameters.get(name) if node_type is not None else None
        if known is not None and known.type == RATE_FUNCTION and (curve := RateCurve.parse(value)):
            yield name, curve
