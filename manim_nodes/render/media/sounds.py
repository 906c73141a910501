"""Sounds from files: decoded by PyAV whatever they are, and written as the plain WAV that pydub reads right.

pydub takes the samples of a WAV for whole numbers, though they may be fractions: such a sound became noise.
"""

import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.translation import tr

if TYPE_CHECKING:
    from av.container import InputContainer

# Containers of sound and film. No playlists, which name other files and addresses.
_FORMATS = "aac,ac3,aiff,amr,ape,asf,au,avi,caf,eac3,flac,flv,gif,matroska,mov,mp3,mp4,mpeg,mpegts,ogg,opus,tta,w64,wav,wv"
_OPTIONS = {"protocol_whitelist": "file,pipe", "format_whitelist": _FORMATS}
_LONGEST_S = 6 * 3600.0  # more than a WAV file can hold at the usual rates
_PLAIN_WIDTH = 2


@contextmanager
def open_media(path: Path, *, is_video: bool = False) -> "Iterator[InputContainer]":
    """Open a file of sound or moving pictures, whatever its name ends in.

    Parameters
    ----------
    is_video : what it is wanted for, to say so if it cannot be read

    Raises
    ------
    MediaError : it is none, or is broken
    """
    import av

    if path.stat().st_size == 0:
        raise MediaError(tr("The file {name} is empty.", name=path.name), hint=_another())
    try:
        with av.open(f"file:{path}", options=_OPTIONS) as container:
            yield container
    except (av.FFmpegError, ValueError, EOFError) as error:
        raise _unreadable(path, is_video=is_video) from error


def sound_length_s(path: Path) -> float:
    """Return how long a sound lasts, in seconds.

    Raises
    ------
    MediaError : there is no sound in it
    """
    with open_media(path) as container:
        if not container.streams.audio:
            what = (
                tr("The film {name} has no sound.", name=path.name)
                if container.streams.video
                else tr("There is no sound in {name}.", name=path.name)
            )
            raise MediaError(what, hint=_another())
        stream = container.streams.audio[0]
        if next((frame for frame in container.decode(stream) if frame.samples), None) is None:
            raise MediaError(tr("The sound {name} is empty.", name=path.name), hint=_another())
        if stream.duration is not None and stream.time_base is not None:
            return float(stream.duration * stream.time_base)
        return (container.duration or 0) / 1_000_000


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
    """
    import av

    if sound_length_s(path) > _LONGEST_S:
        raise MediaError(
            tr("The sound {name} is longer than {hours} hours.", name=path.name, hours=6)
        )
    with open_media(path) as container, wave.open(str(target), "wb") as file:
        stream = container.streams.audio[0]
        # FFmpeg would make a single channel quieter when it makes two of it, and manim lets it.
        is_single = stream.channels == 1
        file.setnchannels(2)
        file.setsampwidth(_PLAIN_WIDTH)
        file.setframerate(stream.rate)
        resampler = av.AudioResampler("s16", "mono" if is_single else "stereo", stream.rate)
        for frame in chain(container.decode(stream), [None]):
            if stop():
                return
            for part in resampler.resample(frame):
                samples = part.to_ndarray().ravel()
                file.writeframesraw((samples.repeat(2) if is_single else samples).tobytes())


def _unreadable(path: Path, *, is_video: bool) -> MediaError:
    if is_video:
        message = tr("{name} is not a video that can be read.", name=path.name)
        return MediaError(message, hint=tr("Choose another video: MP4, WebM, MOV, MKV or GIF."))
    return MediaError(
        tr("{name} is not a sound that can be read.", name=path.name), hint=_another()
    )


def _another() -> str:
    return tr("Choose another sound: WAV, MP3, OGG, FLAC or M4A.")
