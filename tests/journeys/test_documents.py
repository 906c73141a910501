"""What the documents tell a user to type is what the program takes."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from manim_nodes.__main__ import projects_to_open
from manim_nodes.cli.catalogues import open_templates
from manim_nodes.cli.main import commands
from tests.support.commands import ROOT, run

README = (ROOT / "README.md").read_text()
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEMPLATES = {template.id for template in open_templates()}
START = re.compile(r"(?:manim-nodes|\./script/start) (?=[a-z-])")


def block(language: str) -> str:
    """Return the README's first code block in a language."""
    return str(re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)[0])


def typed_in(text: str) -> Iterator[str]:
    """Return the commands in shell blocks, and those between backticks."""
    for shell in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        yield from re.findall(r"^(?:\./script/start|manim-nodes) .*$", shell, re.MULTILINE)
    yield from re.findall(r"`(manim-nodes [^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def lines() -> list[str]:
    documents = {line for path in DOCUMENTS for line in typed_in(path.read_text())}
    examples = {
        line.strip()
        for command in (commands, *commands.commands.values())
        for line in (command.epilog or "").splitlines()
        if START.match(line.strip())
    }
    return sorted(documents | examples)


def accept(line: str) -> click.Context:
    """Parse a command as the program would, without running it."""
    words = shlex.split(re.split(r"\s[|&]", line)[0], comments=True)[1:]
    if projects_to_open(words) is not None:
        words = ["open", *words]
    context = commands.make_context("manim-nodes", list(words), resilient_parsing=True)
    name, command, rest = commands.resolve_command(context, list(words))
    assert command is not None
    return command.make_context(name, rest)


@pytest.mark.parametrize("line", lines())
def test_a_command_that_is_told_is_taken(line: str) -> None:
    assert accept(line).params.get("template_id") in {None, *TEMPLATES}


def test_commands_are_found() -> None:
    assert len([line for line in lines() if " render " in line]) > 5
    with pytest.raises(click.UsageError):
        accept("manim-nodes render film.mnodes -o film.mp4 --quick  # no such option")


def test_the_project_of_the_readme_gives_the_script_of_the_readme(tmp_path: Path) -> None:
    project = tmp_path / "circle.mnodes"
    project.write_text(block("json"))

    assert run("check", project).code == 0
    assert run("code", project).out == block("python")
