"""What the formats are encoded with, and whether that works on this machine."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from manim_nodes.render.error_messages import explain
from manim_nodes.render.worker_main import Message
from manim_nodes.translation import tr_later

if TYPE_CHECKING:
    import av

_SIDE = 256  # cards encode nothing much smaller


@dataclass(frozen=True, slots=True)
class Encoder:
    """What a format is encoded with."""

    name: str
    codec: str
    pixel_format: str
    container: str
    is_needed: bool = False
    options: tuple[tuple[str, str], ...] = ()


ENCODERS = (
    Encoder(tr_later("MP4 and MOV"), "libx264", "yuv420p", "mp4", is_needed=True),
    Encoder("WebM", "libvpx-vp9", "yuv420p", "webm"),
    Encoder(tr_later("WebM with alpha"), "libvpx-vp9", "yuva420p", "webm"),
    Encoder(tr_later("MOV with alpha"), "qtrle", "argb", "mov"),
    Encoder("GIF", "gif", "pal8", "gif"),
    Encoder("WebP", "libwebp_anim", "yuva420p", "webp"),
)


def encoder_fault(encoder: Encoder) -> str | None:
    """Encode three frames, and return what went wrong, if anything: an encoder that is listed may still not work."""
    try:
        import av
    except ImportError as error:
        return " ".join(filter(None, explain(type(error).__name__, str(error))))
    pixels = encoder.pixel_format
    try:
        with av.open(io.BytesIO(), "w", format=encoder.container) as target:
            added = target.add_stream(encoder.codec, rate=10, options=dict(encoder.options))
            stream = cast("av.VideoStream", added)
            stream.width, stream.height, stream.pix_fmt = _SIDE, _SIDE, pixels
            for number in range(3):
                frame = av.VideoFrame(_SIDE, _SIDE, pixels)
                frame.pts = number
                target.mux(stream.encode(frame))
            target.mux(stream.encode())
    except (av.error.FFmpegError, ValueError) as error:
        return str(error)
    return None


def try_encoder(_: bytes, *, codec: str, options: Mapping[str, str]) -> Iterator[Message]:
    """Send what goes wrong with an encoder of MP4, if anything."""
    yield (
        {
            "fault": encoder_fault(
                Encoder("", codec, "yuv420p", "mp4", options=tuple(options.items()))
            )
        },
        b"",
    )
