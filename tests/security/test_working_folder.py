"""Door 6: which file a name means is decided here, before manim, and never by the folder that the program works in."""

from pathlib import Path

import pytest
from PIL import Image

from manim_nodes.cli.project import open_project, script_to_render
from tests.support.commands import run, save_project
from tests.support.library import node

RED, BLUE = (255, 0, 0), (0, 0, 255)


def drawing(path: Path, color: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="{color}"/></svg>'
    )


def center_of(path: Path) -> tuple[int, ...]:
    with Image.open(path) as image:
        found = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
        assert isinstance(found, tuple)
        return found


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds other files of the same names."""
    folder = tmp_path / "elsewhere"
    for name in ("a.svg", "assets/a.svg"):
        drawing(folder / name, "#00f")
    Image.new("RGB", (9, 9), BLUE).save(folder / "a.png")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.slow
@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("name", ["a.svg", "assets/a.svg"])
def test_preview_and_export_show_the_file_beside_the_project(film: Path, name: str) -> None:
    for other in ("a.svg", "assets/a.svg"):
        drawing(film.parent / other, "#f00" if other == name else "#00f")
    save_project(film, [node("icon_1", {"file_name": name, "height": 4}, type="SVGMobject")])
    frames, picture = film.parent / "frames", film.parent / "picture.png"
    previewed, exported = (
        run("preview", film, "--frames", frames),
        run("render", film, "-o", picture, "--quality", "480p"),
    )

    assert (previewed.code, exported.code) == (0, 0), previewed.err + exported.err
    assert center_of(frames / "frame_0000.png") == RED
    assert center_of(picture) == RED


@pytest.mark.slow
@pytest.mark.usefixtures("elsewhere")
def test_code_of_the_users_own_is_shown_the_files_beside_the_project(film: Path) -> None:
    Image.new("RGB", (9, 9), RED).save(film.parent / "a.png")
    drawing(film.parent / "a.svg", "#f00")
    code = "self.add(SVGMobject('a.svg', height=4)); return ImageMobject('a')"
    save_project(film, [node("code_1", {"code": code}, type="PythonCode")])
    frames = film.parent / "frames"
    said = run("preview", film, "--frames", frames, "--trust")

    assert said.code == 0, said.err
    assert center_of(frames / "frame_0000.png") == RED


@pytest.mark.usefixtures("elsewhere")
def test_a_listing_and_a_table_are_read_beside_the_project(film: Path) -> None:
    for name in ("code.py", "table.csv"):
        (film.parent / name).write_text("1,2\n3,4\n")
    save_project(
        film,
        [
            node("code_1", {"code_file": "code.py"}, type="Code"),
            node("numbers_1", {"file": "table.csv"}, type="NumbersFromFile"),
            node("chart_1", type="BarChart"),
        ],
        "numbers_1.value > chart_1.values",
    )
    source = script_to_render(open_project(film)).source

    assert repr(str(film.parent / "code.py")) in source
    assert repr(str(film.parent / "table.csv")) in source


def test_the_script_that_is_shown_keeps_the_names_of_the_project(film: Path) -> None:
    drawing(film.parent / "a.svg", "#f00")
    save_project(film, [node("icon_1", {"file_name": "a.svg"}, type="SVGMobject")])

    assert "SVGMobject('a.svg')" in run("code", film).out.replace('"', "'")
