"""The catalogue: all node types together, the user's own among them."""

import shutil
from pathlib import Path

import pytest

from manim_nodes.library.catalogue import load_library
from manim_nodes.library.template import Argument
from manim_nodes.library.toml_files import NodeTableError
from manim_nodes.workspace.places import data_root
from tests.support.library import TOY_NODES, TOYS

OWN = "category = 'Own'\n[{name}]\nkind = 'value'\noutput = 'Circle'\nsummary = ''\n"


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_type_is_found_by_its_name() -> None:
    disc = TOYS.get("Disc")
    assert disc is not None
    assert disc.type == "Disc"
    assert TOYS.get("Nothing") is None


def test_categories_hold_their_types_in_the_order_of_the_tables() -> None:
    assert list(TOYS.by_category) == ["Deeds", "Structure", "Things"]
    assert [each.type for each in TOYS.by_category["Things"]][:2] == ["Disc", "Words"]


def test_the_users_own_types_come_after_ours(tmp_path: Path) -> None:
    library = load_library(TOY_NODES, write(tmp_path, mine=OWN.format(name="Ring")))
    assert list(library.types)[-1] == "Ring"
    assert library.faults == ()


def test_a_users_faulty_file_is_set_aside_and_the_others_are_read(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "nodes",
        a_broken="category = 1\n",
        b_good=OWN.format(name="Ring"),
        c_double=OWN.format(name="Disc"),
        d_twice=OWN.format(name="Ring"),
    )
    library = load_library(TOY_NODES, folder)
    assert "Ring" in library.types
    assert library.types["Disc"] is not None
    assert [fault.where for fault in library.faults] == [
        "nodes/a_broken.toml, line 1",
        "nodes/c_double.toml",
        "nodes/d_twice.toml",
    ]
    assert "'Disc' is also in nodes/things.toml." in str(library.faults[1])


def test_a_category_of_the_users_own_is_described_in_one_file_and_named_in_others(
    tmp_path: Path,
) -> None:
    described = "{ title = 'Own', color = '#c0ffee', icon = 'mdi6.atom', placement = 'relative' }"
    first, second, third = (OWN.format(name=name) for name in ("Ring", "Bead", "Coin"))
    folder = write(
        tmp_path / "nodes",
        a_named=first,
        b_described=second.replace("'Own'", described),
        c_otherwise=third.replace("'Own'", "{ title = 'Own', color = '#000000' }"),
    )
    library = load_library(TOY_NODES, folder)
    for name in ("Ring", "Bead"):
        category = library.types[name].category
        assert (category.title, category.color, category.icon) == ("Own", "#c0ffee", "mdi6.atom")
        assert library.types[name].placement == "relative"
    assert "Coin" not in library.types
    (fault,) = library.faults
    assert fault.where == "nodes/c_otherwise.toml, line 1"
    assert "'Own' is described elsewhere" in str(fault)


def test_a_type_says_its_placement_itself_or_its_category_does(tmp_path: Path) -> None:
    described = "{ title = 'Own', placement = 'relative' }"
    table = OWN.format(name="Ring").replace("'Own'", described)
    library = load_library(TOY_NODES, write(tmp_path, mine=table + "placement = 'position'\n"))
    assert library.types["Ring"].placement == "position"
    assert library.types["Disc"].placement == "absolute"


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    library = load_library(TOY_NODES, tmp_path / "nowhere")
    assert library.types.keys() == TOYS.types.keys()


def test_a_fault_of_our_own_is_raised(tmp_path: Path) -> None:
    shutil.copytree(TOY_NODES / "shared", tmp_path / "nodes" / "shared")
    shutil.copytree(TOY_NODES.parent / "resources", tmp_path / "resources")
    write(tmp_path / "nodes", one=OWN.format(name="Ring"), two=OWN.format(name="Ring"))
    with pytest.raises(NodeTableError, match="'Ring' is also in"):
        load_library(tmp_path / "nodes")


@pytest.mark.parametrize(
    "name",
    [
        *("Circle", "Indicate", "self"),  # in code and play
        "UR",  # in the code of outputs
        *("x", "_"),  # bound by expressions and templates
        *("BLUE", "smooth", "rate_functions", "ease_in_sine"),  # names of the vocabulary
        "ThreeDScene",
    ],
)
def test_names_that_code_may_use_are_known(name: str) -> None:
    assert name in TOYS.names_in_code


def test_a_type_gives_the_python_of_one_node() -> None:
    turn = TOYS.types["Turn"]
    assert turn.to_manim_code({}) == "self.set_camera_orientation()"
    front = TOYS.types["Front"].to_manim_code({"mobject": Argument()})
    assert front == "self.bring_to_front()"


def test_categories_stand_in_the_order_of_the_language() -> None:
    library = load_library(data_root() / "nodes")
    assert list(library.by_category) == list(library.vocabulary.categories)
