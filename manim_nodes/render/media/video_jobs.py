"""Moving pictures, decoded by PyAV: what the worker for media does."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.moving_pictures import MovingPicture, is_moving_picture, still_picture
from manim_nodes.render.media.picture_jobs import open_picture
from manim_nodes.render.media.sound_jobs import another_video, open_media
from manim_nodes.render.media.stream_lengths import gif_ends, packets_end_s
from manim_nodes.render.worker_main import Message
from manim_nodes.translation import tr

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

MOST_PIXELS = 8192 * 8192
_SLACK_S = 1e-3
# By itself FFmpeg decodes these without what is transparent.
_DECODERS_OF_CLEAR = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
_MOST_PLAYERS, _MOST_LINES = 8, 1080


def check(_: bytes, *, file: IO[bytes], name: str) -> Iterator[Message]:
    """Read the first picture of a video, and say how long it is and how many pictures it has a second.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    import av

    if is_moving_picture(file):
        with closing(MovingPicture(file, name)) as moving:
            length_s = moving.length_s
            yield {"length": length_s, "said": length_s, "rate": moving.rate, "cut": False}, b""
        return
    with _opened(file, name) as container:
        streams = container.streams.video
        if not streams:
            raise MediaError(
                tr("There are no moving pictures in {name}.", name=name), hint=another_video()
            )
        if streams[0].width * streams[0].height > MOST_PIXELS:
            raise MediaError(tr("The pictures of {name} are too large.", name=name))
        try:
            first = next(container.decode(streams[0]), None)
        except (av.FFmpegError, ValueError, EOFError):
            first = None
        if first is None:
            raise MediaError(
                tr("The video {name} is broken: no picture of it can be read.", name=name),
                hint=another_video(),
            )
        said_s = float(container.duration or 0) / av.time_base
        length_s = packets_end_s(container, streams[0], said_s) - _start_s(streams[0])
        yield (
            {
                "length": min(length_s, said_s) if said_s else length_s,
                "said": said_s,
                "rate": float(streams[0].average_rate or 0),
                "cut": container.format.name == "gif" and not gif_ends(file),
            },
            b"",
        )


@contextmanager
def _opened(file: IO[bytes], name: str) -> "Iterator[InputContainer]":
    """Open a video, or say that it is a picture.

    Raises
    ------
    MediaError : it is none
    """
    try:
        with open_media(file, name, is_video=True) as container:
            yield container
    except MediaError:
        file.seek(0)
        is_picture = False
        with suppress(MediaError), open_picture(file, name):
            is_picture = True
        if is_picture:
            raise still_picture(name) from None
        raise


def picture_at(_: bytes, *, file: IO[bytes], name: str, time_s: float) -> Iterator[Message]:
    """Send the picture that a film shows at a time, or its last one, as RGBA.

    Raises
    ------
    MediaError : it is no film, or cannot be read
    """
    import av

    with open_media(file, name, is_video=True) as container:
        if not container.streams.video:
            raise MediaError(tr("There are no moving pictures in {name}.", name=name))
        stream = container.streams.video[0]
        if container.duration and stream.codec_context.name != "gif":  # a GIF has one key frame
            container.seek(int(time_s * av.time_base))
        shown = None
        for frame in container.decode(stream):
            if shown is not None and (frame.time or 0.0) > time_s + _SLACK_S:
                break
            shown = frame
        if shown is None:
            raise MediaError(tr("There are no moving pictures in {name}.", name=name))
        pixels = shown.to_ndarray(format="rgba")
        yield {"size": [shown.width, shown.height]}, pixels.tobytes()


def play(_: bytes, *, file: IO[bytes], name: str, key: str, time_s: float) -> Iterator[Message]:
    """Send the picture that a video shows at a time, and say how long the video is.

    The video stays open for the next time, which is mostly a little later.

    Parameters
    ----------
    key : the same for the same version of the same file

    Raises
    ------
    MediaError : it is no video, or cannot be read
    """
    import av

    try:
        if key not in _players:
            while len(_players) >= _MOST_PLAYERS:
                _players.pop(next(iter(_players))).close()
            # The file that came with the request is closed at its end.
            kept = os.fdopen(os.dup(file.fileno()), "rb")
            _players[key] = (MovingPicture if is_moving_picture(kept) else _Film)(kept, name)
        pixels = _players[key].picture_at(time_s)
        shape = {"size": [pixels.shape[1], pixels.shape[0]], "length": _players[key].length_s}
        yield shape, pixels.tobytes()
    except (av.FFmpegError, ValueError, OSError) as error:
        if key in _players:
            _players.pop(key).close()
        raise MediaError(
            tr("The video {name} is broken: no picture of it can be read.", name=name),
            hint=another_video(),
        ) from error


class _Film:
    """A video that is open. Plays as ``read_video`` of ``nodes/shared/helpers.py`` does, which films play with."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._open = ExitStack()
        self._open.enter_context(file)
        self._container = self._open.enter_context(open_media(file, name, is_video=True))
        self._stream = self._container.streams.video[0]
        self._first = _start_s(self._stream)
        self._frames: Iterator[Any] = iter(())
        self._shown: Any = None
        self._coming: Any = None
        self._picture: Any = None
        self.length_s = float(self._container.duration or 0) / 1_000_000
        if not self.length_s:
            self.length_s = packets_end_s(self._container, self._stream, 0) - self._first

    def picture_at(self, seconds: float) -> Any:
        """Return the picture at a time as (height, width, 4) uint8.

        Raises
        ------
        ValueError : there is none
        """
        import numpy as np

        seconds = self._first + seconds + 1e-6
        before = self._shown
        is_far = self._coming is not None and seconds >= before.time + 2
        if before is None or seconds < before.time or is_far:
            self._decode_from(seconds)
        if self._shown is None:
            self._decode_from(self._first)
        while self._coming is not None and self._coming.time <= seconds:
            self._shown, self._coming = self._coming, next(self._frames, None)
        if self._shown is None:
            raise ValueError(seconds)
        if self._shown is not before or self._picture is None:
            shown = self._shown
            scale = min(1, _MOST_LINES / shown.height)
            size = {"width": round(shown.width * scale), "height": round(shown.height * scale)}
            picture = shown.to_ndarray(format="rgba", **size)
            self._picture = np.rot90(picture, round(getattr(shown, "rotation", 0) / 90))
        return self._picture

    def close(self) -> None:
        """Close the file."""
        with suppress(MediaError):
            self._open.close()

    def _decode_from(self, seconds: float) -> None:
        self._frames = self._frames_from(seconds)
        self._shown, self._coming = next(self._frames, None), next(self._frames, None)

    def _frames_from(self, seconds: float) -> Iterator[Any]:
        import av

        decoder: Any = self._stream
        codec = _DECODERS_OF_CLEAR.get(self._stream.codec_context.name)
        if codec and self._stream.metadata.get("alpha_mode") == "1":
            decoder = av.CodecContext.create(codec, "r")
        # Of a file that was cut off, the last picture stays.
        with suppress(av.FFmpegError):
            time_base = self._stream.time_base or 1
            self._container.seek(int(seconds / time_base), stream=self._stream)
            for packet in self._container.demux(self._stream):
                yield from decoder.decode(packet)


_players: dict[str, _Film | MovingPicture] = {}


def _start_s(stream: "VideoStream") -> float:
    return float((stream.start_time or 0) * (stream.time_base or 0))
