"""What the installed manim would say of the calls in a template."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from manim_nodes.library.node_type import NodeType
from manim_nodes.library.port_types import alternatives
from manim_nodes.library.template import CodeTemplate
from tests.support.manim_names import manim_names

# Port types whose name is not that of the manim class; None for plain values.
CLASSES = {
    "IntegerMobject": "Integer",
    "CameraFrame": "ScreenRectangle",
    "Integer": None,
    "Point": None,
}


@dataclass(frozen=True)
class Instance:
    """Something known by its class only."""

    of: type


@dataclass(frozen=True)
class Call:
    """A call in a template, and the function that it calls where that can be known.

    Parameters
    ----------
    function : None where only a run can tell
    missing : the method that the object's class does not have
    """

    node: ast.Call
    function: Callable[..., Any] | None
    missing: str = ""


def port_class(port_type: str) -> type | None:
    """Return manim's class for a type of port, if it has one."""
    first = alternatives(port_type)[0]
    known = manim_names().get(CLASSES.get(first, first) or "")
    return known if isinstance(known, type) else None


def calls(template: CodeTemplate, node_type: NodeType) -> Iterator[Call]:
    """Return every call in a template."""
    for statement in template.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                yield _call(node, node_type)


def _call(node: ast.Call, node_type: NodeType) -> Call:
    if isinstance(node.func, ast.Attribute):
        owner = _value(node.func.value, node_type)
        if isinstance(owner, Instance) and not _has(owner.of, node.func.attr):
            return Call(node, None, f"{owner.of.__name__}.{node.func.attr}")
    function = _value(node.func, node_type)
    return Call(node, None if isinstance(function, Instance) else function)


def _has(known: type, name: str) -> bool:
    """Return whether instances have an attribute: one of the class, or one set when they are made."""
    made = (inspect.getsource(each) for each in known.__mro__ if "manim" in each.__module__)
    return hasattr(known, name) or any(re.search(rf"self\.{name}\b.*=", each) for each in made)


def _value(node: ast.expr, node_type: NodeType) -> Any:
    """Return what an expression stands for: itself, an Instance, or None where only a run can tell."""
    match node:
        case ast.Name(id="self"):
            return Instance(manim_names()[node_type.scene or "Scene"])
        case ast.Name(id=name) if name in node_type.inputs:
            known = port_class(node_type.inputs[name].type)
            return Instance(known) if known else None
        case ast.Name(id=name) if name not in node_type.parameters:
            return manim_names().get(name)
        case ast.Attribute(value=value, attr=name):
            return _attribute(_value(value, node_type), name)
        case ast.Call(func=function):
            return _result(node, _value(function, node_type), node_type)
    return None


def _attribute(owner: Any, name: str) -> Any:
    if not isinstance(owner, Instance):
        return getattr(owner, name, None)
    if name == "animate":
        return owner
    found = getattr(owner.of, name, None)
    return found if callable(found) else None


def _result(call: ast.expr, function: Any, node_type: NodeType) -> Any:
    if isinstance(function, type):
        return Instance(function)
    is_chained = function is not None and "Self" in str(_annotation(function))
    if is_chained and isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        return _value(call.func.value, node_type)
    return None


def _annotation(function: Any) -> Any:
    return getattr(function, "__annotations__", {}).get("return")


def find_parameter(function: Callable[..., Any], name: str) -> tuple[inspect.Parameter | None, int]:
    """Return a keyword as ``function`` declares it, and how many ``**kwargs`` it went through.

    Returns
    -------
    None when no signature on the way names it
    """
    depth = 0
    for step in _steps(function):
        try:
            known = inspect.signature(step).parameters
        except (TypeError, ValueError):
            return None, depth
        if name in known:
            return known[name], depth
        rest = next((each for each in known.values() if each.kind is each.VAR_KEYWORD), None)
        if rest is None:
            return None, depth
        depth += 1
        if f'"{name}"' in inspect.getsource(step):  # taken with kwargs.pop, as Arrow's tip_shape
            return rest, depth
    return None, depth


def _steps(function: Any) -> Iterator[Any]:
    if not isinstance(function, type):
        yield function
        return
    for each in function.__mro__:
        if "__init__" in each.__dict__:
            yield each.__dict__["__init__"]


def passes_keywords_on(function: Callable[..., Any]) -> bool:
    """Return whether a plain function takes ``**kwargs``, so that only a run can tell what it takes."""
    try:
        known = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return True
    return not isinstance(function, type) and any(each.kind is each.VAR_KEYWORD for each in known)


def written_keywords(
    call: Call, template: CodeTemplate, node_type: NodeType
) -> Iterator[tuple[str, str]]:
    """Return each keyword that a call may get, with the parameter that fills it (or '')."""
    rest = template.rest_of(call.node)
    for keyword in call.node.keywords:
        is_written = not rest or ast.unparse(keyword.value) != "None"
        if keyword.arg is not None and is_written:
            name = keyword.value.id if isinstance(keyword.value, ast.Name) else ""
            yield keyword.arg, name if name in node_type.parameters else ""
    yield from ((name, name) for name in rest)
