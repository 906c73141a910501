"""Small pictures of films that were exported, read in a thread when they are first asked for."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.images import read_image
from manim_nodes.exports.export_job import ExportJob
from manim_nodes.render.media.videos import read_video

_WIDTH = 192
_SHOWN_AT = (
    0.6  # of the film: at its beginning there is little to see, and at its end things have left
)


class FilmThumbnails(QObject):
    """Returns pictures of films as soon as they are read; of those that are to come, the picture of their project.

    Parameters
    ----------
    picture_of : returns the picture that is shown of a project, by its id; a null image where there is none

    Attributes
    ----------
    loaded : a picture that was asked for, and was not there yet, is there now
    """

    loaded = Signal()

    def __init__(
        self, picture_of: Callable[[str], QImage] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._picture_of = picture_of
        self._expected: dict[str, QPixmap | None] = {}
        self._pixmaps: dict[tuple[Path, int], QPixmap | None] = {}
        self._background = Background(self)

    def get(self, job: ExportJob) -> QPixmap | None:
        """Return a picture of what a job has made; None if there is none (yet)."""
        if job.written is None:
            return self._expected_picture(job)
        key = job.output, job.written
        if key not in self._pixmaps:
            self._pixmaps[key] = None
            self._background.run(
                partial(_read, job.output), partial(self._keep, key), lambda _error: None
            )
        return self._pixmaps[key]

    def _expected_picture(self, job: ExportJob) -> QPixmap | None:
        """Return what was shown of the project when the film was asked for, as far as that is known."""
        if self._picture_of is None or job.state.is_over:
            return None
        if self._expected.get(job.id) is None:
            image = self._picture_of(job.project)
            self._expected[job.id] = (
                None
                if image.isNull()
                else QPixmap.fromImage(
                    image.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
                )
            )
        return self._expected[job.id]

    def close(self) -> None:
        """End reading."""
        self._background.close()

    def _keep(self, key: tuple[Path, int], image: QImage) -> None:
        if not image.isNull():
            self._pixmaps[key] = QPixmap.fromImage(image)
            self.loaded.emit()


def _read(output: Path) -> QImage:
    """Return a small picture of a film, a picture, or the first of a folder's pictures."""
    if output.is_dir():
        return read_image(min(output.glob("*.png")), _WIDTH)
    if output.suffix == ".png":
        return read_image(output, _WIDTH)
    picture_at, length_s = read_video(output)
    pixels = picture_at(length_s * _SHOWN_AT)
    height, width = pixels.shape[:2]
    form = QImage.Format.Format_RGBA8888
    image = QImage(pixels.tobytes(), width, height, 4 * width, form)
    return image.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
