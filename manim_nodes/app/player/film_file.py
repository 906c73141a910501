"""Pictures out of films that were exported."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from manim_nodes.render.preview.frames import Pixels

_SLACK_S = 1e-3


def frame_at(path: Path, time_s: float) -> "Pixels":
    """Read the picture that a film shows at a time, or its last one, as (height, width, 4) uint8.

    Raises
    ------
    OSError, av.FFmpegError, IndexError : it is no film, or cannot be read
    """
    import av
    import numpy as np

    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        if container.duration and stream.codec_context.name != "gif":  # a GIF has one key frame
            container.seek(int(time_s * av.time_base))
        shown = None
        for frame in container.decode(stream):
            if shown is not None and (frame.time or 0.0) > time_s + _SLACK_S:
                break
            shown = frame
        if shown is None:
            raise IndexError(path)
        return np.asarray(shown.to_ndarray(format="rgba"), np.uint8)
