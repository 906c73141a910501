"""How much a project can hold."""

from collections.abc import Mapping, Sequence

from manim_nodes.document.model import DocumentError
from manim_nodes.translation import tr

MOST_NODES = 20_000
"""In groups too; several times what anyone has made, and what the app is still quick with."""

MOST_WIRES = 100_000

MOST_CONSTANTS = 1_000
"""And as many knobs."""


def demand_sizes(raw: Mapping[str, object]) -> None:
    """Refuse JSON of any format that holds more than a project can.

    Raises
    ------
    DocumentError : with the number
    """
    contents = [raw, *(group for group in _items(raw, "groups") if isinstance(group, Mapping))]
    for names, most, things in (
        (("nodes", "frames", "groups"), MOST_NODES, tr("nodes, frames and groups")),
        (("edges",), MOST_WIRES, tr("wires")),
        (("constants",), MOST_CONSTANTS, tr("constants")),
        (("knobs",), MOST_CONSTANTS, tr("knobs")),
    ):
        number = sum(len(_items(content, name)) for content in contents for name in names)
        if number > most:
            raise DocumentError(
                tr(
                    "It holds {number:,} {things}; a project can hold {most:,}.",
                    number=number,
                    things=things,
                    most=most,
                ),
                hint=tr("Divide it into several projects."),
            )


def _items(content: Mapping[str, object], name: str) -> Sequence[object]:
    items = content.get(name)
    return items if isinstance(items, list | tuple) else ()
