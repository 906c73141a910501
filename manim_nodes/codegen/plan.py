"""An ordered graph becomes the statements of a scene, node by node."""

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from manim_nodes.codegen.layout import INDENT
from manim_nodes.codegen.names import Namer
from manim_nodes.codegen.trees import (
    animated,
    assignment,
    call_of_self,
    function_of,
    is_writable,
    keeping,
    loop_head,
    redrawn,
    written_length,
)
from manim_nodes.codegen.writers import (
    CodegenError,
    WritingContext,
    dotted_name,
    in_degrees,
    write_value,
)
from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.loops import LOOP, Loop, find_loops
from manim_nodes.graph.scene_rules import scene_class
from manim_nodes.graph.wire_rules import takes_many, wanted_type
from manim_nodes.library.node_type import RESULT, Kind, NodeType
from manim_nodes.library.parameter_types import as_function, number_value
from manim_nodes.library.port_types import MOBJECT, item_type
from manim_nodes.library.template import Argument, Template

ANIMATION_OPTIONS = ("run_time", "rate_func", "path_arc")
WHITE = "WHITE"


@dataclass(frozen=True)
class Block:
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
    """What runs once for each item.

    Parameters
    ----------
    head : ``for item in items:``; its own body is not used
    rounds : how often it runs, as far as the parameters say
    """

    node_id: str
    head: ast.For
    rounds: int
    blocks: list["Block | LoopBlock"] = field(default_factory=list)


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
    making: Block | None = None
    blocks: list[Block | LoopBlock] = field(default_factory=list)
    methods: list[Method] = field(default_factory=list)


def make_plan(graph: Graph, sequence: Sequence[str], *, trusted: bool = False) -> Plan:
    """Work out what each node says.

    Parameters
    ----------
    sequence : all node ids, in order
    trusted : whether the code of Python code nodes is written out; otherwise it stays inert

    Raises
    ------
    CodegenError : a value that validation would have refused
    """
    return _Planner(graph, trusted).plan(sequence)


@dataclass(frozen=True)
class _OpenLoop:
    """A loop whose inside is being written, and the variables that each round gives anew."""

    loop: Loop
    block: LoopBlock
    names: set[str]


