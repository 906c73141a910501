"""Writes the catalog of all that a user reads, in English, for translators: resources/translations/manim_nodes.pot."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from manim_nodes import __version__
from manim_nodes.gallery.catalogue import load_templates
from manim_nodes.library.catalogue import load_library
from manim_nodes.library.node_type import spoken_name

ROOT = Path(__file__).parents[1]
CATALOG = ROOT / "resources" / "translations" / "manim_nodes.pot"
KEYWORDS = {"tr": None, "tr_later": None, "tr_plural": (1, 2)}
"""As the functions of `manim_nodes.translation`; of a plural, the first two arguments are texts."""


def main() -> None:
    """Write the catalog."""
    CATALOG.parent.mkdir(parents=True, exist_ok=True)
    texts = catalog()
    with CATALOG.open("wb") as file:
        write_po(file, texts, width=0, include_lineno=False)
    print(f"{CATALOG.relative_to(ROOT)}: {len(texts)} texts")  # noqa: T201


def catalog() -> Catalog:
    """Collect the texts of the program, of the node types, the styles and the templates."""
    texts = Catalog(
        project="manim-nodes",
        version=__version__,
        header_comment="# Texts of manim-nodes, in English.",
    )
    package = ROOT / "manim_nodes"
    for path, _, text, comments, _ in extract_from_dir(package, keywords=KEYWORDS):
        texts.add(text, locations=[(f"manim_nodes/{path}", 0)], auto_comments=comments)
    for place, text in (*_of_node_types(), *_of_styles(), *_of_templates()):
        if text.strip():
            texts.add(text, locations=[(place, 0)])
    return texts


def _of_node_types() -> Iterator[tuple[str, str]]:
    """Return titles as they are shown, which often come from a name, so of what is read, not of the files."""
    library = load_library(ROOT / "nodes")
    yield from (("nodes", library.port_types.words(name)) for name in library.port_types.types)
    for node_type in library.types.values():
        place = f"nodes/{node_type.type}"
        for text in (node_type.title, node_type.summary, node_type.documentation):
            yield place, text
        yield place, node_type.category.title
        for port in node_type.inputs.values():
            yield from ((place, spoken_name(port.name)), (place, port.description))
        for output in node_type.outputs.values():
            yield from ((place, spoken_name(output.name)), (place, output.description))
        for parameter in node_type.parameters.values():
            for text in (parameter.display_title, parameter.description, parameter.unit):
                yield place, text
            yield place, parameter.title or spoken_name(parameter.name)


def _of_styles() -> Iterator[tuple[str, str]]:
    for name, style in load_library(ROOT / "nodes").styles.items():
        yield from ((f"resources/styles/{name}", text) for text in (style.title, style.summary))


def _of_templates() -> Iterator[tuple[str, str]]:
    for template in load_templates(ROOT / "templates")[0]:
        place = f"templates/{template.id}"
        for text in (template.name, template.category, template.description, template.instructions):
            yield place, text


if __name__ == "__main__":
    main()
