import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from manim_nodes.document.values import MAX_DEPTH, NotJSONError, freeze, freeze_mapping, same
from tests.support.documents import json_values


class Level(float):
    """Stands for the number types of other libraries, whose repr is not a literal."""

    def __repr__(self) -> str:
        return "Level()"


@given(json_values)
def test_frozen_value_is_the_same_json(value: Any) -> None:
    assert json.dumps(freeze(value)) == json.dumps(value)


@given(json_values)
def test_freezing_what_is_frozen_changes_nothing(value: Any) -> None:
    frozen = freeze(value)
    assert same(freeze(frozen), frozen)


def test_lists_become_tuples_and_objects_stay_mappings() -> None:
    assert freeze({"a": [1, [2]], "b": {"c": []}}) == {"a": (1, (2,)), "b": {"c": ()}}


@pytest.mark.parametrize(
    "change",
    [
        lambda frozen: frozen.update(a=1),
        lambda frozen: frozen.__setitem__("a", 1),
        lambda frozen: frozen.__delitem__("a"),
        lambda frozen: frozen.__ior__({"a": 1}),
        lambda frozen: frozen.pop("a"),
        lambda frozen: frozen.popitem(),
        lambda frozen: frozen.setdefault("b", 1),
        lambda frozen: frozen.clear(),
    ],
)
def test_frozen_object_refuses_change(change: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError, match="read-only"):
        change(freeze_mapping({"a": {}}))


def test_frozen_object_can_be_hashed_copied_and_sent() -> None:
    frozen = freeze_mapping({"a": [{"b": 1}]})
    assert hash(frozen) == hash(freeze_mapping({"a": [{"b": 1}]}))
    assert copy.deepcopy(frozen) is frozen
    sent = pickle.loads(pickle.dumps(frozen))
    assert sent == frozen
    assert hash(sent) == hash(frozen)


def test_frozen_object_is_shared() -> None:
    frozen = freeze_mapping({"a": 1})
    assert freeze_mapping(frozen) is frozen


def test_subclasses_become_plain_values() -> None:
    assert repr(freeze(Level(1.5))) == "1.5"


@pytest.mark.parametrize(
    ("value", "path", "reason"),
    [
        ({"a": [0, float("nan")]}, ("a", 1), "finite number (it is nan)"),
        ({"a": float("inf")}, ("a",), "finite number (it is inf)"),
        ({"a": 2**1024}, ("a",), "too large"),
        ({"a": {"b": "\ud83d"}}, ("a", "b"), "half a character"),
        ({"\ud83d": 1}, (), "half a character"),
        ({"a": {1: 2}}, ("a",), "keys must be text"),
        ({"a": {2}}, ("a",), "is a set"),
    ],
)
def test_what_no_file_can_hold_is_named(
    value: object, path: tuple[str | int, ...], reason: str
) -> None:
    with pytest.raises(NotJSONError) as caught:
        freeze_mapping(value)
    assert caught.value.path == path
    assert reason in caught.value.reason


def test_only_an_object_is_frozen_as_one() -> None:
    with pytest.raises(NotJSONError, match="object in braces"):
        freeze_mapping([1])


def test_nesting_ends_somewhere() -> None:
    value: list[Any] = []
    for _ in range(MAX_DEPTH - 1):
        value = [value]
    assert freeze(value)
    with pytest.raises(NotJSONError, match="levels deep"):
        freeze([value])


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), ((0,), (False,))])
def test_equal_values_of_other_types_are_not_the_same(one: object, other: object) -> None:
    assert one == other
    assert not same(one, other)
