"""A project as data: Document, Node, Edge, Frame, Group and Settings, all frozen.

Documents share what they have in common: an edit makes a new Document that holds the very same
objects for all that it left alone. The document knows nothing of node types; a node of an unknown
type, an unknown parameter and a wire into nowhere are as good as any other here.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from keyword import iskeyword
from typing import Annotated, ClassVar, Final, Literal, Self, TypeVar
from uuid import uuid4

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    GetCoreSchemaHandler,
    Strict,
    ValidationError,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from manim_nodes.document.values import JSON, check_text, freeze_mapping
from manim_nodes.errors import ManimNodesError
from manim_nodes.translation import tr
from manim_nodes.validation_errors import first_fault

CURRENT_FORMAT: Final = 2
"""The format of the files that this version writes."""

MAX_NAME_LENGTH = 100

Presence = Literal["automatic", "shown", "hidden"]
"""Whether what a node makes is shown by itself: as the rest of the scene asks for, in any case, or never."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)


class DocumentError(ManimNodesError):
    """Something about a project that its user can mend."""


class UnknownIdError(DocumentError):
    """No node, frame or group has this id."""


def _check_uuid(text: str) -> str:
    if not _UUID.fullmatch(text):
        msg = tr("must be a UUID, such as 2f1d2c1e-6f3b-4f0e-9a43-0d4f5c1b7a10")
        raise ValueError(msg)
    return text


