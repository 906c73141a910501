"""What a node type is: its ports, its parameters and the Python that it stands for."""

import ast
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    field_serializer,
    field_validator,
    model_validator,
)

from manim_nodes.library.category import Category, PlacementRule
from manim_nodes.library.color_roles import ROLE, role_title
from manim_nodes.library.example import Example
from manim_nodes.library.expressions import gives_point
from manim_nodes.library.rate_curve import RateCurve
from manim_nodes.library.template import Argument, CodeTemplate, parsed_template
from manim_nodes.translation import tr, tr_later

FLOW = "flow"
RESULT = "result"
CONDITION = "condition"
# Parameters that decide how a node of its kind is written.
SWITCHES = frozenset({"animated", "live"})
# Parameter types whose values are judged before they are used: a wire would bring them unseen.
UNWIRABLE = frozenset({"constant", "file", "format", "python"})


class Kind(StrEnum):
    """What a node does in its scene, and so how its code is used."""

    VALUE = "value"
    MODIFY = "modify"
    QUERY = "query"
    ANIMATION = "animation"
    COMPOSE = "compose"
    STEP = "step"
    SCENE = "scene"
    REROUTE = "reroute"
    LOOP = "loop"
    COLLECT = "collect"


Section = Literal["", "animation", "style", "advanced"]
"""Under which heading of the inspector a parameter stands; without one it is always seen."""

Media = Literal["", "picture", "sound", "drawing", "video", "table", "code"]
"""What is in a file."""

Rows = Literal["", "filled", "even", "square"]
"""What the lists of a list must be."""

Transform = Literal["", "move", "scale", "rotate"]
"""What the mouse does with a mobject in the picture."""


class Role(StrEnum):
    """What a node does with a mobject that comes in, as far as it decides what is on the screen."""

    REFERS = "refers"
    MEMBER = "member"
    """It becomes a part of what the node makes or changes, and comes and goes with that."""
    CONSUMED = "consumed"
    """It is used up: the operand of a Boolean, the target of a transform."""
    ENTERS = "enters"
    """The node brings it onto the screen."""
    LEAVES = "leaves"
    """The node takes it off the screen."""
    PASSES = "passes"
    """The node brings it onto the screen, and takes it off again."""

    @property
    def brings(self) -> bool:
        """Return whether the node brings it onto the screen."""
        return self in (Role.ENTERS, Role.PASSES)

    @property
    def takes_away(self) -> bool:
        """Return whether it is off the screen when the node has run."""
        return self in (Role.LEAVES, Role.PASSES)


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPELLED = {"typst": "Typst", "latex": "LaTeX"}  # choices that are names
# Manim's words, which only the script has, in those of people who use the app.
_PEOPLES_WORDS = {
    "mobject": "thing",
    "mobjects": "things",
    "vmobject": "shape",
    "vmobjects": "shapes",
    "submobject": "part",
    "submobjects": "parts",
    "func": "function",
    "num": "number",
    "phi": "polar angle",
    "theta": "azimuth",
    "gamma": "roll",
}


def _constant_title(constant: str) -> str:
    """Return what people call one of manim's constants, without the class that it belongs to."""
    name = constant.rpartition(".")[2]
    words = name if name.isupper() else _WORD_BEGINS.sub(" ", name)
    return words.replace("_", " ").capitalize()


def spoken_name(name: str) -> str:
    """Return the name of a port or parameter in words, as it is read where no title is given."""
    return " ".join(_PEOPLES_WORDS.get(word, word) for word in name.split("_"))


def _counted(value: Any, step: int, least: int) -> Any:
    """Return a number, or all in lists, counted from elsewhere; what counts from the end stays."""
    if isinstance(value, tuple | list):
        return type(value)(_counted(each, step, least) for each in value)
    return value + step if isinstance(value, int) and value >= least else value


