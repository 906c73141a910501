"""How many pictures a folder of frames can have, and how much they take."""

from collections.abc import Collection

from manim_nodes.codegen.script import Script
from manim_nodes.render.export.export_settings import ExportError
from manim_nodes.render.export.play_range import PlayRange, is_shown
from manim_nodes.translation import tr

MOST_FRAMES = 200_000
"""Of 55 minutes at 60 frames a second; what has more is made as a film, in which what does not move takes no room."""

MOST_PREVIEW_BYTES = 4 * 2**30


def check_frame_count(script: Script, fps: float, ranges: Collection[PlayRange] = ()) -> None:
    """Reject a folder of more frames than it can hold, before any is drawn.

    Raises
    ------
    ExportError : with the number
    """
    plays = enumerate(script.source_map.plays)
    seconds = sum(play.duration_s for number, play in plays if is_shown(number, ranges))
    demand_frames(round(seconds * fps))


def demand_frames(number: int) -> None:
    """Reject a number of frames that a folder cannot hold.

    Raises
    ------
    ExportError : with the number
    """
    if number > MOST_FRAMES:
        raise ExportError(
            tr(
                "That would be {number:,} frames; a folder of frames can hold {most:,}.",
                number=number,
                most=MOST_FRAMES,
            ),
            hint=tr("Make a film of it, or a shorter one, or fewer frames a second."),
        )


def demand_preview_bytes(size: int) -> None:
    """Reject frames of a preview that take too much room.

    Raises
    ------
    ExportError : with the number
    """
    if size > MOST_PREVIEW_BYTES:
        raise ExportError(
            tr(
                "The frames take more than {most:g} GB, and are not kept.",
                most=MOST_PREVIEW_BYTES / 2**30,
            ),
            hint=tr("Make the film shorter, or its preview smaller."),
        )
