"""What a scene consists of before it is text: statements, and whose they are."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import cast


@dataclass(frozen=True)
class SceneBlock:
    """What one node says in the scene.

    Parameters
    ----------
    durations_s : one for each time that it plays or waits
    """

    node_id: str
    statements: tuple[ast.stmt, ...]
    durations_s: tuple[float, ...] = ()


@dataclass(frozen=True)
class LoopBlock:
    """What runs once for each item, or only under a condition.

    Parameters
    ----------
    head : ``for item in items:`` or ``if condition:``, without what is inside
    rounds : how often it runs, as far as the parameters say
    """

    node_id: str
    head: ast.For | ast.If
    rounds: int
    blocks: list["Block"] = field(default_factory=list)


@dataclass(frozen=True)
class FunctionBlock:
    """A function inside of the scene's method, which repeats loops.

    Parameters
    ----------
    head : ``def make_dots():``, without what is inside
    result : its last statement
    """

    node_id: str
    head: ast.FunctionDef
    blocks: tuple["Block", ...]
    result: ast.stmt


Block = SceneBlock | LoopBlock | FunctionBlock


def statements_in(blocks: Iterable[Block]) -> Iterator[ast.stmt]:
    """Return all statements of some blocks, the heads of loops too."""
    for block in blocks:
        match block:
            case LoopBlock(head=head, blocks=inside):
                yield head
                yield from statements_in(inside)
            case FunctionBlock(blocks=inside, result=result):
                yield from statements_in(inside)
                yield result
            case SceneBlock(statements=statements):
                yield from statements


def with_statements(block: Block, change: Callable[[ast.stmt], ast.stmt]) -> Block:
    """Return a block with each of its statements changed."""
    match block:
        case LoopBlock(node_id=node_id, head=head, rounds=rounds, blocks=inside):
            changed = cast("ast.For | ast.If", change(head))
            return LoopBlock(
                node_id, changed, rounds, [with_statements(each, change) for each in inside]
            )
        case FunctionBlock(blocks=inside, result=result):
            return replace(
                block,
                blocks=tuple(with_statements(each, change) for each in inside),
                result=change(result),
            )
    return replace(block, statements=tuple(map(change, block.statements)))


@dataclass(frozen=True)
class Method:
    """The method that holds the code of a Python code node.

    Parameters
    ----------
    lines : its whole source, as it stands in the scene
    """

    node_id: str
    lines: tuple[str, ...]


@dataclass
class Plan:
    """A scene as statements, before it is text.

    Parameters
    ----------
    making : what the Scene class is made with, said by a scene node; None for as it comes
    uneven : nodes that play what may take no whole number of frames
    """

    scene_name: str
    base: str
    making: SceneBlock | None = None
    blocks: list[Block] = field(default_factory=list)
    methods: list[Method] = field(default_factory=list)
    uneven: set[str] = field(default_factory=set)