class Parameter(_Table):
    """One value that a user sets on a node.

    Parameters
    ----------
    type : a name in ``parameter_types.PARAMETER_TYPES``, ``list[...]`` of one, or ``mapping[...]``
        of two, which projects hold as a list of pairs
    port : the type of a wire that replaces it, where the parameter's type says too little
    default : None leaves the choice to manim; any other default is manim's own, and left out of
        the code unless ``always``
    unit : shown beside the value; part of the meaning, such as degrees
    exclusive_minimum : the value must be greater
    key_minimum, key_maximum : the same for the keys of a mapping; the others are for its values
    at_least : how many items a list must have
    rows : what the lists of a list must be: ``filled``, also ``even`` in length, or ``square``: two of two, or three of three
    choices : the only values allowed
    choice_titles : what each choice is called where people see it; the choice itself, if none are given
    variables : names that an expression or function may use besides the node's inputs
    setting : the project's setting that is the default
    required : it has no default, and nothing can be made without it
    transform : what this value says of the mobject, so that the mouse in the picture changes it
    transform_unless : inputs and parameters that must be as they are by default for that
    pivot : while it is not as it is by default, the node's placement is absolute
    media : what a file must be, so that it can be looked at before anything is drawn
    range_step : the step that manim takes where a range gives none
    data : whether it is shown, counted or scaled, and no place in the picture: it may be larger then
    most : how many letters, items or steps it may have
    ordinal : it says which of several: counted from 0 in projects and code, and from 1 where people see it
    only_if : another parameter, and the values of it without which this one means nothing, and is not shown
    """

    name: str
    type: str
    port: str = ""
    default: Any = None
    title: str = ""
    description: str = ""
    unit: str = ""
    minimum: float | None = None
    exclusive_minimum: float | None = None
    maximum: float | None = None
    key_minimum: float | None = None
    key_maximum: float | None = None
    at_least: int = 0
    rows: Rows = ""
    step: float | None = None
    choices: tuple[str | int | float, ...] = ()
    choice_titles: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    always: bool = False
    setting: str = ""
    required: bool = False
    section: Section = ""
    only_if: tuple[str, ...] = ()
    ordinal: bool = False
    transform: Transform = ""
    transform_unless: tuple[str, ...] = ()
    pivot: bool = False
    media: Media = ""
    range_step: float | None = None
    data: bool = False
    most: int = 0

    @field_validator("default")
    @classmethod
    def _freeze(cls, value: Any) -> Any:
        # As in a document, so that a value can be compared with its default.
        return tuple(map(cls._freeze, value)) if isinstance(value, list) else value

    def as_shown(self, value: Any) -> Any:
        """Return a value as people see it: what says which of several is counted from 1; choices and roles have titles."""
        if self.choice_titles or self.type == "constant":
            return tr(self.choice_title(value))
        if self.type == "color" and isinstance(value, str) and value.startswith(ROLE):
            return role_title(value)
        if self.type == "rate_function" and isinstance(value, str):
            curve = RateCurve.parse(value)
            return curve.name if curve else value.replace("_", " ")
        return _counted(value, 1, 0) if self.ordinal else value

    def choice_title(self, choice: Any) -> str:
        """Return what a choice is called."""
        if self.choice_titles and choice in self.choices:
            return self.choice_titles[self.choices.index(choice)]
        if self.type == "constant":
            return _constant_title(str(choice))
        return _SPELLED.get(choice, str(choice))

    def as_kept(self, shown: Any) -> Any:
        """Return what the project holds for a value as people see it."""
        return _counted(shown, -1, 1) if self.ordinal else shown

    @model_validator(mode="after")
    def _check_choice_titles(self) -> Self:
        if self.choice_titles and len(self.choice_titles) != len(self.choices):
            raise ValueError(tr("there must be as many 'choice_titles' as 'choices'."))
        return self

    @cached_property
    def for_keys(self) -> "Parameter":
        """Return the parameter that says which keys a mapping may have."""
        limits = {"minimum": self.key_minimum, "maximum": self.key_maximum}
        return Parameter(name=self.name, type=self.type, **limits)

    @property
    def display_title(self) -> str:
        """Return the title, made of the name where the table says none."""
        return self.title or spoken_name(self.name).capitalize()

    @property
    def limits(self) -> list[str]:
        """Return what values it may have, in words such as ``at least 0``."""
        choices = ", ".join(map(str, self.choices))
        limits = {
            tr_later("one of {limit}"): choices or None,
            tr_later("at least {limit:g}"): self.minimum,
            tr_later("greater than {limit:g}"): self.exclusive_minimum,
            tr_later("at most {limit:g}"): self.maximum,
            tr_later("keys at least {limit:g}"): (
                None if "[string" in self.type else self.key_minimum
            ),
            tr_later("keys at most {limit:g}"): self.key_maximum,
            tr_later("at least one item"): True if self.at_least == 1 else None,
            tr_later("at least {limit} items"): self.at_least if self.at_least > 1 else None,
        }
        return [tr(text, limit=limit) for text, limit in limits.items() if limit is not None]


