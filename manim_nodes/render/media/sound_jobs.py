"""Sounds and videos, opened by an explicit list of formats and decoded by PyAV: what the worker for media does."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, takewhile
from typing import IO, TYPE_CHECKING

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.sound_filters import filtered, filters_of_part, filters_to
from manim_nodes.render.media.stream_lengths import ogg_ends, packets_end_s, said_length_s
from manim_nodes.render.worker_main import Message
from manim_nodes.translation import tr

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

# Containers of sound and film. No playlists, which name other files and addresses.
_FORMATS = "aac,ac3,aiff,amr,ape,apng,asf,au,avi,caf,eac3,flac,flv,gif,matroska,mov,mp3,mp4,mpeg,mpegts,ogg,opus,tta,w64,wav,wv"
_BEFORE_S = 1.0  # a decoder needs what comes before
_OPTIONS = {"protocol_whitelist": "file,pipe", "format_whitelist": _FORMATS}


@contextmanager
def open_media(file: IO[bytes], name: str, *, is_video: bool = False) -> "Iterator[InputContainer]":
    """Open a file of sound or moving pictures, whatever its name ends in.

    Parameters
    ----------
    name : to speak of it
    is_video : what it is wanted for, to say so if it cannot be read

    Raises
    ------
    MediaError : it is none, or is broken
    """
    import av

    if os.fstat(file.fileno()).st_size == 0:
        hint = another_video() if is_video else _another()
        raise MediaError(tr("The file {name} is empty.", name=name), hint=hint)
    try:
        with av.open(file, "r", options=_OPTIONS) as container:
            yield container
    except (av.FFmpegError, ValueError, EOFError) as error:
        raise _unreadable(name, is_video=is_video) from error


def measure(_: bytes, *, file: IO[bytes], name: str) -> Iterator[Message]:
    """Find out how long a sound lasts, and how long its file says that it does, in seconds.

    Raises
    ------
    MediaError : there is no sound in it
    """
    import av

    with open_media(file, name) as container:
        stream = _sound_of(container, name)
        if next((frame for frame in _frames_of(container, stream) if frame.samples), None) is None:
            raise MediaError(tr("The sound {name} is empty.", name=name), hint=_another())
        estimate_s = (container.duration or 0) / av.time_base
        start_s = float((stream.start_time or 0) * (stream.time_base or 0))
        seconds = max(packets_end_s(container, stream, estimate_s) - start_s, 0.0)
        said_s = said_length_s(file, container, stream) or seconds
        is_cut = container.format.name == "ogg" and not ogg_ends(file)
        yield {"seconds": seconds, "said": said_s, "cut": is_cut}, b""


def samples(
    _: bytes,
    *,
    file: IO[bytes],
    name: str,
    form: str,
    rate: int | None,
    most_channels: int,
    longest_s: float,
) -> Iterator[Message]:
    """Decode a sound: say its rate and how many channels it has, then give its samples, in parts.

    Parameters
    ----------
    form : of samples, as FFmpeg calls it
    rate : frames a second; the file's own if not given

    Raises
    ------
    MediaError : there is no sound in it
    """
    with open_media(file, name) as container:
        stream = _sound_of(container, name)
        rate = rate or stream.rate or 48_000
        # FFmpeg would make a single channel quieter when it makes two of it, and manim lets it.
        channels = min(stream.channels, most_channels)
        yield {"rate": rate, "channels": channels}, b""
        heard = takewhile(
            lambda frame: (frame.time or 0) < longest_s, _frames_of(container, stream)
        )
        filters = filters_to(form, channels=channels, channels_before=stream.channels, rate=rate)
        for frame in filtered(heard, filters):
            yield {}, frame.to_ndarray().tobytes()


def part(
    _: bytes,
    *,
    file: IO[bytes],
    name: str,
    start_s: float,
    length_s: float,
    speed: float,
    rate: int,
) -> Iterator[Message]:
    """Decode a part of the sound of a video: say how many channels it has, then give its 16-bit samples, in parts.

    Parameters
    ----------
    start_s, length_s : in the video, whose first picture is its beginning
    speed : how many times as fast it is heard
    rate : frames a second

    Raises
    ------
    MediaError : there is no sound in it
    """
    import av

    with open_media(file, name) as container:
        stream = _sound_of(container, name)
        channels = min(stream.channels, 2)
        yield {"channels": channels}, b""
        for video in container.streams.video[:1]:
            start_s += float((video.start_time or 0) * (video.time_base or 0))
        if start_s > _BEFORE_S:
            with suppress(av.FFmpegError):
                container.seek(int((start_s - _BEFORE_S) * av.time_base))
        end_s = start_s + length_s
        heard = takewhile(lambda frame: (frame.time or 0) < end_s, _frames_of(container, stream))
        first = next(heard, None)
        if first is None:
            return
        silence_s = max((first.time or 0) - start_s, 0) / speed
        yield {}, bytes(round(silence_s * rate) * channels * 2)
        filters = [
            *filters_to("s16", channels=channels, channels_before=stream.channels, rate=rate),
            *filters_of_part(start_s, end_s, speed),
        ]
        for frame in filtered(chain([first], heard), filters):
            yield {}, frame.to_ndarray().tobytes()


def _frames_of(container: "InputContainer", stream: "AudioStream") -> "Iterator[AudioFrame]":
    """Decode a sound, and leave out what of it is broken, as players do."""
    import av

    for packet in container.demux(stream):
        with suppress(av.InvalidDataError):
            yield from packet.decode()


def _sound_of(container: "InputContainer", name: str) -> "AudioStream":
    if container.streams.audio:
        return container.streams.audio[0]
    what = (
        tr("The film {name} has no sound.", name=name)
        if container.streams.video
        else tr("There is no sound in {name}.", name=name)
    )
    raise MediaError(what, hint=_another())


def _unreadable(name: str, *, is_video: bool) -> MediaError:
    if is_video:
        message = tr("{name} is not a video that can be read.", name=name)
        return MediaError(message, hint=another_video())
    return MediaError(tr("{name} is not a sound that can be read.", name=name), hint=_another())


def another_video() -> str:
    """Return what to do about a file that is no video."""
    return tr("Choose another video: MP4, WebM, MOV, MKV, GIF or WebP.")


def _another() -> str:
    return tr("Choose another sound: WAV, MP3, OGG, FLAC or M4A.")
