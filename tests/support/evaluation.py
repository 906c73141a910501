"""Runs the code of one node in manim, with its defaults left out or written."""

import ast
import random
from collections.abc import Mapping
from functools import cache
from tempfile import mkdtemp
from typing import Any

from manim_nodes.codegen.writers import WritingContext, write_value
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Input, NodeType, Parameter
from manim_nodes.library.parameter_types import Names
from manim_nodes.library.template import Argument
from tests.support.manim_names import make_scene, manim_names
from tests.support.sources import NODES, code_for


def written_default(parameter: Parameter, names: Names) -> ast.expr:
    """Return a parameter's default as the code would say it."""
    return write_value(parameter.default, parameter, WritingContext(names))


def default_value(parameter: Parameter, names: Names) -> Any:
    """Return a parameter's default as manim would get it."""
    return _evaluate(written_default(parameter, names), {})


def _evaluate(tree: ast.expr, inputs: Mapping[str, Any]) -> Any:
    code = compile(ast.fix_missing_locations(ast.Expression(tree)), "node", "eval")
    return eval(code, {**_names(), **inputs})


@cache
def _names() -> Mapping[str, Any]:
    """Return what the code of nodes may name: manim's names, and those of helpers that scripts bring with them."""
    names = dict(manim_names())
    exec((NODES / "shared" / "helpers.py").read_text(encoding="utf-8"), names)
    return names


def has_comparable_default(parameter: Parameter) -> bool:
    """Return whether the code may leave out a default that it could write."""
    return parameter.default is not None and not parameter.always and parameter.type != "python"


def run_node(
    node_type: NodeType, library: Library, written: frozenset[str], parameters: Mapping[str, Any]
) -> list[Any]:
    """Run a node's code once.

    Parameters
    ----------
    written : the parameters whose default is written out; the others stay at what manim does
    parameters : values that differ from the defaults

    Returns
    -------
    what the code gave, and what came in at the inputs, as far as that can be compared
    """
    random.seed(0)
    manim_names()["np"].random.seed(0)
    inputs: dict[str, Any] = {}
    with manim_names()["tempconfig"]({"media_dir": _media_folder()}):
        result = _run(node_type, library, written, parameters, inputs)
    manim_names()["ChangeSpeed"].is_changing_dt = False  # a class's own, until one has been played
    return [snapshot(result), *(snapshot(each) for each in inputs.values())]


def _run(
    node_type: NodeType,
    library: Library,
    written: frozenset[str],
    parameters: Mapping[str, Any],
    inputs: dict[str, Any],
) -> Any:
    arguments = {
        name: _input(node_type, port, inputs)
        for name, port in node_type.inputs.items()
        if port.required
    }
    for name, parameter in node_type.parameters.items():
        arguments[name] = _argument(parameter, library.names, parameters, name in written)
    return _result(node_type, node_type.template.fill_expression(arguments), inputs)


@cache
def _media_folder() -> str:
    """Return a folder for this process alone: two that write the same text would be in each other's way."""
    return mkdtemp()


def _result(node_type: NodeType, tree: ast.expr, inputs: Mapping[str, Any]) -> Any:
    if "self" in node_type.template.free_names:
        return _evaluate(tree, {**inputs, "self": make_scene(node_type.scene or "Scene")})
    return _evaluate(tree, inputs)


def _input(node_type: NodeType, port: Input, inputs: dict[str, Any]) -> Argument:
    names = [f"{port.name}_{index}" for index in range(2 if port.many else 1)]
    inputs |= {name: eval(code_for(node_type, port), manim_names()) for name in names}
    return Argument(tuple(ast.Name(name, ast.Load()) for name in names), given=True)


def _argument(
    parameter: Parameter, names: Names, parameters: Mapping[str, Any], is_written: bool
) -> Argument:
    value = parameters.get(parameter.name, parameter.default)
    if value is None or parameter.type == "python":
        return Argument()
    tree = write_value(value, parameter, WritingContext(names))
    given = is_written or parameter.always or parameter.name in parameters
    return Argument((tree,), value, given=given)


def snapshot(thing: Any) -> Any:
    """Return all that can be compared of a mobject, an animation or a plain value."""
    names = manim_names()
    if isinstance(thing, names["Mobject"]):
        return [_look(each) for each in thing.get_family()]
    if isinstance(thing, names["Animation"]):
        plain = {name: _plain(value) for name, value in sorted(vars(thing).items())}
        parts = [snapshot(each) for each in getattr(thing, "animations", [])]
        return [type(thing), plain, snapshot(thing.mobject), parts]
    if isinstance(thing, list | tuple):
        return [snapshot(each) for each in thing]
    return _plain(thing)


_ATTRIBUTES = (
    *("points", "rgbas", "pixel_array", "stroke_width", "background_stroke_width", "z_index"),
    *("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "sheen_factor"),
    *("joint_type", "cap_style", "shade_in_3d", "close_new_points", "number"),
)


def _look(mobject: Any) -> dict[str, Any]:
    look = {name: getattr(mobject, name) for name in _ATTRIBUTES if name in vars(mobject)}
    color = getattr(mobject, "color", None)
    return {"type": type(mobject), "updaters": len(mobject.updaters), "color": _plain(color)} | look


def _plain(value: Any) -> Any:
    np = manim_names()["np"]
    if isinstance(value, np.ndarray) and value.dtype.names:
        return [value[name] for name in value.dtype.names if value.dtype[name].kind == "f"]
    if isinstance(value, bool | int | float | str | np.ndarray | np.generic):
        return value
    if isinstance(value, manim_names()["ManimColor"]):
        return value.to_hex(with_alpha=True)
    if (getattr(value, "__module__", None) or "").startswith("manim.utils.rate_functions"):
        return value.__qualname__
    return type(value)


def is_same(one: Any, other: Any) -> bool:
    """Compare two snapshots, numbers to a billionth."""
    np = manim_names()["np"]
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, int | float | np.ndarray) and isinstance(other, int | float | np.ndarray):
        has_shape = np.shape(one) == np.shape(other)
        return has_shape and bool(np.allclose(one, other, atol=1e-9, equal_nan=True))
    return bool(one == other)
