"""The parts of a thing are its submobjects: what it draws itself is none of them."""

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from tests.support.documents import make_document, wire
from tests.support.library import body_of
from tests.support.sources import built_in_library

LIBRARY, _ = built_in_library()


def written(whole: Node, asking: Node, output: str, port: str = "mobject") -> str:
    """Return what is written of a node that asks for the parts of a whole."""
    copy = Node(id="copy", type="Copy", position=(3, 0))
    shown = Node(id="shown", type="Text", position=(3, 0))
    taking, name = (copy, "mobject") if output == "mobject" else (shown, "text")
    document = make_document(
        whole,
        asking,
        taking,
        edges=[wire("whole.mobject", f"ask.{port}"), wire(f"ask.{output}", f"{taking.id}.{name}")],
    )
    return body_of(generate(build(document, LIBRARY)))


PARTS = "whole.get_group_class()(*whole.submobjects)"


def ask(type_name: str, **parameters: int) -> Node:
    return Node(id="ask", type=type_name, parameters=parameters, position=(2, 0))


@pytest.mark.parametrize(
    ("asking", "of_line", "of_text"),
    [
        (ask("GetPart", index=0), "whole.submobjects[0]", "whole[0]"),
        (ask("GetPart", index=-1), "whole.submobjects[-1]", "whole[-1]"),
        (ask("GetParts", start=1, stop=3), f"{PARTS}[1:3]", "whole[1:3]"),
        (ask("GetEveryNth"), f"{PARTS}[0::2]", "whole[0::2]"),
        (ask("GetPartOfPart"), "whole.submobjects[0].submobjects[0]", "whole[0].submobjects[0]"),
        (ask("IndexLabels"), "enumerate(whole.submobjects, 1)", "enumerate(whole, 1)"),
    ],
    ids=lambda each: each.type if isinstance(each, Node) else None,
)
def test_parts_are_counted_without_the_thing_itself(
    asking: Node, of_line: str, of_text: str
) -> None:
    wholes = Node(id="whole", type="NumberLine", label="whole")
    assert of_line in written(wholes, asking, "mobject")
    assert of_text in written(wholes.model_copy(update={"type": "Text"}), asking, "mobject")


def test_how_many_parts_there_are() -> None:
    whole = Node(id="whole", type="NumberLine", label="whole")
    assert "len(whole.submobjects)" in written(whole, ask("CountParts"), "value")
    text = whole.model_copy(update={"type": "Text"})
    assert "len(whole)" in written(text, ask("CountParts"), "value")


def test_a_loop_goes_through_the_parts_alone() -> None:
    whole = Node(id="whole", type="Arrow", label="whole")
    loop = Node(id="ask", type="ForEach", label="part", position=(2, 0))
    color = Node(id="color", type="SetColor", position=(3, 0))
    edges = [wire("whole.mobject", "ask.list"), wire("ask.item", "color.mobject")]
    document = make_document(whole, loop, color, edges=edges)
    assert " in whole.submobjects:" in body_of(generate(build(document, LIBRARY)))
    group = make_document(whole.model_copy(update={"type": "VGroup"}), loop, color, edges=edges)
    assert " in whole:" in body_of(generate(build(group, LIBRARY)))
