"""What the app keeps by itself from one run to the next, such as recent files; losing it costs nobody work."""

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from manim_nodes.translation import tr
from manim_nodes.workspace.model_file import save_model

MOST_RECENT = 20
_MOST_TRUSTED = 1000
_MOST_OWN = 2000
_MOST_FILES_OF_ONE = 10


class LastExport(BaseModel):
    """The export settings that were used last, which one click uses again.

    Parameters
    ----------
    format : what the dialog offers first; one click says itself what it makes
    height, fps : of everything but GIFs
    gif_plays : how often a GIF is shown; 0 for ever
    gif_most_mb : the size of a GIF, in millions of bytes; any if None
    """

    model_config = ConfigDict(frozen=True)

    format: str = "mp4"
    transparent: bool = False

    height: int = Field(1080, ge=120, le=4320)
    fps: float = 60
    gif_height: int = Field(480, ge=120, le=4320)
    gif_fps: float = 25
    gif_plays: int = Field(0, ge=0, le=65535)
    gif_most_mb: float | None = Field(None, gt=0)


class ProjectTrust(BaseModel):
    """What the user has allowed a project.

    Parameters
    ----------
    code : signatures of the Python code that may run
    files : outside the project's folder that may be read
    """

    model_config = ConfigDict(frozen=True)

    code: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class AppState(BaseModel):
    """What is kept from one run to the next; in ``memory.json``, which older versions read too.

    Parameters
    ----------
    recent_projects : paths, the latest first
    recent_types, favorite_types : names of node types
    recent_colors : names and numbers of colors that were chosen
    trust : what the user has allowed each project, by its id
    own_files : what the files of the user's own projects hold, as digests, by the projects' ids
    window : geometry and layout of the window, as Qt packs them, in Base64
    is_muted : films are played without their sounds
    is_tour_offered : the user has taken the tour, or does not want it
    films : what was exported last of each project, by its id
    trusted_packages : digests of the node packages that may be used, by their names
    exports : files of the folder of exports that the app wrote, and when, in ns since 1970: by this it knows them again
    """

    model_config = ConfigDict(frozen=True)

    recent_projects: tuple[str, ...] = ()
    recent_types: tuple[str, ...] = ()
    favorite_types: tuple[str, ...] = ()
    recent_colors: tuple[str, ...] = ()
    trust: dict[str, ProjectTrust] = {}
    own_files: dict[str, tuple[str, ...]] = {}
    window: dict[str, str] = {}
    is_muted: bool = False
    is_tour_offered: bool = False
    export: LastExport = LastExport()
    films: dict[str, str] = {}
    exports: dict[str, int] = {}
    trusted_packages: dict[str, str] = {}

    def with_recent(
        self, field: Literal["recent_projects", "recent_types", "recent_colors"], new: str
    ) -> "AppState":
        """Put ``new`` at the front of what was used recently."""
        others = [old for old in getattr(self, field) if old != new]
        return self.model_copy(update={field: (new, *others)[:MOST_RECENT]})

    def with_trust(self, project_id: str, trust: ProjectTrust) -> "AppState":
        """Put in what the user has allowed a project."""
        others = {key: each for key, each in self.trust.items() if key != project_id}
        latest = (
            [(project_id, trust), *others.items()] if trust != ProjectTrust() else others.items()
        )
        return self.model_copy(update={"trust": dict(list(latest)[:_MOST_TRUSTED])})

    def with_own_file(self, project_id: str, digest: str, *, over: str = "") -> "AppState":
        """Put in what a file of the user's own project holds.

        Parameters
        ----------
        over : what it held before
        """
        known = self.own_files.get(project_id, ())
        digests = (digest, *(each for each in known if each not in (digest, over)))
        others = {key: each for key, each in self.own_files.items() if key != project_id}
        latest = [(project_id, digests[:_MOST_FILES_OF_ONE]), *others.items()][:_MOST_OWN]
        return self.model_copy(update={"own_files": dict(latest)})

    def with_film(self, project_id: str, film: Path) -> "AppState":
        """Put in what was exported last of a project."""
        others = {key: path for key, path in self.films.items() if key != project_id}
        latest = [(project_id, str(film)), *others.items()][:MOST_RECENT]
        return self.model_copy(update={"films": dict(latest)})


def load_state(file: Path) -> AppState:
    """Read what was kept; the defaults, where that cannot be read."""
    try:
        return AppState.model_validate(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError, ValidationError):
        return AppState()


def save_state(state: AppState, file: Path) -> None:
    """Write what is to be kept, all of it or nothing.

    Raises
    ------
    WorkspaceError : says why; the file is as it was
    """
    save_model(state, file, tr("What is recent cannot be noted"))
