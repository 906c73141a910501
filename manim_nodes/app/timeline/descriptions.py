"""What the timeline says in words: in tooltips, to screen readers, and while a block is carried."""

from manim_nodes.app.timeline.geometry import Drop, Place, TimelineHit
from manim_nodes.app.timeline.schedule import Schedule, Status
from manim_nodes.translation import tr


def nothing() -> str:
    """Return what to do where nothing plays."""
    return tr("Nothing plays yet. Add an animation, such as Create, or a Wait.")


def describe(schedule: Schedule, index: int) -> str:
    """Return what a block is."""
    block = schedule.blocks[index]
    return tr(
        "{title} ({node}): {duration:.4g} s from {start:.4g} s, {status}. {place} of {count}.",
        title=block.title,
        node=block.node_id,
        duration=block.said_s,
        start=block.start_s,
        status=_status(block.status),
        place=index + 1,
        count=len(schedule.blocks),
    )


def _status(status: Status) -> str:
    return {
        Status.DRAWN: tr("drawn"),
        Status.DRAWING: tr("being drawn"),
        Status.STALE: tr("to be drawn"),
        Status.FAILED: tr("failed"),
    }[status]


def tip(schedule: Schedule, hit: TimelineHit) -> str:
    """Return what is under the mouse."""
    match hit.place:
        case Place.BLOCK | Place.DURATION | Place.EDGE:
            return describe(schedule, hit.index)
        case Place.GAP:
            return tr("Insert a wait here")
        case Place.FLAG:
            return schedule.flags[hit.index].text
        case Place.RULER:
            return tr("Drag to move through the film")
    return ""


def drop(schedule: Schedule, carried: int | None, place: Drop | None) -> str:
    """Return what letting go of a block would do."""
    blocks = schedule.blocks
    if carried is None or place is None:
        return ""
    if place.is_onto:
        return tr("Play together with {title}", title=blocks[place.index].title)
    if place.index < len(blocks):
        return tr("Play before {title}", title=blocks[place.index].title)
    return tr("Play last")
