"""What is known of the parts of a group and of the items of a list: where each came in, and its type."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Protocol

from manim_nodes.library.node_type import NodeType, Output
from manim_nodes.library.parameter_types import wired_type
from manim_nodes.library.port_types import ANY, PortTypes, item_type

End = tuple[str, str]
"""A node, and one of its outputs or inputs."""

# Groups in one another are looked into this deep: each takes several calls of Python's stack.
_DEPTH = 30
_ENOUGH = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a group, or an item of a list.

    Parameters
    ----------
    maker : the output that it came from, where that is known
    many : whether it stands for any number of parts of that type, none included
    key : its name in a group whose parts have names
    """

    type: str
    maker: End | None = None
    many: bool = False
    key: str = ""


Parts = tuple[Part, ...]


class PartLookup(Protocol):
    """Where outputs, wires and values are found: in a graph, or in what is being edited."""

    def output_of(self, end: End) -> Output | None:
        """Return how an output's type is decided; None where that is not known."""
        ...

    def type_of(self, node_id: str) -> NodeType | None:
        """Return a node's type, or None where the library does not know it."""
        ...

    def all_feeding(self, end: End) -> Sequence[End]:
        """Return the outputs that feed an input, in order, those that only pass it on left out."""
        ...

    def constant(self, node_id: str, name: str) -> object:
        """Return the value of a parameter; None where a wire brings it."""
        ...

    def parts_beyond(self, end: End, /) -> Parts | None:
        """Return the parts of what comes out of a group, or into it, where these are known."""
        ...


