"""What strangers have made is opened at one place for each kind, by explicit lists of formats, and nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "manim_nodes"
# Who may open what: calls, by the ends of their names.
OPENERS = {
    "Image.open": {"render/media/picture_jobs.py"},
    "av.open": {
        "render/media/sound_jobs.py",
        "render/export/finish.py",
        "render/export/gif.py",
        "render/export/webp.py",
        "render/export/join_films.py",
        "render/encoders.py",
    },
    "wave.open": {"render/media/sounds.py", "render/export/excerpts.py"},
    "QImageReader": {"app/kit/images.py"},
    "typst.compile": set(),
    "typst.Compiler": {"render/typst_job.py"},
    "QMovie": set(),
    "QSvgRenderer": set(),
    "QImage.load": set(),
    "QPixmap.load": set(),
    "QMediaPlayer": set(),
}
NAMED = {"QImage", "QPixmap", "QIcon", "QPicture", "QCursor"}
"""What reads a file if it is given a text."""
OWN_FILES = {"app/main.py"}
"""Where that is a file of the program's own."""


def calls(path: Path) -> Iterator[ast.Call]:
    for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(each, ast.Call):
            yield each


def opened() -> Iterator[tuple[str, str]]:
    words = [f"{opener}(" for opener in OPENERS] + sorted(NAMED)
    for path in PACKAGE.rglob("*.py"):
        if not any(word in path.read_text(encoding="utf-8") for word in words):
            continue
        place = path.relative_to(PACKAGE).as_posix()
        for call in calls(path):
            name = ast.unparse(call.func)
            for opener in OPENERS:
                if name == opener or name.endswith(f".{opener}"):
                    yield opener, place
            if name.rpartition(".")[2] in NAMED and any(map(_is_text, call.args[:1])):
                yield "named", place


def _is_text(argument: ast.expr) -> bool:
    is_str = isinstance(argument, ast.Call) and ast.unparse(argument.func) == "str"
    return is_str or (isinstance(argument, ast.Constant) and isinstance(argument.value, str))


def test_only_its_opener_opens_a_picture_a_sound_or_a_formula() -> None:
    found = set(opened())
    allowed = {(opener, place) for opener, places in OPENERS.items() for place in places}
    allowed |= {("named", place) for place in OWN_FILES}
    assert found == allowed
