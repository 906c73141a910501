"""Drawings and files of code from strangers that would take hours, all memory or numbers that there are not."""

from pathlib import Path

import pytest

from manim_nodes.render.error_messages import explain
from manim_nodes.render.media.code_files import check_code
from manim_nodes.render.media.drawings import check_drawing, drawing_warnings
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.svg.budget import MOST
from tests.support.commands import run, save_project
from tests.support.drawings import write
from tests.support.library import node

FADE = '<stop/><stop offset="1" stop-color="red"/>'


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0 A1e-300 1e300 0 0 0 1 1"/>',
        '<path d="M0 0 A1e-300 1e300 0 0 0 1 1" stroke="red" fill-rule="evenodd"/>',
        '<path d="M0 0 L1e308 1e308 L-1e308 1e999 Z"/>',
        '<polygon points="1e999 2 3 4 5 6"/>',
        '<g transform="scale(1e200)"><g transform="scale(1e200)"><rect width="1" height="1"/></g></g>',
        f'<linearGradient id="g">{FADE}</linearGradient>'
        '<g transform="scale(0)"><rect fill="url(#g)" width="1" height="1"/></g>',
        '<text font-size="1e9">a</text>',
    ],
)
@pytest.mark.filterwarnings("error")
def test_numbers_that_lead_nowhere_leave_out_their_shape_alone(
    inside: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "a.svg", f'{inside}<rect id="whole" width="5" height="5"/>')

    said = list(drawing_warnings(file))

    assert said == ["Some shapes of a.svg cannot be read and are left out."]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("inside", "head"),
    [
        ('<path d="M 0 0 L"/>', 'viewBox="0 0 10 10"'),
        ('<rect width="1e400" height="nan"/>', 'viewBox="0 0 1e300 1e300"'),
        ('<rect width="1" height="1"/>', 'viewBox="0 0 1e-320 1e-320" width="1e300"'),
        ('<rect width="1" height="1"/>', 'viewBox="0 0 0 0"'),
        ('<rect fill="rgb(1e999,nan,0)" opacity="nan" width="1" height="1"/>', ""),
        ('<rect fill="color(display-p3 -9 1e300 nan)" width="1" height="1"/>', ""),
        ('<rect fill="currentColor" color="context-fill" width="1" height="1"/>', ""),
        ('<path d="M0 0L1e9 0" stroke="red" stroke-dasharray="1e-9"/>', ""),
        (
            '<path d="M0 0L1e9 0" stroke="red" stroke-dasharray="1" pathLength="1e9" stroke-dashoffset="-1e-300"/>',
            "",
        ),
        ('<path d="M0 0L1e9 0" stroke="red" stroke-dasharray="1" pathLength="1e-300"/>', ""),
    ],
)
@pytest.mark.filterwarnings("error")
def test_odd_numbers_are_read(inside: str, head: str, tmp_path: Path) -> None:
    check_drawing(write(tmp_path / "a.svg", inside, head))


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('<path d="M0 0' + " L1 1" * 200_000 + '"/>', "100,000 points"),
        ('<polygon points="' + "1,2 " * 200_000 + '"/>', "100,000 points"),
        (
            '<path id="p" d="M0 0' + " L1 1" * 9000 + '"/>' + '<use href="#p"/>' * 12,
            "100,000 points",
        ),
        ("<text>" + "a" * 300_000 + "</text>", "5,000 letters"),
        ("<text>" + "<tspan>a</tspan>" * 30_000 + "</text>", "20,000 elements"),
        ("<g>" * 200 + '<rect width="1" height="1"/>' + "</g>" * 200, "96 deep"),
        ('<rect transform="' + "translate(1)" * 50_000 + '" width="1" height="1"/>', "things"),
        ("<style>" + "a," * 350_000 + "{fill:red}</style>", "things"),
        (
            f'<linearGradient id="g">{FADE * 20_000}</linearGradient>'
            + '<rect fill="url(#g)" width="1" height="1"/>' * 100,
            "things",
        ),
        (
            '<path fill-rule="evenodd" d="M'
            + " ".join(f"{index % 2 * 10} {index / 100}" for index in range(1500))
            + ' Z"/><path fill-rule="evenodd" d="M'
            + " ".join(f"{index * 37 % 101} {index * 73 % 103}" for index in range(2500))
            + ' Z"/>',
            "cross in more than",
        ),
        (
            '<path d="M0 0' + " L5 5 L0 0" * 400 + '" stroke="red" stroke-dasharray="0.01"/>',
            "5,000 pieces",
        ),
        (
            f'<g stroke="red" stroke-dasharray="{"1 " * 3000}">'
            + '<path d="M0 0 L1 1"/>' * 2
            + "</g>",
            "5,000 pieces",
        ),
    ],
)
def test_a_drawing_that_is_too_much_work_says_of_what(
    inside: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MOST, "dashes", 5000)  # or it would take seconds to make them

    with pytest.raises(MediaError, match=words):
        check_drawing(write(tmp_path / "a.svg", inside))


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="9" height="9"/>' * 2500,
        f'<path d="M{" ".join(f"{n * 37 % 101} {n * 73 % 103}" for n in range(900))} Z"/>' * 2,
    ],
)
def test_what_is_see_through_together_is_drawn_less_well_where_it_is_too_much_work(
    inside: str, tmp_path: Path
) -> None:
    around = '<clipPath id="c"><circle r="9"/></clipPath><circle r="9" clip-path="url(#c)"/>'
    file = write(tmp_path / "a.svg", f'<g opacity=".5">{inside}</g>{around}')

    (said,) = drawing_warnings(file)

    assert "each is seen through the other" in said


