"""How the example of a node type is written: what stands around one node of it."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

IT = "it"
"""In an example, the name of the node whose example it is."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _short_for_type(raw: object) -> object:
    return {"type": raw} if isinstance(raw, str) else raw


def _as_list(raw: object) -> object:
    return raw if isinstance(raw, list | tuple) else [raw]


class ExampleNode(_Table):
    """A node that stands around another one in its example; a mere string is its type.

    Parameters
    ----------
    type : may be left out where ``name`` tells of a node that is described elsewhere
    name : nodes of one name are one and the same node
    output : the port that the wire starts from; its first one if left out
    parameters, inputs : added to those of its type's own example
    """

    type: str = ""
    name: str = ""
    output: str = ""
    parameters: Mapping[str, Any] = {}
    inputs: Mapping[str, "Sources"] = {}


_Source = Annotated[ExampleNode, BeforeValidator(_short_for_type)]
Sources = Annotated[tuple[_Source, ...], BeforeValidator(_as_list)]
ExampleNode.model_rebuild()


class Example(_Table):
    """What the example of a node type does not get by itself.

    Parameters
    ----------
    parameters : of the node itself, where its defaults are not telling
    inputs : what is wired into it; what it needs beside that comes from the port types
    then : nodes that follow, and show what it gives; none if empty, the port type's if left out
    group_of : for a port of a group: the node type that stands in the group
    at : the moment of the picture: 0 when the node begins to play, 1 when it ends
    picture : whether there is something to see
    """

    parameters: Mapping[str, Any] = {}
    inputs: Mapping[str, Sources] = {}
    then: Sources | None = None
    group_of: str = ""
    at: float | None = None
    picture: bool = True


class Examples(_Table):
    """What all examples share: nodes/language/examples.toml.

    Parameters
    ----------
    sources : port type -> what feeds it, one for each wire, and from the start again after the last
    shown : port type -> what shows a value of it
    """

    sources: Mapping[str, Sources] = {}
    shown: Mapping[str, _Source] = {}
