"""What is read from: the elements of a file by their ids, its style sheets, and what of it cannot be drawn."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from manim_nodes.render.media.svg.affine import Affine
from manim_nodes.render.media.svg.budget import MOST, Budget, TooMuchError
from manim_nodes.render.media.svg.paint import reference
from manim_nodes.render.media.svg.selectors import attribute, local_name
from manim_nodes.render.media.svg.style import Style, StyleSheet, is_for_screens

if TYPE_CHECKING:
    from pathops import Path as Region

MOST_DEPTH = 24


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the drawing an element is.

    Parameters
    ----------
    matrix : from its user units to the drawing's
    viewport : width and height that percentages are of
    opacity : of all groups around it
    clips : what can be seen of it, in the drawing's units
    used : elements that are being copied, so that none copies itself
    """

    matrix: Affine
    viewport: tuple[float, float]
    style: Style
    opacity: float = 1.0
    clips: "tuple[Region, ...]" = ()
    used: tuple[Element, ...] = ()


@dataclass(slots=True)
class Source:
    """A file.

    Parameters
    ----------
    left_out : what cannot be drawn as it is meant, by kind, and how often
    texts : what texts say, by the typeface that they name
    budget : what is left of the work that it may be
    layers : the same for what is see-through together, which is drawn less well where there is too much of it
    is_quiet : it is only looked at where its shapes are
    """

    ids: dict[str, Element]
    sheet: StyleSheet
    left_out: Counter[str] = field(default_factory=Counter)
    texts: dict[str, str] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)
    layers: Budget = field(default_factory=Budget)
    is_quiet: bool = False

    @classmethod
    def of(cls, root: Element) -> "Source":
        """Return what is read from an ``svg`` element."""
        ids = {name: element for element in root.iter() if (name := element.get("id"))}
        sheets = [
            element.text or ""
            for element in root.iter()
            if local_name(element) == "style" and is_for_screens(element.get("media", ""))
        ]
        budget = Budget()
        sheet = StyleSheet("\n".join(sheets), root, budget)
        return cls(ids, sheet, Counter(sheet.left_out), budget=budget)

    def quiet(self) -> "Source":
        """Return the same for a look beside the drawing, of which nothing is noted."""
        return replace(self, left_out=Counter(), texts={}, is_quiet=True)

    def visit(self, depth: int) -> None:
        """Count an element.

        Raises
        ------
        TooMuchError : there were too many, or they are too deep in one another
        """
        self.budget.take("elements", 1)
        if depth > MOST["levels"]:
            raise TooMuchError(kind="levels")

    def referred(self, element: Element) -> Element | None:
        """Return the element that another takes after, or None."""
        name = attribute(element, "href") or ""
        return self.ids.get(name[1:]) if name.startswith("#") else None

    def chain_of(self, element: Element) -> list[Element]:
        """Return a gradient or pattern, and those that it takes from what it does not say."""
        chain = [element]
        while len(chain) < MOST_DEPTH:
            further = self.referred(chain[-1])
            if further is None or further in chain:
                break
            chain.append(further)
        return chain

    def painted(self, text: str) -> Element | None:
        """Return the element that ``url(#...)`` names, or None."""
        named = reference(text)
        return self.ids.get(named[0]) if named else None


def said_in(chain: list[Element], name: str, default: str) -> str:
    """Return an attribute of the first element that has it."""
    return next((value for each in chain if (value := each.get(name)) is not None), default)