@pytest.mark.parametrize(
    "inside",
    [
        "<style>" + "a" * 1_000_000 + "</style>",
        "<style>" + "@" * 1_000_000 + "</style>",
        "<style>" + "/*" * 500_000 + "</style>",
        "<style>a" + " " * 1_000_000 + "b{fill:red}</style>",
        "<style>" + "g " * 14 + "x rect{fill:red}</style>" + "<g>" * 80 + "</g>" * 80,
        '<rect transform="' + "translate(" * 30_000 + '"/>',
        '<rect fill="url(#a' + " " * 1_000_000 + '"/>',
        '<rect fill="color(a' + " " * 1_000_000 + '"/>',
        '<rect fill="var(--a,' + " " * 1_000_000 + '"/>',
        '<rect width="1' + " " * 1_000_000 + '!" height="' + "9" * 1_000_000 + '!"/>',
        '<text style="font:italic' + " " * 1_000_000 + 'x">a</text>',
        "".join(f'<g style="--a{n + 1}:{f"var(--a{n})" * 9}">' for n in range(60)) + "</g>" * 60,
    ],
)
def test_long_attributes_and_style_sheets_are_read_once(inside: str, tmp_path: Path) -> None:
    # Whatever goes back and forth in one of these takes hours.
    shape = '<rect width="1" height="1"/>'
    assert list(drawing_warnings(write(tmp_path / "a.svg", inside + shape))) == []


def test_a_drawing_of_many_megabytes_is_told_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "a.svg").open("wb") as file:
        file.truncate(20 << 30)

    with pytest.raises(MediaError, match=r"20480 MB.*the most is 32 MB"):
        check_drawing(tmp_path / "a.svg")


def test_a_file_of_code_is_as_long_as_a_listing_can_be(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("x = 1\n" * 100, encoding="utf-8")
    check_code(file)
    with file.open("wb") as opened:
        opened.truncate(20 << 30)
    with pytest.raises(MediaError, match="too long"):
        check_code(file)
    file.write_text("x" * 10_001, encoding="utf-8")
    with pytest.raises(MediaError, match="10,001 letters"):
        check_code(file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(MediaError, match="UTF-8"):
        check_code(file)


def test_a_long_file_of_code_is_found_by_check(film: Path) -> None:
    with (film.parent / "a.py").open("wb") as file:
        file.truncate(20 << 30)
    save_project(film, [node("code_1", {"code_file": "a.py"}, type="Code")])

    said = run("check", film)

    assert said.code == 1
    assert "code_1.code_file: The file a.py is too long" in said.out + said.err


def test_a_name_that_no_file_can_have_is_said(film: Path) -> None:
    save_project(film, [node("video_1", {"file": "a\0b"}, type="Video")])

    said = run("check", film)

    assert "outside" not in said.out + said.err
    assert "is not there" in said.out + said.err


@pytest.mark.parametrize(
    ("kind", "message", "words"),
    [
        ("TypstError", "file not found (searched at /tmp/a/b/etc/passwd)", "Typst reads no files"),
        ("TypstError", "expected comma", "Typst cannot typeset this: expected comma"),
        ("TimeoutError", "LaTeX: 10 s", "LaTeX did not finish this in 10 seconds."),
        ("ValueError", "Unknown tag 'foo' on line 1 char 14", "markup of this text is broken"),
        (
            "ValueError",
            "Error on line 1 char 21: Element “markup” was closed, but the currently open element is “b”",
            "broken: Element “markup” was closed",
        ),
    ],
)
def test_words_of_libraries_are_plain(kind: str, message: str, words: str) -> None:
    said, hint = explain(kind, message)

    assert words in said
    assert "/tmp" not in said
    assert hint


@pytest.mark.slow
def test_errors_of_typst_are_said_once() -> None:
    from manim_nodes.render.typst import compile_typst

    with pytest.raises(Exception, match=r"^unclosed delimiter$"):
        compile_typst(b"#(", "svg")
