"""Recovery files: what a project was a moment ago, kept apart from the user's own files until it is saved."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from manim_nodes.atomic import replace_file
from manim_nodes.document.migrations import Migration
from manim_nodes.document.model import Document, DocumentError
from manim_nodes.document.text import dumps, loads

SUFFIX = ".recovery"


@dataclass(frozen=True)
class Recovery:
    """A project as a recovery file holds it.

    Parameters
    ----------
    file : the recovery file
    path : the project's own file, if it has one
    is_own : the project is the user's own
    """

    file: Path
    document: Document
    path: Path | None
    written_at: datetime
    is_own: bool = False


def write_recovery(
    file: Path, document: Document, path: Path | None, *, is_own: bool = False
) -> None:
    """Write a recovery file, all of it or nothing.

    Raises
    ------
    OSError : says why; the file is as it was
    """
    text = {
        "written_at": datetime.now(UTC).isoformat(),
        "path": str(path) if path else None,
        "is_own": is_own,
        "document": dumps(document),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, json.dumps(text).encode())


def read_recovery(file: Path, migrations: Mapping[int, Migration]) -> Recovery | None:
    """Read a recovery file; None where nothing can be had from it.

    Parameters
    ----------
    migrations : for a file that an older version left behind
    """
    try:
        text = json.loads(file.read_text(encoding="utf-8"))
        return Recovery(
            file,
            loads(text["document"], migrations=migrations),
            Path(text["path"]) if text["path"] else None,
            datetime.fromisoformat(text["written_at"]),
            text.get("is_own") is True,
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError, DocumentError):
        return None


def recovery_files(folder: Path) -> list[Path]:
    """Find all recovery files, those of running programs too."""
    return sorted(folder.glob(f"*{SUFFIX}"))
