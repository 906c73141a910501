"""What the timeline says in words: in tooltips, to screen readers, and while a block is carried."""

from PySide6.QtCore import QCoreApplication

from manim_nodes.app.timeline.geometry import Drop, Place, TimelineHit
from manim_nodes.app.timeline.schedule import Schedule, Status


def _tr(text: str) -> str:
    return QCoreApplication.translate("timeline", text)


def nothing() -> str:
    """Return what to do where nothing plays."""
    return _tr("Nothing plays yet. Add an animation, such as Create, or a Wait.")


def describe(schedule: Schedule, index: int) -> str:
    """Return what a block is."""
    block = schedule.blocks[index]
    sentence = _tr(
        "{title} ({node}): {duration:.4g} s from {start:.4g} s, {status}. {place} of {count}."
    )
    return sentence.format(
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
        Status.DRAWN: _tr("drawn"),
        Status.DRAWING: _tr("being drawn"),
        Status.STALE: _tr("to be drawn"),
        Status.FAILED: _tr("failed"),
    }[status]


def tip(schedule: Schedule, hit: TimelineHit) -> str:
    """Return what is under the mouse."""
    match hit.place:
        case Place.BLOCK | Place.DURATION | Place.EDGE:
            return describe(schedule, hit.index)
        case Place.GAP:
            return _tr("Insert a wait here")
        case Place.FLAG:
            return schedule.flags[hit.index].text
        case Place.RULER:
            return _tr("Drag to move through the film")
    return ""


def drop(schedule: Schedule, carried: int | None, place: Drop | None) -> str:
    """Return what letting go of a block would do."""
    blocks = schedule.blocks
    if carried is None or place is None:
        return ""
    if place.is_onto:
        return _tr("Play together with {}").format(blocks[place.index].title)
    if place.index < len(blocks):
        return _tr("Play before {}").format(blocks[place.index].title)
    return _tr("Play last")