def _to_utc(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        if isinstance(moment, datetime) and moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    msg = tr("must be a time with its zone, like 2026-11-21T09:30:00Z")
    raise ValueError(msg)


class _Frozen:
    # Instead of PlainValidator, which would unfold the recursive JSON type without end.
    @staticmethod
    def __get_pydantic_core_schema__(_type: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(freeze_mapping)


Text = Annotated[str, AfterValidator(check_text)]
_Name = Annotated[str, Field(min_length=1), AfterValidator(check_text)]
_Moment = Annotated[datetime, BeforeValidator(_to_utc)]
_Object = Annotated[Mapping[str, JSON], _Frozen]
_FROM_LIST = (Strict(strict=False), FailFast())  # a list of a million faults is one fault
_Pair = Annotated[tuple[float, float], *_FROM_LIST]
_NOTHING = freeze_mapping({})


class Record(BaseModel):
    """What all parts of a document, and the document itself, have in common.

    ``extras`` holds what the file says and this version does not know; it is written back as read.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False
    )

    extras: Annotated[_Object, Field(repr=False)] = _NOTHING

    @model_validator(mode="after")
    def _check_extras(self) -> Self:
        if self.extras:
            known = type(self).model_fields.keys() & self.extras.keys() - {"extras"}
            if known:
                msg = tr("{name} is a field of its own, not one of the extras", name=min(known))
                raise ValueError(msg)
        return self


class Node(Record):
    """One node: a type by name, and the parameters that differ from that type's defaults.

    Parameters
    ----------
    position : on the canvas; it means nothing for the scene
    presence : whether what it makes is shown by itself
    """

    id: _Name
    type: _Name
    label: Text = ""
    parameters: _Object = _NOTHING
    position: _Pair = (0.0, 0.0)
    muted: bool = False
    presence: Presence = "automatic"
    color: Text | None = None


class Edge(Record):
    """A wire from an output of one node to an input of another; either may not exist."""

    source: _Name
    output: _Name
    target: _Name
    input: _Name


class Frame(Record):
    """A titled, colored box behind nodes; with text, a note."""

    id: _Name
    title: Text = ""
    text: Text = ""
    color: Text | None = None
    position: _Pair = (0.0, 0.0)
    size: _Pair = (400.0, 300.0)


FORMULAS = ("typst", "latex")
"""What can set formulas."""

OWN_STYLE = "own"
"""The style of a project that carries one of its own."""


class Settings(Record):
    """What holds for the whole scene; lengths in Manim's units.

    Parameters
    ----------
    background : as by default, that of the style
    style : the name of one that everybody has, or ``own``
    own_style : what that is, so that the project looks the same everywhere
    formulas : what sets them where a node does not say so: ``typst`` or ``latex``
    lines : of the film that is exported, on its shorter side
    frame_rate : of the film that is exported, frames a second
    """

    background: Text = "#000000"
    frame_width: Annotated[float, Field(gt=0)] = 128 / 9
    frame_height: Annotated[float, Field(gt=0)] = 8.0
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 0
    style: Text = "default"
    own_style: _Object = _NOTHING
    formulas: Text = "typst"
    lines: Annotated[int, Field(ge=2, le=8640)] = 1080
    frame_rate: Annotated[float, Field(gt=0, le=240)] = 60.0


_Identified = TypeVar("_Identified", Node, Frame, "Group")


def _check_unique(items: tuple[_Identified, ...]) -> tuple[_Identified, ...]:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            msg = tr('holds two items with the id "{id}"', id=item.id)
            raise ValueError(msg)
        seen.add(item.id)
    return items


def _check_constants_unique(constants: tuple["Constant", ...]) -> tuple["Constant", ...]:
    repeated = [
        name for name, count in Counter(each.name for each in constants).items() if count > 1
    ]
    if repeated:
        msg = tr('holds two constants called "{name}"', name=repeated[0])
        raise ValueError(msg)
    return constants


def _check_constant_name(name: str) -> str:
    if len(name) > _LONGEST_CONSTANT_NAME or not name.isidentifier() or iskeyword(name):
        msg = tr("must be a word of letters, digits and _ that begins with a letter")
        raise ValueError(msg)
    return name


_LONGEST_CONSTANT_NAME = 40


class Constant(Record):
    """A value of the whole project, which expressions and texts use by its name.

    Parameters
    ----------
    type : what parameters it can stand in, as parameter types are called
    value : a number, or arithmetic that may use the constants before this one; a text, a color or a function of x
    """

    name: Annotated[str, AfterValidator(_check_constant_name)]
    type: Literal["number", "text", "color", "function"] = "number"
    value: float | Text


class Knob(Record):
    """A value that is worth changing, offered before all others: a constant, or a parameter of a node.

    Parameters
    ----------
    constant : its name; if it is none, ``node`` and ``parameter`` say which it is
    within : the group that holds the node; empty where it stands in the project itself
    title : what people call it
    group : the heading under which it stands
    minimum, maximum, unit : narrower than those of the parameter, if given
    """

    constant: Text = ""
    node: Text = ""
    parameter: Text = ""
    within: Text = ""
    title: Text = ""
    group: Text = ""
    help: Text = ""
    unit: Text = ""
    minimum: float | None = None
    maximum: float | None = None

    @property
    def target(self) -> tuple[str, str]:
        """Return what it changes; a constant is of no node."""
        if not self.node:
            return "", self.constant
        return (f"{self.within}/{self.node}" if self.within else self.node), self.parameter

    @model_validator(mode="after")
    def _check_target(self) -> Self:
        is_of_node = bool(self.node)
        if bool(self.constant) == is_of_node or is_of_node != bool(self.parameter):
            msg = tr("must name a constant, or a node and a parameter")
            raise ValueError(msg)
        return self


class Content(Record):
    """Nodes with their wires and frames: what a document holds, and what a group holds.

    Parameters
    ----------
    nodes : in the order of the story: its steps run in this order, as far as wires let them
    nodes, frames : ids are unique within each
    edges : in the order in which inputs that take many see them
    """

    nodes: Annotated[tuple[Node, ...], *_FROM_LIST, AfterValidator(_check_unique)] = ()
    edges: Annotated[tuple[Edge, ...], *_FROM_LIST] = ()
    frames: Annotated[tuple[Frame, ...], *_FROM_LIST, AfterValidator(_check_unique)] = ()

    @cached_property
    def nodes_by_id(self) -> Mapping[str, Node]:
        """Every node under its id, in the order of ``nodes``."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def edges_by_target(self) -> Mapping[str, Sequence[Edge]]:
        """The wires into each node that has any, in the order of ``edges``."""
        found: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            found[edge.target].append(edge)
        return dict(found)


class Group(Content):
    """A graph that stands as one node in another, as often as its user likes.

    Which nodes stand for it, and which are its ports, is in `manim_nodes.document.groups`. Ids of
    nodes and frames are its own: outside, and in other groups, others may have them too.
    """

    id: _Name
    name: Text = ""


class Snippet(Content):
    """What is copied, pasted, inserted: nodes, and the groups that they stand for.

    Parameters
    ----------
    groups : ids are unique; one may stand in another by a node, and, though nothing can be made of
        that, in itself
    constants : names are unique; each may use those before it
    """

    groups: Annotated[tuple[Group, ...], *_FROM_LIST, AfterValidator(_check_unique)] = ()
    constants: Annotated[
        tuple[Constant, ...], *_FROM_LIST, AfterValidator(_check_constants_unique)
    ] = ()

    @cached_property
    def groups_by_id(self) -> Mapping[str, Group]:
        """Every group under its id, in the order of ``groups``."""
        return {group.id: group for group in self.groups}


class Document(Snippet):
    """A whole project.

    Parameters
    ----------
    created_at, updated_at : in UTC; the second is set when the document is saved, not by edits
    knobs : in the order in which they are offered
    """

    format: Literal[2] = CURRENT_FORMAT
    id: Annotated[str, AfterValidator(_check_uuid)]
    name: Annotated[
        str, Field(min_length=1, max_length=MAX_NAME_LENGTH), AfterValidator(check_text)
    ]
    created_at: _Moment
    updated_at: _Moment
    settings: Settings = Settings()
    knobs: Annotated[tuple[Knob, ...], *_FROM_LIST] = ()

    def forget_indexes(self) -> None:
        """Let go of what can be worked out again: nodes and groups by their ids, and wires."""
        for name in ("nodes_by_id", "groups_by_id", "edges_by_target"):
            vars(self).pop(name, None)

    def node(self, node_id: str) -> Node:
        """Return the node with this id.

        Raises
        ------
        UnknownIdError : there is none
        """
        try:
            return self.nodes_by_id[node_id]
        except KeyError:
            msg = tr('There is no node "{node_id}".', node_id=node_id)
            raise UnknownIdError(msg, where=self.name) from None

    def group(self, group_id: str) -> Group:
        """Return the group with this id.

        Raises
        ------
        UnknownIdError : there is none
        """
        try:
            return self.groups_by_id[group_id]
        except KeyError:
            msg = tr('There is no group "{group_id}".', group_id=group_id)
            raise UnknownIdError(msg, where=self.name) from None


def new_document(
    name: str = "Untitled", *, template: Document | None = None, now: datetime | None = None
) -> Document:
    """Make a project of its own, empty or with all that a template holds.

    Parameters
    ----------
    now : when it is made, with its time zone; the present moment if not given

    Raises
    ------
    DocumentError : no project can have this name
    """
    now = now or datetime.now(UTC)
    inherited = {field: getattr(template, field) for field in Document.model_fields if template}
    own = {"id": str(uuid4()), "name": name, "created_at": now, "updated_at": now}
    try:
        return Document.model_validate({**inherited, **own})
    except ValidationError as error:
        fault = first_fault(error)
        msg = tr("{place} {reason}.", place=fault.place, reason=fault.reason)
        raise DocumentError(msg, where=tr("new project")) from error
