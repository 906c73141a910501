"""What a scene consists of before it is text: statements, and whose they are."""

import ast
from dataclasses import dataclass, field


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
    blocks: list["SceneBlock | LoopBlock"] = field(default_factory=list)


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
    """

    scene_name: str
    base: str
    making: SceneBlock | None = None
    blocks: list[SceneBlock | LoopBlock] = field(default_factory=list)
    methods: list[Method] = field(default_factory=list)
