"""Sounds from files: decoded whatever they are, and written as the plain WAV that pydub reads right.

pydub takes the samples of a WAV for whole numbers, though they may be fractions: such a sound became noise.
"""

import wave
from collections.abc import Callable, Iterator
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manim_nodes.render.media import sound_jobs
from manim_nodes.render.media.decoding import decode
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.sound_part import SoundPart
from manim_nodes.render.worker_main import Message
from manim_nodes.translation import tr

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

SPEEDS = 1 / 16, 16.0
"""How slow and how fast the sound of a video is still heard."""

_LONGEST_S = 6 * 3600.0  # more than a WAV file can hold at the usual rates
_PLAIN_WIDTH = 2
_SLACK_S = 0.1
_SHORTEST_S = 1e-3


def sound_length_s(path: Path) -> float:
    """Return how long a sound lasts, in seconds.

    Raises
    ------
    MediaError : there is no sound in it
    """
    return _lengths(path)[0]


def sound_warnings(path: Path) -> Iterator[str]:
    """Return what of a sound is not heard, in sentences.

    Raises
    ------
    MediaError : there is no sound in it
    """
    length_s, said_s, is_cut = _lengths(path)
    if is_cut:
        yield tr(
            "The sound {name} is cut off: only {length:.4g} s are in the file.",
            name=path.name,
            length=length_s,
        )
    elif said_s - length_s > _SLACK_S:
        yield tr(
            "The sound {name} is cut off: of {said:.4g} s only {length:.4g} s are in the file.",
            name=path.name,
            said=said_s,
            length=length_s,
        )


def is_plain_sound(path: Path) -> bool:
    """Return whether manim reads a sound right as it is: 16-bit samples, left and right, in a WAV file that is whole."""
    if path.suffix != ".wav":
        return False
    try:
        with wave.open(str(path)) as file:
            length = file.getnframes() * file.getnchannels() * file.getsampwidth()
            is_whole = path.stat().st_size >= length
            return is_whole and (file.getsampwidth(), file.getnchannels()) == (_PLAIN_WIDTH, 2)
    except (wave.Error, EOFError, OSError):
        return False


def convert_sound(path: Path, target: Path, stop: Callable[[], bool] = lambda: False) -> None:
    """Write a sound as a WAV file with 16-bit samples; a single channel is both left and right.

    Parameters
    ----------
    stop : asked now and then; what is written is incomplete if it says so

    Raises
    ------
    MediaError : there is no sound in it, or it is too long
    OSError : it cannot be written
    """
    import numpy as np

    if sound_length_s(path) > _LONGEST_S:
        raise MediaError(
            tr("The sound {name} is longer than {hours} hours.", name=path.name, hours=6)
        )
    with wave.open(str(target), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(_PLAIN_WIDTH)
        channels = 2

        def write(part: Message) -> None:
            nonlocal channels
            described, content = part
            if described:
                channels = int(described["channels"])
                file.setframerate(described["rate"])
            elif content:
                samples = np.frombuffer(content, np.int16)
                file.writeframesraw((samples.repeat(2) if channels == 1 else samples).tobytes())

        decode(
            sound_jobs.samples,
            path,
            take=write,
            stop=stop,
            form="s16",
            rate=None,
            most_channels=2,
            longest_s=2 * _LONGEST_S,
        )


def read_sound(
    path: Path, *, form: str, rate: int | None, most_channels: int, longest_s: float
) -> "tuple[int, npt.NDArray[Any]]":
    """Read the beginning of a sound.

    Parameters
    ----------
    form : ``s16``, or ``flt`` for fractions
    rate : frames a second; the file's own if not given

    Returns
    -------
    its rate, and its samples as (frames, channels)

    Raises
    ------
    MediaError : there is no sound in it
    OSError : it cannot be opened
    """
    import numpy as np

    parts: list[Message] = []
    decode(
        sound_jobs.samples,
        path,
        take=parts.append,
        form=form,
        rate=rate,
        most_channels=most_channels,
        longest_s=longest_s,
    )
    described = parts[0][0]
    kind = np.int16 if form == "s16" else np.float32
    samples = np.frombuffer(b"".join(content for _, content in parts), kind)
    return int(described["rate"]), samples.reshape(-1, int(described["channels"]))


def read_part(
    path: Path, part: SoundPart, *, rate: int, longest_s: float
) -> "npt.NDArray[np.int16]":
    """Read a part of the sound of a video as it is heard.

    Parameters
    ----------
    longest_s : of what is heard

    Returns
    -------
    (frames, channels) int16, nothing where it is too slow or too fast to be heard

    Raises
    ------
    MediaError : there is no sound in it
    OSError : it cannot be opened
    """
    import numpy as np

    if not SPEEDS[0] <= part.speed <= SPEEDS[1]:
        return np.zeros((0, 2), np.int16)
    longest_s += part.skipped_s
    length_s = _heard_s(path, part)
    round_s = length_s / part.speed
    got: list[Message] = []
    decode(
        sound_jobs.part,
        path,
        take=got.append,
        start_s=part.start_s,
        length_s=min(length_s, longest_s * part.speed),
        speed=part.speed,
        rate=rate,
    )
    content = b"".join(each for _, each in got)
    heard = np.frombuffer(content, np.int16).reshape(-1, int(got[0][0]["channels"])).copy()
    heard.resize((round(min(round_s, longest_s) * rate), heard.shape[1]), refcheck=False)
    if part.is_faded:
        heard = _faded(heard, round(round_s * rate), part, rate)
    rounds = min(part.rounds, ceil(longest_s / round_s))
    return np.tile(heard, (rounds, 1))[round(part.skipped_s * rate) : round(longest_s * rate)]


def _heard_s(path: Path, part: SoundPart) -> float:
    """Return how much of a file is heard: of a sound no more than there is, of a video all the time that it plays."""
    if part.length_s is not None and not part.is_faded:
        return part.length_s
    rest_s = max(sound_length_s(path) - part.start_s, _SHORTEST_S)
    return rest_s if part.length_s is None else min(part.length_s, rest_s)


def _faded(
    samples: "npt.NDArray[np.int16]", count: int, part: SoundPart, rate: int
) -> "npt.NDArray[np.int16]":
    """Return the beginning of a sound of so many samples as it comes up from silence and goes down to it."""
    import numpy as np

    at = np.arange(len(samples), dtype=np.float32)
    share = np.ones_like(at)
    if part.fade_in_s > 0:
        share *= np.clip(at / (part.fade_in_s * rate), 0, 1)
    if part.fade_out_s > 0:
        share *= np.clip((count - at) / (part.fade_out_s * rate), 0, 1)
    faded: npt.NDArray[np.int16] = np.rint(samples * share[:, None]).astype(np.int16)
    return faded


def _lengths(path: Path) -> tuple[float, float, bool]:
    """Return how long a sound is, how long its file says that it is, and whether the file lacks its end."""
    status = path.stat()
    return _lengths_of_version(path.absolute(), status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=1000)
def _lengths_of_version(path: Path, _size: int, _changed_ns: int) -> tuple[float, float, bool]:
    found: list[Message] = []
    decode(sound_jobs.measure, path, take=found.append)
    described = found[0][0]
    return float(described["seconds"]), float(described["said"]), bool(described["cut"])
