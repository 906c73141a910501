"""The films that the queue knows to have been made."""

from manim_nodes.exports.expected import PastFilm, pixels_of
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.job_state import JobState

_MOST = 12


def past_films(queue: ExportQueue) -> tuple[PastFilm, ...]:
    """Return the latest films that were made, the last one first."""
    made = [row for row in queue.jobs() if row.job_state is JobState.COMPLETED]
    films = []
    for row in made[:_MOST]:
        if row.size is not None and row.finished is not None and row.started is not None:
            snapshot = queue.snapshot(row.id)
            settings = snapshot.settings
            kind = settings.format
            pixels = pixels_of(snapshot.script, kind, settings.quality, settings.ranges)
            seconds = row.finished - row.started
            films.append(PastFilm(row.project, kind, pixels, row.size, seconds))
    return tuple(films)
