"""Groups kept as the user's own nodes: saved once, used in any project."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.codegen.scene import generate
from manim_nodes.document.files import load_document, save_document
from manim_nodes.document.groups import GROUP
from manim_nodes.document.history import History
from manim_nodes.document.insertion import insert
from manim_nodes.document.model import Constant, Document, Group, Node, UnknownIdError
from manim_nodes.document.part import part_of
from manim_nodes.gallery.own_nodes import (
    OwnNode,
    OwnNodeError,
    OwnNodeExistsError,
    find_own_node,
    load_own_nodes,
    remove_own_node,
    save_own_node,
    save_snippet,
)
from manim_nodes.graph.build import build
from manim_nodes.graph.order import order
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from tests.support.documents import documents, make_document, wire
from tests.support.library import TOYS, check_problems, check_source, node, toy_document


def boundary(node_id: str, kind: str, name: str, **fields: Any) -> Node:
    return node(node_id, {"name": name, **fields.pop("parameters", {})}, type=kind, **fields)


def group(group_id: str, nodes: Iterable[Node], wires: str = "", name: str = "") -> Group:
    ends = (part.split(" > ") for part in wires.split("; ") if part)
    return Group(
        id=group_id, name=name, nodes=tuple(nodes), edges=tuple(wire(*each) for each in ends)
    )


def stand_in(node_id: str, group_id: str, **fields: Any) -> Node:
    parameters = {"group": group_id, **fields.pop("values", {})}
    return node(node_id, parameters, type=GROUP, **fields)


SUN = group(
    "g",
    [
        boundary("in", "GroupInput", "size", y=1),
        boundary("paint", "GroupInput", "paint"),
        node("disc_1", {"radius": 2}, x=1),
        node("draw_1", x=2),
        boundary("out", "GroupOutput", "star", x=3),
    ],
    "in.value > disc_1.radius; paint.value > disc_1.color; disc_1.mobject > draw_1.mobject; draw_1.mobject > out.value",
    name="Sun",
)
SKY = group("sky", [stand_in("sun_1", "g"), node("disc_1", x=9)], name="Sky")
PROJECT = make_document(groups=[SUN, SKY])


def kept(tmp_path: Path, group_id: str = "g", project: Document = PROJECT) -> OwnNode:
    save_own_node(project, group_id, tmp_path)
    ((own, *_), faults) = load_own_nodes(tmp_path, TOYS)
    assert faults == []
    return own


# Saving and loading


def test_a_group_is_kept_as_a_file_of_its_name(tmp_path: Path) -> None:
    path = save_own_node(PROJECT, "g", tmp_path / "nodes")

    assert path == tmp_path / "nodes" / "Sun.mnodes"
    assert load_document(path).name == "Sun"


def test_an_own_node_knows_its_ports_and_their_types(tmp_path: Path) -> None:
    own = kept(tmp_path)

    assert (own.name, own.title, own.path) == ("Sun", "Sun", tmp_path / "Sun.mnodes")
    assert list(own.inputs.items()) == [("paint", "Color"), ("size", "Number")]
    assert own.outputs == {"star": "Circle"}
    assert own.group == SUN


def test_groups_within_are_kept_too_and_no_others(tmp_path: Path) -> None:
    other = group("other", [node("disc_1")])
    own = kept(tmp_path, "sky", make_document(groups=[other, SUN, SKY]))

    assert own.snippet.groups == (SKY, SUN)


def test_constants_that_it_mentions_come_along(tmp_path: Path) -> None:
    constants = (Constant(name="size", value=2), Constant(name="other", value=1))
    dot = group("g", [node("disc_1", {"radius": "size"})], name="Dot")
    own = kept(tmp_path, project=make_document(groups=[dot], constants=constants))
    assert own.snippet.constants == constants[:1]
    used, _ = insert(make_document(), own.snippet)
    assert used.constants == constants[:1]


def test_nothing_is_replaced_unless_it_is_said(tmp_path: Path) -> None:
    path = save_own_node(PROJECT, "g", tmp_path)
    newer = make_document(groups=[SUN.model_copy(update={"nodes": SUN.nodes[2:3], "edges": ()})])

    with pytest.raises(
        OwnNodeExistsError, match=r"There is a node or snippet of this name already\."
    ):
        save_own_node(newer, "g", tmp_path)
    assert load_document(path).groups == (SUN,)
    save_own_node(newer, "g", tmp_path, overwrite=True)
    assert load_document(path).groups == newer.groups


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../x", "_.._x"),
        ("a/b\\c:d\n\x1b", "a_b_c_d_"),
        ("", "Group"),
        (" . ", "Group"),
        ("Éclair (2)", "Éclair (2)"),
        ("x" * 300, "x" * 50),
        ("\N{SUN WITH FACE}" * 300, "_"),
    ],
)
def test_any_name_makes_a_safe_name_of_a_file(name: str, file: str, tmp_path: Path) -> None:
    project = make_document(groups=[SUN.model_copy(update={"name": name})])

    assert save_own_node(project, "g", tmp_path) == tmp_path / f"{file}.mnodes"
    assert load_own_nodes(tmp_path, TOYS)[1] == []


def test_a_group_that_is_not_there_cannot_be_kept(tmp_path: Path) -> None:
    with pytest.raises(UnknownIdError):
        save_own_node(PROJECT, "moon", tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "nodes").touch()
    with pytest.raises(OwnNodeError, match="cannot be made"):
        save_own_node(PROJECT, "g", tmp_path / "nodes")


@pytest.mark.parametrize(
    ("groups", "fault"),
    [
        ([SKY], "A group that is part of it is missing"),
        ([group("sky", [stand_in("a", "sky")])], "stands in itself"),
        (
            [
                group("sky", [stand_in("a", "half"), stand_in("b", "half")]),
                group("half", [node(f"disc_{i}") for i in range(10_001)]),
            ],
            "holds too many nodes",
        ),
    ],
)
def test_what_could_stand_in_no_project_is_neither_kept_nor_read(
    groups: list[Group], fault: str, tmp_path: Path
) -> None:
    project = make_document(stand_in("a", "sky"), groups=groups)
    save_document(project, tmp_path / "sky.mnodes")

    with pytest.raises(OwnNodeError, match=fault):
        save_own_node(project, "sky", tmp_path / "nodes")
    own_nodes, (found,) = load_own_nodes(tmp_path, TOYS)
    assert own_nodes == []
    assert fault in found.message


def test_a_project_without_nodes_is_no_own_node(tmp_path: Path) -> None:
    save_document(PROJECT, tmp_path / "film.mnodes")
    own_nodes, (fault,) = load_own_nodes(tmp_path, TOYS)

    assert own_nodes == []
    assert str(fault).startswith(f"{tmp_path}/film.mnodes: It holds no nodes.")


# Snippets


def test_a_snippet_is_the_nodes_with_what_they_need_under_its_name(tmp_path: Path) -> None:
    constants = (Constant(name="size", value=2), Constant(name="other", value=1))
    nodes = [node("disc_1", {"radius": "size"}), node("draw_1"), stand_in("sun_1", "g"), "wait_1"]
    project = toy_document(
        nodes, "disc_1.mobject > draw_1.mobject", groups=[SUN, SKY], constants=constants
    )
    part = part_of(project, project, ["disc_1", "draw_1", "sun_1"])
    path = save_snippet(part, " Disc/drawn ", tmp_path / "nodes")
    assert path == tmp_path / "nodes" / "Disc_drawn.mnodes"

    (own,), faults = load_own_nodes(path.parent, TOYS)
    assert faults == []
    assert (own.title, own.group, dict(own.inputs)) == ("Disc/drawn", None, {})
    used, names = insert(make_document(), own.snippet)
    assert [each.type for each in used.nodes] == ["Disc", "Draw", GROUP]
    assert len(names) == 3
    assert len(used.edges) == 1
    assert used.groups == (SUN,)
    assert used.constants == constants[:1]


def test_a_snippet_needs_a_name_and_replaces_none_unasked(tmp_path: Path) -> None:
    part = toy_document("disc_1 wait_1")
    with pytest.raises(OwnNodeError, match="needs a name"):
        save_snippet(part, " ", tmp_path)
    save_snippet(part, "Sun", tmp_path)
    with pytest.raises(OwnNodeExistsError):
        save_snippet(toy_document("disc_1"), "Sun", tmp_path)
    with pytest.raises(OwnNodeExistsError):
        save_own_node(PROJECT, "g", tmp_path)
    ((own,), _) = load_own_nodes(tmp_path, TOYS)
    assert len(own.snippet.nodes) == 2


def test_a_snippet_whose_group_is_missing_is_not_kept(tmp_path: Path) -> None:
    part = toy_document([stand_in("a", "g"), "disc_1"])
    with pytest.raises(OwnNodeError, match="is missing"):
        save_snippet(part, "Broken", tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_is_removed_is_gone_from_the_disk(tmp_path: Path) -> None:
    own = kept(tmp_path)
    save_own_node(PROJECT, "g", tmp_path, overwrite=True)
    remove_own_node(own)
    assert not list(tmp_path.iterdir())
    remove_own_node(own)


def test_a_broken_file_is_left_out_and_named_until_it_is_mended(tmp_path: Path) -> None:
    kept(tmp_path)
    (tmp_path / "Bad.mnodes").write_text("{")
    own_nodes, (fault,) = load_own_nodes(tmp_path, TOYS)
    assert [own.name for own in own_nodes] == ["Sun"]
    assert str(tmp_path / "Bad.mnodes") in str(fault)

    (tmp_path / "Bad.mnodes").unlink()
    assert load_own_nodes(tmp_path, TOYS)[1] == []


def test_the_folder_need_not_be_there(tmp_path: Path) -> None:
    assert load_own_nodes(tmp_path / "no", TOYS) == ([], [])


def test_an_own_node_is_found_by_its_file_or_its_title(tmp_path: Path) -> None:
    own = kept(tmp_path)

    assert find_own_node([own], "sun") is own
    assert find_own_node([own], "moon") is None


# Using them


def test_two_projects_use_what_a_third_has_made(tmp_path: Path) -> None:
    own = kept(tmp_path)
    for project in (toy_document(""), toy_document("disc_1")):
        grown, _ = insert(project, own.snippet, at=(5, 0))
        assert grown.groups == (SUN,)
        check_problems(build(grown, TOYS))
        assert "Circle(radius=2)" in generate(build(grown, TOYS)).source


def test_used_twice_it_is_defined_once(tmp_path: Path) -> None:
    own = kept(tmp_path, "sky")
    once, _ = insert(toy_document(""), own.snippet)
    twice, _ = insert(once, own.snippet, at=(9, 0))
    graph = build(twice, TOYS)

    assert twice.groups == (SKY, SUN)
    check_problems(graph)
    active = {each.id for each, _ in graph.active}
    assert [each for each in order(graph) if each in active] == [
        *("sky_1/disc_1", "sky_2/disc_1", "sky_1/sun_1/disc_1", "sky_1/sun_1/draw_1"),
        *("sky_2/sun_1/disc_1", "sky_2/sun_1/draw_1"),
    ]


def test_another_group_of_the_same_id_stays_as_it_is(tmp_path: Path) -> None:
    own = kept(tmp_path, "sky")
    mine = group("g", [node("dust_1")], name="Mine")
    project = toy_document([stand_in("group_1", "g")], groups=[mine])
    grown, _ = insert(project, own.snippet, at=(9, 0))

    assert grown.groups_by_id["g"] is mine
    assert grown.groups_by_id["g_2"].nodes == SUN.nodes
    check_problems(build(grown, TOYS))


def test_lines_of_the_script_lead_to_nodes_within(tmp_path: Path) -> None:
    own = kept(tmp_path, "sky")
    script = generate(build(insert(toy_document(""), own.snippet)[0], TOYS))

    assert [span.node_id for span in script.source_map.spans] == [
        *("sky_1/disc_1", "sky_1/sun_1/disc_1", "sky_1/sun_1/draw_1")
    ]
    assert [play.node_id for play in script.source_map.plays] == ["sky_1/sun_1/draw_1"]


def test_in_a_loop_it_is_made_in_each_round(tmp_path: Path) -> None:
    own = kept(tmp_path)
    nodes = [node("each_1"), node("gather_1", x=2), node("cluster_1", x=3)]
    project, _ = insert(toy_document(nodes), own.snippet, at=(1, 0))
    edges = (
        wire("each_1.index", "sun_1.size"),
        wire("each_1.loop", "gather_1.loop"),
        wire("sun_1.star", "gather_1.value"),
        wire("gather_1.list", "cluster_1.mobjects"),
    )
    graph = build(project.model_copy(update={"edges": edges}), TOYS)

    check_source(
        graph,
        "gather_1 = []",
        "for index in range(3):",
        "    sun_1_disc_1 = Circle(radius=index)",
        "    self.play(Create(sun_1_disc_1))",
        "    gather_1.append(sun_1_disc_1)",
        "cluster_1 = VGroup(*gather_1)",
    )


def test_code_of_an_own_node_is_as_inert_as_any_in_a_project_that_is_not_trusted(
    tmp_path: Path,
) -> None:
    macro = group("g", [node("macro_1", {"code": "import os"})], name="Macro")
    own = kept(tmp_path, project=make_document(groups=[macro]))
    graph = build(insert(toy_document("disc_1"), own.snippet)[0], TOYS)

    (problem,) = check_problems(graph, "untrusted-code")
    assert problem.node_id == "macro_1/macro_1"
    assert "import os" not in generate(graph).source
    assert "import os" in generate(graph, permissions=ALL_PERMISSIONS).source


@st.composite
def documents_with_groups(draw: st.DrawFn) -> tuple[Document, str]:
    """Draw a document, and the id of one of its groups."""
    document = draw(documents().filter(lambda each: each.groups))
    return document, draw(st.sampled_from([group.id for group in document.groups]))


@given(documents_with_groups(), documents())
def test_whatever_group_is_kept_is_the_same_in_any_document(
    tmp_path_factory: pytest.TempPathFactory, of: tuple[Document, str], there: Document
) -> None:
    here, group_id = of
    folder = tmp_path_factory.mktemp("own")
    try:
        save_own_node(here, group_id, folder)
    except OwnNodeError:
        return  # some of it is missing, or it stands in itself
    ((own,), faults) = load_own_nodes(folder, TOYS)
    history = History(there)
    history.push("insert", insert(there, own.snippet)[0])

    assert (own.group, faults) == (here.group(group_id), [])
    assert Document.model_validate(history.document.model_dump()) == history.document
    assert history.document.groups[: len(there.groups)] == there.groups
    assert history.undo() is there
