"""Pictures drawn smaller than they are, with their thin lines kept."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache

_CLEARLY = 0.9


def draw_smoothly(
    painter: QPainter, target: QRectF, picture: QPixmap, source: QRectF | None = None
) -> None:
    """Draw a picture, or a part of it.

    A painter by itself takes the average of four pixels only, however much smaller a picture gets: a thin line is then
    there in one place and not in the next.

    Parameters
    ----------
    source : the part, in pixels of the picture; None for all of it
    """
    part = QRectF(picture.rect()) if source is None else source
    scale = painter.worldTransform().m11() * painter.device().devicePixelRatioF()
    size = QSize(max(round(target.width() * scale), 1), max(round(target.height() * scale), 1))
    if size.width() < _CLEARLY * part.width() or size.height() < _CLEARLY * part.height():
        picture = _scaled(picture, part, size)
        part = QRectF(picture.rect())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(target, picture, part)


def _scaled(picture: QPixmap, part: QRectF, size: QSize) -> QPixmap:
    area = part.toAlignedRect().intersected(picture.rect())
    key = f"{picture.cacheKey()} {area.getRect()} {size.toTuple()}"
    scaled = QPixmap()
    if not QPixmapCache.find(key, scaled):
        ignoring, smooth = (
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled = picture.copy(area).scaled(size, ignoring, smooth)
        scaled.setDevicePixelRatio(1)
        QPixmapCache.insert(key, scaled)
    return scaled
