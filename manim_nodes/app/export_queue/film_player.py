"""A film that was exported, played in the window."""

import logging
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import qtawesome
from PySide6.QtCore import QPoint, QRect, QRectF, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QToolButton, QVBoxLayout, QWidget

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.smooth_picture import draw_smoothly
from manim_nodes.app.kit.speaker import RATE, Cue, OpenDevice, SampleSource, Speaker
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.preview.frame_loader import image_of
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.sounds import read_sound
from manim_nodes.render.media.videos import read_video
from manim_nodes.translation import tr

if TYPE_CHECKING:
    from manim_nodes.app.kit.speaker import Samples
    from manim_nodes.render.preview.frames import Pixels

    PictureAt = Callable[[float], Pixels]

_LOOK_EVERY_MS = 8
_LONGEST_SOUND_S = 3600.0
_STEP_S = 1.0
_MILLI = 1000
_REPEATING = (".gif", ".webp")

_log = logging.getLogger("manim_nodes.app")


class FilmPlayer(QWidget):
    """Plays one film: its pictures are decoded in another process, as fast as that can, in step with the sound.

    Parameters
    ----------
    open_device : opens what plays sounds; without, films are silent
    now : returns monotonic seconds

    Attributes
    ----------
    closed : emitted when the user wants to see it no longer
    film : what is open; None for nothing
    is_playing : whether it goes on
    time_s : where it is, in seconds
    length_s : of the film, in seconds; 0 until it is open
    """

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        profile: Profile,
        open_device: OpenDevice | None = None,
        parent: QWidget | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._profile, self._theme, self._now = profile, theme, now
        self._pictures, self._sounds = Background(self), Background(self)
        self._switching = Background(self)
        self._source = SampleSource(now)
        self._speaker = Speaker(open_device) if open_device is not None else None
        self.film: Path | None = None
        self._picture_at: PictureAt | None = None
        self._track: Samples | None = None
        self.is_playing = self._is_sounding = self._is_asking = False
        self.time_s = self.length_s = self._begun_s = 0.0
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._go_on)
        self.view = _PictureView(self)
        self.message = Label(self, wordWrap=True, visible=False)
        self.message.setProperty("dim", True)
        self.play_button = self._button(self.toggle)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName(tr("Time"))
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slider.valueChanged.connect(lambda value: self.seek(value / _MILLI))
        self.clock = Label(self)
        self.clock.setProperty("dim", True)
        self.close_button = self._button(self.closed.emit)
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.setToolTip(tr("Close"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self.close_button.setIcon(qtawesome.icon("mdi6.close", color=theme.text))
        self._show_button()

    # what is done with it

    def open_film(self, film: Path) -> None:
        """Open a film, and play it from its start."""
        self.stop()
        self.film, self._picture_at, self._track = film, None, None
        self.time_s = self.length_s = 0.0
        self._is_asking = False
        self.setAccessibleName(film.name)
        self.view.setToolTip(plain_tip(film.name))
        self.message.hide()
        self.view.show_pixels(None)
        self._show_time()
        self._pictures.run(
            partial(read_video, film), partial(self._take_film, film), partial(self._fail, film)
        )
        if self._speaker is not None:
            self._sounds.run(
                partial(_read_track, film), partial(self._take_track, film), lambda _error: None
            )

    def toggle(self) -> None:
        """Go on, or stop where it is; at its end, begin anew."""
        if self.is_playing:
            self.pause()
        elif self._picture_at is not None:
            if self.time_s >= self.length_s:
                self.time_s = 0.0
            self._play()

    def pause(self) -> None:
        """Stop where it is."""
        self.is_playing = False
        self._timer.stop()
        self._follow()

    def seek(self, time_s: float) -> None:
        """Go to a time."""
        self.time_s = min(max(time_s, 0.0), self.length_s)
        self._begun_s = self._now() - self.time_s
        self._ask()
        self._follow()

    def stop(self) -> None:
        """Play nothing any more, and forget the film."""
        self.pause()
        self.film = None

    def close_player(self) -> None:
        """End, with the threads that it has."""
        self.stop()
        self._pictures.close()
        self._sounds.close()
        if self._speaker is not None:
            self._speaker.is_over = True
            if self._switching.close():
                self._speaker.close()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop where it is: nobody sees it."""
        super().hideEvent(event)
        self.pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space:
                self.toggle()
            case Qt.Key.Key_Left:
                self.seek(self.time_s - _STEP_S)
            case Qt.Key.Key_Right:
                self.seek(self.time_s + _STEP_S)
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case _:
                super().keyPressEvent(event)

    # playing

    def _play(self) -> None:
        self.is_playing = True
        self._begun_s = self._now() - self.time_s
        self._timer.start()
        self._follow()

    def _go_on(self) -> None:
        self.time_s = self._now() - self._begun_s
        if self.time_s >= self.length_s:
            if self.film is not None and self.film.suffix in _REPEATING:
                self.seek(0.0)
            else:
                self.time_s = self.length_s
                self.pause()
        self._ask()
        self._show_time()

    def _ask(self) -> None:
        """Ask for the picture that is due, unless another is on its way."""
        if self._picture_at is not None and self.film is not None and not self._is_asking:
            self._is_asking = True
            time_s = min(self.time_s, self.length_s)
            self._pictures.run(
                partial(self._picture_at, time_s),
                partial(self._show_picture, self.film, time_s),
                partial(self._fail, self.film),
            )

    def _show_picture(self, film: Path, time_s: float, pixels: "Pixels") -> None:
        if film != self.film:
            return
        self._is_asking = False
        self.view.show_pixels(pixels)
        # Where it was stopped, or dragged to, meanwhile.
        if not self.is_playing and time_s != min(self.time_s, self.length_s):
            self._ask()

    def _take_film(self, film: Path, opened: "tuple[PictureAt, float]") -> None:
        if film != self.film:
            return
        self._picture_at, self.length_s = opened
        self.time_s = 0.0
        self._show_time()
        self._play()

    def _take_track(self, film: Path, track: "Samples") -> None:
        if film == self.film:
            self._track = track
            self._follow()

    def _fail(self, film: Path, error: Exception) -> None:
        if film != self.film:
            return
        if not isinstance(error, MediaError | OSError):
            _log.error("A film cannot be played.", exc_info=error)
        self.pause()
        self._picture_at = None
        self.message.setText(tr("{name} cannot be played here.", name=film.name))
        self.message.show()

    # showing

    def _follow(self) -> None:
        """Let be heard what is seen."""
        self._show_button()
        self._show_time()
        is_heard = self.is_playing and self._track is not None and not self._profile.state.is_muted
        self._source.cue = (
            Cue(self._track, self.time_s, self._now(), 1.0, self.length_s)
            if is_heard and self._track is not None
            else None
        )
        if self._speaker is not None and is_heard is not self._is_sounding:
            self._is_sounding = is_heard
            work = partial(self._speaker.start, self._source) if is_heard else self._speaker.stop
            self._switching.run(work, failed=lambda error: _log.warning("No sound: %s", error))

    def _show_button(self) -> None:
        name, title = ("pause", tr("Pause")) if self.is_playing else ("play", tr("Play"))
        self.play_button.setIcon(qtawesome.icon(f"mdi6.{name}", color=self._theme.text))
        self.play_button.setToolTip(plain_tip(title))
        self.play_button.setAccessibleName(title)

    def _show_time(self) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setMaximum(max(1, round(self.length_s * _MILLI)))
            self.slider.setValue(round(self.time_s * _MILLI))
        self.clock.setText(f"{_in_minutes(self.time_s)} / {_in_minutes(self.length_s)}")

    def _lay_out(self) -> None:
        bottom = QHBoxLayout()
        bottom.addWidget(self.play_button)
        bottom.addWidget(self.slider, 1)
        bottom.addWidget(self.clock)
        bottom.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.message)
        layout.addLayout(bottom)

    def _button(self, clicked: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("flat", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: clicked())
        return button


class _PictureView(QWidget):
    """Shows a picture as large as there is room, on black."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumSize(160, 60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._pixels: Pixels | None = None
        self.image = QImage()

    def show_pixels(self, pixels: "Pixels | None") -> None:
        """Show a picture, (height, width, 4) uint8, RGBA; or none."""
        self._pixels = pixels  # which the image shares
        self.image = QImage() if pixels is None else image_of(pixels)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if not self.image.isNull():
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            room = QRect(QPoint(), size)
            room.moveCenter(self.rect().center())
            draw_smoothly(painter, QRectF(room), QPixmap.fromImage(self.image))


def _read_track(film: Path) -> "Samples":
    """Return the sound of a film, left and right.

    Raises
    ------
    MediaError : it has none
    """
    import numpy as np

    _, samples = read_sound(
        film, form="s16", rate=RATE, most_channels=2, longest_s=_LONGEST_SOUND_S
    )
    track: Samples = np.repeat(samples, 3 - samples.shape[1], axis=1)
    return track


def _in_minutes(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
