"""What travels on a wire: a small hierarchy of types, and which may feed which.

A type is written ``Circle``, ``List[Number]``, or ``Mobject | Point`` where either will do.
The hierarchy and the conversions are data: nodes/shared/port_types.toml.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from manim_nodes.library.template import CodeTemplate
from manim_nodes.translation import tr

ANY = "Any"
ANIMATION = "Animation"
MOBJECT = "Mobject"
LOOP = "Loop"
MAPPING = "Mapping"

Shape = Literal["circle", "diamond", "square", "triangle"]


class PortType(BaseModel):
    """One type: its parent in the hierarchy, and how its ports look.

    Parameters
    ----------
    gives : what a function of this type gives, if that is known
    made_by : the node type that a user who needs such a thing is told of
    invisible : there is nothing of it to be seen, though manim makes a mobject of it
    words : what people call one, with its article; made of the name if left out
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    parent: str = ANY
    color: str = ""
    shape: Shape | None = None
    description: str = ""
    gives: str = ""
    made_by: str = ""
    invisible: bool = False
    words: str = ""


class Conversion(BaseModel):
    """A source type that becomes a target type through ``code``, an expression of ``value``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    target: str
    code: str

    @cached_property
    def template(self) -> CodeTemplate:
        """Return the parsed code."""
        return CodeTemplate(self.code, ("value",))


class Remedy(BaseModel):
    """A source type that becomes a target type only by a node, since something is lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    target: str
    node: str


@cache
def alternatives(expression: str) -> tuple[str, ...]:
    """Split ``Mobject | Point`` at its bars."""
    return tuple(part.strip() for part in expression.split("|"))


@cache
def item_type(expression: str) -> str | None:
    """Return the ``T`` of ``List[T]``, or None for a type that is no list."""
    if expression.startswith("List[") and expression.endswith("]"):
        return expression[5:-1].strip()
    return None


@dataclass(frozen=True)
class PortTypes:
    """The hierarchy, and the questions asked of it."""

    types: Mapping[str, PortType]
    conversions: Sequence[Conversion] = ()
    remedies: Sequence[Remedy] = ()
    _answers: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False, compare=False)
    _visible: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    def is_known(self, expression: str) -> bool:
        """Return whether every name in a type expression is in the hierarchy."""
        return all(
            self.is_known(item) if (item := item_type(part)) is not None else part in self.types
            for part in alternatives(expression)
        )

    def words(self, expression: str) -> str:
        """Return what people call a value of a type: *a number*, *axes*, *a thing or a list*."""
        found = dict.fromkeys(map(self._words_of, alternatives(expression)))
        return tr(" or ").join(found)

    def _words_of(self, name: str) -> str:
        if item_type(name) is not None:
            return tr("a list")
        if name == ANY:
            return tr("anything")
        known = self.types.get(name)
        if known is not None and known.words:
            return tr(known.words)
        apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()
        apart = re.sub(r"\bmobject\b", "thing", re.sub(r"\bvmobject\b", "shape", apart))
        words = f"{'an' if apart[0] in 'aeiou' else 'a'} {apart}"
        return tr(words)

    def ancestors(self, name: str) -> list[str]:
        """Return ``name`` and its parents, nearest first, ending with Any."""
        line = [name]
        while line[-1] != ANY:
            known = self.types.get(line[-1])
            line.append(known.parent if known else ANY)
        return line

    def is_a(self, source: str, target: str) -> bool:
        """Return whether a value of type ``source`` can be used, as it is, where ``target`` is asked."""
        # Each dragged wire asks this of all ports on the canvas, with few different pairs of types.
        key = (source, target)
        if key not in self._answers:
            self._answers[key] = self._is_a(source, target)
        return self._answers[key]

    def _is_a(self, source: str, target: str) -> bool:
        if len(alternatives(source)) > 1:
            return all(self.is_a(part, target) for part in alternatives(source))
        if len(alternatives(target)) > 1:
            return any(self.is_a(source, part) for part in alternatives(target))
        if ANY in (source, target):
            return True
        source_item, target_item = item_type(source), item_type(target)
        if source_item is None or target_item is None:
            return source_item == target_item and target in self.ancestors(source)
        return self.is_a(source_item, target_item)

    def is_visible(self, expression: str) -> bool:
        """Return whether a value of the type may have something to be seen."""
        if expression not in self._visible:
            are_not = map(self._is_invisible, alternatives(expression))
            self._visible[expression] = not all(are_not)
        return self._visible[expression]

    def _is_invisible(self, name: str) -> bool:
        line = [self.types[each] for each in self.ancestors(name) if each in self.types]
        return any(known.invisible for known in line)

    def common(self, names: Sequence[str]) -> str:
        """Return the nearest type that all of some types are, or Any."""
        parts = [part for name in names for part in alternatives(name)]
        items = [item_type(part) for part in parts]
        known = [item for item in items if item is not None]
        if known and len(known) == len(parts):
            return f"List[{self.common(known)}]"
        if not parts or known:
            return ANY
        lines = [self.ancestors(part) for part in dict.fromkeys(parts)]
        return next(name for name in lines[0] if all(name in line for line in lines))

    def conversion(self, source: str, target: str) -> Conversion | None:
        """Return the conversion that makes a ``target`` of a ``source``, if one is declared."""
        for conversion in self.conversions:
            becomes = conversion.target
            can_become = self.is_a(source, conversion.source) and becomes in alternatives(target)
            if can_become and not self._loses(source, becomes):
                return conversion
        return None

    def _loses(self, source: str, target: str) -> bool:
        """Return whether what is true of an ancestor of ``source`` would lose something of it."""
        return any(
            self.is_a(source, remedy.source) and remedy.target == target for remedy in self.remedies
        )

    def remedy(self, source: str, target: str) -> str | None:
        """Return the node type that makes a ``target`` of a ``source`` that does not fit."""
        for remedy in self.remedies:
            if self.fits(source, remedy.source) and self.is_a(remedy.target, target):
                return remedy.node
        return None

    def fits(self, source: str, target: str) -> bool:
        """Return whether a ``source`` is a ``target``, or is converted to one."""
        return self.is_a(source, target) or self.conversion(source, target) is not None

    def appearance(self, expression: str) -> tuple[str, str]:
        """Return color and shape of a port, the nearest ancestor's where a type has none.

        Returns
        -------
        ``("#29abca", "circle")``; a list is a diamond in its item's color
        """
        first = alternatives(expression)[0]
        item = item_type(first)
        if item is not None:
            return self.appearance(item)[0], "diamond"
        line = [self.types[name] for name in self.ancestors(first) if name in self.types]
        color = next((known.color for known in line if known.color), "#a0a0a0")
        shape = next((known.shape for known in line if known.shape), "circle")
        return color, shape
