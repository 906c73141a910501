"""What previews of a project are drawn with, where a command draws them."""

from manim_nodes.cli.project import Project
from manim_nodes.graph.parameter_rules import named_files
from manim_nodes.render.preview.preview_settings import PreviewSettings, part_of_memory
from manim_nodes.sandbox.readable import project_paths
from manim_nodes.workspace.places import places
from manim_nodes.workspace.preferences import Preferences


def preview_settings(project: Project, preferences: Preferences) -> PreviewSettings:
    """Return how the project is drawn as the user likes previews, in a process that reads no more than it may."""
    return PreviewSettings(
        cache_dir=places().typeset,
        quality=project.quality(preferences.preview_height, preferences.preview_fps),
        assets_dir=project.folder,
        seed=project.settings.seed,
        time_limit_s=preferences.preview_time_limit_s,
        memory_limit=part_of_memory(preferences.preview_memory_percent),
        is_confined=True,
        readable=tuple(project_paths(project.folder, named_files(project.graph, project.folder))),
    )
