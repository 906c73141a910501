"""A preview leaves no trace in this process, however it ends."""

import linecache
import logging
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.isolation import isolated_manim, load_manim
from manim_nodes.render.preview.preview_settings import PreviewSettings
from tests.render.conftest import Show
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

HEADER = """
import logging, os, random, sys
config.background_color = RED
config.frame_width = 20
config.seed = 3
config.verbosity = "DEBUG"
config.media_loglevel = "DEBUG"
config.tex_template = TexTemplate(preamble="changed")
config.plugins.append("changed")
Circle.set_default(radius=3)
Write.set_default(run_time=0.1)
Dot.set_default(color=RED)
os.environ["CHANGED"] = "1"
del os.environ["HOME"]
os.chdir("/")
sys.path.append("/changed")
logging.getLogger("manim").addHandler(logging.NullHandler())
"""
LONG = "self.play(ChangeSpeed(Create(Square(), run_time=9999), {0.5: 2}))"
ENDINGS = {
    Outcome.FINISHED: "self.play(Create(Circle()))",
    Outcome.FAILED: f"{LONG[:-1]}.fail)",
    Outcome.TIMED_OUT: f"random.seed(9), np.random.seed(9), {LONG}\nwhile True: pass",
}


def state() -> dict[str, Any]:
    import manim
    import svgelements
    from manim.utils import tex_file_writing

    manim_log, root = logging.getLogger("manim"), logging.getLogger()
    return {
        "config": dict(manim.config.items()),
        "template": (id(manim.config.tex_template), manim.config.tex_template.body),
        "random": random.getstate(),
        "numpy": repr(np.random.get_state()),
        "environment": dict(os.environ),
        "folder": Path.cwd(),
        "path": list(sys.path),
        "log": [(log.handlers[:], log.level, log.propagate) for log in (manim_log, root)],
        "libav": logging.getLogger("libav").level,
        "defaults": (manim.Circle().radius, manim.Write(manim.Dot()).run_time, manim.Dot().color),
        "speed": (manim.ChangeSpeed.is_changing_dt, manim.ChangeSpeed.dt),
        "tex": tex_file_writing.__dict__["subprocess"] is subprocess,
        "copies": "__deepcopy__" in vars(svgelements.Path),
        "modules": [name for name in sys.modules if "Example" in name],
        "lines": [name for name in linecache.cache if "Example" in name],
    }


@pytest.mark.parametrize("outcome", ENDINGS, ids=lambda outcome: outcome.value)
def test_everything_is_as_it_was(outcome: Outcome, show: Show) -> None:
    load_manim()
    before = state()
    shown = show(make_script(ENDINGS[outcome], header=HEADER), time_limit_s=1.0)
    assert shown.result.outcome is outcome
    assert state() == before


def test_digits_of_an_earlier_preview_do_not_show(show: Show) -> None:
    text, typst = (
        make_script(f"self.add(DecimalNumber(1.5, mob_class={kind}, font_size=200))")
        for kind in ("Text", "MathTypst")
    )
    first = show(typst).frames[0].pixels
    assert (show(text).frames[0].pixels != first).any()
    assert (show(typst).frames[0].pixels == first).all()


def test_copies_of_letters_share_what_they_were_read_from(show: Show) -> None:
    check = "assert text.copy()[0].path_obj is text[0].path_obj"
    shown = show(make_script(f"text = Text('a')\n{check}\nself.add(text)"))
    assert shown.result.outcome is Outcome.FINISHED


def test_a_formula_looks_the_same_each_time(show: Show) -> None:
    script = make_script("self.add(MathTypst('{{1/2}} + sqrt(x)', font_size=200))")
    first, *others = (show(script).frames[0].pixels for _ in range(3))
    assert all((other == first).all() for other in others)


def test_a_stroke_width_of_its_own_does_not_stick_to_a_formula(show: Show) -> None:
    plain, wide = (
        make_script(f"self.add(MathTypst('3/4', font_size=200{more}))")
        for more in ("", ", stroke_width=0.5")
    )
    show(wide)
    first = show(plain).frames[0].pixels
    assert (show(wide).frames[0].pixels != first).any()
    assert (show(plain).frames[0].pixels == first).all()


def test_new_defaults_show_in_a_formula_that_was_seen_before(show: Show) -> None:
    formula = "self.add(MathTypst('1/2', font_size=200))"
    changed = "VMobject.set_default(background_stroke_width=30, background_stroke_color=RED)"
    plain = show(make_script(formula)).frames[0].pixels
    assert (show(make_script(f"{changed}\n{formula}")).frames[0].pixels != plain).any()
    assert (show(make_script(formula)).frames[0].pixels == plain).all()


def test_an_interrupted_spline_table_is_mended(settings: PreviewSettings) -> None:
    load_manim()
    from manim.utils import bezier

    sizes = "bezier.CP_CLOSED_MEMO.size, bezier.UP_CLOSED_MEMO.size"
    before = eval(sizes)
    with isolated_manim(settings):
        bezier.CP_CLOSED_MEMO = np.zeros(999)
    assert eval(sizes) == before


def test_a_users_manim_cfg_does_not_show(settings: PreviewSettings) -> None:
    load_manim()
    from manim import RED, config

    default = config.background_color
    config.background_color = RED
    try:
        with isolated_manim(settings):
            assert config.background_color == default
        assert config.background_color == RED
    finally:
        config.background_color = default


def test_importing_manim_leaves_the_root_logger_alone() -> None:
    code = (
        "import logging; from manim_nodes.render.preview.isolation import load_manim; load_manim();"
        "root = logging.getLogger(); assert not root.handlers and root.level == logging.WARNING"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_formulas_cannot_read_files(tmp_path: Path, show: Show) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("key")
    assert (
        show(make_script(f'self.add(Tex(r"\\input{{{secret}}}"))')).result.outcome is Outcome.FAILED
    )


@pytest.mark.latex
def test_formulas_cannot_write_files_through_postscript(tmp_path: Path, show: Show) -> None:
    file = tmp_path / "written.txt"
    special = rf"x\special{{ps: ({file}) (w) file dup (text) writestring closefile}}"
    shown = show(make_script(f"self.add(Tex(r{special!r}))".replace("\\\\", "\\")))
    assert shown.result.outcome is Outcome.FINISHED
    assert not file.exists()


@pytest.mark.latex
def test_an_endless_macro_is_stopped(show: Show) -> None:
    script = make_script(r'self.add(Tex(r"\def\x{\x}\x"))')
    assert show(script, time_limit_s=2.0).result.outcome is Outcome.TIMED_OUT


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy"])
def test_the_network_is_out_of_reach_while_a_script_runs(
    name: str, settings: PreviewSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://proxy")
    with isolated_manim(settings):
        assert os.environ[name] == "http://127.0.0.1:9"
    assert os.environ[name] == "http://proxy"


def test_a_formula_fetches_no_package(settings: PreviewSettings) -> None:
    import typst

    with isolated_manim(settings), pytest.raises(typst.TypstError, match="failed to download"):
        typst.compile(b'#import "@preview/cetz:0.2.2"')


@pytest.mark.slow
def test_a_draft_is_rougher_and_leaves_no_trace(show: Show, settings: PreviewSettings) -> None:
    code = "self.set_camera_orientation(phi=1)\nself.add(Sphere(resolution=(24, 12)))"
    script = make_script(code, scene="ThreeDScene")
    whole = show(script).frames[0].pixels
    rough = show(script, settings=replace(settings, draft=True)).frames[0].pixels
    again = show(script).frames[0].pixels

    assert not np.array_equal(whole, rough)
    assert np.array_equal(whole, again)
