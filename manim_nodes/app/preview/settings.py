"""What the pictures of an open project are drawn with."""

from manim_nodes.app.kit.profile import Profile
from manim_nodes.editing.session import Session
from manim_nodes.graph.parameter_rules import named_files
from manim_nodes.render.preview.preview_settings import PreviewSettings, part_of_memory
from manim_nodes.render.quality import Quality
from manim_nodes.sandbox.readable import project_paths

_MEBIBYTE = 1024 * 1024


def preview_settings(session: Session, profile: Profile, lines: int, fps: float) -> PreviewSettings:
    """Return how pictures of a session's project are drawn, so many lines high.

    What is not the user's own is drawn in a process that reads no more than the project may.
    """
    settings, analysis = session.document.settings, session.analysis
    quality = Quality.of_shape(settings.frame_width, settings.frame_height, lines=lines, fps=fps)
    is_confined = not session.trust.is_own
    readable = (
        project_paths(session.folder, named_files(analysis.graph, session.folder))
        if is_confined and analysis is not None
        else []
    )
    preferences = profile.preferences
    # Frames are kept within a limit of their own.
    memory = part_of_memory(preferences.preview_memory_percent)
    return PreviewSettings(
        profile.places.typeset,
        quality,
        session.folder,
        settings.seed,
        time_limit_s=preferences.preview_time_limit_s,
        memory_limit=memory + preferences.preview_memory_mb * _MEBIBYTE,
        is_confined=is_confined,
        readable=tuple(readable),
        checks_layout=preferences.layout_check,
    )
