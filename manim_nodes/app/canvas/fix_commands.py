"""The commands that mend what is wrong with the selected node."""

from collections.abc import Iterator
from functools import partial

from manim_nodes.app.canvas.view import GraphView
from manim_nodes.app.kit.commands import Command
from manim_nodes.editing.fixes import TITLES, fix_problem
from manim_nodes.graph.problems import Delete, Fix
from manim_nodes.translation import tr, tr_later

MENU = tr_later("Fix")


class FixCommands:
    """Makes a command of each way out of a problem."""

    def __init__(self, view: GraphView) -> None:
        self._session = view.session

    def commands(self, panel: str) -> Iterator[Command]:
        """Return the commands, those enabled that mend what the selected node has."""
        for kind, title in TITLES.items():
            if kind is Delete:
                continue  # any selected node can be deleted
            yield Command(
                f"canvas.fix_{kind.__name__}",
                tr(title),
                partial(self._fix, kind),
                panel=panel,
                menu=f"Node/{MENU}",
                help=tr("Mend a problem of the selected node."),
                is_enabled=partial(self._is_offered, kind),
                needs=tr("Select a node that has a problem which this mends."),
            )

    def _offered(self, kind: type[Fix]) -> Fix | None:
        session = self._session
        if len(session.selection) != 1:
            return None
        return next(
            (
                problem.fix
                for problem in session.problems
                if isinstance(problem.fix, kind)
                and session.local_id(problem.node_id or "") in session.selection
            ),
            None,
        )

    def _is_offered(self, kind: type[Fix]) -> bool:
        return self._offered(kind) is not None

    def _fix(self, kind: type[Fix]) -> None:
        fix = self._offered(kind)
        if fix is not None:
            fix_problem(self._session, fix)
