"""A script as a module that nothing else imports, and of which nothing is left when it is done."""

import ast
import itertools
import linecache
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType, ModuleType
from typing import Any

from manim_nodes.codegen.script import Script
from manim_nodes.render.preview.interrupt import StopRendering
from manim_nodes.syntax import parse_module

_STOP_NAME = "__stop_rendering__"
_NUMBERS = itertools.count(1)


class ScriptModule:
    """A script, compiled, with an empty namespace of its own.

    Raises
    ------
    SyntaxError : the source is not Python
    """

    def __init__(self, script: Script) -> None:
        self.script = script
        self.filename = f"<{script.scene_name} {next(_NUMBERS)}>"
        self.tree = parse_module(script.source, self.filename)
        self._module = ModuleType(f"manim_nodes_{self.filename.strip('<>').replace(' ', '_')}")
        self._module.__file__ = self.filename

    @contextmanager
    def registered(self) -> Iterator[None]:
        """Let Python find the module and its source within the block: tracebacks and dataclasses look for them."""
        lines = self.script.source.splitlines(keepends=True)
        linecache.cache[self.filename] = (len(self.script.source), None, lines, self.filename)
        sys.modules[self._module.__name__] = self._module
        try:
            yield
        finally:
            linecache.cache.pop(self.filename, None)
            sys.modules.pop(self._module.__name__, None)

    def run(self) -> type[Any]:
        """Execute the module and return its Scene class.

        Raises
        ------
        Exception : whatever the script raises
        """
        self.provide(_STOP_NAME, StopRendering)
        exec(self._compile(), vars(self._module))  # noqa: S102 (what this program is for)
        scene: type[Any] = vars(self._module)[self.script.scene_name]
        return scene

    def replace(self, name: str, make: Callable[[Any], object]) -> None:
        """Put something in the place of a global of the script that was executed, if there is one of that name."""
        if name in vars(self._module):
            self.provide(name, make(vars(self._module)[name]))

    def provide(self, name: str, value: object) -> None:
        """Add a name to the script's globals."""
        vars(self._module)[name] = value

    def lines_from(self, frame: FrameType | None) -> list[int]:
        """Return the lines of this script that a stack is in, the innermost first."""
        lines = []
        while frame is not None:
            if frame.f_code.co_filename == self.filename:
                lines.append(frame.f_lineno)
            frame = frame.f_back
        return lines

    def _compile(self) -> CodeType:
        # Parsed anew: `tree` decides the step keys, and must stay as it was written.
        tree = self.prepared(parse_module(self.script.source, self.filename))
        if any(isinstance(node, ast.Try) for node in ast.walk(tree)):
            tree = ast.fix_missing_locations(_LetStopPass().visit(tree))
        return compile(tree, self.filename, "exec")

    def prepared(self, tree: ast.Module) -> ast.Module:
        """Return what is run instead of the script as it was written."""
        return tree


class _LetStopPass(ast.NodeTransformer):
    """Put ``except StopRendering: raise`` before the handlers of each ``try``, one of which may catch BaseException."""

    def visit_Try(self, node: ast.Try) -> ast.Try:
        self.generic_visit(node)
        if node.handlers:
            first = node.handlers[0]
            again = ast.copy_location(ast.Raise(), first)
            name = ast.copy_location(ast.Name(_STOP_NAME, ast.Load()), first)
            node.handlers.insert(
                0, ast.copy_location(ast.ExceptHandler(name, None, [again]), first)
            )
        return node
