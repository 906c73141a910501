"""What a generated script may say, and nothing else."""

import ast
from collections.abc import Iterable, Iterator

from manim_nodes.library.catalogue import Library
from manim_nodes.library.expressions import CONSTANTS, FUNCTIONS
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.template import CodeTemplate
from manim_nodes.library.type_names import plain_type
from manim_nodes.workspace.places import data_root

# What codegen itself writes around what node types say.
SKELETON = (
    "self.add; self.play; keep_time; keep_updaters_on_time; mobject.add_updater; always_redraw; things.animate; things.append;"
    "super().__init__; range; enumerate; DEGREES; np.array; print; error; Exception;"
    "config.background_color; config.frame_width; config.frame_height; config.seed;"
    "VMobject.set_default; Text.set_default; MarkupText.set_default;"
    "RIGHT, LEFT, UP, DOWN, OUT, IN, UR, UL, DR, DL, ORIGIN;"
    "from manim import *; import numpy as np; import networkx as nx"
)

# Word for word what nodes/shared/helpers.py says, and nothing of a project's.
HELPERS = frozenset(
    ast.unparse(part)
    for part in ast.parse((data_root() / "nodes" / "shared" / "helpers.py").read_text()).body
)


def allowed_words(types: Iterable[NodeType], library: Library) -> frozenset[str]:
    """Return the names, attributes and imports that may stand in a script of these types."""
    names = library.names
    written = [SKELETON, *FUNCTIONS.values(), *CONSTANTS.values(), *library.vocabulary.scenes]
    written += [*names.colors, *names.rate_functions.values()]
    written += [conversion.code for conversion in library.port_types.conversions]
    for node_type in types:
        written += [template.source for template in _templates(node_type)]
        for parameter in node_type.parameters.values():
            written += parameter.variables
            if plain_type(parameter.type) == "constant":
                written += map(str, parameter.choices)
    return frozenset(word for code in written for word in _words(ast.parse(code.strip())))


def _templates(node_type: NodeType) -> Iterator[CodeTemplate]:
    yield node_type.template
    yield from [node_type.play_template] if node_type.play_template else []
    yield from node_type.output_templates.values()
    yield from node_type.other_templates


def _words(tree: ast.AST) -> Iterator[str]:
    for part in ast.walk(tree):
        if isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, ast.Attribute):
            yield part.attr
        elif isinstance(part, ast.arg):
            yield part.arg
        elif isinstance(part, ast.Import | ast.ImportFrom):
            yield ast.unparse(part)


def foreign_words(source: str, allowed: frozenset[str]) -> list[str]:
    """Return what a script says that it must not: words, imports, or statements of other kinds."""
    tree = ast.parse(source)
    tree.body = [part for part in tree.body if ast.unparse(part) not in HELPERS]
    (scene,) = (part for part in tree.body if isinstance(part, ast.ClassDef))
    functions = [part for part in ast.walk(tree) if isinstance(part, ast.FunctionDef)]
    own = {part.id for part in ast.walk(tree) if isinstance(part, ast.Name) and _is_bound(part)}
    own |= {part.arg for part in ast.walk(tree) if isinstance(part, ast.arg)}
    own |= {scene.name, *(function.name for function in functions)} - {"__init__"}
    return [
        *(word for word in _words(tree) if word not in allowed | own),
        *(ast.unparse(part) for part in ast.walk(tree) if _is_foreign(part)),
        *(part.name for part in functions if part not in scene.body),
        *(name for name in own if name.startswith("__")),
    ]


def _is_bound(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _is_foreign(part: ast.AST) -> bool:
    kinds = (ast.Global, ast.Nonlocal, ast.Delete, ast.With, ast.While, ast.Await, ast.Yield)
    return isinstance(part, kinds)
