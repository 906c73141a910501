"""The soundtrack of a film: its sounds, read from their files and mixed as manim does."""

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from manim_nodes.app.kit.speaker import RATE
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.sound_part import SoundPart
from manim_nodes.render.preview.sounds import Sound

if TYPE_CHECKING:
    from manim_nodes.app.kit.speaker import Samples

_Source = tuple[Path, SoundPart | None]

_log = logging.getLogger("manim_nodes.app")


class Mixer:
    """Mixes tracks in a thread, and reads each version of a file once as long as the film uses it."""

    def __init__(self) -> None:
        self._clips: dict[tuple[_Source, int, float], Samples] = {}
        self._key: object = None
        self._track: Samples | None = None

    def track(self, sounds: tuple[Sound, ...], length_s: float) -> "Samples":
        """Return what ``sounds`` are together, the same array as before if nothing has changed.

        A file that cannot be read is silent.
        """
        sources = {_source(sound) for sound in sounds}
        versions = {each: (each, _version(each[0]), length_s) for each in sources}
        key = (sounds, length_s, versions)
        if self._track is None or key != self._key:
            self._clips = {
                version: self._clips[version] if version in self._clips else _clip(each, length_s)
                for each, version in versions.items()
            }
            clips = {each: self._clips[version] for each, version in versions.items()}
            self._key, self._track = key, mix(sounds, clips, length_s)
        return self._track


def mix(sounds: Iterable[Sound], clips: Mapping[_Source, "Samples"], length_s: float) -> "Samples":
    """Mix sounds, each from its time on with its gain.

    Parameters
    ----------
    clips : the samples of each file, or part of one
    length_s : where the film ends; the track may end earlier, where silence begins
    """
    import numpy as np

    begun = [(sound, round(sound.time_s * RATE), clips[_source(sound)]) for sound in sounds]
    ends = (first + len(clip) for _, first, clip in begun)
    mixed = np.zeros((min(max(ends, default=0), round(length_s * RATE)), 2), np.float32)
    for sound, first, clip in begun:
        part = mixed[first : first + len(clip)]
        part *= _factor(sound.background_gain_db)
        part += clip[: len(part)] * np.float32(_factor(sound.gain_db))
    np.clip(np.rint(mixed, out=mixed), -32768, 32767, out=mixed)
    return mixed.astype(np.int16)


def read_clip(file: Path, longest_s: float, part: SoundPart | None = None) -> "Samples":
    """Read the beginning of a sound file, or of a part of it; a single channel is both left and right.

    Raises
    ------
    OSError, MediaError : it cannot be read, or holds no sound
    """
    import numpy as np

    from manim_nodes.render.media.sounds import read_part, read_sound

    if part is not None:
        samples = read_part(file, part, rate=RATE, longest_s=longest_s)
    else:
        _, samples = read_sound(file, form="s16", rate=RATE, most_channels=2, longest_s=longest_s)
    return np.repeat(samples[: round(longest_s * RATE)], 3 - samples.shape[1], axis=1)


def _clip(source: _Source, longest_s: float) -> "Samples":
    import numpy as np

    try:
        return read_clip(source[0], longest_s, source[1])
    except (OSError, MediaError) as error:
        _log.warning("A sound cannot be heard: %s", error)
        return np.zeros((0, 2), np.int16)


def _source(sound: Sound) -> _Source:
    return sound.file, sound.part


def _version(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _factor(gain_db: float) -> float:
    return float(10 ** (gain_db / 20))
