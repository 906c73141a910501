"""Formulas in every tier of this machine: they are typeset, and read nothing of the user's."""

import os
import shutil
from pathlib import Path

import pytest

from manim_nodes.render.tex import run_tex
from manim_nodes.sandbox.tiers import Tier

pytestmark = [pytest.mark.slow, pytest.mark.latex]

SPY = r"""\documentclass{article}
\begin{document}
\newread\f
\openin\f=%s
\ifeof\f \else \read\f to \text \typeout{^^J READ: \meaning\text}\fi
x
\end{document}
"""


@pytest.fixture
def tex_dir(home: Path) -> Path:
    folder = home / ".cache" / "manim-nodes" / "tex"
    folder.mkdir(parents=True)
    return folder


def latex(tex_dir: Path, source: str) -> str:
    """Typeset as manim does, and return the log."""
    stem = tex_dir / "0123456789abcdef"
    stem.with_suffix(".tex").write_text(source)
    options = ("-interaction=batchmode", "-output-format=dvi", f"-output-directory={tex_dir}")
    run_tex(["latex", *options, f"{stem}.tex"], tex_dir)
    return stem.with_suffix(".log").read_text()


@pytest.mark.usefixtures("tier")
def test_a_formula_is_typeset_although_the_cache_is_in_a_folder_with_a_dot(tex_dir: Path) -> None:
    latex(tex_dir, r"\documentclass{article}\begin{document}$x^2$\end{document}")
    stem = tex_dir / "0123456789abcdef"
    command = ("dvisvgm", "--page=1", "--no-fonts", "--verbosity=0", f"--output={stem}.svg")
    assert run_tex([*command, f"{stem}.dvi"], tex_dir) == 0
    assert "<path" in stem.with_suffix(".svg").read_text()


VARIABLES = (
    "$HOME/secret",
    "$HOME/${no_such}secret",
    "${no_proxy}/etc/passwd",
    "$SELFAUTOPARENT/.${no_such}./etc/passwd",
)


# With limits alone TeX fills variables in after its check, as SECURITY.md says.
@pytest.mark.parametrize(
    ("tier", "name"),
    [
        (tier, name)
        for tier in Tier
        for name in [
            "/etc/passwd",
            *([] if tier is Tier.LIMITS else VARIABLES),
        ]
    ],
    indirect=["tier"],
)
@pytest.mark.usefixtures("tier")
def test_a_formula_reads_no_file_of_the_users(name: str, tex_dir: Path, home: Path) -> None:
    (home / "secret").write_text("key")
    log = latex(tex_dir, SPY % name)
    assert "This is pdfTeX" in log
    assert " READ: " not in log.replace("\n", " ")


@pytest.mark.usefixtures("tier")
@pytest.mark.parametrize(
    "name", ["fedcba9876543210.svg", "fedcba9876543210.dvi", "0123456789abcdef.svg"]
)
def test_a_formula_writes_no_file_that_passes_for_anothers(name: str, tex_dir: Path) -> None:
    write = rf"\newwrite\f\immediate\openout\f={name} \immediate\write\f{{<svg></svg>}}"
    latex(tex_dir, rf"\documentclass{{article}}\begin{{document}}x{write}\end{{document}}")
    assert not (tex_dir / name).exists()
    assert (tex_dir / "0123456789abcdef.dvi").exists()


@pytest.mark.usefixtures("tier")
def test_a_key_in_the_environment_is_not_seen(
    tex_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = tmp_path / "bin"
    seen.mkdir()
    (seen / "latex").write_text("#!/bin/sh\nenv > a.log\nexec true\n")
    (seen / "latex").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((str(seen), os.environ["PATH"])))
    monkeypatch.setenv("ANY_API_KEY", "secret")
    (tex_dir / "a.tex").write_text("x")
    assert run_tex(["latex", f"{tex_dir}/a.tex"], tex_dir) == 0
    assert "PATH=" in (tex_dir / "a.log").read_text()
    assert "secret" not in (tex_dir / "a.log").read_text()


@pytest.mark.usefixtures("tier")
def test_an_endless_macro_ends_when_told_and_leaves_nothing(tex_dir: Path) -> None:
    (tex_dir / "a.tex").write_text(r"\def\x{\x}\x")
    asked = iter([True, True])
    command = ["latex", "-interaction=batchmode", f"{tex_dir}/a.tex"]
    assert run_tex(command, tex_dir, lambda: next(asked, False)) != 0
    assert [file.name for file in tex_dir.iterdir()] == ["a.tex"]


def test_a_program_that_is_not_installed_is_named(tex_dir: Path) -> None:
    assert shutil.which("no-such-tex") is None
    with pytest.raises(FileNotFoundError, match="no-such-tex"):
        run_tex(["no-such-tex"], tex_dir)
