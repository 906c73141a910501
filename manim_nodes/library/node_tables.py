"""A node type as its author writes it becomes a NodeType, completed by what its kind brings."""

import keyword
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from manim_nodes.library.category import Category, PlacementRule
from manim_nodes.library.example import Example
from manim_nodes.library.expressions import gives_point
from manim_nodes.library.node_type import (
    FLOW,
    AxisNumbers,
    Count,
    Gaps,
    Input,
    Kind,
    NodeType,
    Output,
    Parameter,
    TimelineFlag,
    Transform,
    Variant,
)
from manim_nodes.library.parameter_types import PARAMETER_TYPES, Names, check_value, is_known_type
from manim_nodes.library.port_types import ANIMATION, MOBJECT, alternatives
from manim_nodes.library.template import CodeTemplate
from manim_nodes.library.toml_files import NodeTableError, Raw, RawPath, TableFile, table_fault
from manim_nodes.library.type_names import element_type, plain_type
from manim_nodes.library.vocabulary import Vocabulary
from manim_nodes.translation import tr

_CATEGORY = "category"
_PartT = TypeVar("_PartT", Input, Output, Parameter)


class NodeTable(BaseModel):
    """A node type as its author writes it; ports and parameters are completed afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    category: str = ""
    kind: Kind
    summary: str
    documentation: str = ""
    keywords: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    inputs: Mapping[str, Raw] = {}
    outputs: Mapping[str, Raw] = {}
    output: str = ""
    parameters: Mapping[str, Raw] = {}
    begin: Mapping[str, Any] = {}
    code: str = ""
    play: str = ""
    scene: str = ""
    imports: str = ""
    latex: str = ""
    transform: Transform = ""
    about_center: bool = False
    together: bool = False
    plays: int | None = None
    duration: str | float | None = None
    random: bool = False
    clears: bool = False
    cumulative: bool = False
    ongoing: bool = False
    timed: bool = False
    live: bool = True
    animated: bool = True
    arcs: bool = True
    placement: PlacementRule | None = None
    timeline: TimelineFlag | None = None
    gaps: Gaps | None = None
    axis_numbers: AxisNumbers | None = None
    variants: tuple[Variant, ...] = ()
    counts: tuple[Count, ...] = ()
    example_code: str = ""
    example: Example = Example()


def read_node_types(path: Path, root: Path, vocabulary: Vocabulary) -> list[NodeType]:
    """Read one family file.

    Raises
    ------
    NodeTableError : with file and line of the first fault
    """
    file = TableFile.read(path, root)
    category = read_category(file, vocabulary)
    tables = {name: table for name, table in file.raw.items() if name != _CATEGORY}
    return [
        _Completion(file, name, table, vocabulary).node_type(category)
        for name, table in tables.items()
    ]


def read_category(file: TableFile, vocabulary: Vocabulary) -> Category:
    """Return the category of a family file, which names one or describes one of its own.

    Raises
    ------
    NodeTableError : with file and line
    """
    raw = file.raw.get(_CATEGORY)
    if isinstance(raw, str):
        return vocabulary.category(raw)
    if not isinstance(raw, dict):
        raise file.fault((), tr("'category' is missing: the family that all its nodes belong to."))
    try:
        category = Category.model_validate(raw)
    except ValidationError as cause:
        raise table_fault(file, (_CATEGORY,), cause, Category) from cause
    if vocabulary.categories.get(category.title, category) != category:
        msg = tr(
            "'{title}' is described elsewhere, and otherwise. Give it another title.",
            title=category.title,
        )
        raise file.fault((_CATEGORY, "title"), msg)
    return category


class _Completion:
    """Turns one written table into a NodeType: shared parameters, the ports of its kind, its code."""

    def __init__(self, file: TableFile, name: str, raw: object, vocabulary: Vocabulary) -> None:
        self._file = file
        self._name = name
        self._vocabulary = vocabulary
        if not isinstance(raw, dict):
            raise file.fault((name,), tr("'{name}' must be a table.", name=name))
        try:
            self._table = NodeTable.model_validate(raw)
        except ValidationError as cause:
            raise table_fault(file, (name,), cause, NodeTable) from cause

    def node_type(self, family: Category) -> NodeType:
        """Return the completed type, of the family's category unless it says another.

        Raises
        ------
        NodeTableError : with file and line of the first fault
        """
        if not self._name.isidentifier() or keyword.iskeyword(self._name):
            raise self._fault((), tr("'{name}' must be a plain name.", name=self._name))
        table = self._table
        if table.imports and not all(map(_is_usable, table.imports.split("."))):
            raise self._fault(
                ("imports",), tr("'{imports}' is not the name of a module.", imports=table.imports)
            )
        inputs = self._inputs()
        outputs = self._outputs(inputs)
        category = self._vocabulary.category(table.category) if table.category else family
        node_type = NodeType(
            type=self._name,
            title=table.title or _words(self._name),
            category=category,
            kind=table.kind,
            summary=table.summary,
            documentation=table.documentation,
            keywords=table.keywords,
            inputs=inputs,
            outputs=outputs,
            parameters=self._parameters(outputs),
            begin=table.begin,
            code=table.code or self._constructor(inputs),
            play=table.play,
            scene=table.scene,
            imports=table.imports,
            latex=table.latex,
            transform=table.transform,
            about_center=table.about_center,
            together=table.together,
            plays=self._plays(),
            duration=self._duration(),
            random=table.random,
            clears=table.clears,
            cumulative=table.cumulative,
            ongoing=table.ongoing,
            timed=table.timed,
            placement=table.placement or category.placement,
            timeline=table.timeline,
            gaps=table.gaps,
            axis_numbers=table.axis_numbers,
            variants=table.variants,
            counts=table.counts,
            example_code=table.example_code,
            example=table.example,
            source=self._file.name,
        )
        self._check(node_type)
        return self._with_animation(node_type)

    def _fault(self, path: RawPath, message: str) -> NodeTableError:
        return self._file.fault((self._name, *path), message)

    def _build(self, model: type[_PartT], section: str, name: str, raw: Raw) -> _PartT:
        if "name" in raw:
            raise self._fault((section, name, "name"), tr("'name' does not exist."))
        if not _is_usable(name):
            raise self._fault((section, name), tr("'{name}' cannot be a name here.", name=name))
        try:
            return model.model_validate({"name": name, **raw})
        except ValidationError as cause:
            raise table_fault(self._file, (self._name, section, name), cause, model) from cause

    def _inputs(self) -> dict[str, Input]:
        raws = dict(self._table.inputs)
        if self._table.kind is Kind.MODIFY:
            raws = {"mobject": {"type": MOBJECT, "changes": True} | raws.pop("mobject", {}), **raws}
        inputs = {name: self._build(Input, "inputs", name, raw) for name, raw in raws.items()}
        for name, port in inputs.items():
            self._check_port(("inputs", name), port.type)
        return inputs

    def _outputs(self, inputs: Mapping[str, Input]) -> dict[str, Output]:
        table = self._table
        raws: dict[str, Raw] = {}
        if table.output:
            raws[self._main_output(table.output)] = {"type": table.output}
        if table.kind in (Kind.MODIFY, Kind.ANIMATION, Kind.STEP) and "mobject" in inputs:
            raws["mobject"] = {"of": "mobject"}
        if table.kind in (Kind.ANIMATION, Kind.COMPOSE):
            raws["animation"] = {"type": ANIMATION}
        raws |= {name: self._with_type(raw) for name, raw in table.outputs.items()}
        outputs = {name: self._build(Output, "outputs", name, raw) for name, raw in raws.items()}
        for name, port in outputs.items():
            sayings = (port.type, port.of, port.like, port.item_of, port.list_of)
            is_said = sum(map(bool, sayings)) == 1 or (port.type and port.item_of)
            named = (port.input_name, port.holds, port.parts_of, port.adds)
            if not is_said or not {*filter(None, named)} <= inputs.keys():
                raise self._fault(
                    ("outputs", name),
                    tr(
                        "output '{name}' needs a type, or an input to be 'of', 'like', 'item_of' or 'list_of'.",
                        name=name,
                    ),
                )
            for port_type in filter(None, (port.type, port.part_type)):
                self._check_port(("outputs", name), port_type)
            self._check_python(("outputs", name), port.code)
        if not outputs and table.kind in (Kind.VALUE, Kind.QUERY):
            raise self._fault((), tr("a {kind} must have an output.", kind=table.kind))
        return outputs

    def _with_type(self, raw: Raw) -> Raw:
        """Complete an output whose type a choice or a formula decides: as it is until that is made."""
        if "type" in raw:
            return raw
        if "points" in raw:
            formula = self._table.parameters.get(str(raw.get("by")), {}).get("default")
            is_point = gives_point(str(formula))
            return {**raw, "type": raw["points"] if is_point else raw.get("numbers", "")}
        types = raw.get("types")
        if not raw.get("by") or not isinstance(types, dict):
            return raw
        return {**raw, "type": " | ".join(dict.fromkeys(map(str, types.values())))}

    def _main_output(self, port_type: str) -> str:
        return "mobject" if self._is_mobject(port_type) else "value"

    def _is_mobject(self, port_type: str) -> bool:
        types = self._vocabulary.port_types
        return bool(port_type) and all(
            MOBJECT in types.ancestors(part) for part in alternatives(port_type)
        )

    def _check_port(self, path: RawPath, port_type: str) -> None:
        if not self._vocabulary.port_types.is_known(port_type):
            raise self._fault(
                path,
                tr("'{port_type}' is not in nodes/shared/port_types.toml.", port_type=port_type),
            )

    def _parameters(self, outputs: Mapping[str, Output]) -> dict[str, Parameter]:
        raws = dict(self._table.parameters)
        for family in (*self._table.uses, *self._kind_families(outputs)):
            if family not in self._vocabulary.parameters:
                raise self._fault(
                    ("uses",),
                    tr("'{family}' is not in nodes/shared/parameters.toml.", family=family),
                )
            for name, raw in self._vocabulary.parameters[family].items():
                raws[name] = raw | raws.get(name, {})
        return {name: self._parameter(name, raw) for name, raw in raws.items()}

    def _kind_families(self, outputs: Mapping[str, Output]) -> tuple[str, ...]:
        if self._table.kind is Kind.MODIFY:
            can_animate = self._table.animated and self._is_method_chain()
            if not can_animate:
                return ("always",)
            return ("animated", "animated_along_arcs") if self._table.arcs else ("animated",)
        is_mobject = any(port.like or self._is_mobject(port.type) for port in outputs.values())
        return (
            ("live",) if self._table.kind is Kind.VALUE and is_mobject and self._table.live else ()
        )

    def _is_method_chain(self) -> bool:
        # Only the shape of the code matters here, so no parameter need be a placeholder yet.
        names = ("mobject",)
        code = self._table.code
        probe = NodeType(
            type="probe", title="", category=Category(title=""), kind=Kind.MODIFY, summary="", code=code or "None",
            inputs={name: Input(name=name, type=MOBJECT) for name in names},
        )  # fmt: skip
        try:
            return probe.template.receiver_depth("mobject") is not None
        except SyntaxError as cause:
            raise self._fault(
                ("code",), tr("the code is not Python: {reason}.", reason=cause.msg)
            ) from cause

    def _with_animation(self, node_type: NodeType) -> NodeType:
        if "animated" not in node_type.parameters:
            return node_type
        animation = Output(
            name="animation", type=ANIMATION, description="The change as an animation."
        )
        return node_type.model_copy(
            update={"outputs": {**node_type.outputs, "animation": animation}}
        )

    def _parameter(self, name: str, raw: Raw) -> Parameter:
        parameter = self._build(Parameter, "parameters", name, raw)
        path = ("parameters", name)
        if not is_known_type(parameter.type):
            known = ", ".join(PARAMETER_TYPES)
            raise self._fault(
                path,
                tr(
                    "'{type}' is no parameter type. Known: {known}, and list[...] of one or "
                    "mapping[..., ...] of two of them.",
                    type=parameter.type,
                    known=known,
                ),
            )
        if parameter.port:
            self._check_port(path, parameter.port)
        if plain_type(parameter.type) in ("choice", "constant") and not parameter.choices:
            raise self._fault(path, tr("'{name}' has no choices.", name=name))
        if parameter.at_least and element_type(parameter.type) is None:
            raise self._fault(path, tr("'at_least' is for lists, and '{name}' is none.", name=name))
        if parameter.rows and not parameter.type.startswith("list[list["):
            raise self._fault(
                path, tr("'rows' is for lists of lists, and '{name}' is none.", name=name)
            )
        if parameter.default is not None:
            names = Names(
                self._vocabulary.names.colors,
                self._vocabulary.names.rate_functions,
                frozenset(self._table.inputs),
            )
            if fault := check_value(parameter.default, parameter, names):
                raise self._fault(
                    path, tr("the default of '{name}' {fault}.", name=name, fault=fault)
                )
        return parameter

    def _constructor(self, inputs: Mapping[str, Input]) -> str:
        positional = [
            "*" + name if port.many else name for name, port in inputs.items() if port.required
        ]
        name = ".".join(filter(None, (self._table.imports, self._name)))
        return f"{name}({', '.join([*positional, '...'])})"

    def _check_python(self, path: RawPath, code: str, whose: NodeType | None = None) -> None:
        try:
            CodeTemplate(code, whose.placeholders if whose else ())
        except (SyntaxError, ValueError) as cause:
            reason = getattr(cause, "msg", cause)
            raise self._fault(
                path, tr("the code is not Python: {reason}.", reason=reason)
            ) from cause

    def _plays(self) -> int:
        if self._table.plays is not None:
            return self._table.plays
        return 1 if self._table.kind in (Kind.ANIMATION, Kind.COMPOSE) else 0

    def _duration(self) -> str | float:
        if self._table.duration is not None:
            return self._table.duration
        return (
            "run_time"
            if "run_time" in self._table.parameters or "timing" in self._table.uses
            else 1.0
        )

    def _check_inputs(self, node_type: NodeType) -> None:
        for name, port in node_type.inputs.items():
            if port.becomes and port.becomes not in node_type.inputs:
                raise self._fault(
                    ("inputs", name), tr("'{name}' is no input of it.", name=port.becomes)
                )
            if port.role_by and port.role_by not in node_type.parameters:
                raise self._fault(
                    ("inputs", name), tr("'{name}' is no parameter of it.", name=port.role_by)
                )

    def _check(self, node_type: NodeType) -> None:
        self._check_python(("code",), node_type.code, node_type)
        self._check_python(("play",), node_type.play, node_type)
        self._check_python(("latex",), f"1 if {node_type.latex or 1} else 0", node_type)
        for name, output in node_type.outputs.items():
            known = node_type.parameters.get(output.by)
            if output.points and output.numbers and known is not None and known.type == "function":
                self._check_port(("outputs", name), output.points)
                self._check_port(("outputs", name), output.numbers)
                continue
            choices = known.choices if known is not None else ()
            if output.by and output.types.keys() != set(map(str, choices)):
                raise self._fault(
                    ("outputs", name),
                    tr(
                        "output '{name}' needs a type for each choice of '{by}'.",
                        name=name,
                        by=output.by,
                    ),
                )
        self._check_inputs(node_type)
        if not node_type.template.is_expression and node_type.kind is not Kind.STEP:
            raise self._fault(("code",), tr("the code must be one expression, except in a step."))
        module = node_type.imports.partition(".")[0]
        if module and module not in node_type.template.free_names:
            raise self._fault(("imports",), tr("the code does not use '{module}'.", module=module))
        clash = node_type.parameters.keys() & node_type.inputs.keys()
        if clash:
            raise self._fault(
                (), tr("'{name}' is both an input and a parameter.", name=clash.pop())
            )
        if node_type.scene and node_type.scene not in self._vocabulary.scenes:
            raise self._fault(
                ("scene",), tr("'{scene}' is not in names.toml.", scene=node_type.scene)
            )
        if isinstance(node_type.duration, str) and node_type.duration not in (
            *("sum", "max"),
            *node_type.parameters,
        ):
            raise self._fault(
                ("duration",),
                tr("'{duration}' is no parameter of it.", duration=node_type.duration),
            )
        self._check_names(node_type)
        if node_type.latex_template and node_type.latex_template.free_names:
            names = ", ".join(sorted(node_type.latex_template.free_names))
            raise self._fault(
                ("latex",), tr("latex asks for '{names}', which it does not have.", names=names)
            )

    def _check_names(self, node_type: NodeType) -> None:
        """Check that what a table refers to by name is one of its own inputs and parameters."""
        for port in node_type.outputs.values():
            for name in filter(None, (*port.index, port.key, port.keys, *port.span)):
                if name not in node_type.parameters:
                    raise self._fault(
                        ("outputs", port.name), tr("'{name}' is no parameter of it.", name=name)
                    )
        self._check_other_code(node_type)
        flag = node_type.timeline
        named = (flag.text, flag.offset, flag.duration, flag.loudness, *flag.fades) if flag else ()
        for name in filter(None, named):
            if name not in node_type.parameters:
                raise self._fault(("timeline",), tr("'{name}' is no parameter of it.", name=name))
        self._check_counts(node_type)
        for known in node_type.parameters.values():
            unknown = set(known.transform_unless) - {*node_type.inputs, *node_type.parameters}
            if unknown:
                raise self._fault(
                    ("parameters", known.name, "transform_unless"),
                    tr("'{name}' is no input or parameter of it.", name=min(unknown)),
                )

    def _check_other_code(self, node_type: NodeType) -> None:
        """Check what the code that may stand in place of the type's own is said to depend on."""
        gaps, numbers = node_type.gaps, node_type.axis_numbers
        parameters, inputs = set[str](), set[str]()
        if gaps is not None:
            self._check_python(("gaps", "code"), gaps.code, node_type)
            parameters |= {gaps.function, gaps.range, *gaps.formulas, *gaps.over, gaps.whole}
            inputs |= {gaps.axes, *gaps.curves}
        if numbers is not None:
            self._check_python(("axis_numbers", "code"), numbers.code, node_type)
            parameters |= {*numbers.axes, *numbers.chosen, *numbers.unless}
            parameters |= {numbers.switch, numbers.values}
            inputs |= {numbers.on}
        for variant in node_type.variants:
            for piece in variant.replace:
                if piece not in node_type.code:
                    raise self._fault(("variants",), tr("Its code has no '{piece}'.", piece=piece))
            parameters |= {*variant.of} - node_type.inputs.keys()
        for other in node_type.as_variants:
            self._check_python(("variants",), other.code, node_type)
        for name in sorted(parameters - node_type.parameters.keys() - {""}):
            raise self._fault((), tr("'{name}' is no parameter of it.", name=name))
        for name in sorted(inputs - node_type.inputs.keys() - {""}):
            raise self._fault((), tr("'{name}' is no input of it.", name=name))

    def _check_counts(self, node_type: NodeType) -> None:
        for count in node_type.counts:
            for name in sorted({*count.names, count.port} - node_type.parameters.keys()):
                raise self._fault(("counts",), tr("'{name}' is no parameter of it.", name=name))


_RESERVED = frozenset({FLOW, "self", "np", "nx"})


def _is_usable(name: str) -> bool:
    """Return whether a port or parameter may have a name: it becomes one in Python."""
    return name.isidentifier() and not keyword.iskeyword(name) and name not in _RESERVED


def _words(name: str) -> str:
    """Return ``FadeInFrom3D`` as ``Fade in from 3D``."""
    words = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|\d*[A-Z]+|\d+", name.replace("_", " "))
    lowered = [word if word.isupper() and len(word) > 1 else word.lower() for word in words]
    text = " ".join(lowered)
    return text[:1].upper() + text[1:]
