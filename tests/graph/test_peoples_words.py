"""What is said of nodes that are wrong names them as people do: no ids, no classes, no word of Manim's alone."""

import re
from collections.abc import Iterator

from manim_nodes.document.model import Document, Node
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from manim_nodes.library.node_type import Kind
from tests.support.documents import make_document, wire
from tests.support.sources import built_in_library

LIBRARY = built_in_library()[0]
WRONG = {
    "number": -1e20, "integer": -(10**9), "color": "no color", "function": "import os",
    "expression": "nothing(1)", "range": [5, 1], "rate_function": "?",
    "font": 3, "boolean": "maybe", "choice": "?",
}  # fmt: skip
FOR_SCRIPTS = re.compile(r"\b\w+_\d+\b|[Mm]object|\b[A-Z][a-z]+[A-Z][a-z]\w*|\b[a-z]+_[a-z_]+\b")
PROPER_NAMES = {"MathTypst", "MathTex", "LaTeX", "JavaScript"}
# Of styles of program code and layouts of graphs, which have no other names.
PROPER_NAMES |= {
    str(choice)
    for known in LIBRARY.types.values()
    for each in known.parameters.values()
    for choice in each.choices
    if not each.choice_titles
}


def documents() -> Iterator[Document]:
    """Return each node type alone, with values that cannot be, and with wires that do not fit."""
    number = Node(id="number_value_1", type="NumberValue")
    for name, known in LIBRARY.types.items():
        if known.kind is Kind.SCENE:
            continue
        alone = Node(id="it_1", type=name)
        yield make_document(alone)
        wrong = {
            each.name: WRONG[each.type] for each in known.parameters.values() if each.type in WRONG
        }
        yield make_document(alone.model_copy(update={"parameters": wrong}))
        if known.inputs:
            wires = [wire("number_value_1.value", f"it_1.{port}") for port in known.inputs]
            yield make_document(number, alone, edges=wires)
            flows = [wire("number_value_1.flow", f"it_1.{port}") for port in known.inputs]
            yield make_document(number, alone, edges=flows)


def test_problems_are_said_in_the_words_of_people() -> None:
    messages: set[str] = set()
    for document in documents():
        for problem in validate(build(document, LIBRARY)):
            messages |= {problem.message, problem.hint or ""}
    found = {
        word: text
        for text in messages
        for word in FOR_SCRIPTS.findall(text)
        if word not in PROPER_NAMES
    }
    assert found == {}
    assert len(messages) > 200
