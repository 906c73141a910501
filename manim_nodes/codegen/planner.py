"""An ordered graph becomes the statements of a scene, node by node."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from manim_nodes.codegen.additions import find_additions
from manim_nodes.codegen.ast_builders import (
    animated,
    assignment,
    call_of_self,
    called_on,
    function_head,
    function_of,
    keeping,
    names_in,
    redrawn,
    with_keyword,
)
from manim_nodes.codegen.durations import Durations
from manim_nodes.codegen.loops import Loops
from manim_nodes.codegen.names import Namer
from manim_nodes.codegen.output_exprs import Outputs
from manim_nodes.codegen.plan import (
    Block,
    FunctionBlock,
    Plan,
    SceneBlock,
    statements_in,
    with_statements,
)
from manim_nodes.codegen.template_filler import TemplateFiller
from manim_nodes.codegen.updated_names import updating
from manim_nodes.codegen.updates import NO_UPDATES, find_updates
from manim_nodes.codegen.writers import dotted_name
from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.merged_changes import ANIMATION_OPTIONS, merged_changes
from manim_nodes.graph.permissions import NO_PERMISSIONS, Permissions
from manim_nodes.graph.presence import Thing
from manim_nodes.graph.remade import find_remade
from manim_nodes.graph.scene_rules import scene_class
from manim_nodes.library.node_type import Kind, NodeType
from manim_nodes.library.port_types import MOBJECT
from manim_nodes.syntax import LOAD

_Block = tuple[list[ast.stmt], tuple[float, ...]]
"""The statements of a node, and a duration for each time that it plays or waits."""


def make_plan(
    graph: Graph,
    sequence: Sequence[str],
    permissions: Permissions = NO_PERMISSIONS,
    folder: Path | None = None,
) -> Plan:
    """Work out what each node says.

    Parameters
    ----------
    sequence : all node ids, in order
    permissions : Python code that may not run is left out, and does nothing
    folder : where the files are that the project names, if their whole paths are to be written

    Raises
    ------
    CodegenError : a value that validation would have refused
    """
    return _Planner(graph, permissions, folder).plan(sequence)


class _Planner:
    """Goes through the nodes once, in order."""

    def __init__(self, graph: Graph, permissions: Permissions, folder: Path | None) -> None:
        namer = Namer(graph.library.names_in_code)
        scene_name = namer.scene_class(graph.document.name)
        self._graph = graph
        self._outputs = Outputs(graph, namer)
        self._filler = TemplateFiller(graph, self._outputs, permissions, folder)
        self._loops = Loops(graph, self._outputs, self._filler)
        self._durations = Durations(graph)
        self._plan = Plan(
            scene_name, base=scene_class(graph) or "Scene", methods=self._filler.methods
        )
        self._merged = merged_changes(graph)
        self._updates = NO_UPDATES
        self._remade = find_remade(graph)
        self._repeated: dict[str, list[Block]] = {}
        self._folded_into = {
            modifier: node.id for node, _ in graph.active for modifier in graph.folded(node.id)
        }

    def plan(self, sequence: Sequence[str]) -> Plan:
        active = self._graph.active_by_id
        additions = find_additions(self._graph, sequence)
        self._updates = find_updates(self._graph, sequence, additions)
        starts = {start for starts in self._remade.loops.values() for start in starts}
        self._repeated = {node_id: [] for node_id in sequence if node_id in starts}
        for node_id in sequence:
            if node_id in active:
                self._loops.close_before(node_id)
                self._add(*active[node_id])
            if thing := additions.made.get(node_id):
                self._show([thing])
            if things := additions.stepped.get(node_id):
                self._loops.close()
                self._show(things)
        if self._updates.all_after is not None:
            self._loops.close()
            self._update_all(self._updates.all_after)
        return self._plan

    def _show(self, things: Sequence[Thing]) -> None:
        """Add what has been made to the scene, by the node that made it, or the first of several."""
        added = [self._outputs[thing.output] for thing in things]
        late = self._variables(self._updates.added.intersection(thing.node_id for thing in things))
        statement = updating(call_of_self("add", added), late, ())
        statement = keeping(statement, self._loops.scoped)
        node_id = things[0].output.node_id
        last = self._blocks[-1] if self._blocks else None
        if isinstance(last, SceneBlock) and last.node_id == node_id:
            self._blocks[-1] = replace(last, statements=(*last.statements, statement))
        else:
            self._blocks.append(SceneBlock(node_id, (statement,)))

    @property
    def _blocks(self) -> list[Block]:
        return (self._loops.innermost or self._plan).blocks

    def _update_all(self, node_id: str) -> None:
        """Bring up to date what is on the screen, where manim would draw it as it was."""
        statement = call_of_self("update_mobjects", [ast.Constant(0)])
        self._blocks.append(SceneBlock(node_id, (statement,)))

    def _variables(self, things: Iterable[str]) -> set[str]:
        """Return the variables that hold what some nodes have made."""
        outputs = (
            Port(thing, next(iter(self._graph.library.types[self._graph.node(thing).type].outputs)))
            for thing in things
        )
        trees = (self._outputs[output] for output in outputs if output in self._outputs)
        return {tree.id for tree in trees if isinstance(tree, ast.Name)}

    def _updating(self, node_id: str, statement: ast.stmt) -> ast.stmt:
        """Let a statement bring up to date what it names, as far as nothing else does."""
        updates = self._updates
        if node_id not in updates.read and node_id not in updates.watched:
            return statement
        read, watched = (
            self._variables(found.get(node_id, ())) for found in (updates.read, updates.watched)
        )
        is_watching = self._graph.library.types[self._graph.node(node_id).type].watches
        return updating(statement, read, watched, is_watching=is_watching)

    def _add(self, node: Node, node_type: NodeType) -> None:
        self._filler.check_inputs(node, node_type)
        if node.id in self._updates.all_before:
            self._update_all(node.id)
        if node_type.kind is Kind.LOOP:
            blocks = self._blocks
            opened = self._loops.open(node, node_type, partial(self._updating, node.id))
            if node.id in self._repeated:
                self._repeated[node.id] = opened
            if node.id not in self._repeated or node.id not in self._remade.only:
                blocks += opened
            return
        self._outputs.pass_on(node, node_type)
        statements, durations = self._block(node, node_type)
        if statements:
            writer = self._folded_into.get(node.id, node.id)
            updated = (self._updating(writer, statement) for statement in statements)
            kept = [keeping(statement, self._loops.scoped) for statement in updated]
            kept += self._kept_going(node.id)
            self._blocks.append(SceneBlock(node.id, tuple(kept), durations))
            if durations and self._durations.is_uneven(node):
                self._plan.uneven.add(node.id)

    def _kept_going(self, node_id: str) -> Iterator[ast.stmt]:
        """Let the scene update what goes on changing though it is hidden."""
        if node_id not in self._updates.kept_going:
            return
        for name in sorted(self._variables(self._updates.kept_going[node_id])):
            update = ast.Attribute(ast.Name(name, LOAD), "update", LOAD)
            yield call_of_self("add_updater", [update])

    def _block(self, node: Node, node_type: NodeType) -> _Block:
        match node_type.kind:
            case Kind.QUERY:
                self._outputs.keep_all(node, node_type, self._filler.code(node, node_type))
                return [], ()
            case Kind.VALUE:
                return self._value(node, node_type), ()
            case Kind.MODIFY:
                return self._modify(node, node_type)
            case Kind.COLLECT:
                return [self._loops.collect(node, node_type)], ()
            case Kind.ANIMATION | Kind.COMPOSE:
                return self._animation(node, node_type)
            case Kind.SCENE:
                self._make_scene(node, node_type)
                return [], ()
        return self._step(node, node_type)

    # --- values ----------------------------------------------------------------------------

    def _value(self, node: Node, node_type: NodeType) -> list[ast.stmt]:
        made = self._filler.code(node, node_type)
        if self._graph.is_switched_on(node, node_type, "live"):
            return self._live_value(node, node_type, made)
        is_asked_again = node.id in self._remade.values and not isinstance(made, ast.Lambda)
        if is_asked_again or self._is_plain(node, node_type):
            self._outputs.keep_all(node, node_type, made)
            return []
        return [self._assign(node, node_type, made)]

    def _is_plain(self, node: Node, node_type: NodeType) -> bool:
        """Return whether a value may stand where it is used, without a variable of its own."""
        if node.label or node_type.random:
            return False
        outputs = [Port(node.id, name) for name in node_type.outputs]
        uses = [use for output in outputs for use in self._graph.consumers.get(output, ())]
        return len(uses) <= 1 and not any(map(self._is_mobject, outputs))

    def _is_mobject(self, output: Port) -> bool:
        types = self._graph.library.port_types
        return types.is_a(self._graph.output_type(output), MOBJECT)

    def _assign(self, node: Node, node_type: NodeType, made: ast.expr) -> ast.stmt:
        name = self._outputs.namer.variable(node.label, node.id, node.type)
        self._outputs.keep_all(node, node_type, ast.Name(name, LOAD))
        self._loops.note_variable(name)
        return assignment(name, made)

    def _live_value(self, node: Node, node_type: NodeType, made: ast.expr) -> list[ast.stmt]:
        """Assign ``always_redraw(lambda: ...)``, or leave that to the last modify node folded in."""
        if self._graph.folded(node.id) or node.id in self._remade.held:
            self._outputs.keep(Port(node.id, next(iter(node_type.outputs))), made)
            return []
        return [self._assign(node, node_type, self._redrawn(node, made))]

    def _redrawn(self, node: Node, made: ast.expr) -> ast.expr:
        if node.id in self._remade.only:
            return made
        return redrawn(self._function(node, "make", (), made))

    def _function(
        self, node: Node, verb: str, parameters: Sequence[str], body: ast.expr
    ) -> ast.expr:
        """Return a function that a live node has run on every frame, with the loops that it repeats."""
        starts = self._remade.loops.get(node.id)
        if starts is None:
            return function_of(body, *parameters)
        name = self._outputs.namer.variable(f"{verb} {node.label or node.id}")
        blocks = [
            block for start in self._repeated if start in starts for block in self._repeated[start]
        ]
        result = ast.Expr(body) if parameters else ast.Return(body)
        late = self._variables(self._updates.watched.get(node.id, ()))
        update = partial(updating, read=late, watched=late)
        scoped = self._loops.scoped & names_in([*statements_in(blocks), result])
        self._blocks.append(
            FunctionBlock(
                node.id,
                function_head(name, parameters, sorted(scoped)),
                tuple(with_statements(block, update) for block in blocks),
                update(result),
            )
        )
        return ast.Name(name, LOAD)

    # --- changes ---------------------------------------------------------------------------

    def _modify(self, node: Node, node_type: NodeType) -> _Block:
        if node.id in self._folded_into:
            return self._fold(node, node_type), ()
        if self._graph.is_animated(node, node_type):
            return self._animated_modify(node, node_type)
        is_live = self._graph.is_switched_on(node, node_type, "live")
        if is_live and node.id not in self._remade.only:
            return [self._updater(node, node_type)], ()
        return self._filler.statements(node, node_type, node_type.template), ()

    def _fold(self, node: Node, node_type: NodeType) -> list[ast.stmt]:
        made = self._filler.code(node, node_type)
        live_id = self._folded_into[node.id]
        chain = self._graph.folded(live_id)
        self._outputs.keep(Port(node.id, "mobject"), made)
        if node.id != chain[-1]:
            return []
        live = self._graph.node(live_id)
        live_type = self._graph.library.types[live.type]
        if live_id in self._remade.held:
            return []
        made_live = self._assign(live, live_type, self._redrawn(live, made))
        variable = self._outputs[Port(live_id, next(iter(live_type.outputs)))]
        for modifier in chain:
            self._outputs.keep(Port(modifier, "mobject"), variable)
        return [made_live]

    def _animated_modify(self, node: Node, node_type: NodeType) -> _Block:
        change = self._filler.code(node, node_type)
        depth = node_type.template.receiver_depth("mobject") or 1
        duration = self._durations.work_out(node, node_type, "run_time")
        animation = Port(self._merged.get(node.id, node.id), "animation")
        if animation in self._outputs:
            chain = called_on(self._outputs[animation], change, depth)
            self._outputs.keep(animation, chain)
            return [], ()
        options = [
            ast.keyword(name, argument.expressions[0])
            for name in ANIMATION_OPTIONS
            if self._filler.may_be_given(node, node_type, name)
            and (argument := self._filler.argument(node, node_type, name)).given
        ]
        return self._played(animation, animated(change, depth, options), duration)

    def _updater(self, node: Node, node_type: NodeType) -> ast.stmt:
        mobject = ast.Name("mobject", LOAD)
        change = self._filler.code(node, node_type, mobject=mobject)
        update = self._function(node, "update", ("mobject",), change)
        target = self._outputs[Port(node.id, "mobject")]
        # Called at once: a still, and a wait in which nothing moves, would never call it.
        at_once = [] if node_type.cumulative else [ast.keyword("call_updater", ast.Constant(True))]
        return ast.Expr(ast.Call(ast.Attribute(target, "add_updater", LOAD), [update], at_once))

    # --- what takes time -------------------------------------------------------------------

    def _animation(self, node: Node, node_type: NodeType) -> _Block:
        duration = self._durations.work_out(node, node_type, node_type.duration)
        output, play = Port(node.id, "animation"), node_type.play_template
        if play is not None and output not in self._graph.consumers:
            statements = self._filler.statements(node, node_type, play)
            if node.id in self._updates.drawn:
                statements = [
                    with_keyword(each, "frozen_frame", value=False) for each in statements
                ]
            return statements, (duration,) * node_type.plays
        played, durations = self._played(output, self._filler.code(node, node_type), duration)
        return played, durations * node_type.plays

    def _played(self, output: Port, animation: ast.expr, duration: float) -> _Block:
        """Play an animation, or hand it to the node that its output feeds."""
        if output in self._graph.consumers:
            self._outputs.keep(output, animation)
            return [], ()
        return [call_of_self("play", [animation])], (duration,)

    def _step(self, node: Node, node_type: NodeType) -> _Block:
        duration = self._durations.work_out(node, node_type, node_type.duration)
        durations = (duration,) * node_type.plays
        made = [name for name, output in node_type.outputs.items() if not output.of]
        is_used = any(Port(node.id, name) in self._graph.consumers for name in made)
        if is_used and node_type.template.is_expression:
            return [self._assign(node, node_type, self._filler.code(node, node_type))], durations
        return self._filler.statements(node, node_type, node_type.template), durations

    def _make_scene(self, node: Node, node_type: NodeType) -> None:
        made = self._filler.code(node, node_type)
        if isinstance(made, ast.Call) and made.keywords:
            rest = ast.keyword(None, ast.Name("kwargs", LOAD))
            parent = ast.Attribute(ast.Call(dotted_name("super"), [], []), "__init__", LOAD)
            call = ast.Call(parent, [], [*made.keywords, rest])
            self._plan.making = SceneBlock(node.id, (ast.Expr(call),))
