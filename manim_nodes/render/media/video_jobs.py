"""Moving pictures, decoded by PyAV: what the worker for media does."""

from collections.abc import Iterator
from typing import IO

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.sound_jobs import open_media
from manim_nodes.render.worker_main import Message
from manim_nodes.translation import tr

MOST_PIXELS = 8192 * 8192
_SLACK_S = 1e-3


def check(_: bytes, *, file: IO[bytes], name: str) -> Iterator[Message]:
    """Read the first picture of a video.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    import av

    with open_media(file, name, is_video=True) as container:
        streams = container.streams.video
        if not streams:
            raise MediaError(
                tr("There are no moving pictures in {name}.", name=name), hint=_another()
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
                hint=_another(),
            )
        yield {}, b""


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


def _another() -> str:
    return tr("Choose another video: MP4, WebM, MOV, MKV or GIF.")
