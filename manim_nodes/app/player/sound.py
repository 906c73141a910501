"""The sound of the film while it plays."""

import logging
import math
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.speaker import Cue, OpenDevice, SampleSource, Speaker
from manim_nodes.app.player.mixing import Mixer
from manim_nodes.app.player.playback import Playback
from manim_nodes.app.preview.preview import Preview
from manim_nodes.render.preview.sounds import Sound
from manim_nodes.translation import tr_later

if TYPE_CHECKING:
    from manim_nodes.app.kit.speaker import Samples

_MINUTE_S = 60

_log = logging.getLogger("manim_nodes.app")


class Soundtrack(QObject):
    """Keeps what is heard in step with what is seen.

    Parameters
    ----------
    open_device : opens what plays sounds; without, the film is silent

    Attributes
    ----------
    changed : whether there are sounds, and whether they are muted; emitted when either changes
    """

    changed = Signal(bool, bool)

    def __init__(
        self,
        preview: Preview,
        playback: Playback,
        profile: Profile,
        open_device: OpenDevice | None = None,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._preview, self._playback, self._profile = preview, playback, profile
        self._source = SampleSource(playback.clock.now)
        self._speaker = Speaker(open_device) if open_device is not None else None
        self._mixer, self._mixing, self._switching = Mixer(), Background(self), Background(self)
        self._wanted: tuple[tuple[Sound, ...], float] = ((), 0.0)
        self._track: Samples | None = None
        self._is_sounding = self._has_failed = False
        self._emitted = (False, False)
        preview.changed.connect(self._follow)
        playback.changed.connect(self._follow_playback)
        playback.moved.connect(self._follow)
        profile.state_changed.connect(self._follow)

    @property
    def is_muted(self) -> bool:
        """Return whether the user wants to hear nothing."""
        return self._profile.state.is_muted

    @property
    def has_sounds(self) -> bool:
        """Return whether the film has sounds."""
        return bool(self._preview.timeline.sounds)

    @command(
        "player.mute",
        tr_later("Mute the sound"),
        ("Shift+M",),
        menu="Play",
        help=tr_later("Plays films without their sounds."),
        icon="mdi6.volume-high",
        is_checked=attrgetter("is_muted"),
    )
    def toggle_mute(self) -> None:
        """Hear nothing, or hear the film again."""
        self._profile.change_state(is_muted=not self.is_muted)

    def close(self) -> None:
        """End all sound, and the threads that make it."""
        self._profile.state_changed.disconnect(self._follow)
        self._source.cue = None
        self._mixing.close()
        if self._speaker is not None:
            self._speaker.is_over = True
            if self._switching.close():
                self._speaker.close()

    # following

    def _follow_playback(self) -> None:
        if self._wanted[0] and self._playback.is_playing and not self._is_sounding:
            self._mix()  # a file may have changed since
        self._follow()

    def _follow(self) -> None:
        now = self.has_sounds, self.is_muted
        if now != self._emitted:
            self._emitted = now
            self.changed.emit(*now)
        if self._speaker is None:
            return
        wanted = self._audible()
        if wanted != self._wanted and not self.is_muted:
            self._wanted = wanted
            self._mix()
        self._source.cue = self._cue()
        self._switch(self._speaker)

    def _audible(self) -> tuple[tuple[Sound, ...], float]:
        timeline = self._preview.timeline
        if not self.has_sounds:
            return (), 0.0
        # In whole minutes, so that the length may be found out without mixing again and again.
        minutes = math.ceil(timeline.frame_count / timeline.fps / _MINUTE_S)
        return timeline.sounds, minutes * _MINUTE_S

    def _mix(self) -> None:
        if not self._mixing.is_busy:
            wanted = self._wanted
            self._mixing.run(partial(self._mixer.track, *wanted), partial(self._take, wanted))

    def _take(self, mixed: tuple[tuple[Sound, ...], float], track: "Samples") -> None:
        self._track = track
        if mixed != self._wanted:
            self._mix()
        self._follow()

    def _cue(self) -> Cue | None:
        playback, timeline = self._playback, self._preview.timeline
        is_heard = playback.is_playing and playback.shuttle > 0 and not self.is_muted
        if self._track is None or not is_heard:
            return None
        clock, fps = playback.clock, timeline.fps
        end = min(playback.bounds.end, timeline.stale_count)
        return Cue(
            self._track,
            clock.position() / fps,
            clock.now(),
            playback.speed * playback.shuttle,
            end / fps,
        )

    def _switch(self, speaker: Speaker) -> None:
        is_audible = bool(self._wanted[0]) and not self.is_muted
        is_switching = is_audible and self._playback.is_playing
        if is_switching is not self._is_sounding:
            self._is_sounding = is_switching
            work = partial(speaker.start, self._source) if is_switching else speaker.stop
            self._switching.run(work, failed=self._note_failure)

    def _note_failure(self, error: Exception) -> None:
        if not self._has_failed:
            self._has_failed = True
            _log.warning("No sound can be played: %s", error)