class PartFinder(ABC):
    """Finds the parts of what outputs give.

    Parameters
    ----------
    known : what has been found before; what is found is added
    """

    def __init__(
        self, lookup: PartLookup, types: PortTypes, known: dict[End, Parts | None]
    ) -> None:
        self._lookup, self._types, self._known = lookup, types, known
        self._depth = 0

    @abstractmethod
    def type_of(self, end: End) -> str:
        """Return the type of what an output gives."""

    def type_by_parts(self, end: End, output: Output) -> str:
        """Return the type of an output that is one of something's parts, or a list of them; '' if not known."""
        if output.item_of:
            part, is_exact = self._picked(end, output)
            return self._narrowed(output.type, part, is_exact=is_exact) if part else ""
        item = item_type(output.type)
        parts = self.parts(end) if item is not None else None
        if item is None or not parts:
            return ""
        found = self._types.common([part.type for part in parts])
        return f"List[{found}]" if self._types.is_a(found, item) and found != ANY else ""

    def _narrowed(self, declared: str, part: Part, *, is_exact: bool) -> str:
        """Return a part's type, unless more can be said without knowing it."""
        if part.type == ANY:
            return ""
        # What parts have in common may be less than what the table says of each, such as that all are curves.
        return (
            declared
            if declared and not is_exact and self._types.is_a(declared, part.type)
            else part.type
        )

    def part_maker(self, end: End) -> End | None:
        """Return the output that made the part, or item, that an output gives, where the wires say which it is."""
        output = self._lookup.output_of(end)
        if output is None or not output.item_of:
            return None
        part, is_exact = self._picked(end, output)
        return part.maker if part is not None and is_exact and not part.many else None

    def parts(self, end: End) -> Parts | None:
        """Return the parts of what an output gives, or None where nothing is known of them."""
        if end not in self._known:
            self._known[end] = None  # until they are found; for ever in a circle of wires
            self._depth += 1
            if self._depth < _DEPTH:
                self._known[end] = self._find(end)
            self._depth -= 1
        return self._known[end]

    def _find(self, end: End) -> Parts | None:
        # By a loop, as a chain of nodes may be longer than Python's stack is deep.
        passed: list[tuple[End, Output]] = []
        seen: set[End] = set()
        found: Parts | None = None
        here: End | None = end
        while here is not None and here not in seen:
            seen.add(here)
            output = self._lookup.output_of(here)
            if output is None:
                found = self._lookup.parts_beyond(here)
                break
            if output.holds or output.list_of or output.part_type:
                found = self._held(here, output)
                break
            if output.item_of:
                part, _ = self._picked(here, output)
                here = part.maker if part is not None else None
                continue
            passed.append((here, output))
            name = output.parts_of or output.of or output.like
            here = self._first_feeding((here[0], name)) if name else None
        for each, output in reversed(passed):
            found = self._changed(found, each, output) if found is not None else None
        return found

    def _first_feeding(self, end: End) -> End | None:
        return next(iter(self._lookup.all_feeding(end)), None)

    # what a node has put together

    def _held(self, end: End, output: Output) -> Parts:
        if output.part_type:
            return (Part(output.part_type, many=True),)
        name = output.holds or output.list_of
        parts = list(self._brought(end[0], name, is_spread=bool(output.holds)))
        node_type = self._lookup.type_of(end[0])
        port = node_type.inputs.get(name) if node_type else None
        if port is None or not port.many:  # each round, or each copy, gives one
            return tuple(replace(part, many=True) for part in parts)
        keys = self._lookup.constant(end[0], output.keys) if output.keys else None
        if isinstance(keys, list | tuple) and not any(part.many for part in parts):
            # The code of a named group zips them too: what has no name is left out.
            parts = [replace(part, key=str(key)) for part, key in zip(parts, keys, strict=False)]
        return self._shortened(tuple(parts))

    def _brought(self, node_id: str, name: str, *, is_spread: bool = True) -> Iterator[Part]:
        node_type = self._lookup.type_of(node_id)
        if node_type is None:
            return
        port = node_type.inputs.get(name)
        wanted = port.type if port else wired_type(node_type.parameters[name])
        for source in self._lookup.all_feeding((node_id, name)):
            given = self.type_of(source)
            item = item_type(given) if is_spread and port is not None and port.many else None
            if item is not None:
                yield from self.parts(source) or (Part(item, many=True),)
            elif self._types.is_a(given, wanted):
                yield Part(given, source)
            else:
                yield Part(wanted)

    def _shortened(self, parts: Parts) -> Parts:
        if len(parts) <= _ENOUGH:
            return parts
        return (Part(self._types.common([part.type for part in parts]), many=True),)

    # what happens to it on its way

    def _changed(self, parts: Parts, end: End, output: Output) -> Parts | None:
        if output.parts_of and output.span:
            return self._sliced(parts, end, output)
        if not (output.reorders or output.adds):
            return parts
        added = tuple(self._brought(end[0], output.adds)) if output.adds else ()
        # Where it is not known what joins, nothing is known of the whole.
        if output.adds and not added:
            return None
        # Only the running scene knows what is where now.
        return tuple(replace(part, many=True, key="") for part in self._shortened((*parts, *added)))

    def _sliced(self, parts: Parts, end: End, output: Output) -> Parts:
        start, stop, step = (
            self._lookup.constant(end[0], name) if name else None for name in output.span
        )
        is_wired = any(name and self._lookup.all_feeding((end[0], name)) for name in output.span)
        if is_wired or any(part.many for part in parts):
            return tuple(replace(part, many=True) for part in parts)
        whole = [each if isinstance(each, int) else None for each in (start, stop, step)]
        return parts[slice(*whole)]

    # one of them

    def _picked(self, end: End, output: Output) -> tuple[Part | None, bool]:
        """Return one of the parts, or what all have in common, and whether it is the very one."""
        source = self._first_feeding((end[0], output.item_of))
        parts = self.parts(source) if source is not None else None
        if not parts:
            return None, False
        if output.key:
            return self._named(parts, self._lookup.constant(end[0], output.key))
        if not output.index:
            return self._in_common(parts)
        part, is_exact = None, False
        for name in output.index:
            if part is not None:
                parts = self.parts(part.maker) if part.maker is not None else None
            part, is_exact = self._at(parts, self._lookup.constant(end[0], name))
            if part is None:
                return None, False
        return part, is_exact

    def _named(self, parts: Parts, name: object) -> tuple[Part | None, bool]:
        for part in parts:
            if part.key and part.key == name:
                return part, True
        return self._in_common(parts)

    def _at(self, parts: Parts | None, index: object) -> tuple[Part | None, bool]:
        if not parts:
            return None, False
        if not isinstance(index, int) or isinstance(index, bool):
            return self._in_common(parts)
        in_order = parts if index >= 0 else parts[::-1]
        # Behind parts of which there may be any number, places cannot be counted.
        counted = list(takewhile(lambda part: not part.many, in_order))
        place = index if index >= 0 else -index - 1
        if place < len(counted):
            return counted[place], True
        if len(counted) == len(parts):
            return None, False  # there is no such part
        return self._in_common(tuple(in_order[len(counted) :]))

    def _in_common(self, parts: Parts) -> tuple[Part | None, bool]:
        makers = {part.maker for part in parts}
        found = self._types.common([part.type for part in parts])
        return Part(found, makers.pop() if len(makers) == 1 else None), len(parts) == 1
