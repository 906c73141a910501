"""Pictures of the project in other styles, drawn while the preview is idle."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QImage

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.preview.frame_loader import image_of
from manim_nodes.app.preview.preview import Preview
from manim_nodes.app.preview.requests import StillRequest
from manim_nodes.app.preview.settings import preview_settings
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Document
from manim_nodes.editing.analysis import analyze
from manim_nodes.editing.session import Session
from manim_nodes.render.doctor import latex_available
from manim_nodes.render.preview.frames import Picture

_LINES, _FPS = 240, 15
_NEAR_END = 0.95


class StylePictures:
    """Draws the project in other styles.

    Parameters
    ----------
    preview : whose playhead says which picture it is; at the very start, where there is little to be seen, it is one
        of the end
    """

    def __init__(self, session: Session, profile: Profile, preview: Preview) -> None:
        self._session, self._profile, self._preview = session, profile, preview

    def ask(self, document: Document, take: Callable[[QImage], object]) -> None:
        """Ask for a picture of the project with other settings.

        Parameters
        ----------
        take : called with the picture once it is there; not at all if there will be none, or nothing is to be drawn
            unasked
        """
        session = self._session
        analysis = session.analysis
        if analysis is None or not self._profile.preferences.live_preview:
            return
        work = partial(
            analyze,
            document,
            session.library,
            folder=session.folder,
            permissions=analysis.permissions,
            has_latex=latex_available,
        )

        def taken(_script: Script | None, picture: Picture | None) -> None:
            if picture is not None:
                take(image_of(picture.pixels).copy())

        settings = preview_settings(session, self._profile, _LINES, _FPS)
        self._preview.worker.ask_still(
            StillRequest(lambda: work().render_script, settings, taken, share=self._share)
        )

    @property
    def _share(self) -> float:
        """Return how much of the film is before the picture."""
        shown = self._preview.playhead / max(self._preview.timeline.frame_count, 1)
        return min(shown, _NEAR_END) if shown else _NEAR_END
