"""The encoder of a part: manim's own, with less work for the same films.

Like `part_renderer` it runs in the process that manim renders in, from a copy in the folder of the export.
"""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

if TYPE_CHECKING:
    from av.video.stream import VideoStream
    from manim.typing import RGBAPixelArray


class PartEncoder(VideoSegmentEncoder):
    """Encodes what manim would, but converts a picture that many frames show once, which is nearly half the work for them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._reformatter = VideoReformatter()

    def write_frame(self, pixels: "RGBAPixelArray", *, repeat: int = 1) -> None:
        """Encode a picture, as often as it is shown.

        Raises
        ------
        RuntimeError : it cannot be encoded
        """
        self._validate_frame(pixels, repeat)
        spec, stream = self.spec, cast("VideoStream", self._stream)
        time_base = Fraction(spec.frame_rate.denominator, spec.frame_rate.numerator)
        try:
            frame = self._reformatter.reformat(
                av.VideoFrame.from_numpy_buffer(np.asarray(pixels, np.uint8), format="rgba"),
                spec.width,
                spec.height,
                spec.pixel_format,
                threads=stream.codec_context.thread_count,
            )
            frame.time_base = time_base
            for _ in range(repeat):
                frame.pts = self._next_pts
                self._next_pts += 1
                for packet in stream.encode(frame):
                    self._container.mux(packet)
        except BaseException as error:
            raise self._operation_error("encode", error) from error


class PartFileWriter(SceneFileWriter):
    """manim's writer of files, with that encoder."""

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        if self.video_encoder is None:
            return super()._create_segment_encoder(target)
        return PartEncoder(target=target, spec=self.video_encoder)
