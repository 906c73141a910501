"""Where things live: the user's folders, and the data that the program brings along."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

import manim_nodes
from manim_nodes.errors import ManimNodesError
from manim_nodes.translation import tr

APP_NAME = "manim-nodes"


class WorkspaceError(ManimNodesError):
    """The program's own folders or files are at fault, not a project."""


@dataclass(frozen=True, slots=True)
class Places:
    """The user's folders and files; who writes to one makes it first.

    Parameters
    ----------
    projects : where projects are saved, unless the user says otherwise
    exports : where films go, unless the user says otherwise
    templates, nodes : the user's own, read like the built-in ones
    packages : node packages of others, as wheels or folders
    previews : one folder of frames a session
    typeset : outlines of text and formulas, kept between sessions
    films : of the plays of films, kept from one export to the next
    export_work : a folder for each export that is being made
    export_queue : the file of the exports that wait, are made, and were made
    logs : rotating log files
    recovery : what autosave keeps until a project is saved
    versions : what was saved of each project earlier
    preferences : a file
    memory : the file of the app's state
    """

    projects: Path
    exports: Path
    templates: Path
    nodes: Path
    packages: Path
    previews: Path
    typeset: Path
    films: Path
    export_work: Path
    export_queue: Path
    logs: Path
    recovery: Path
    versions: Path
    preferences: Path
    memory: Path


FILES = ("export_queue", "preferences", "memory")
"""The places that are files."""


def places() -> Places:
    """Return the places of the user who runs the program.

    Raises
    ------
    WorkspaceError : the user has no home folder
    """
    home = PlatformDirs(APP_NAME, appauthor=False)
    try:
        return Places(
            projects=home.user_documents_path / APP_NAME,
            exports=home.user_videos_path / APP_NAME,
            templates=home.user_data_path / "templates",
            nodes=home.user_data_path / "nodes",
            packages=home.user_data_path / "packages",
            previews=home.user_cache_path / "previews",
            typeset=home.user_cache_path / "typeset",
            films=home.user_cache_path / "films",
            export_work=home.user_cache_path / "exports",
            export_queue=home.user_data_path / "exports.sqlite",
            logs=home.user_log_path,
            recovery=home.user_state_path / "recovery",
            versions=home.user_data_path / "versions",
            preferences=home.user_config_path / "preferences.json",
            memory=home.user_state_path / "memory.json",
        )
    except RuntimeError as error:
        msg = tr("This user has no home folder.")
        raise WorkspaceError(
            msg, hint=tr("Set HOME to a folder that may be written to.")
        ) from error


def data_root() -> Path:
    """Return the folder that holds ``nodes``, ``templates`` and ``resources``.

    It is inside the package in an installed program, beside it in a checkout.
    """
    package = Path(manim_nodes.__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent
