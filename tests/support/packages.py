"""Node packages as somebody else would make them: a folder, a wheel, and what pip installs."""

import zipfile
from pathlib import Path

TABLE = """\
category = { title = "Dice", color = "#884422" }

[Die]
kind = "value"
output = "Circle"
imports = "dice_shapes"
summary = "A die."

[Die.parameters]
dots = { type = "integer", default = 3, minimum = 1, maximum = 6, description = "How many." }
"""
# What is imported leaves a trace, where it is not confined.
MODULE = """\
from contextlib import suppress
from pathlib import Path
with suppress(OSError):
    Path("{trace}").write_text("imported")
from manim import Circle, Dot, RIGHT
class Die(Circle):
    def __init__(self, dots=3):
        super().__init__()
        self.add(*(Dot().shift(RIGHT * (0.2 * at - 0.5)) for at in range(dots)))
"""
METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\nSummary: Dice.\n"
ENTRY_POINTS = "[manim_nodes.nodes]\ndice = {value}\n"


def put_folder(packages: Path, trace: Path) -> Path:
    """Put a folder of tables and the module that they need among a user's packages."""
    folder = packages / "dice"
    (folder / "nodes").mkdir(parents=True)
    (folder / "nodes" / "dice.toml").write_text(TABLE)
    (folder / "dice_shapes.py").write_text(MODULE.format(trace=trace))
    return folder


def put_wheel(packages: Path, trace: Path, *, name: str = "dice-nodes") -> Path:
    """Put a wheel of both among a user's packages."""
    packages.mkdir(parents=True, exist_ok=True)
    wheel = packages / f"{name.replace('-', '_')}-1.2-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in _files(trace, name).items():
            archive.writestr(path, text)
    return wheel


def install(site: Path, trace: Path) -> Path:
    """Put both where pip would, below a folder that Python looks into."""
    for path, text in _files(trace, "dice-nodes").items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
    return site


def _files(trace: Path, name: str) -> dict[str, str]:
    about = f"{name.replace('-', '_')}-1.2.dist-info"
    # in a package within one, which could not be found by asking for it without importing that
    return {
        "dice_all/__init__.py": MODULE.format(trace=trace),
        "dice_all/tables/dice.toml": TABLE,
        "dice_shapes.py": MODULE.format(trace=trace),
        f"{about}/METADATA": METADATA.format(name=name),
        f"{about}/entry_points.txt": ENTRY_POINTS.format(value="dice_all.tables"),
        f"{about}/RECORD": "",
    }
