"""40,000 mangled projects: each is opened, or refused with words; none brings the program down, none is lost.

Run it as ``.venv/bin/python -m benchmarks.mangled_files [how many]``. A project is lost if what was opened is not what
is saved and opened again, or if its own file is no longer what it was.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from manim_nodes.document.files import load_document, save_document
from manim_nodes.document.model import DocumentError
from manim_nodes.editing.analysis import analyze
from manim_nodes.graph.format_1 import migrations
from manim_nodes.graph.permissions import NO_PERMISSIONS
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.workspace.places import data_root

MANY = 40_000
ODD_VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0, 1e300, -0.0, 10**400, "", "\0", "\ud800", "x" * 5000, "../../etc/passwd"),
    *(
        "__import__('os')",
        [],
        {},
        [[]],
        [None],
        {"": None},
        [1] * 300,
        "<b>",
        "{0}",
        "%s",
        "\u202e",
    ),
)


def sources() -> list[bytes]:
    """Return the projects that are mangled: the templates, and one of each format."""
    formats = Path(__file__).parents[1] / "tests" / "data" / "formats"
    files = [*(data_root() / "templates").rglob("*.mnodes"), *formats.glob("*.mnodes")]
    return [file.read_bytes() for file in sorted(files)]


def mangled(source: bytes, random: Random) -> bytes:
    """Return a project with one or several things wrong: in its bytes, its lines, or its values."""
    ways = (_bytes, _lines, _values, _parameters, _parameters, _parameters)
    for _ in range(random.choice((1, 1, 1, 2))):
        source = random.choice(ways)(source, random)
    return source


def outcome_of(data: bytes, file: Path, library: Library) -> str:
    """Open a project from a file, and return whether it was opened or refused.

    Raises
    ------
    AssertionError : it was lost
    Exception : of any other kind: a mistake of ours
    """
    file.write_bytes(data)
    try:
        document = load_document(file, migrations=migrations(library))
    except DocumentError as error:
        if error.message and file.read_bytes() == data:
            return "refused with words"
        raise AssertionError(data) from error
    analysis = analyze(
        document, library, folder=file.parent, permissions=NO_PERMISSIONS, has_latex=lambda: False
    )
    assert all(problem.message for problem in analysis.problems)
    saved = save_document(document, file)
    assert load_document(file) == saved
    return "opened, with problems" if analysis.problems else "opened"


def _bytes(source: bytes, random: Random) -> bytes:
    place, data = random.randrange(len(source) + 1), bytearray(source)
    match random.randrange(4):
        case 0:
            return source[:place]
        case 1:
            data[place:place] = random.randbytes(random.randrange(1, 9))
        case 2:
            del data[place : place + random.randrange(1, 99)]
        case _:
            for _ in range(random.randrange(1, 9)):
                if data:
                    data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data)


def _lines(source: bytes, random: Random) -> bytes:
    lines = source.split(b"\n")
    first, second = (random.randrange(len(lines)) for _ in range(2))
    match random.randrange(3):
        case 0:
            lines[first], lines[second] = lines[second], lines[first]
        case 1:
            lines.insert(first, lines[second])
        case _:
            del lines[first]
    return b"\n".join(lines)


def _values(source: bytes, random: Random) -> bytes:
    """Put odd values, or values from elsewhere in the file, into places of the file."""
    try:
        root = json.loads(source)
    except (ValueError, RecursionError):
        return _bytes(source, random)
    places = list(_places(root))
    if not places:
        return source
    for _ in range(random.randrange(1, 4)):
        holder, key = random.choice(places)
        donor, donor_key = random.choice(places)
        odd = random.choice((*ODD_VALUES, donor[donor_key], donor[donor_key]))
        match random.randrange(4):
            case 0 if isinstance(holder, dict):
                holder[random.choice(("", "type", "id", "nodes", str(odd)[:30]))] = odd
            case 1 if isinstance(holder, list):
                holder.append(odd)
            case _:
                holder[key] = odd
    try:
        return json.dumps(root).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):  # it holds itself now
        return source[: len(source) // 2]


def _parameters(source: bytes, random: Random) -> bytes:
    """Put odd values into what nodes are set to, which opens: all that looks at values then meets them."""
    try:
        nodes = json.loads(source)["nodes"]
        root = json.loads(source)
        settings = [each["parameters"] for each in root["nodes"] if each.get("parameters")]
        for _ in range(random.randrange(1, 4)):
            values = random.choice(settings)
            key = random.choice(list(values))
            other = random.choice(list(random.choice(nodes).get("parameters", {}).values()) or [0])
            values[key] = random.choice((*ODD_VALUES, other, [values[key]], [values[key], other]))
        return json.dumps(root).encode("utf-8", "surrogatepass")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return _bytes(source, random)


def _places(value: Any) -> "list[tuple[Any, Any]]":
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        keys = list(each) if isinstance(each, dict) else range(len(each))
        for key in keys:
            found.append((each, key))
            if isinstance(each[key], dict | list):
                waiting.append(each[key])
    return found


def open_many(count: int, library: Library, note: Callable[[str], object]) -> None:
    """Open so many mangled projects, the same ones each time, and note what comes of each.

    Raises
    ------
    RuntimeError : names the number of the project that is lost, or brings an exception of another kind
    """
    originals = sources()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            random = Random(number)
            data = mangled(random.choice(originals), random)
            try:
                note(outcome_of(data, Path(folder) / "film.mnodes", library))
            except Exception as error:
                raise RuntimeError(f"Project {number}: {error!r}") from error


def main() -> None:
    """Open them, and print what came of them."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    outcomes: Counter[str] = Counter()
    begun = time.perf_counter()
    open_many(count, load_library(data_root() / "nodes"), lambda each: outcomes.update([each]))
    print("| outcome | projects |")
    print("| --- | ---: |")
    for outcome, number in outcomes.most_common():
        print(f"| {outcome} | {number:,} |")
    print(f"\nIn {time.perf_counter() - begun:.0f} s: none lost, none ended otherwise.")


if __name__ == "__main__":
    main()