class Count(_Table):
    """How many of something a node makes, so that too many are found before anything is drawn.

    Parameters
    ----------
    number : an expression of the node's parameters; that of a range is its number of steps
    most : how many can be
    things : what they are
    port : the parameter to change
    unset : what stands for a parameter that has no value; without it, nothing is known then
    """

    number: str
    most: int = 10_000
    things: str = "parts"
    port: str
    unset: float | None = None

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the names in the expression."""
        return frozenset(
            part.id for part in ast.walk(ast.parse(self.number)) if isinstance(part, ast.Name)
        )


class Input(_Table):
    """A port that takes a wire, or many.

    Parameters
    ----------
    many : takes any number of wires, in the order of the project's edges; a list is spread
    at_least : how many wires it needs if it takes many and is required
    changes : whether what comes in is different afterwards, so that order matters
    watches : whether order does not matter, since what comes in is only held, or looked at again
        on every frame
    role : what becomes of a mobject that comes in
    role_by : the parameter whose choice decides that, where ``roles`` has one for the choice
    becomes : the input that it becomes point by point, which a picture and a shape cannot
    """

    name: str
    type: str
    required: bool = True
    many: bool = False
    at_least: int = Field(default=1, ge=1)
    changes: bool = False
    watches: bool = False
    role: Role = Role.REFERS
    role_by: str = ""
    roles: Mapping[str, Role] = {}
    becomes: str = ""
    description: str = ""

    def role_for(self, choice: object) -> Role:
        """Return the role while the parameter ``role_by`` holds ``choice``."""
        return self.roles.get(str(choice), self.role)

    @property
    def wires(self) -> str:
        """Return how many wires it takes, in words, if that is not one."""
        if not self.many:
            return ""
        if self.at_least > 1:
            return tr("{count} or more", count=self.at_least)
        return tr("any number")


class Output(_Table):
    """A port that gives a value.

    Exactly one of these says what it gives:

    type : something of this type
    by : the parameter whose choice decides the type, which ``types`` gives for each choice; ``type``
        is then that of any of them
    numbers, points : the type while the formula ``by`` gives numbers, and while it gives points
    of : the input whose very thing is passed on
    like : something new, of the type that comes in at this input
    item_of : one item of the list, or part of the thing, that comes in at this input; beside it, ``type``
        is what is said while nothing is known of the parts
    list_of : a list of what comes in at this input

    What is known of its parts, or items, is said by one of these:

    holds : the input whose things are its parts, in order; as many as there are wires if it takes many
    parts_of : the input whose parts are its own too
    part_type : the type that all of them have

    Parameters
    ----------
    index : parameters that say which item, or which part, and which part of that
    key : the parameter that names the part
    keys : the parameter with a name for each thing that comes in at ``holds``
    span : parameters with start, stop and step of the parts that are taken; empty for none
    adds : the input whose things become parts
    reorders : whether the parts are not where they were, or some are gone
    code : an expression of ``result``, what the node's own code gave; empty for ``result`` itself
    """

    name: str
    type: str = ""
    by: str = ""
    types: Mapping[str, str] = {}
    numbers: str = ""
    points: str = ""
    of: str = ""
    like: str = ""
    item_of: str = ""
    list_of: str = ""
    holds: str = ""
    parts_of: str = ""
    part_type: str = ""
    index: tuple[str, ...] = ()
    key: str = ""
    keys: str = ""
    span: tuple[str, ...] = ()
    adds: str = ""
    reorders: bool = False
    code: str = ""
    description: str = ""

    @property
    def input_name(self) -> str:
        """Return the input that decides the type, if one does."""
        return self.of or self.like or self.item_of or self.list_of

    def type_for(self, choice: object) -> str:
        """Return the type while the parameter ``by`` holds ``choice``."""
        if self.points and isinstance(choice, str):
            return self.points if gives_point(choice) else self.numbers
        return self.types.get(str(choice), self.type)


class FlagKind(StrEnum):
    """What stands beside the blocks of the timeline."""

    SECTION = "section"
    CAPTION = "caption"
    SOUND = "sound"


class TimelineFlag(_Table):
    """What stands beside the blocks of the timeline for a step that takes no time.

    Parameters
    ----------
    text, offset, duration, loudness : the parameters with what is written on it, with how many seconds after
        the step it begins, with how many it lasts, and with how many decibels louder it is
    fades : the parameters with how many seconds it takes to come up from silence, and to go down to it
    """

    flag: FlagKind
    text: str
    offset: str = ""
    duration: str = ""
    loudness: str = ""
    fades: tuple[str, str] = ("", "")


class Gaps(_Table):
    """How a type that draws a function is written where that has gaps, leaves the axes, or is not known.

    Parameters
    ----------
    code : a template, in place of the type's own
    function : the parameter with the function that it draws
    range : the parameter with the range over which it draws it
    formulas : the parameters with the formulas of its coordinates, where it is drawn from several
    axes : the input with the axes that it is drawn on; without it, it is drawn in the scene's own units
    curves : the inputs with curves whose functions it takes
    polar : whether the function gives a distance for each angle
    over : of a surface, the parameters with the smallest and largest of its first and second variable
    whole : the parameter that says that these are the ranges of the axes
    """

    code: str
    function: str = ""
    range: str = ""
    formulas: tuple[str, ...] = ()
    axes: str = ""
    curves: tuple[str, ...] = ()
    polar: bool = False
    over: tuple[str, ...] = ()
    whole: str = ""


class AxisNumbers(_Table):
    """How a type that writes numbers beside axes is written where manim would write them badly.

    That is so on logarithmic axes, for steps that are no short decimals, and where numbers would overlap.

    Parameters
    ----------
    code : a template, in place of the type's own
    axes : the parameters with the range of each axis, and that with its length on the screen
    chosen : the parameters with the numbers to write, where not every tick has one
    on : the input with the line or axes that it writes on, where it makes none
    switch : the parameter that says whether it writes any
    values : the parameter with the numbers that the axis has to hold where its range is not given
    unless : the parameters that only manim's own numbers know
    """

    code: str
    axes: Mapping[str, str] = {}
    chosen: tuple[str, ...] = ()
    on: str = ""
    switch: str = ""
    values: str = ""
    unless: tuple[str, ...] = ()


class Variant(_Table):
    """How a type is written in a case that manim would get wrong: its code with some words replaced.

    Parameters
    ----------
    when : ``undefined``: numbers that it shows may have no value; ``pictures``: pictures of different sizes become
        one another; ``cut``: bars may reach beyond their axis; ``crowded``: texts beside an axis may overlap; ``set``: a parameter is not at
        its default
    of : the parameters and inputs that decide it
    replace : pieces of the code, and what stands there instead
    """

    when: Literal["undefined", "pictures", "cut", "crowded", "set"]
    of: tuple[str, ...] = ()
    replace: Mapping[str, str]


class NodeType(_Table):
    """One table of nodes/: see docs/contributing for how to write one.

    Parameters
    ----------
    type : the identifier that projects store, for ever
    begin : what a new node's parameters are, where their defaults would show nothing
    code : a template (library/template.py)
    play : how an animation plays by itself where that is not ``self.play(code)``
    scene : the Scene class that it needs
    imports : the module that its code needs beside manim, such as a plugin
    latex : a test of the parameters (``True``, ``syntax == 'latex'``): whether LaTeX is needed
    transform : what the mouse in the picture adds such a node for, where no parameter can be changed
    about_center : whether it scales or turns about a center, though it has no pivot
    together : whether it plays what is wired in at once, as long as each takes: two blocks of the
        timeline are joined by such a node
    plays : how many times a step plays or waits
    duration : the parameter that says how long, or a number of seconds
    random : takes from the project's random seed
    clears : whether it takes everything off the screen
    cumulative : whether doing it again goes further, as turning does
    ongoing : whether what it changes goes on changing as time passes, instead of at once
    timed : whether something changes by the time that has passed since the frame before
    timeline : how the timeline shows a step that takes no time; it does not if left out
    gaps : how it is written where a function that it draws has gaps
    axis_numbers : how it is written where manim would write numbers beside axes badly
    variants : how it is written in other cases that manim would get wrong
    counts : how many of something it makes, where its parameters say so
    package : the name of the node package that it is of, if it is of one
    is_trusted : whether its code may be written into scripts; that of a package may once the user trusts it
    """

    type: str
    title: str
    category: Category
    kind: Kind
    summary: str
    documentation: str = ""
    keywords: tuple[str, ...] = ()
    inputs: Mapping[str, Input] = {}
    outputs: Mapping[str, Output] = {}
    parameters: Mapping[str, Parameter] = {}
    begin: Mapping[str, Any] = {}
    code: str
    play: str = ""
    scene: str = ""
    imports: str = ""
    latex: str = ""
    transform: Transform = ""
    about_center: bool = False
    together: bool = False
    plays: int = 0
    duration: str | float = 0.0
    random: bool = False
    clears: bool = False
    cumulative: bool = False
    ongoing: bool = False
    timed: bool = False
    placement: PlacementRule = "absolute"
    timeline: TimelineFlag | None = None
    gaps: Gaps | None = None
    axis_numbers: AxisNumbers | None = None
    variants: tuple[Variant, ...] = ()
    counts: tuple[Count, ...] = ()
    example_code: str = ""
    example: Example = Example()
    source: str = ""
    package: str = ""
    is_trusted: bool = True

    @field_serializer("category")
    def _title_of(self, category: Category) -> str:
        return category.title

    @cached_property
    def placeholders(self) -> tuple[str, ...]:
        """Return the names that the code may fill, in the order of the table."""
        parameters = (name for name in self.parameters if name not in self.kind_parameters)
        return (*self.inputs, *parameters)

    @cached_property
    def kind_parameters(self) -> frozenset[str]:
        """Return the parameters that belong to the kind, not to the code."""
        names = {"live"}
        if self.kind is Kind.MODIFY:
            names |= {"animated", "run_time", "rate_func", "path_arc"}
        return frozenset(names)

    @cached_property
    def _lists(self) -> frozenset[str]:
        return frozenset(
            name
            for name, parameter in self.parameters.items()
            if parameter.type.startswith("list[")
        )

    @cached_property
    def template(self) -> CodeTemplate:
        """Return the parsed code."""
        return parsed_template(self.code, self.placeholders, self._lists)

    @cached_property
    def with_gaps(self) -> "NodeType | None":
        """Return the type as it is where its function has gaps, if it draws one."""
        return self._with_code(self.gaps.code) if self.gaps else None

    @cached_property
    def with_own_numbers(self) -> "NodeType | None":
        """Return the type as it is where it writes the numbers of axes itself, if it may have to."""
        return self._with_code(self.axis_numbers.code) if self.axis_numbers else None

    @cached_property
    def as_variants(self) -> "tuple[NodeType, ...]":
        """Return the type as each of its variants has it, which writes the numbers of axes itself if it can."""
        code = self.axis_numbers.code if self.axis_numbers else self.code
        return tuple(self._with_code(_replaced(code, each.replace)) for each in self.variants)

    def _with_code(self, code: str) -> "NodeType":
        # Not a copy, which would bring along what has been found out about the other code.
        fields = {name: getattr(self, name) for name in NodeType.model_fields}
        other = {"code": code, "gaps": None, "axis_numbers": None}
        return NodeType.model_construct(**{**fields, **other})

    @property
    def other_templates(self) -> tuple[CodeTemplate, ...]:
        """Return the parsed code that may stand in place of its own."""
        others = (self.with_gaps, self.with_own_numbers, *self.as_variants)
        return tuple(other.template for other in others if other is not None)

    @cached_property
    def play_template(self) -> CodeTemplate | None:
        """Return the parsed ``play`` code, if the type has one."""
        if not self.play:
            return None
        return parsed_template(self.play, self.placeholders, self._lists)

    @cached_property
    def output_templates(self) -> Mapping[str, CodeTemplate]:
        """Return the parsed code of the outputs that have some."""
        return {
            name: parsed_template(output.code, (RESULT,))
            for name, output in self.outputs.items()
            if output.code
        }

    @cached_property
    def latex_template(self) -> CodeTemplate | None:
        """Return the test for LaTeX as a template that becomes True or False."""
        if not self.latex:
            return None
        return parsed_template(f"True if {self.latex} else False", self.placeholders)

    @cached_property
    def always_written(self) -> frozenset[str]:
        """Return the parameters that the code says whether they are at their default or not."""
        return frozenset(name for name, known in self.parameters.items() if known.always)

    @cached_property
    def required_inputs(self) -> tuple[str, ...]:
        """Return the inputs that have to be wired."""
        return tuple(name for name, port in self.inputs.items() if port.required)

    @cached_property
    def fixed_parameters(self) -> frozenset[str]:
        """Return the parameters that no wire can replace: they decide what the code is, or are checked."""
        if self.kind is Kind.SCENE:
            return frozenset(self.parameters)  # the scene is made before anything that wires bring
        fixed = {name for name, known in self.parameters.items() if known.type in UNWIRABLE}
        fixed |= SWITCHES & self.parameters.keys()
        fixed |= {output.by for output in self.outputs.values() if output.types}
        fixed |= {port.role_by for port in self.inputs.values() if port.role_by}
        templates = (self.template, self.play_template, self.latex_template)
        for template in (*templates, *self.other_templates):
            if template is not None:
                fixed |= template.tested & self.parameters.keys()
        return frozenset(fixed)

    @cached_property
    def watches(self) -> bool:
        """Return whether it looks at something that comes in again on every frame."""
        return any(port.watches for port in self.inputs.values())

    @cached_property
    def required_parameters(self) -> tuple[Parameter, ...]:
        """Return the parameters that must have a value."""
        return tuple(known for known in self.parameters.values() if known.required)

    @cached_property
    def _parameters_by_type(self) -> Mapping[str, tuple[Parameter, ...]]:
        by_type: dict[str, tuple[Parameter, ...]] = {}
        for known in self.parameters.values():
            by_type[known.type] = (*by_type.get(known.type, ()), known)
        return by_type

    @cached_property
    def pivots(self) -> tuple[str, ...]:
        """Return the parameters that say about which point the node does something."""
        return tuple(name for name, known in self.parameters.items() if known.pivot)

    @property
    def is_about_point(self) -> bool:
        """Return whether what becomes of a part depends on where it is in the whole."""
        return self.about_center or bool(self.pivots)

    @property
    def is_condition(self) -> bool:
        """Return whether it begins what is done once if something holds, instead of in rounds."""
        return self.kind is Kind.LOOP and CONDITION in self.inputs

    @property
    def is_group(self) -> bool:
        """Return whether it makes a group of things, each of which stays where it is."""
        held = {output.holds for output in self.outputs.values()}
        members = {name for name, port in self.inputs.items() if port.role is Role.MEMBER}
        return self.kind is Kind.VALUE and not held.isdisjoint(members)

    def parameters_of(self, *types: str) -> list[Parameter]:
        """Return the parameters of any of these types."""
        by_type = self._parameters_by_type
        return [known for name in types for known in by_type.get(name, ())]

    def to_manim_code(self, arguments: Mapping[str, Argument]) -> str:
        """Return the Python of one node of this type.

        Parameters
        ----------
        arguments : what fills each input and parameter; see codegen for how they are made

        Returns
        -------
        such as ``Circle(radius=2.0)``, a line each for a step of several statements
        """
        module = ast.Module(self.template.fill(arguments), [])
        return ast.unparse(ast.fix_missing_locations(module))


def _replaced(code: str, pieces: Mapping[str, str]) -> str:
    for piece, other in pieces.items():
        code = code.replace(piece, other)
    return code
