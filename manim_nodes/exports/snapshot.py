"""What a job is made of: the project as it was when the film was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from pydantic import TypeAdapter

from manim_nodes.codegen.script import Script
from manim_nodes.document.text import dumps
from manim_nodes.graph.build import Graph
from manim_nodes.render.export.export_settings import ExportSettings


@dataclass(frozen=True)
class ExportSnapshot:
    """A project as it was when a film of it was asked for; whoever has it can make the film.

    Parameters
    ----------
    project : id of its document
    name : what people call it
    document : as its file has it
    script : as this machine renders it: which formulas Typst sets was decided when it was asked for
    titles : what the user calls nodes, by their ids with their groups
    draw_times : how many seconds previews took to draw what each node plays, by the same ids; as far as they have
    """

    project: str
    name: str
    document: str
    script: Script
    settings: ExportSettings
    titles: Mapping[str, str]
    draw_times: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        graph: Graph,
        script: Script,
        settings: ExportSettings,
        draw_times: Mapping[str, float] = MappingProxyType({}),
    ) -> "ExportSnapshot":
        """Return the snapshot of a project as it is now."""
        document = graph.document
        titles = {node.id: graph.title_of(node.id) for node in document.nodes}
        # Wherever the program that renders it runs, the same file is meant.
        settings = replace(settings, output=settings.output.resolve())
        times = dict(draw_times)
        return cls(document.id, document.name, dumps(document), script, settings, titles, times)

    def to_json(self) -> str:
        """Return it as text."""
        return _adapter.dump_json(self).decode()

    @staticmethod
    def from_json(text: str) -> "ExportSnapshot":
        """Return what `to_json` was given."""
        return _adapter.validate_json(text)


_adapter = TypeAdapter(ExportSnapshot)
