"""Edits of constants and knobs; see `manim_nodes.document.edits` for what all edits have in common."""

from collections.abc import Sequence

from manim_nodes.document.model import Constant, Document, Knob, UnknownIdError
from manim_nodes.document.record_edits import EditError, make, replace, revise
from manim_nodes.translation import tr


def add_constant(document: Document, name: str, **fields: object) -> Document:
    """Add a constant behind the others, and a knob for it.

    Parameters
    ----------
    fields : of `Constant`

    Raises
    ------
    EditError : there is one of this name, or it cannot be
    """
    if any(constant.name == name for constant in document.constants):
        msg = tr('There is a constant "{name}" already.', name=name)
        raise EditError(msg, where=document.name)
    constant = make(Constant, {**fields, "name": name})
    grown = replace(document, constants=(*document.constants, constant))
    return add_knob(grown, constant=name, title=name)


def set_constant(document: Document, name: str, value: float | str) -> Document:
    """Set the value of a constant."""
    _constant(document, name)
    constants = tuple(
        revise(each, value=value) if each.name == name else each for each in document.constants
    )
    return replace(document, constants=constants)


def remove_constant(document: Document, name: str) -> Document:
    """Remove a constant and its knob; where its name is used, it means nothing then."""
    _constant(document, name)
    return replace(
        document,
        constants=tuple(each for each in document.constants if each.name != name),
        knobs=tuple(each for each in document.knobs if each.constant != name),
    )


def _constant(document: Document, name: str) -> Constant:
    for constant in document.constants:
        if constant.name == name:
            return constant
    raise UnknownIdError(tr('There is no constant "{name}".', name=name), where=document.name)


def add_knob(document: Document, **fields: object) -> Document:
    """Add a knob behind the others; one that is there already stays as it is.

    Parameters
    ----------
    fields : of `Knob`
    """
    knob = make(Knob, fields)
    if any(each.target == knob.target for each in document.knobs):
        return document
    return replace(document, knobs=(*document.knobs, knob))


def change_knob(document: Document, target: tuple[str, str], **changes: object) -> Document:
    """Change what a knob is called, its range, or what else there is beside its target."""
    _check_target(document, target)
    knobs = tuple(
        revise(each, **changes) if each.target == target else each for each in document.knobs
    )
    return replace(document, knobs=knobs)


def remove_knob(document: Document, target: tuple[str, str]) -> Document:
    """Offer a value no more; the value itself stays as it is, a constant too."""
    _check_target(document, target)
    return replace(document, knobs=tuple(each for each in document.knobs if each.target != target))


def reorder_knobs(document: Document, targets: Sequence[tuple[str, str]]) -> Document:
    """Offer the knobs in another order.

    Raises
    ------
    EditError : it does not name each knob once
    """
    known = {each.target: each for each in document.knobs}
    if len(targets) != len(known) or known.keys() != set(targets):
        raise EditError(tr("The new order must name each knob once."), where=document.name)
    return replace(document, knobs=tuple(known[target] for target in targets))


def _check_target(document: Document, target: tuple[str, str]) -> None:
    if all(each.target != target for each in document.knobs):
        msg = tr('There is no knob for "{name}".', name=target[1])
        raise UnknownIdError(msg, where=document.name)
