"""Small pictures of what nodes make, drawn while the preview is idle."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.preview.frame_loader import image_of
from manim_nodes.app.preview.preview_thread import PreviewThread
from manim_nodes.app.preview.requests import StillRequest
from manim_nodes.app.preview.settings import preview_settings
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Document
from manim_nodes.editing.analysis import Analysis, analyze
from manim_nodes.editing.isolate_node import still_documents
from manim_nodes.editing.session import Analyzed, DocumentChanged, Event, Session
from manim_nodes.graph.permissions import NO_PERMISSIONS
from manim_nodes.render.doctor import latex_available
from manim_nodes.render.preview.frames import Picture

_SIZE = QSize(320, 180)
_DRAWN_LINES = 360
_AIR = 1.25
_LEAST_SHARE = 0.15
_PAUSE_MS = 500


class NodePictures(QObject):
    """Draws a picture of what each node makes, whenever that has changed.

    Attributes
    ----------
    picture_ready : a node's full id, and its QImage; None where it has none any more
    """

    picture_ready = Signal(str, object)

    def __init__(
        self,
        session: Session,
        profile: Profile,
        worker: PreviewThread,
        *,
        has_latex: Callable[[], bool] = latex_available,
        is_wanted: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._profile, self._worker = session, profile, worker
        self._has_latex = has_latex
        self._known: Mapping[str, Document] = {}
        self._permissions = NO_PERMISSIONS
        self._background = Background(self)
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._refresh)
        self._is_wanted = is_wanted
        self._is_on = is_wanted and profile.preferences.node_pictures
        profile.preferences_changed.connect(self._follow_preferences)
        self._unlisten = session.listen(self._follow)

    def close(self) -> None:
        """Stop following."""
        self._unlisten()
        self._timer.stop()
        self._profile.preferences_changed.disconnect(self._follow_preferences)
        self._background.close()

    # following

    def _follow(self, event: Event) -> None:
        if isinstance(event, Analyzed):
            self._schedule_refresh()
        elif isinstance(event, DocumentChanged) and event.opened:
            self._forget()

    def _follow_preferences(self) -> None:
        is_on = self._is_wanted and self._profile.preferences.node_pictures
        if is_on is self._is_on:
            return
        self._is_on = is_on
        if is_on:
            self._schedule_refresh()
        else:
            self._forget()

    def _schedule_refresh(self) -> None:
        if self._is_on:
            self._timer.start()

    def _refresh(self) -> None:
        analysis = self._session.analysis
        if analysis is None:
            return
        if self._background.is_busy:
            self._timer.start()
            return
        if analysis.permissions != self._permissions:
            self._forget()
            self._permissions = analysis.permissions
        work = partial(still_documents, analysis.graph)
        self._background.run(work, self._ask)

    def _ask(self, documents: Mapping[str, Document]) -> None:
        for node_id in self._known.keys() - documents.keys():
            self.picture_ready.emit(node_id, None)
        changed = [
            node_id
            for node_id, document in documents.items()
            if not _is_same(document, self._known.get(node_id))
        ]
        self._known = documents
        for node_id in changed:
            self._worker.ask_still(self._request(node_id, documents[node_id]))

    def _request(self, node_id: str, document: Document) -> StillRequest:
        work = partial(
            analyze,
            document,
            self._session.library,
            folder=self._session.folder,
            permissions=self._permissions,
            has_latex=self._has_latex,
        )
        return StillRequest(
            partial(self._script, node_id, document, work),
            preview_settings(self._session, self._profile, _DRAWN_LINES, 15),
            partial(self._take, node_id, document),
        )

    def _script(
        self, node_id: str, document: Document, work: Callable[[], Analysis]
    ) -> Script | None:
        """Write the script, in the thread; None if it was overtaken or cannot be drawn."""
        if self._known.get(node_id) is not document:
            return None
        return work().render_script

    # taking

    def _take(
        self, node_id: str, document: Document, script: Script | None, picture: Picture | None
    ) -> None:
        if self._known.get(node_id) is not document:
            return
        image = _small(picture) if script is not None and picture is not None else None
        self.picture_ready.emit(node_id, image)

    def _forget(self) -> None:
        self._timer.stop()
        self._worker.forget_stills()
        for node_id in self._known:
            self.picture_ready.emit(node_id, None)
        self._known = {}


def _is_same(document: Document, known: Document | None) -> bool:
    return (
        known is not None
        and document.nodes == known.nodes
        and document.edges == known.edges
        and document.settings == known.settings
    )


def _small(picture: Picture) -> QImage | None:
    part = _worth_showing(picture)
    if part is None:
        return None
    whole = image_of(picture.pixels)
    image = whole.copy(part)
    if image.width() > _SIZE.width():
        image = _bolder(image)
    # The part has the picture's shape but for rounding.
    size = whole.size().scaled(_SIZE, Qt.AspectRatioMode.KeepAspectRatio)
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _bolder(image: QImage) -> QImage:
    """Make lines thicker, which would hardly be seen in a much smaller picture."""
    bolder = image.copy()
    is_dark = image.pixelColor(0, 0).lightness() < 128
    mode = QPainter.CompositionMode
    painter = QPainter(bolder)
    painter.setCompositionMode(
        mode.CompositionMode_Lighten if is_dark else mode.CompositionMode_Darken
    )
    for way in (QPoint(1, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1)):
        painter.drawImage(way, image)
    painter.end()
    return bolder


def _worth_showing(picture: Picture) -> QRect | None:
    """Return the part of a picture that is not ground, with some around it, in the picture's shape; None if all is."""
    pixels = picture.pixels
    height, width = pixels.shape[:2]
    is_drawn = (pixels != pixels[0, 0]).any(axis=2)
    rows, columns = is_drawn.any(axis=1).nonzero()[0], is_drawn.any(axis=0).nonzero()[0]
    if not len(rows):
        return None
    center = QPoint(int(columns[0] + columns[-1]) // 2, int(rows[0] + rows[-1]) // 2)
    share = max((columns[-1] - columns[0]) / width, (rows[-1] - rows[0]) / height)
    share = min(max(share * _AIR, _LEAST_SHARE), 1.0)
    part = QRect(0, 0, round(width * share), round(height * share))
    part.moveCenter(center)
    return part
