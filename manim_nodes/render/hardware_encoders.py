"""Encoders of graphics cards: they leave the processor to drawing, for a film that is larger at equal quality.

None is used unless it was asked for. Whether one works is known by trying it, in the confinement that exports have:
FFmpeg lists encoders whose card or driver is missing.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from manim_nodes.render.worker import JobError, Worker
from manim_nodes.sandbox.limits import MEDIA_LIMITS

_DEVICES = ("dri", "nvidia[0-9]*", "nvidiactl", "nvidia-uvm*", "nvidia-modeset")


@dataclass(frozen=True, slots=True)
class HardwareEncoder:
    """An encoder of a graphics card.

    Parameters
    ----------
    title : as its maker calls it
    codec : as FFmpeg calls it
    options : that make its films about as good as those of the processor
    """

    title: str
    codec: str
    options: tuple[tuple[str, str], ...]


HARDWARE_ENCODERS = {
    "nvenc": HardwareEncoder(
        "NVIDIA NVENC", "h264_nvenc", (("preset", "p5"), ("rc", "vbr"), ("cq", "23"))
    ),
    "qsv": HardwareEncoder("Intel Quick Sync", "h264_qsv", (("global_quality", "23"),)),
    "amf": HardwareEncoder("AMD AMF", "h264_amf", (("rc", "cqp"), ("qp_i", "22"), ("qp_p", "24"))),
    "videotoolbox": HardwareEncoder(
        "Apple VideoToolbox",
        "h264_videotoolbox",
        (("flags", "+qscale"), ("global_quality", "7670")),
    ),
}


def graphics_devices() -> tuple[Path, ...]:
    """Return what a process must have of ``/dev`` to encode by a graphics card."""
    if sys.platform != "linux":
        return ()
    return tuple(each for name in _DEVICES for each in sorted(Path("/dev").glob(name)))


def hardware_faults(
    names: Sequence[str] = tuple(HARDWARE_ENCODERS),
) -> Iterator[tuple[str, str | None]]:
    """Encode a few frames by each, and yield its name, and what went wrong, if anything.

    A driver may end the process that loads it, so another one does.
    """
    worker = Worker(MEDIA_LIMITS, devices=graphics_devices())
    try:
        for name in names:
            yield name, _fault(worker, HARDWARE_ENCODERS[name])
    finally:
        worker.close()


@cache
def usable_encoders() -> tuple[str, ...]:
    """Return the names of those that work on this machine, which are tried once a program."""
    return tuple(name for name, fault in hardware_faults() if fault is None)


def _fault(worker: Worker, hardware: HardwareEncoder) -> str | None:
    faults: list[str | None] = []
    try:
        worker.call(
            "manim_nodes.render.encoders:try_encoder",
            codec=hardware.codec,
            options=dict(hardware.options),
            take=lambda answer: faults.append(answer[0]["fault"]),
        )
    except JobError as error:
        return str(error)
    return faults[0]
