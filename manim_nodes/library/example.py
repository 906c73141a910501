"""How the example of a node type is written: what stands around one node of it."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

IT = "it"
"""In an example, the name of the node whose example it is."""


class _ExampleTable(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _written_out(raw: object) -> object:
    if not isinstance(raw, str):
        return raw
    return {"type": raw} if raw[:1].isupper() else {"name": raw}


def _as_list(raw: object) -> object:
    return raw if isinstance(raw, list | tuple) else [raw]


class ExampleNode(_ExampleTable):
    """A node that stands around another one in its example; a mere string is its type or name.

    Parameters
    ----------
    type : begins with a capital; left out where the node is described under its name elsewhere
    name : nodes of one name are one and the same node
    output : the port that the wire starts from; its first one if left out
    parameters, inputs : added to those of its type's own example
    """

    type: str = ""
    name: str = ""
    output: str = ""
    parameters: Mapping[str, Any] = {}
    inputs: Mapping[str, "Sources"] = {}


_Source = Annotated[ExampleNode, BeforeValidator(_written_out)]
Sources = Annotated[tuple[_Source, ...], BeforeValidator(_as_list)]
ExampleNode.model_rebuild()


class Example(_ExampleTable):
    """What the example of a node type does not get by itself.

    Parameters
    ----------
    parameters : of the node itself, where its defaults are not telling
    inputs : what is wired into it; what it needs beside that comes from the port types
    then : nodes beside or after it, which show what it gives; the port type's if left out
    seen : whether mobjects that it takes are shown too; if left out, those that a query looks at
    group_of : for a port of a group: the node type that stands in the group
    at : the moment of the picture: 0 when the node begins to play, 1 when it ends
    picture : whether there is something to see
    """

    parameters: Mapping[str, Any] = {}
    inputs: Mapping[str, Sources] = {}
    then: Sources | None = None
    seen: bool | None = None
    group_of: str = ""
    at: float | None = None
    picture: bool = True


class Examples(_ExampleTable):
    """What all examples share: nodes/shared/examples.toml.

    Parameters
    ----------
    named : nodes that any example may speak of
    sources : port type -> what feeds it, one for each wire, and from the start again after the last
    shown : port type -> what shows a value of it
    scenes : Scene class -> what comes first in an example that needs it
    on_screen : the node type through which a mobject goes to be seen where nothing shows it
    """

    named: Mapping[str, _Source] = {}
    sources: Mapping[str, Sources] = {}
    shown: Mapping[str, _Source] = {}
    scenes: Mapping[str, _Source] = {}
    on_screen: str = ""
