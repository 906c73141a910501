"""What fills the placeholders of a node's code: wires, and parameters."""

import ast
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from manim_nodes.codegen.layout import INDENT
from manim_nodes.codegen.markup import WithMarkup, sets_text
from manim_nodes.codegen.output_exprs import Outputs
from manim_nodes.codegen.plan import Method
from manim_nodes.codegen.typst import SYNTAX
from manim_nodes.codegen.writers import (
    CodegenError,
    WritingContext,
    dotted_name,
    in_degrees,
    write_value,
)
from manim_nodes.document.model import Node
from manim_nodes.graph.axis_numbers import writes_own_numbers
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.curves import has_gaps
from manim_nodes.graph.parameter_rules import EXPRESSIONS
from manim_nodes.graph.permissions import Permissions
from manim_nodes.graph.variants import variant_of
from manim_nodes.graph.wire_legality import Fit, fit, takes_many, wanted_type
from manim_nodes.library.node_type import NodeType, Parameter
from manim_nodes.library.parameter_types import as_function
from manim_nodes.library.template import Argument, CodeTemplate
from manim_nodes.library.type_names import plain_type
from manim_nodes.syntax import LOAD
from manim_nodes.translation import tr


class TemplateFiller:
    """Fills the templates of nodes.

    Parameters
    ----------
    outputs : what the wires bring
    permissions : Python code that may not run is left out, and does nothing
    folder : where the files are that the project names, if their whole paths are to be written

    Attributes
    ----------
    methods : of the Python code nodes filled so far
    """

    def __init__(
        self, graph: Graph, outputs: Outputs, permissions: Permissions, folder: Path | None
    ) -> None:
        self.methods: list[Method] = []
        self._graph = graph
        self._outputs = outputs
        self._permissions = permissions
        self._markup = WithMarkup(graph.library.names.colors)
        self._context = WritingContext(graph.library.names, folder=folder)
        self._defaults: dict[tuple[str, str], Argument] = {}

    def check_inputs(self, node: Node, node_type: NodeType) -> None:
        """Reject what validation has said already, so that nothing after this need look again.

        Raises
        ------
        CodegenError : a required input is missing, or something is wired that cannot be
        """
        sources = self._graph.sources[node.id]
        for name in node_type.required_inputs:
            if self._outputs.isdisjoint(sources.get(name, ())):
                raise CodegenError(
                    tr("It is missing its required input '{port}'.", port=name), node=node
                )
        if node_type.fixed_parameters.isdisjoint(sources):
            return
        for name in sorted(node_type.fixed_parameters & sources.keys()):
            if sources[name]:
                raise CodegenError(tr("'{name}' cannot be wired.", name=name), node=node)

    def code(self, node: Node, node_type: NodeType, **instead: ast.expr) -> ast.expr:
        """Return a node's code, which is an expression.

        Parameters
        ----------
        instead : trees for inputs, in place of what is wired into them
        """
        node_type = self._as_written(node, node_type)
        template = node_type.template
        arguments = self._arguments(node, node_type, template)
        given = {name: Argument((tree,), given=True) for name, tree in instead.items()}
        made = template.fill_expression(arguments | given)
        return self._markup.visit(made) if sets_text(template.source) else made

    def statements(self, node: Node, node_type: NodeType, template: CodeTemplate) -> list[ast.stmt]:
        """Return a template of a node's type as the statements of this node."""
        if template is node_type.template:
            node_type = self._as_written(node, node_type)
            template = node_type.template
        made = template.fill(self._arguments(node, node_type, template))
        return [self._markup.visit(each) for each in made] if sets_text(template.source) else made

    def _as_written(self, node: Node, node_type: NodeType) -> NodeType:
        """Return the type with the code that suits what the node draws."""
        variant = variant_of(self._graph, node, node_type)
        if variant is not None:
            return node_type.as_variants[variant]
        if node_type.with_gaps is not None and has_gaps(self._graph, node, node_type):
            return node_type.with_gaps
        if node_type.with_own_numbers is not None and writes_own_numbers(
            self._graph, node, node_type
        ):
            return node_type.with_own_numbers
        return node_type

    def argument(self, node: Node, node_type: NodeType, name: str) -> Argument:
        """Return what fills one placeholder: what is wired, else the node's value, else the default.

        Raises
        ------
        CodegenError : the node's value cannot be written
        """
        sources = self._graph.sources[node.id].get(name, ())
        if sources:
            return self._wired(node_type, name, sources)
        parameter = node_type.parameters.get(name)
        if parameter is None:
            return Argument()
        is_given = name in node.parameters and self._means_something(node, node_type, parameter)
        if is_given and node.parameters[name] != parameter.default:
            return self._written(node, node_type, parameter, node.parameters[name])
        place = node.type, name
        if place in self._defaults:
            return self._defaults[place]
        written = self._written(
            node, node_type, parameter, parameter.default, given=parameter.always
        )
        if not _depends_on_node(parameter.type):
            self._defaults[place] = written
        return written

    def _means_something(self, node: Node, node_type: NodeType, parameter: Parameter) -> bool:
        """Return whether a typed value counts: what another choice was for, such as another layout, is kept, but not said."""
        if not parameter.only_if:
            return True
        decider, *wanted = parameter.only_if
        return self._graph.parameter(node, node_type, decider) in wanted

    def _written(
        self,
        node: Node,
        node_type: NodeType,
        parameter: Parameter,
        value: Any,
        *,
        given: bool = True,
    ) -> Argument:
        if value is None:
            return Argument()
        context = self._context
        if _may_use_inputs(parameter.type):
            context = replace(context, inputs=self._input_trees(node, node_type))
        elif _is_label(parameter.type):
            syntax = str(self._graph.parameter(node, node_type, SYNTAX))
            context = replace(context, syntax=syntax)
        try:
            tree = write_value(value, parameter, context)
        except CodegenError as fault:
            raise CodegenError(fault.message, node=node) from fault
        if parameter.type == "python":
            return Argument((self._method(node, node_type, str(value)),), value, given=True)
        return Argument((tree,), value, given)

    def may_be_given(self, node: Node, node_type: NodeType, name: str) -> bool:
        """Return whether the code may have to say a parameter."""
        return (
            name in node.parameters
            or name in node_type.always_written
            or name in self._graph.sources[node.id]
        )

    def _arguments(
        self, node: Node, node_type: NodeType, template: CodeTemplate
    ) -> dict[str, Argument]:
        mentioned, set_here = template.mentioned, node.parameters
        wired, by_type = self._graph.sources[node.id], node_type.always_written
        return {
            name: self.argument(node, node_type, name)
            for name in node_type.placeholders
            if name in mentioned or name in set_here or name in wired or name in by_type
        }

    def _wired(self, node_type: NodeType, name: str, sources: Iterable[Port]) -> Argument:
        trees = [
            self._converted(source, wanted_type(node_type, name), takes_many(node_type, name))
            for source in sources
            if source in self._outputs
        ]
        parameter = node_type.parameters.get(name)
        if parameter is not None and parameter.type == "angle":
            trees = [in_degrees(tree) for tree in trees]
        return Argument(tuple(trees), given=bool(trees))

    def _converted(self, source: Port, wanted: str, spread: bool) -> ast.expr:
        types = self._graph.library.port_types
        tree, given = self._outputs[source], self._graph.output_type(source)
        taken = fit(types, given, wanted, many=spread)
        if taken is Fit.SPREAD:
            return ast.Starred(tree, LOAD)
        conversion = types.conversion(given, wanted) if taken is Fit.CONVERTED else None
        if conversion is None:
            return tree
        return conversion.template.fill_expression({"value": Argument((tree,), given=True)})

    def _input_trees(self, node: Node, node_type: NodeType) -> dict[str, ast.expr]:
        return {
            name: self._converted(sources[0], "Number", spread=False)
            for name, sources in self._graph.sources[node.id].items()
            if name in node_type.inputs and sources and sources[0] in self._outputs
        }

    def _method(self, node: Node, node_type: NodeType, body: str) -> ast.expr:
        name = self._outputs.namer.variable(f"run {node.label or node.id}")
        arguments = ("self", *(f"{port}=None" for port in node_type.inputs))
        body = body if self._permissions.may_run(node.id) else "pass"
        source = as_function(name, arguments, body, indent=INDENT)
        self.methods.append(Method(node.id, tuple(source.removesuffix("\n").split("\n"))))
        return dotted_name(f"self.{name}")


@cache
def _may_use_inputs(parameter_type: str) -> bool:
    return any(kind in parameter_type for kind in EXPRESSIONS)


def _depends_on_node(parameter_type: str) -> bool:
    """Return whether one value may be written in another way at another node of the same type."""
    return (
        _may_use_inputs(parameter_type) or _is_label(parameter_type) or parameter_type == "python"
    )


@cache
def _is_label(parameter_type: str) -> bool:
    return plain_type(parameter_type) == "label"
