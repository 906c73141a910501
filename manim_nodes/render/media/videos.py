"""Moving pictures from files: looked at before a scene plays them."""

from pathlib import Path

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.sounds import open_media
from manim_nodes.translation import tr

MOST_PIXELS = 8192 * 8192


def check_video(path: Path) -> None:
    """Read the first picture of a video.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    import av

    with open_media(path, is_video=True) as container:
        streams = container.streams.video
        if not streams:
            raise MediaError(
                tr("There are no moving pictures in {name}.", name=path.name), hint=_another()
            )
        if streams[0].width * streams[0].height > MOST_PIXELS:
            raise MediaError(tr("The pictures of {name} are too large.", name=path.name))
        try:
            first = next(container.decode(streams[0]), None)
        except (av.FFmpegError, ValueError, EOFError):
            first = None
        if first is None:
            raise MediaError(
                tr("The video {name} is broken: no picture of it can be read.", name=path.name),
                hint=_another(),
            )


def is_plain_video(path: Path) -> bool:
    """Return that a scene plays a video as it is: it decodes what it shows.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    check_video(path)
    return True


def _another() -> str:
    return tr("Choose another video: MP4, WebM, MOV, MKV or GIF.")
