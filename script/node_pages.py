"""Writes docs/nodes/: a page a category with all of its node types, and the index of them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from manim_nodes.graph.example_text import example_lines
from manim_nodes.graph.examples import example_of
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.library.node_type import Input, NodeType, Output, Parameter

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "nodes"
INDEX = "README.md"
WRITTEN = "Written by `script/node-pages` from the tables of `nodes/`; change those, not this page."
INDEX_HEADING = f"""\
# Node types

{WRITTEN}
`manim-nodes nodes show TYPE` says more about one.
"""
HOW_TO_READ = """\
After the title stand the type's name in a project and its [kind](../contributing.md#kinds), then inputs, outputs, parameters
with their defaults, the Python that such a node may become, and a picture of its example: the nodes and wires below it.
"""
# What Markdown would take for something else than text.
_MARKUP = re.compile(r"([\\`*<]|(?<!\w)_|_(?!\w))")


def main() -> None:
    """Write the pages, and remove those of categories that are no more."""
    written = pages(load_library(ROOT / "nodes"))
    FOLDER.mkdir(exist_ok=True)
    for stale in {path.name for path in FOLDER.iterdir()} - written.keys():
        (FOLDER / stale).unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def pages(library: Library) -> Mapping[str, str]:
    """Return the text of each page by its file name, with the types in the order of the tables."""
    categories = sorted(library.by_category.items())
    return {
        INDEX: _index(categories),
        **{_file_name(name): _page(name, types, library) for name, types in categories},
    }


def _index(categories: Sequence[tuple[str, Sequence[NodeType]]]) -> str:
    parts = [INDEX_HEADING]
    for name, types in categories:
        file_name = _file_name(name)
        links = (f"[{_text(each.title)}]({file_name}#{_anchor(_title(each))})" for each in types)
        parts.append(f"## [{name}]({file_name}) ({len(types)})\n\n{' · '.join(links)}\n")
    return "\n".join(parts)


def _page(category: str, types: Sequence[NodeType], library: Library) -> str:
    heading = f"# {category}\n\n{WRITTEN}\n{HOW_TO_READ}\n[All node types]({INDEX})\n"
    return "\n".join([heading, *(_entry(each, library) for each in types)])


def _file_name(category: str) -> str:
    return f"{_anchor(category)}.md"


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _title(node_type: NodeType) -> str:
    return f"{_text(node_type.title)} · `{node_type.type}` · {node_type.kind}"


def _entry(node_type: NodeType, library: Library) -> str:
    words = f"{node_type.summary} {node_type.documentation}".strip()
    rows = [
        *_row("In", map(_input, node_type.inputs.values())),
        *_row("Out", map(_output, node_type.outputs.values())),
        *_row("Parameters", map(_parameter, node_type.parameters.values())),
    ]
    parts = [
        f"## {_title(node_type)}",
        _text(words),
        "\n".join(rows),
        _code(node_type.example_code.strip(), "python"),
        _picture(node_type),
        _code("\n".join(_example(node_type, library)), "text"),
    ]
    return "".join(f"{part}\n\n" for part in parts if part).removesuffix("\n")


def _text(words: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def _row(name: str, parts: Iterable[str]) -> Iterator[str]:
    if joined := "; ".join(parts):
        yield f"- {name}: {joined}"


def _example(node_type: NodeType, library: Library) -> Iterator[str]:
    """Return the lines of an example without those that only say what an id says too: ``add_1: Add()``."""
    example = example_of(node_type, library)
    for line in example_lines(example):
        if not (example.edges and line.endswith("()")):
            yield line


def _code(code: str, language: str) -> str:
    return f"```{language}\n{code}\n```" if code else ""


def _picture(node_type: NodeType) -> str:
    # Asked of the table, not of the folder: the page does not change while pictures are drawn.
    if not node_type.example.picture:
        return ""
    return f"![{node_type.title}](../../resources/nodes/{node_type.type}.png)"


def _input(port: Input) -> str:
    notes = [port.wires] * port.many + ["optional"] * (not port.required)
    return ", ".join([f"`{port.name}` {_text(port.type)}", *notes])


def _output(port: Output) -> str:
    return f"`{port.name}` {_text(port.type) or f'as {port.input_name}'}"


def _parameter(parameter: Parameter) -> str:
    value = "" if parameter.default is None else f" = {_default(parameter)}"
    unit = f" {parameter.unit}" if parameter.unit else ""
    notes = ["required"] * parameter.required
    limits = map(_text, parameter.limits)
    return ", ".join([f"`{parameter.name}` {_text(parameter.type)}{value}{unit}", *notes, *limits])


def _default(parameter: Parameter) -> str:
    written = json.dumps(parameter.default, ensure_ascii=False)
    return f"`` {written} ``" if "`" in written else f"`{written}`"


if __name__ == "__main__":
    main()
