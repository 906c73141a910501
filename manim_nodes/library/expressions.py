"""Expressions a user may type: checked against our own allow-list, written back from the tree.

Nothing typed is ever pasted into source or evaluated by Python. The text is parsed, every node of
the tree is looked up in the lists below, and what leaves this module is a tree built from them.
"""

import ast
import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from manim_nodes.errors import ManimNodesError
from manim_nodes.syntax import LOAD
from manim_nodes.syntax import parse_expression as read_expression
from manim_nodes.translation import tr

MAX_LENGTH = 500
MAX_DEPTH = 40
MAX_NODES = 200
MAX_CONSTANT = 1e300
MAX_WHOLE = 1e15  # what is larger is a fraction to NumPy, which has no whole numbers of any size

# What a function is called in an expression, and in the source that we write.
_NUMPY = (
    *("sin", "cos", "tan", "arcsin", "arccos", "arctan", "arctan2"),
    *("sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh"),
    *("exp", "log", "log2", "log10", "sqrt", "cbrt", "hypot"),
    *("floor", "ceil", "sign", "degrees", "radians", "clip", "sinc", "mod"),
)
FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {
        **{name: f"np.{name}" for name in _NUMPY},
        "asin": "np.arcsin",
        "acos": "np.arccos",
        "atan": "np.arctan",
        "atan2": "np.arctan2",
        "ln": "np.log",
        "re": "np.real",
        "im": "np.imag",
        "arg": "np.angle",
        "conj": "np.conj",
        "abs": "abs",
        "min": "min",
        "max": "max",
        "round": "round",
        "int": "int",
    }
)
# How many values a function takes, fewest and most, where that is not one.
_VALUES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        **dict.fromkeys(("np.arctan2", "np.hypot", "np.mod"), (2, 2)),
        "np.clip": (3, 3),
        "min": (2, MAX_NODES),
        "max": (2, MAX_NODES),
        "round": (1, 2),
    }
)
CONSTANTS: Mapping[str, str] = MappingProxyType(
    {"pi": "PI", "PI": "PI", "tau": "TAU", "TAU": "TAU", "e": "np.e", "DEGREES": "DEGREES"}
)

_CONSTANT_VALUES = {
    "PI": math.pi,
    "TAU": math.tau,
    "np.e": math.e,
    "DEGREES": math.pi / 180,
}
_EVALUATED: dict[str, Callable[..., float]] = {
    "np.arcsin": math.asin,
    "np.arccos": math.acos,
    "np.arctan": math.atan,
    "np.arctan2": math.atan2,
    "np.arcsinh": math.asinh,
    "np.arccosh": math.acosh,
    "np.arctanh": math.atanh,
    "np.sign": lambda x: math.copysign(1.0, x) if x else 0.0,
    "np.clip": lambda x, low, high: min(max(x, low), high),
    "np.sinc": lambda x: math.sin(math.pi * x) / (math.pi * x) if x else 1.0,
    "np.mod": lambda x, y: x % y,
    "np.real": float,
    "np.imag": lambda _x: 0.0,
    "np.angle": lambda x: math.atan2(0.0, x),
    "np.conj": float,
    "abs": abs,
    "min": min,
    "max": max,
    "round": round,
    "int": int,
}
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.FloorDiv: lambda a, b: a // b,
    ast.Mod: lambda a, b: a % b,
    ast.Pow: lambda a, b: _power(a, b),
}
_COMPARE: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
}
_WORD = re.compile(r"[^\W\d]\w*")
_PLAIN_NAMES = frozenset({"np", *FUNCTIONS.values(), *CONSTANTS.values()})


def _power(a: float, b: float) -> float:
    # Whole numbers have no largest value: that of a float keeps them from growing without end.
    rounded: float = float(a) ** b
    return a**b if isinstance(a, int) and isinstance(b, int) and b >= 0 else rounded


class ExpressionError(ManimNodesError):
    """An expression is not one that we accept."""


def takes_one_value(name: str) -> bool:
    """Return whether an expression calls a function of this name with one value alone."""
    function = FUNCTIONS.get(name)
    return function is not None and _VALUES.get(function, (1, 1))[1] == 1


