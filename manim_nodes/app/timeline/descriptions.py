"""Texts of the timeline: for tooltips, for screen readers, and for what letting go of a block would do."""

from manim_nodes.app.timeline.geometry import Drop, Region, TimelineHit
from manim_nodes.app.timeline.schedule import Schedule, Status
from manim_nodes.translation import tr, tr_later

_STATUS = {
    Status.DRAWN: tr_later("drawn"),
    Status.DRAWING: tr_later("being drawn"),
    Status.STALE: tr_later("to be drawn"),
    Status.FAILED: tr_later("failed"),
}


def empty_text(*, has_errors: bool) -> str:
    """Return what to do where nothing plays.

    Parameters
    ----------
    has_errors : so that it is not known what plays
    """
    if has_errors:
        return tr("What plays is not known before the errors are mended: F8 goes to the first.")
    return tr("Nothing plays yet. Add an animation, such as Create, or a Wait.")


def describe(schedule: Schedule, index: int) -> str:
    """Return a sentence about a block."""
    block = schedule.blocks[index]
    return tr(
        "{title}: {duration} s from {start} s, {status}. {place} of {count}.",
        title=block.title,
        duration=f"{block.nominal_s:.4g}",
        start=f"{block.start_s:.4g}",
        status=tr(_STATUS[block.status]),
        place=index + 1,
        count=len(schedule.blocks),
    )


def tooltip(schedule: Schedule, hit: TimelineHit) -> str:
    """Return the text for what is under the mouse."""
    match hit.region:
        case Region.BLOCK | Region.DURATION | Region.EDGE:
            return describe(schedule, hit.index)
        case Region.GAP:
            return tr("Insert a wait here")
        case Region.FLAG:
            return schedule.flags[hit.index].text
        case Region.WAVE:
            return tr(
                "{sound}: drag it along, or up and down to make it louder or softer ({decibels:+g} dB)",
                sound=schedule.flags[hit.index].title,
                decibels=schedule.flags[hit.index].loudness_db,
            )
        case Region.FADE_IN | Region.FADE_OUT:
            is_end = hit.region is Region.FADE_OUT
            return fade_text(schedule.flags[hit.index].fades_s[is_end], is_end=is_end)
        case Region.RULER:
            return tr("Drag to move through the film")
    return ""


def fade_text(seconds: float, *, is_end: bool) -> str:
    """Return how long a fade is, and that its handle can be dragged."""
    said = f"{seconds:.4g}"
    if is_end:
        return tr("Fade out: {seconds} s. Drag it, or type it in the inspector.", seconds=said)
    return tr("Fade in: {seconds} s. Drag it, or type it in the inspector.", seconds=said)


def drop_text(schedule: Schedule, dragged: int | None, drop: Drop | None) -> str:
    """Return what letting go of a block would do."""
    blocks = schedule.blocks
    if dragged is None or drop is None:
        return ""
    if drop.is_onto:
        return tr("Play together with {title}", title=blocks[drop.index].title)
    if drop.index < len(blocks):
        return tr("Play before {title}", title=blocks[drop.index].title)
    return tr("Play last")