class _Planner:
    """Goes through the nodes once; ``_trees`` holds what each output is called in the source."""

    def __init__(self, graph: Graph, trusted: bool) -> None:
        self._graph = graph
        self._trusted = trusted
        self._namer = Namer(graph.library.names_in_code)
        self._trees: dict[Port, ast.expr] = {}
        self._loops = find_loops(graph)
        self._open: list[_OpenLoop] = []
        self._durations: dict[str, float] = {}
        style = graph.library.styles.get(graph.document.settings.style)
        self._ink = style.ink if style else "#FFFFFF"
        self._plan = Plan(
            scene_name=self._namer.scene_class(graph.document.name),
            base=scene_class(graph) or "Scene",
        )
        self._shown_at_end_of = _shown_at_end_of(graph)
        self._folded_into = {
            modifier: node.id for node, _ in graph.active for modifier in graph.folded(node.id)
        }

    def plan(self, sequence: Sequence[str]) -> Plan:
        types = {node.id: node_type for node, node_type in self._graph.active}
        for node_id in sequence:
            while self._open and node_id not in self._open[-1].loop.inside:
                self._open.pop()
            if node_id in types:
                self._add_block(self._graph.node(node_id), types[node_id])
        return self._plan

    def _add_block(self, node: Node, node_type: NodeType) -> None:
        self._check_inputs(node, node_type)
        if node_type.kind is Kind.LOOP:
            self._open_loop(node, node_type)
            return
        statements, durations = self._statements(node, node_type)
        if shown := self._shown_at_end_of.get(node.id):
            statements = [*statements, call_of_self("add", [self._trees[shown]])]
        if statements:
            kept = tuple(keeping(statement, self._scoped) for statement in statements)
            self._blocks.append(Block(node.id, kept, tuple(durations)))

    def _check_inputs(self, node: Node, node_type: NodeType) -> None:
        """Refuse what validation has said already, so that nothing below need look again."""
        sources = self._graph.sources[node.id]
        for port in node_type.inputs.values():
            given = [source for source in sources.get(port.name, ()) if source in self._trees]
            if port.required and not given:
                raise CodegenError(
                    f"It is missing its required input '{port.name}'.", where=node.label or node.id
                )
        for name in sorted(node_type.fixed_parameters):
            if sources.get(name):
                raise CodegenError(f"'{name}' cannot be wired.", where=node.label or node.id)

    def _keep(self, output: Port, tree: ast.expr) -> None:
        """Remember what an output is called, or how it is written wherever it is used."""
        if not is_writable(tree):
            raise CodegenError(
                "It is made of too many nodes that have no variable of their own.",
                where=self._graph.node(output.node_id).label or output.node_id,
                hint="Do with fewer of them.",
            )
        self._trees[output] = tree

    # --- loops -----------------------------------------------------------------------------

    @property
    def _blocks(self) -> list[Block | LoopBlock]:
        return self._open[-1].block.blocks if self._open else self._plan.blocks

    @property
    def _scoped(self) -> set[str]:
        """Give the variables that get another value in each round of a loop around here."""
        return {name for opened in self._open for name in opened.names}

    def _open_loop(self, node: Node, node_type: NodeType) -> None:
        loop = self._loops[node.id]
        # It ties the Collect nodes to this one, and says nothing in the source.
        self._trees[Port(node.id, LOOP)] = ast.Constant(None)
        for collect in loop.collects:
            self._begin_list(self._graph.node(collect))
        items = self._argument(node, node_type, "list").expressions
        head, names = self._loop_head(node, node_type, items)
        rounds = written_length(items[0]) if items else None
        if rounds is None:
            rounds = int(number_value(self._graph.parameter(node, node_type, "count")) or 0)
        block = LoopBlock(node.id, head, rounds)
        self._blocks.append(block)
        self._open.append(_OpenLoop(loop, block, names))

    def _begin_list(self, collect: Node) -> None:
        name = self._namer.variable(collect.label, collect.id)
        self._trees[Port(collect.id, "list")] = ast.Name(name, ast.Load())
        begin = assignment(name, ast.List([], ast.Load()))
        self._blocks.append(Block(collect.id, (begin,)))

    def _loop_head(
        self, node: Node, node_type: NodeType, items: Sequence[ast.expr]
    ) -> tuple[ast.For, set[str]]:
        item, index = Port(node.id, "item"), Port(node.id, "index")
        used = [port for port in (index, item) if port in self._graph.consumers]
        if not items:
            name = self._namer.variable(node.label, "index") if used else "_"
            self._trees[index] = self._trees[item] = ast.Name(name, ast.Load())
            count = self._argument(node, node_type, "count").expressions
            numbers = ast.Call(ast.Name("range", ast.Load()), list(count), [])
            return loop_head(ast.Name(name, ast.Store()), numbers), {name}
        names = {
            index: self._namer.variable("index") if index in used else "_",
            item: self._namer.variable(node.label, "item"),
        }
        self._trees |= {port: ast.Name(name, ast.Load()) for port, name in names.items()}
        if index not in used:
            return loop_head(ast.Name(names[item], ast.Store()), items[0]), {names[item]}
        both: list[ast.expr] = [ast.Name(name, ast.Store()) for name in names.values()]
        counted = ast.Call(ast.Name("enumerate", ast.Load()), list(items[:1]), [])
        return loop_head(ast.Tuple(both, ast.Store()), counted), set(names.values())

    def _collect(self, node: Node, node_type: NodeType) -> list[ast.stmt]:
        gathered = self._trees.get(Port(node.id, "list"))
        if gathered is None:
            raise CodegenError("It belongs to no loop.", where=node.label or node.id)
        values = self._argument(node, node_type, "value").expressions
        append = ast.Attribute(gathered, "append", ast.Load())
        return [ast.Expr(ast.Call(append, list(values), []))]

    def _statements(
        self, node: Node, node_type: NodeType
    ) -> tuple[list[ast.stmt], tuple[float, ...]]:
        self._pass_inputs_on(node, node_type)
        match node_type.kind:
            case Kind.QUERY:
                self._set_outputs(node, node_type, self._code(node, node_type))
                return [], ()
            case Kind.VALUE:
                return self._value(node, node_type), ()
            case Kind.MODIFY:
                return self._modify(node, node_type)
            case Kind.COLLECT:
                return self._collect(node, node_type), ()
            case Kind.ANIMATION | Kind.COMPOSE:
                return self._animation(node, node_type)
            case Kind.SCENE:
                self._make_scene(node, node_type)
                return [], ()
        return self._step(node, node_type)

    # --- outputs ---------------------------------------------------------------------------

    def _pass_inputs_on(self, node: Node, node_type: NodeType) -> None:
        for name, output in node_type.outputs.items():
            sources = self._graph.sources[node.id].get(output.of, ()) if output.of else ()
            if sources and sources[0] in self._trees:
                self._trees[Port(node.id, name)] = self._trees[sources[0]]

    def _set_outputs(self, node: Node, node_type: NodeType, result: ast.expr) -> None:
        for name, output in node_type.outputs.items():
            if not output.of:
                self._keep(Port(node.id, name), self._output(node_type, name, result))

    @staticmethod
    def _output(node_type: NodeType, name: str, result: ast.expr) -> ast.expr:
        template = node_type.output_templates.get(name)
        if template is None:
            return result
        return template.fill_expression({RESULT: Argument((result,), given=True)})

    # --- kinds -----------------------------------------------------------------------------

    def _value(self, node: Node, node_type: NodeType) -> list[ast.stmt]:
        if self._graph.is_switched_on(node, node_type, "live"):
            return self._live_value(node, node_type)
        made = self._code(node, node_type)
        if self._is_plain(node, node_type):
            self._set_outputs(node, node_type, made)
            return []
        return [self._assign(node, node_type, made)]

    def _is_plain(self, node: Node, node_type: NodeType) -> bool:
        """Say whether a value may stand where it is used, without a variable of its own."""
        if node.label or node_type.random:
            return False
        outputs = [Port(node.id, name) for name in node_type.outputs]
        uses = [use for output in outputs for use in self._graph.consumers.get(output, ())]
        return len(uses) <= 1 and not any(_is_mobject(self._graph, output) for output in outputs)

    def _assign(self, node: Node, node_type: NodeType, made: ast.expr) -> ast.stmt:
        name = self._namer.variable(node.label, node.id, node.type)
        self._set_outputs(node, node_type, ast.Name(name, ast.Load()))
        if self._open:
            self._open[-1].names.add(name)
        return assignment(name, made)

    def _live_value(self, node: Node, node_type: NodeType) -> list[ast.stmt]:
        """Assign ``always_redraw(lambda: ...)``, or leave that to the last modify node folded in."""
        made = self._code(node, node_type)
        folded = self._graph.folded(node.id)
        if folded:
            self._keep(Port(node.id, next(iter(node_type.outputs))), made)
            return []
        return [self._assign(node, node_type, redrawn(made))]

    def _modify(self, node: Node, node_type: NodeType) -> tuple[list[ast.stmt], tuple[float, ...]]:
        if node.id in self._folded_into:
            return self._fold(node, node_type), ()
        if self._graph.is_animated(node, node_type):
            return self._animated_modify(node, node_type)
        if self._graph.is_switched_on(node, node_type, "live"):
            return [self._updater(node, node_type)], ()
        return self._fill(node, node_type, node_type.template), ()

    def _fold(self, node: Node, node_type: NodeType) -> list[ast.stmt]:
        made = self._code(node, node_type)
        live_id = self._folded_into[node.id]
        chain = self._graph.folded(live_id)
        self._keep(Port(node.id, "mobject"), made)
        if node.id != chain[-1]:
            return []
        live = self._graph.node(live_id)
        live_type = self._graph.library.types[live.type]
        made_live = self._assign(live, live_type, redrawn(made))
        variable = self._trees[Port(live_id, next(iter(live_type.outputs)))]
        self._trees.update({Port(modifier, "mobject"): variable for modifier in chain})
        return [made_live]

    def _animated_modify(
        self, node: Node, node_type: NodeType
    ) -> tuple[list[ast.stmt], tuple[float, ...]]:
        options = [
            ast.keyword(name, argument.expressions[0])
            for name in ANIMATION_OPTIONS
            if (argument := self._argument(node, node_type, name)).given
        ]
        animation = animated(
            self._code(node, node_type), node_type.template.receiver_depth("mobject") or 1, options
        )
        duration = self._duration(node, node_type, "run_time")
        return self._played(node, animation, duration, None)

    def _updater(self, node: Node, node_type: NodeType) -> ast.stmt:
        mobject = ast.Name("mobject", ast.Load())
        arguments = {
            **self._arguments(node, node_type, node_type.template),
            "mobject": Argument((mobject,), given=True),
        }
        update = function_of(node_type.template.fill_expression(arguments), "mobject")
        target = self._trees[Port(node.id, "mobject")]
        return ast.Expr(ast.Call(ast.Attribute(target, "add_updater", ast.Load()), [update], []))

    def _animation(
        self, node: Node, node_type: NodeType
    ) -> tuple[list[ast.stmt], tuple[float, ...]]:
        animation = self._code(node, node_type)
        duration = self._duration(node, node_type, node_type.duration)
        statements = None
        if node_type.play_template is not None:
            statements = self._fill(node, node_type, node_type.play_template)
        played, durations = self._played(node, animation, duration, statements)
        return played, durations * node_type.plays

    def _played(
        self,
        node: Node,
        animation: ast.expr,
        duration: float,
        statements: list[ast.stmt] | None,
    ) -> tuple[list[ast.stmt], tuple[float, ...]]:
        """Play an animation, or hand it to the node that its ``animation`` output feeds."""
        self._durations[node.id] = duration
        output = Port(node.id, "animation")
        if output in self._graph.consumers:
            self._keep(output, animation)
            return [], ()
        return statements or [call_of_self("play", [animation])], (duration,)

    def _step(self, node: Node, node_type: NodeType) -> tuple[list[ast.stmt], tuple[float, ...]]:
        durations = (self._duration(node, node_type, node_type.duration),) * node_type.plays
        made = [name for name, output in node_type.outputs.items() if not output.of]
        is_used = any(Port(node.id, name) in self._graph.consumers for name in made)
        if is_used and node_type.template.is_expression:
            return [self._assign(node, node_type, self._code(node, node_type))], durations
        return self._fill(node, node_type, node_type.template), durations

    def _make_scene(self, node: Node, node_type: NodeType) -> None:
        made = self._code(node, node_type)
        if isinstance(made, ast.Call) and made.keywords:
            rest = ast.keyword(None, ast.Name("kwargs", ast.Load()))
            parent = ast.Attribute(ast.Call(dotted_name("super"), [], []), "__init__", ast.Load())
            call = ast.Call(parent, [], [*made.keywords, rest])
            self._plan.making = Block(node.id, (ast.Expr(call),))

    # --- holes -----------------------------------------------------------------------------

    def _code(self, node: Node, node_type: NodeType) -> ast.expr:
        template = node_type.template
        return template.fill_expression(self._arguments(node, node_type, template))

    def _fill(self, node: Node, node_type: NodeType, template: Template) -> list[ast.stmt]:
        return template.fill(self._arguments(node, node_type, template))

    def _arguments(
        self, node: Node, node_type: NodeType, template: Template
    ) -> dict[str, Argument]:
        return {
            name: self._argument(node, node_type, name)
            for name in node_type.holes
            if self._is_needed(node, node_type, template, name)
        }

    def _is_needed(self, node: Node, node_type: NodeType, template: Template, name: str) -> bool:
        return (
            name in template.mentioned
            or name in node.parameters
            or name in self._graph.sources[node.id]
            or (
                name in node_type.parameters
                and (node_type.parameters[name].always or self._takes_ink(node_type, name))
            )
        )

    def _takes_ink(self, node_type: NodeType, name: str) -> bool:
        return self._ink != "#FFFFFF" and node_type.parameters[name].default == WHITE

    def _argument(self, node: Node, node_type: NodeType, name: str) -> Argument:
        sources = self._graph.sources[node.id].get(name, ())
        if sources:
            return self._wired(node_type, name, sources)
        parameter = node_type.parameters.get(name)
        if parameter is None:
            return Argument()
        is_given = name in node.parameters and node.parameters[name] != parameter.default
        value = node.parameters[name] if is_given else parameter.default
        if not is_given and self._takes_ink(node_type, name):
            value, is_given = self._ink, True
        if value is None:
            return Argument()
        context = WritingContext(self._graph.library.names, self._input_trees(node, node_type))
        try:
            tree = write_value(value, parameter, context)
        except CodegenError as fault:
            raise CodegenError(fault.message, where=node.label or node.id) from fault
        if parameter.type == "python":
            return Argument((self._method(node, node_type, str(value)),), value, given=True)
        return Argument((tree,), value, given=is_given or parameter.always)

    def _wired(self, node_type: NodeType, name: str, sources: Iterable[Port]) -> Argument:
        trees = [
            self._converted(source, wanted_type(node_type, name), takes_many(node_type, name))
            for source in sources
            if source in self._trees
        ]
        parameter = node_type.parameters.get(name)
        if parameter is not None and parameter.type == "angle":
            trees = [in_degrees(tree) for tree in trees]
        return Argument(tuple(trees), given=bool(trees))

    def _converted(self, source: Port, wanted: str, spread: bool) -> ast.expr:
        types = self._graph.library.port_types
        tree, given = self._trees[source], self._graph.output_type(source)
        if types.is_a(given, wanted):
            return tree
        if spread and item_type(given) is not None:
            return ast.Starred(tree, ast.Load())
        conversion = types.conversion(given, wanted)
        if conversion is None:
            return tree
        return conversion.template.fill_expression({"value": Argument((tree,), given=True)})

    def _input_trees(self, node: Node, node_type: NodeType) -> dict[str, ast.expr]:
        return {
            name: self._converted(sources[0], "Number", spread=False)
            for name, sources in self._graph.sources[node.id].items()
            if name in node_type.inputs and sources and sources[0] in self._trees
        }

    # --- Python code, durations ------------------------------------------------------------

    def _method(self, node: Node, node_type: NodeType, body: str) -> ast.expr:
        name = self._namer.variable(f"run {node.label or node.id}")
        arguments = ("self", *(f"{port}=None" for port in node_type.inputs))
        source = as_function(name, arguments, body if self._trusted else "pass", indent=INDENT)
        self._plan.methods.append(Method(node.id, tuple(source.removesuffix("\n").split("\n"))))
        return dotted_name(f"self.{name}")

    def _duration(self, node: Node, node_type: NodeType, said: str | float) -> float:
        if isinstance(said, float | int):
            return float(said)
        for name in (said, "run_time"):
            if name not in node_type.parameters:
                continue
            value = number_value(self._graph.parameter(node, node_type, name))
            if value is not None:
                return value
        parts = [
            self._durations.get(source.node_id, 1.0)
            for sources in self._graph.sources[node.id].values()
            for source in sources
            if source.name == "animation"
        ]
        return sum(parts) if said == "sum" else max(parts, default=1.0)


