"""The films of plays, kept from one export to the next: what did not change is not drawn again."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from manim_nodes.render.export.export_settings import ExportSettings
from manim_nodes.render.export.part import known_keys
from manim_nodes.render.step_keys import StepKeys


class FilmCache:
    """A folder of films, each named by all that decides its pictures; what was used longest ago goes first.

    Parameters
    ----------
    most_bytes : that it may take
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def lend(self, keys: StepKeys, settings: ExportSettings, folder: Path) -> None:
        """Put what is kept of a script into the folder of a job, where no tidying up takes it away."""
        for key in known_keys(self._folder, keys, settings):
            film = self._folder / f"{key}{settings.film_suffix}"
            with suppress(OSError):  # it was tidied up meanwhile
                os.utime(film)
                _link(film, folder / film.name)

    def keep(self, folder: Path, settings: ExportSettings) -> None:
        """Take the films of plays out of the folder of a job that is over."""
        if not settings.format.is_film:
            return
        with suppress(OSError):  # then it is drawn again another time
            self._folder.mkdir(parents=True, exist_ok=True)
            for film in folder.glob(f"*-*{settings.film_suffix}"):
                film.replace(self._folder / film.name)
        self.trim()

    def trim(self) -> None:
        """Remove what was used longest ago, until the rest is no more than may be."""
        films = []
        for film in self._folder.glob("*"):
            with suppress(OSError):
                status = film.stat()
                films.append((status.st_mtime_ns, status.st_size, film))
        size = sum(each for _, each, _ in films)
        for _, each, film in sorted(films):
            if size <= self._most_bytes:
                return
            with suppress(OSError):
                film.unlink()
                size -= each


def _link(film: Path, target: Path) -> None:
    if target.exists():
        return
    try:
        os.link(film, target)
    except OSError:  # a file system without links
        shutil.copyfile(film, target)
