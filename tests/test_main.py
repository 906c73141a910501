import sys

import pytest

from manim_nodes.__main__ import main


@pytest.mark.parametrize("arguments", [[], ["open"], ["open", "film.mnodes"]])
def test_without_an_app_one_line_says_so(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["manim-nodes", *arguments])

    assert main() == 1
    assert capsys.readouterr() == (
        "",
        "manim-nodes: the app is not there yet. See `manim-nodes --help`.\n",
    )


def test_other_arguments_are_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["manim-nodes", "--version"])

    assert main() == 0
    assert "manim-nodes" in capsys.readouterr().out
