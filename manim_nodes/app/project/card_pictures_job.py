"""Drawing the pictures of a card, in a thread, while nobody waits for them."""

import logging
from dataclasses import replace
from pathlib import Path

from manim_nodes.document.model import Document
from manim_nodes.graph.permissions import NO_PERMISSIONS
from manim_nodes.library.catalogue import Library
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.confined.confined_engine import ConfinedEngine
from manim_nodes.render.doctor import latex_available
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality

_log = logging.getLogger("manim_nodes.app")


def draw_card_pictures(
    project: Path,
    document: Document,
    library: Library,
    settings: PreviewSettings,
    cancel: CancelToken,
    *,
    keeps_still: bool = True,
) -> bool:
    """Draw the film of a template confined, and write its card's pictures; return whether they are there.

    Parameters
    ----------
    project : the file of the template
    settings : how its film is drawn, but for its size
    keeps_still : a still picture that is there already stays
    """
    # Late: they take long to import.
    from manim_nodes.editing.analysis import analyze
    from manim_nodes.gallery.card_pictures import STILL, CardPictures

    folder = settings.assets_dir
    analysis = analyze(
        document,
        library,
        folder=folder,
        permissions=NO_PERMISSIONS,
        has_latex=latex_available,
    )
    script = analysis.render_script
    if script is None:
        return False
    scene = document.settings
    quality = Quality.of_shape(
        scene.frame_width, scene.frame_height, lines=STILL.height, fps=STILL.fps
    )
    pictures = CardPictures()
    with ConfinedEngine() as engine:
        result = engine.film(
            script, replace(settings, quality=quality), on_frame=pictures.add, cancel=cancel
        )
    if result.outcome is not Outcome.FINISHED:
        return False
    try:
        pictures.save(project, keeps_still=keeps_still)
    except OSError:
        _log.warning("The pictures of a template cannot be written.", exc_info=True)
        return False
    return True
