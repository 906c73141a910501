"""What the kinds of film files want, each in its own way."""

from pathlib import Path

_PROJECT_KEYS = {
    # MP4 has few names for texts, and this one for long ones; players show it nowhere, or as a long description.
    ".mp4": "synopsis",
    # Of the others MOV would keep no more than 65535 bytes.
    ".mov": "manim_nodes_project",
    ".webm": "MANIM_NODES_PROJECT",
}


def project_key(film: Path) -> str:
    """Return the name that the metadata of a film have for the project inside."""
    return _PROJECT_KEYS[film.suffix]


def container_options(film: Path) -> dict[str, str]:
    """Return the options that a film is written with: an MP4 begins with its table of contents, to play while it loads."""
    match film.suffix:
        case ".mp4":
            return {"movflags": "faststart"}
        case ".mov":
            return {"movflags": "use_metadata_tags"}
        case _:
            return {}
