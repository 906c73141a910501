"""The ``code`` of a node type: Python in which the names of inputs and parameters are holes.

``Line(start, end, ...)`` is such a template. Filling it puts trees, never text, into the holes:

- a keyword, or an entry of a dict display, whose holes are all left at their defaults goes away;
  of ``A if test else B`` only the test and what it chose count;
- ``...`` among the arguments of a call stands for all parameters that the template does not name,
  as keywords, in the order of the table; what stands only in the other branch of an ``A if test
  else B`` around the call is not named. ``name=None`` beside ``...`` says that the call takes no
  ``name``, and is not written;
- ``*mobjects`` spreads an input that takes many wires, or a parameter that is a list;
- a call of a hole that holds a ``lambda`` becomes the lambda's body: ``lambda point: map(*point)``
  is filled as ``lambda point: np.sin(point[0])``;
- a sum or difference of whole numbers is worked out: ``rows[row - 1]`` becomes ``rows[2]``;
- ``A if test else B`` is decided while filling: the test may ask for the truth of a hole
  (``filled``), compare a parameter with a constant (``syntax == 'latex'``), or ask whether
  anything is there at all (``about_point is None``). A test without holes stays in the code, and
  so does ``A if bool(condition) else B``, as ``A if condition else B``: the scene decides it.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from manim_nodes.syntax import LOAD, copied, parse_module

REST = "..."
_SCOPES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Argument(NamedTuple):
    """What goes into one hole.

    Parameters
    ----------
    expressions : none when nothing is there, one, or as many as an input has wires
    value : the parameter's value as the project holds it, for tests
    given : False while a parameter is at its default, so that the code may leave it out
    """

    expressions: tuple[ast.expr, ...] = ()
    value: Any = None
    given: bool = False


ABSENT = Argument()


class CodeTemplate:
    """A parsed ``code`` string.

    Parameters
    ----------
    source : one expression, or statements a line each
    holes : names of the inputs and parameters, in the order of the table
    lists : those of the parameters whose value is a list

    Raises
    ------
    SyntaxError : ``source`` is not Python, or asks what no table can answer
    """

    def __init__(
        self, source: str, holes: Sequence[str], lists: frozenset[str] = frozenset()
    ) -> None:
        self.source = source
        self._lists = lists
        self.body: list[ast.stmt] = parse_module(source.strip()).body
        self._holes = frozenset(holes)
        # By id, since trees cannot be hashed; they live as long as the template does.
        self._inside: dict[int, frozenset[str]] = {}
        mentioned: set[str] = set()
        for statement in self.body:
            mentioned |= self._note_holes(statement)
        self.mentioned = frozenset(mentioned)
        self._rest: dict[int, tuple[str, ...]] = {}
        self._note_rest(ast.Module(self.body, []), frozenset(), tuple(holes))
        self.tested = frozenset(self._tested())

    def _note_holes(self, node: ast.AST) -> frozenset[str]:
        found: set[str] = set()
        if isinstance(node, ast.Name) and node.id in self._holes:
            found.add(node.id)
        elif _is_rest(node):
            found.add(REST)
        for child in ast.iter_child_nodes(node):
            found |= self._note_holes(child)
        self._inside[id(node)] = frozenset(found)
        return self._inside[id(node)]

    def _note_rest(
        self, node: ast.AST, named: frozenset[str], holes: tuple[str, ...]
    ) -> frozenset[str]:
        """Find what each ``...`` in ``node`` stands for; ``named`` stands where its values would."""
        found: frozenset[str] = frozenset()
        if isinstance(node, ast.Constant):
            found = frozenset(holes) - named
        for child in ast.iter_child_nodes(node):
            if REST in self._inside[id(child)]:
                beside = self._named_beside(child, node)
                found |= self._note_rest(child, named | beside, holes)
        self._rest[id(node)] = tuple(hole for hole in holes if hole in found)
        return found

    def _named_beside(self, child: ast.AST, node: ast.AST) -> frozenset[str]:
        if isinstance(node, ast.IfExp) and _is_decided(node, self._inside):
            return self._inside[id(node.test)]
        others = (other for other in ast.iter_child_nodes(node) if other is not child)
        keywords = node.keywords if isinstance(node, ast.Call) else []
        untaken = (keyword.arg for keyword in keywords if _says_not_taken(keyword))
        named = (name for other in others for name in self._inside[id(other)])
        return frozenset(name for name in (*named, *untaken) if name and name != REST)

    def rest_of(self, call: ast.Call) -> tuple[str, ...]:
        """Return what ``...`` stands for among the arguments of a call of the template."""
        return next((self._rest[id(part)] for part in call.args if _is_rest(part)), ())

    def _tested(self) -> Iterator[str]:
        for node in self._walk():
            if isinstance(node, ast.IfExp) and _is_decided(node, self._inside):
                self._check_test(node.test)
                yield from self._tested_in(node.test)

    def _tested_in(self, test: ast.expr) -> Iterator[str]:
        """Return the holes whose value is asked for; whether anything is there, a wire answers too."""
        match test:
            case ast.BoolOp(values=tests):
                for each in tests:
                    yield from self._tested_in(each)
            case ast.UnaryOp(operand=each):
                yield from self._tested_in(each)
            case ast.Compare(comparators=[ast.Constant(value=None)]):
                return
            case _:
                yield from self._inside[id(test)]

    def _check_test(self, test: ast.expr) -> None:
        """Decide it once for nothing, so that what cannot be decided is known before any node."""
        try:
            _Filling(self._inside, {}, frozenset(), {}).decide(test)
        except (TypeError, ValueError) as cause:
            raise SyntaxError(f"'{ast.unparse(test)}' cannot be decided") from cause

    def _walk(self) -> Iterator[ast.AST]:
        for statement in self.body:
            yield from ast.walk(statement)

    @property
    def is_expression(self) -> bool:
        """Return whether the code is one expression, so that it has a value."""
        return len(self.body) == 1 and isinstance(self.body[0], ast.Expr)

    @property
    def free_names(self) -> frozenset[str]:
        """Return the names that are no holes: what the code takes from manim, numpy and Python."""
        names = {node.id for node in self._walk() if isinstance(node, ast.Name)}
        return frozenset(names - self._holes - self.bound_names)

    @property
    def bound_names(self) -> frozenset[str]:
        """Return the names that the code binds itself, which would hide variables of that name."""
        return bound_names(ast.Module(self.body, []))

    def receiver_depth(self, receiver: str) -> int | None:
        """Count the steps from the whole expression down to the object that its methods act on.

        Returns
        -------
        None when the code is not a chain of method calls on ``receiver``
        """
        if not self.is_expression:
            return None
        node: ast.AST = self.body[0].value  # type: ignore[attr-defined]  # is_expression says so
        depth = 0
        while True:
            match node:
                case ast.Call(func=ast.Attribute() as inner) | ast.Attribute(value=inner):
                    node, depth = inner, depth + 1
                case ast.Name(id=name) if name == receiver and depth:
                    return depth
                case _:
                    return None

    def fill(self, arguments: Mapping[str, Argument]) -> list[ast.stmt]:
        """Return the statements with every hole filled; an absent name counts as nothing there."""
        filling = _Filling(self._inside, self._rest, self._lists, arguments)
        statements = [filling.fill(statement) for statement in self.body]
        return [statement for statement in statements if not _is_nothing(statement)]

    def fill_expression(self, arguments: Mapping[str, Argument]) -> ast.expr:
        """Return the filled expression; only for a template that is one."""
        statement = _Filling(self._inside, self._rest, self._lists, arguments).fill(self.body[0])
        expression: ast.expr = statement.value
        return expression


@lru_cache(maxsize=4000)
def parsed_template(
    source: str, holes: tuple[str, ...], lists: frozenset[str] = frozenset()
) -> CodeTemplate:
    """Return a template; node types that differ in their defaults alone share one.

    Raises
    ------
    SyntaxError : as by `CodeTemplate`
    """
    return CodeTemplate(source, holes, lists)


def bound_names(tree: ast.AST) -> frozenset[str]:
    """Return the names that ``tree`` binds: arguments of lambdas, and what is assigned to."""
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return frozenset(arguments | {node.id for node in names if isinstance(node.ctx, ast.Store)})


def _is_rest(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def _says_not_taken(keyword: ast.keyword) -> bool:
    return isinstance(keyword.value, ast.Constant) and keyword.value.value is None


def _is_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant(value=None)):
            return True
    return False


def _is_decided(choice: ast.IfExp, inside: Mapping[int, frozenset[str]]) -> bool:
    """Return whether a choice is made while filling, rather than by the scene while it runs."""
    return bool(inside[id(choice.test)]) and _asked_by_the_scene(choice) is None


def _asked_by_the_scene(choice: ast.IfExp) -> ast.expr | None:
    match choice.test:
        case ast.Call(func=ast.Name(id="bool"), args=[condition]):
            return condition
    return None


def _worked_out(tree: ast.AST) -> ast.AST:
    """Return 2 for ``3 - 1``, so that what people count from 1 is written as counted from 0."""
    match tree:
        case ast.BinOp(left=ast.Constant(value=int(a)), right=ast.Constant(value=int(b))):
            if isinstance(tree.op, ast.Add | ast.Sub):
                return ast.Constant(a + b if isinstance(tree.op, ast.Add) else a - b)
    return tree


class _Filling:
    """One pass of putting arguments into a template's tree; parts without holes are shared."""

    def __init__(
        self,
        inside: Mapping[int, frozenset[str]],
        rest: Mapping[int, tuple[str, ...]],
        lists: frozenset[str],
        arguments: Mapping[str, Argument],
    ) -> None:
        self._inside = inside
        self._rest = rest
        self._lists = lists
        self._arguments = arguments

    def _argument(self, name: str) -> Argument:
        return self._arguments.get(name, ABSENT)

    def fill(self, node: Any) -> Any:
        if not self._inside[id(node)]:
            return node
        match node:
            case ast.Name(id=name):
                return self._single(name)
            case ast.Expr(value=value):
                return ast.Expr(self.fill(value))
            case ast.Attribute(value=value, attr=name):
                return ast.Attribute(self.fill(value), name, node.ctx)
            case ast.IfExp(test=test, body=body, orelse=other):
                if _is_decided(node, self._inside):
                    return self.fill(body if self.decide(test) else other)
                condition = _asked_by_the_scene(node) or test
                return ast.IfExp(self.fill(condition), self.fill(body), self.fill(other))
            case ast.Call():
                return self._call(node)
            case ast.Dict():
                return self._dict(node)
            case ast.List() | ast.Tuple():
                return type(node)(self._positional(node.elts), node.ctx)
        fields = {name: self._field(value) for name, value in ast.iter_fields(node)}
        return _worked_out(type(node)(**fields))

    def _field(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.fill(part) if isinstance(part, ast.AST) else part for part in value]
        if isinstance(value, ast.AST) and id(value) in self._inside:
            return self.fill(value)
        return value

    def _single(self, name: str) -> ast.expr:
        expressions = self._argument(name).expressions
        return expressions[0] if expressions else ast.Constant(None)

    def _is_left_out(self, node: ast.AST) -> bool:
        """Return whether all that ``node`` says is at its default; what asks nothing never is."""
        return bool(self._inside[id(node)]) and self._is_default(node)

    def _is_default(self, node: ast.AST) -> bool:
        match node:
            case ast.IfExp(test=test, body=body, orelse=other) if _is_decided(node, self._inside):
                chosen = body if self.decide(test) else other
                return not self._has_given(test) and self._is_default(chosen)
            case ast.Dict(values=values):
                return all(self._is_default(value) for value in values)
        return not self._has_given(node)

    def _has_given(self, node: ast.AST) -> bool:
        holes = self._inside[id(node)]
        if REST in holes:
            holes = holes.union(self._rest[id(node)])
        return any(self._argument(hole).given for hole in holes)

    def _call(self, node: ast.Call) -> ast.expr:
        function = self.fill(node.func)
        if isinstance(function, ast.Lambda):
            return _apply(function, self._positional(node.args))
        rest = next((part for part in node.args if _is_rest(part)), None)
        keywords = [
            ast.keyword(keyword.arg, self.fill(keyword.value))
            for keyword in node.keywords
            if not self._is_left_out(keyword.value)
            if rest is None or not _says_not_taken(keyword)
        ]
        if rest is not None:
            keywords += self._remaining_keywords(self._rest[id(rest)])
        return ast.Call(function, self._positional(node.args), keywords)

    def _positional(self, parts: list[ast.expr]) -> list[ast.expr]:
        filled: list[ast.expr] = []
        for part in parts:
            match part:
                case ast.Constant(value=value) if value is Ellipsis:
                    continue
                case ast.Starred(value=ast.Name(id=name)) if self._inside[id(part)]:
                    filled += self._spread(name)
                case ast.Name(id=name) if self._inside[id(part)]:
                    filled += self._argument(name).expressions[:1]
                case _:
                    filled.append(self.fill(part))
        return filled

    def _spread(self, name: str) -> Iterator[ast.expr]:
        for expression in self._argument(name).expressions:
            if name not in self._lists:
                yield expression
            elif isinstance(expression, ast.List):
                yield from expression.elts
            else:
                yield ast.Starred(expression, LOAD)

    def _remaining_keywords(self, rest: Sequence[str]) -> list[ast.keyword]:
        return [
            ast.keyword(name, self._single(name)) for name in rest if self._argument(name).given
        ]

    def _dict(self, node: ast.Dict) -> ast.Dict:
        entries = [
            (key, self.fill(value))
            for key, value in zip(node.keys, node.values, strict=True)
            if not self._is_left_out(value)
        ]
        return ast.Dict([key for key, _ in entries], [value for _, value in entries])

    def decide(self, test: ast.expr) -> bool:
        """Return whether a test holds for the arguments.

        Raises
        ------
        ValueError : it is none that a table may make
        """
        match test:
            case ast.Name(id=name):
                argument = self._argument(name)
                return bool(argument.value) if argument.value is not None else argument.given
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self.decide(operand)
            case ast.BoolOp(op=operator, values=values):
                decisions = [self.decide(value) for value in values]
                return all(decisions) if isinstance(operator, ast.And) else any(decisions)
            case ast.Compare(left=ast.Name(id=name), ops=[comparison], comparators=[constant]):
                return self._compare(self._argument(name), comparison, ast.literal_eval(constant))
        raise ValueError

    @staticmethod
    def _compare(argument: Argument, operator: ast.cmpop, constant: Any) -> bool:
        if constant is None:
            agrees = not argument.expressions
        elif isinstance(operator, ast.In | ast.NotIn):
            agrees = argument.value in constant
        else:
            agrees = bool(argument.value == constant)
        match operator:
            case ast.Eq() | ast.Is() | ast.In():
                return agrees
            case ast.NotEq() | ast.IsNot() | ast.NotIn():
                return not agrees
        raise ValueError


def _apply(function: ast.Lambda, arguments: Sequence[ast.expr]) -> ast.expr:
    """Return the body of ``function`` with its arguments put in; ``*point`` gives ``point[0]``..."""
    names = [argument.arg for argument in function.args.args]
    match arguments:
        case [ast.Starred(value=value)]:
            arguments = [_item(value, index) for index in range(len(names))]
    applied: ast.expr = _Application(dict(zip(names, arguments, strict=True))).visit(
        copied(function.body)
    )
    return applied


def _item(sequence: ast.expr, index: int) -> ast.expr:
    return ast.Subscript(sequence, ast.Constant(index), LOAD)


class _Application(ast.NodeTransformer):
    """Puts the arguments of a call in place of their names."""

    def __init__(self, arguments: Mapping[str, ast.expr]) -> None:
        self._arguments = arguments

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._arguments.get(node.id, node)

    def visit(self, node: ast.AST) -> Any:
        if not isinstance(node, _SCOPES):
            return super().visit(node)
        hidden = bound_names(node)
        seen = {name: tree for name, tree in self._arguments.items() if name not in hidden}
        return _Application(seen).generic_visit(node)