def _shown_at_end_of(graph: Graph) -> dict[str, Port]:
    """Find the mobjects that nothing uses: for the last node of each one's chain, its output."""
    shown = {}
    for node, node_type in graph.active:
        if node_type.kind is not Kind.VALUE:
            continue
        output = Port(node.id, next(iter(node_type.outputs)))
        if not _is_mobject(graph, output) or _is_a(graph, output, "ValueTracker"):
            continue  # a tracker has nothing to show
        if any(Port(node.id, name) in graph.consumers for name in list(node_type.outputs)[1:]):
            continue
        end = _end_of_chain(graph, output)
        if end is not None:
            shown[end.node_id] = end
    return shown


def _is_mobject(graph: Graph, output: Port) -> bool:
    return _is_a(graph, output, MOBJECT)


def _is_a(graph: Graph, output: Port, port_type: str) -> bool:
    return graph.library.port_types.is_a(graph.output_type(output), port_type)


def _end_of_chain(graph: Graph, output: Port) -> Port | None:
    """Follow a mobject through modify nodes; None if anything else uses it."""
    while takers := graph.consumers.get(output, ()):
        taker = takers[0]
        node_type = graph.type_of(taker.node_id)
        is_modifier = (
            len(takers) == 1
            and taker.name == "mobject"
            and node_type is not None
            and node_type.kind is Kind.MODIFY
            and not graph.is_animated(graph.node(taker.node_id), node_type)
        )
        if not is_modifier:
            return None
        output = Port(taker.node_id, "mobject")
    return output
