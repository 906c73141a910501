"""Texts of the rows of things: for tooltips, for screen readers, and for what letting go of an end would do."""

from collections.abc import Iterator

from manim_nodes.app.timeline.thing_geometry import Target, ThingHit, ThingRegion
from manim_nodes.app.timeline.thing_rows import Bar, BarEnd, ThingRow, ThingRows
from manim_nodes.graph.presence import START
from manim_nodes.translation import tr


def describe(row: ThingRow) -> str:
    """Return what a row says: when the thing is there, and by what it comes and goes."""
    return "\n".join((row.title, *(line for bar in row.bars for line in _lines(bar))))


def tooltip(rows: ThingRows, hit: ThingHit) -> str:
    """Return the text for what is under the mouse."""
    if hit.row < 0:
        return ""
    row = rows.rows[hit.row]
    if hit.region is ThingRegion.FOLD:
        return tr("Fold or unfold “{title}”", title=row.title)
    if hit.bar < 0:
        return describe(row)
    bar = row.bars[hit.bar]
    if hit.region is ThingRegion.START:
        return "\n".join((_came(bar), tr("Drag to let it come at another step")))
    if hit.region is ThingRegion.END:
        return "\n".join((_went(bar), tr("Drag to let it go at another step")))
    return "\n".join((row.title, *_lines(bar)))


def _lines(bar: Bar) -> Iterator[str]:
    yield _came(bar)
    yield _went(bar)


def _came(bar: Bar) -> str:
    start = f"{bar.start_s:.4g}"
    end = bar.entrance
    if not end.node_id and not bar.start_s:
        return tr("There from the start")
    if not end.node_id:
        return tr("Shown from {time} s on", time=start)
    if end.companion:
        return tr(
            "Comes at {time} s by {title}, with “{companion}”",
            time=start,
            title=end.title,
            companion=end.companion,
        )
    return tr("Comes at {time} s by {title}", time=start, title=end.title)


def _went(bar: Bar) -> str:
    end = bar.exit
    if not end.node_id:
        return tr("Stays to the end")
    time = f"{bar.end_s:.4g}"
    if end.companion:
        return tr(
            "Gone at {time} s by {title}, with “{companion}”",
            time=time,
            title=end.title,
            companion=end.companion,
        )
    return tr("Gone at {time} s by {title}", time=time, title=end.title)


def target_text(rows: ThingRows, hit: ThingHit | None, target: Target | None) -> str:
    """Return what letting go of the end of a bar would do."""
    if hit is None or target is None:
        return ""
    bar = rows.rows[hit.row].bars[hit.bar]
    is_start = hit.region is ThingRegion.START
    if not target.is_change:
        return tr("As it is")
    if target.moment is None:
        return tr("There from the start") if is_start else tr("Stays to the end")
    title = _by(bar.entrance, tr("Add")) if is_start else _by(bar.exit, tr("Remove"))
    if target.moment.rank == START:
        return tr("{title} first", title=title)
    return tr(
        "{title} after step {number}, “{step}”",
        title=title,
        number=rows.numbers[target.moment.rank],
        step=rows.titles[target.moment.rank],
    )


def _by(end: BarEnd, usual: str) -> str:
    return end.title if end.is_own else usual
