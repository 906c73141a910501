"""Writes resources/rate_curves.json: the curves that the inspector draws of manim's rate functions."""

import json
from pathlib import Path

from manim.utils import rate_functions  # noqa: TID253 (a script, which nothing imports)

from manim_nodes.library.catalogue import load_library

ROOT = Path(__file__).parents[1]
FILE = ROOT / "resources" / "rate_curves.json"
POINTS = 49


def curves() -> dict[str, list[float]]:
    """Return each function's values at equal distances from 0 to 1."""
    names = load_library(ROOT / "nodes").names.rate_functions
    return {
        name: [
            round(float(getattr(rate_functions, name)(index / (POINTS - 1))), 3)
            for index in range(POINTS)
        ]
        for name in names
    }


if __name__ == "__main__":
    lines = [f'"{name}": {json.dumps(values)}' for name, values in curves().items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