@lru_cache(maxsize=500)
def gives_point(text: str) -> bool:
    """Return whether an expression gives coordinates rather than a number, in any of its branches."""
    if len(text) > MAX_LENGTH:
        return False
    try:
        tree = read_expression(_as_python(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    branches = [tree]
    while branches:
        match branches.pop():
            case ast.Tuple():
                return True
            case ast.IfExp(body=body, orelse=other):
                branches += [body, other]
    return False


def _as_python(text: str) -> str:
    return text.strip().replace("^", "**")


def with_values(text: str, values: Mapping[str, float | str]) -> str:
    """Return an expression with values in place of names; the very same where it has none of the names.

    Parameters
    ----------
    values : numbers, or expressions
    """
    if len(text) > MAX_LENGTH:
        return text
    named = values.keys() & set(_WORD.findall(text))
    if not named:
        return text
    try:
        tree = read_expression(_as_python(text))
        trees = {name: read_expression(_as_python(number_text(values[name]))) for name in named}
        return ast.unparse(_WithValues(trees).visit(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text  # whoever reads it next says what is wrong


def number_text(value: float | str) -> str:
    """Return a number as people write it: 3 for 3.0, 4.5 for 4.500000000000001; a text as it is."""
    return value if isinstance(value, str) else f"{value:.10g}"


class _WithValues(ast.NodeTransformer):
    def __init__(self, trees: Mapping[str, ast.expr]) -> None:
        self._trees = trees

    def visit_Call(self, node: ast.Call) -> ast.expr:
        # What a function is called is no name of a value.
        return ast.Call(node.func, [self.visit(part) for part in node.args], node.keywords)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._trees.get(node.id, node)


def parse_expression(text: str, names: Collection[str] = ()) -> ast.expr:
    """Parse ``text`` and write it back as a tree of allowed parts only.

    Parameters
    ----------
    text : such as ``2*sin(x) + pi``; ``^`` is read as power
    names : the variables that it may use

    Returns
    -------
    a tree of arithmetic, comparisons, calls of FUNCTIONS and CONSTANTS, in manim's and numpy's
    names; variables stay ``ast.Name`` with the name as typed

    Raises
    ------
    ExpressionError : with a sentence for the user
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            tr("The expression is longer than {limit} characters.", limit=MAX_LENGTH)
        )
    if not text.strip():
        raise ExpressionError(tr("The expression is empty."))
    try:
        tree = read_expression(_as_python(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as cause:
        raise ExpressionError(
            tr("'{code}' is not a complete expression.", code=_shorten(text))
        ) from cause
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise ExpressionError(tr("The expression has more than {limit} parts.", limit=MAX_NODES))
    return _Checker(frozenset(names)).check_whole(tree)


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."


def _dotted(name: str) -> ast.expr:
    module, _, attribute = name.rpartition(".")
    if module:
        return ast.Attribute(ast.Name(module, LOAD), attribute, LOAD)
    return ast.Name(attribute, LOAD)


class _Checker:
    """Rebuilds a parsed tree from allowed parts; anything else raises ExpressionError."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def check_whole(self, node: ast.expr) -> ast.expr:
        """Check a number, or a point in brackets, or one of several by a condition."""
        match node:
            case ast.Tuple(elts=parts) if len(parts) in (2, 3):
                return ast.Tuple([self.check(part, 1) for part in parts], LOAD)
            case ast.IfExp(test=test, body=body, orelse=other):
                values = self.check_whole(body), self.check_whole(other)
                return ast.IfExp(self.check(test, 1), *values)
        return self.check(node, 0)

    def check(self, node: ast.expr, depth: int) -> ast.expr:
        """Return a part of the expression as Python.

        Raises
        ------
        ExpressionError : it is nothing that an expression may hold, or too deep in it
        """
        if depth > MAX_DEPTH:
            raise ExpressionError(tr("The expression is nested too deeply."))
        handler = getattr(self, f"_check_{type(node).__name__.lower()}", None)
        if handler is None:
            raise ExpressionError(
                tr("'{code}' is not allowed here.", code=_shorten(ast.unparse(node)))
            )
        checked: ast.expr = handler(node, depth + 1)
        return checked

    def _check_constant(self, node: ast.Constant, _depth: int) -> ast.expr:
        value = node.value
        if not isinstance(value, int | float):
            raise ExpressionError(tr("{value} is not a number.", value=_shorten(repr(value))))
        # Asked in this way, since NaN is neither smaller nor greater than anything.
        if not abs(value) <= MAX_CONSTANT:
            raise ExpressionError(tr("A number in the expression is too large."))
        return ast.Constant(float(value) if abs(value) > MAX_WHOLE else value)

    def _check_name(self, node: ast.Name, _depth: int) -> ast.expr:
        if node.id in self._names:
            return ast.Name(node.id, LOAD)
        if node.id in CONSTANTS:
            return _dotted(CONSTANTS[node.id])
        if node.id in FUNCTIONS:
            raise ExpressionError(tr("'{name}' is a function: write {name}(...).", name=node.id))
        raise ExpressionError(
            tr("'{name}' is not known here. {known}", name=node.id, known=self._known())
        )

    def _known(self) -> str:
        variables = ", ".join(sorted(self._names))
        known = (
            tr("Variables: {variables}. ", variables=variables)
            if variables
            else tr("No variable can be used here. ")
        )
        return known + tr(
            "Functions: sin, cos, exp, sqrt, abs and the like; constants: pi, tau, e."
        )

    def _check_attribute(self, node: ast.Attribute, _depth: int) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id in ("np", "math", "numpy"):
            name = CONSTANTS.get(node.attr)
            if name:
                return _dotted(name)
        raise ExpressionError(tr("'{code}' is not allowed here.", code=_shorten(ast.unparse(node))))

    def _check_call(self, node: ast.Call, depth: int) -> ast.expr:
        function = FUNCTIONS.get(self._function_name(node.func))
        if function is None:
            raise ExpressionError(
                tr("'{code}' is not a known function.", code=_shorten(ast.unparse(node.func)))
            )
        if node.keywords:
            raise ExpressionError(tr("Functions take plain values, such as sin(x)."))
        arguments = [self.check(argument, depth) for argument in node.args]
        fewest, most = _VALUES.get(function, (1, 1))
        if not fewest <= len(arguments) <= most:
            number = _number_of_values(fewest)
            raise ExpressionError(
                tr(
                    "{code} takes {number}{or_more}.",
                    code=ast.unparse(node.func),
                    number=number,
                    or_more=_or_more(fewest, most),
                )
            )
        return ast.Call(_dotted(function), arguments, [])

    @staticmethod
    def _function_name(function: ast.expr) -> str:
        match function:
            case ast.Name(id=name):
                return name
            case ast.Attribute(value=ast.Name(id="np" | "math" | "numpy"), attr=name):
                return name
        return ""

    def _check_binop(self, node: ast.BinOp, depth: int) -> ast.expr:
        if type(node.op) not in _BINARY:
            raise ExpressionError(tr("Only + - * / // % and ** can be used between values."))
        checked = ast.BinOp(self.check(node.left, depth), node.op, self.check(node.right, depth))
        if isinstance(node.op, ast.Pow) and _is_constant(checked):
            evaluate_constant(checked)  # a tower of powers would never end
        return checked

    def _check_unaryop(self, node: ast.UnaryOp, depth: int) -> ast.expr:
        if isinstance(node.op, ast.Invert):
            raise ExpressionError(tr("'~' is not allowed here."))
        return ast.UnaryOp(node.op, self.check(node.operand, depth))

    def _check_compare(self, node: ast.Compare, depth: int) -> ast.expr:
        if any(type(operator) not in _COMPARE for operator in node.ops):
            raise ExpressionError(tr("Only < <= > >= == and != compare values."))
        values = [self.check(value, depth) for value in node.comparators]
        return ast.Compare(self.check(node.left, depth), node.ops, values)

    def _check_boolop(self, node: ast.BoolOp, depth: int) -> ast.expr:
        return ast.BoolOp(node.op, [self.check(value, depth) for value in node.values])

    def _check_ifexp(self, node: ast.IfExp, depth: int) -> ast.expr:
        test, body, other = (
            self.check(part, depth) for part in (node.test, node.body, node.orelse)
        )
        return ast.IfExp(test, body, other)

    def _check_tuple(self, _node: ast.Tuple, _depth: int) -> ast.expr:
        raise ExpressionError(tr("Only a whole point is written so: (x, y) or (x, y, z)."))


def _number_of_values(fewest: int) -> str:
    if fewest == 1:
        return tr("one value")
    return tr("two values") if fewest == 2 else tr("{count} values", count=fewest)


def _or_more(fewest: int, most: int) -> str:
    return "" if fewest == most else tr(" or more")


def _is_constant(tree: ast.expr) -> bool:
    """Return whether ``tree`` holds no variable, so that its value is known before rendering."""
    return not any(
        isinstance(part, ast.Name) and part.id not in _PLAIN_NAMES for part in ast.walk(tree)
    )


def evaluate_constant(tree: ast.expr) -> float:
    """Work out an expression without variables, as returned by :func:`parse_expression`.

    Raises
    ------
    ExpressionError : when it has no finite real value
    """
    try:
        value = _evaluate(tree)
        has_value = not isinstance(value, complex) and math.isfinite(value)
    except (ArithmeticError, ValueError, TypeError):
        has_value = False
    if not has_value:
        raise ExpressionError(tr("'{code}' has no value.", code=ast.unparse(tree)))
    return value


def _evaluate(tree: ast.expr) -> float:
    match tree:
        case ast.Constant(value=int() | float() as value):
            return value
        case ast.Name() | ast.Attribute():
            return constant_value(tree)
        case ast.UnaryOp(op=operator, operand=operand):
            value = _evaluate(operand)
            if isinstance(operator, ast.Not):
                return not value
            return -value if isinstance(operator, ast.USub) else value
        case ast.BinOp(left=left, op=binary, right=right):
            a, b = _evaluate(left), _evaluate(right)
            return operate(binary)(a, b)
        case ast.Call(func=function, args=arguments):
            return named_function(function)(*map(_evaluate, arguments))
        case ast.IfExp(test=test, body=body, orelse=other):
            return _evaluate(body) if _evaluate(test) else _evaluate(other)
        case ast.Compare() | ast.BoolOp():
            return _decide(tree)
    raise TypeError


def constant_value(tree: ast.expr) -> float:
    """Return the value of a constant such as ``np.e``."""
    return _CONSTANT_VALUES[ast.unparse(tree)]


def operate(operator: ast.operator) -> Callable[[float, float], float]:
    """Return what an operator does with two numbers."""
    return _BINARY[type(operator)]


def named_function(tree: ast.expr) -> Callable[..., float]:
    """Return the function that is meant by ``np.sin``."""
    name = ast.unparse(tree)
    function: Callable[..., float] = _EVALUATED.get(name) or getattr(math, name.removeprefix("np."))
    return function


def compare(operators: Sequence[ast.cmpop], values: Sequence[float]) -> bool:
    """Return whether ``a < b < c`` holds."""
    pairs = zip(operators, values, values[1:], strict=False)
    return all(_COMPARE[type(operator)](left, right) for operator, left, right in pairs)


def _decide(tree: ast.Compare | ast.BoolOp) -> float:
    """Go as far as Python would: what decides nothing any more is not worked out."""
    if isinstance(tree, ast.BoolOp):
        *before, last = tree.values
        for part in before:
            value = _evaluate(part)
            if bool(value) is isinstance(tree.op, ast.Or):
                return value
        return _evaluate(last)
    left = _evaluate(tree.left)
    for operator, comparator in zip(tree.ops, tree.comparators, strict=True):
        right = _evaluate(comparator)
        if not _COMPARE[type(operator)](left, right):
            return False
        left = right
    return True
