"""Search: what a person types finds the node type that they mean, first."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.library.search import find, search
from tests.support.library import TOY_NODES, TOYS
from tests.support.sources import NODES

NAMES = ["FadeIn", "Fade", "FadeOut", "SurroundWithCircle", "Circle", "Unfade", "TakeFadeOff"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("own")
    tables = [f"[{name}]\nkind = 'step'\nsummary = ''\ncode = 'self'\n" for name in NAMES]
    more = "[Ring]\nkind = 'value'\noutput = 'Circle'\nsummary = ''\nkeywords = ['fade', 'hoop']\n"
    text = "\n".join(["category = 'Motion'", *tables, more])
    (folder / "own.toml").write_text(text, encoding="utf-8")
    own = load_library(TOY_NODES, folder)
    assert not own.faults
    return Library({name: own.types[name] for name in (*NAMES, "Ring")}, own.vocabulary)


def found(library: Library, query: str) -> list[str]:
    return [node_type.type for node_type in search(library, query)]


def test_the_name_itself_comes_before_its_beginnings_and_these_before_words(
    library: Library,
) -> None:
    names = ["Fade", "FadeIn", "FadeOut", "Ring", "TakeFadeOff", "Unfade"]
    assert found(library, "fade") == names


@pytest.mark.parametrize("query", ["fade in", "FadeIn", "fadein", "  FADE   in ", "fade-in"])
def test_words_may_be_joined_or_apart(library: Library, query: str) -> None:
    assert found(library, query)[0] == "FadeIn"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("hoop", "Ring"),
        ("ring", "Ring"),
        ("fdin", "FadeIn"),
        ("cirlce", "Circle"),
        ("crcle", "Circle"),
        ("fado out", "FadeOut"),
    ],
)
def test_keywords_letters_left_out_and_mistakes_are_understood(
    library: Library, query: str, name: str
) -> None:
    assert found(library, query)[0] == name


def test_every_word_must_be_found_while_anything_has_them_all(library: Library) -> None:
    assert found(library, "fade off") == ["TakeFadeOff"]


def test_where_nothing_has_all_words_each_counts_that_is_found(library: Library) -> None:
    assert found(library, "fade wombat") == found(library, "fade")
    assert found(library, "hoop wombat")[0] == "Ring"
    assert found(library, "wombat quokka") == []


def test_a_word_of_a_sentence_must_begin_with_what_is_typed() -> None:
    sentence = "moves the thing slightly into a row"

    def is_found(query: str) -> bool:
        return bool(find([sentence], query, lambda each: [(0.4, each)]))

    found = [each for each in ("slight", "row", "thingslight", "light", "arow") if is_found(each)]
    assert found == ["slight", "row", "thingslight"]


@pytest.mark.parametrize("british", ["colour", "grey", "centre", "recolour", "colour gradient"])
def test_british_spelling_finds_the_same(british: str) -> None:
    library = load_library(NODES)
    american = british.replace("our", "or").replace("grey", "gray").replace("centre", "center")
    assert search(library, british) == search(library, american)


def test_types_are_found_by_category_and_ports() -> None:
    assert {"Dial", "Label"} <= {*found(TOYS, "things")}
    assert found(TOYS, "ValueTracker")[0] == "Dial"


def test_an_empty_query_finds_all_in_the_order_of_the_tables(library: Library) -> None:
    assert found(library, " ") == [*NAMES, "Ring"]
    assert found(library, "!?") == [*NAMES, "Ring"]


def test_what_fits_equally_well_stays_in_the_order_of_the_tables(library: Library) -> None:
    assert found(library, "motion")[:2] == NAMES[:2]


@given(st.text(max_size=20))
def test_any_query_finds_each_type_once_at_most(query: str) -> None:
    names = found(TOYS, query)
    assert len(names) == len(set(names))
    assert names == found(TOYS, query)


def test_a_built_in_type_is_found_first_by_its_own_name() -> None:
    built_in = load_library(Path(__file__).parents[2] / "nodes")
    some = list(built_in.types)[::20]
    assert [name for name in some if name not in found(built_in, name)[:3]] == []


def test_several_words_of_a_title_mean_it_before_singular_and_plural_do() -> None:
    library = load_library(NODES)
    assert search(library, "point of a curve")[0].title == "Point of a curve at x"
    assert search(library, "points of a curve")[0].title == "Points of a curve"
