"""What no tracked file may hold, or lack."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

UNWANTED = {
    "a space or tab at the end of a line": r"[ \t]+$",
    "a carriage return": r"\r",
    "the registry that packages come from": (
        r"(?i)https?://[^\s\"')]*/simple\b|python[h]osted|(?:index|find)[-_](?:url|links)\s*[=:]"
    ),
    "a path of one machine": r"(?<![\w.}$])/(?:root|work|home/\w+|Users/\w+|opt/\w+)/",
}


def tracked_texts() -> Iterator[tuple[str, str]]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        path = ROOT / name
        if path.is_file():
            data = path.read_bytes()
            if b"\0" not in data:
                yield name, data.decode()


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(UNWANTED[what], re.MULTILINE)
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}"
        for name, text in tracked_texts()
        for match in pattern.finditer(text)
    ]

    assert not found, f"{what}: {', '.join(found)}"


def test_every_file_ends_with_one_newline() -> None:
    found = [name for name, text in tracked_texts() if text and not re.search(r"[^\n]\n\Z", text)]

    assert not found
