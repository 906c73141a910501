"""The queue of the user who runs the program, and what works on it."""

from manim_nodes.exports.database import open_database
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.film_cache import FilmCache
from manim_nodes.exports.queue_runner import QueueRunner
from manim_nodes.workspace.places import Places
from manim_nodes.workspace.preferences import Preferences

_GB = 10**9


def open_queue(places: Places) -> ExportQueue:
    """Open the user's queue, which all windows and commands share.

    Raises
    ------
    ExportQueueError : it cannot be opened
    """
    return ExportQueue(open_database(places.export_queue))


def open_runner(queue: ExportQueue, places: Places, preferences: Preferences) -> QueueRunner:
    """Return what works on the user's queue, in as many processes as the user wants."""
    cache = open_film_cache(places, preferences)
    return QueueRunner(queue, places.export_work, cache, workers=preferences.export_workers)


def open_film_cache(places: Places, preferences: Preferences) -> FilmCache:
    """Return the user's films of plays."""
    return FilmCache(places.films, int(preferences.film_cache_gb * _GB))
