import json

from manim_nodes.workspace.places import places
from tests.support.commands import run


def test_templates_are_listed_with_what_they_show() -> None:
    said = run("templates")

    assert (said.code, said.err) == (0, "")
    (line,) = (line for line in said.out.splitlines() if line.startswith("pythagoras "))
    assert line.split()[1] == "Math"
    assert "Pythagorean theorem. Four right triangles" in line


def test_programs_get_json() -> None:
    listed = {each["id"]: each for each in json.loads(run("templates", "--json").out)}

    assert listed["pythagoras"]["category"] == "Math"
    assert all(each["name"] and each["instructions"] for each in listed.values())


def test_a_faulty_one_of_the_user_is_named_and_left_out() -> None:
    folder = places().templates / "mine"
    folder.mkdir(parents=True)
    (folder / "broken.mnodes").touch()
    said = run("templates")

    assert said.code == 0
    assert said.err.startswith(f"warning: {folder / 'broken.toml'}: The card of this template")
    assert "pythagoras" in said.out
    assert "broken" not in said.out
