"""Models of the program's own, written to files."""

from pathlib import Path

from pydantic import BaseModel

from manim_nodes.atomic import replace_file
from manim_nodes.translation import tr
from manim_nodes.workspace.places import WorkspaceError


def save_model(model: BaseModel, file: Path, failure: str) -> None:
    """Write a model as JSON, all of it or nothing.

    Parameters
    ----------
    failure : the message if it cannot be written, in the user's language and without the reason

    Raises
    ------
    WorkspaceError : says why; the file is as it was
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, model.model_dump_json(indent=2).encode() + b"\n")
    except OSError as error:
        msg = tr("{failure} ({reason}).", failure=failure, reason=error.strerror)
        raise WorkspaceError(
            msg, where=str(file), hint=tr("Check the folder and the disk.")
        ) from error
