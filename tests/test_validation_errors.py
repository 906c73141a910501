"""What people write wrong by hand is said in our words, with the place and what may stand there."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_core._pydantic_core import list_all_errors

from manim_nodes.validation_errors import first_fault, matching


class Shade(Enum):
    LIGHT = "light"
    DARK = "dark"


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    size: float = 1.0


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    name: Annotated[str, Field(min_length=1, max_length=5)] = "a"
    code: Annotated[str, matching("[a-z]+", "must be small letters")] = "a"
    number: Annotated[int, Field(ge=1, le=9)] = 1
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    kind: Literal["one", "two"] = "one"
    shade: Shade = Shade.LIGHT
    either: str | float = ""
    items: Annotated[tuple[int, ...], Field(max_length=2)] = ()
    inner: Inner = Inner()
    inners: Mapping[str, Inner] = {}


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"name": ""}, "name must not be empty"),
        ({"name": "abcdef"}, "name must have 5 characters or fewer"),
        ({"name": 5}, "name must be text"),
        ({"code": "a1"}, "code must be small letters"),
        ({"code": "a\n"}, "code must be small letters"),
        ({"number": 0}, "number must be 1 or more"),
        ({"number": 10}, "number must be 9 or less"),
        ({"number": 1.5}, "number must be a whole number"),
        ({"number": "many"}, "number must be a whole number"),
        ({"share": 0}, "share must be greater than 0"),
        ({"share": 1}, "share must be less than 1"),
        ({"share": float("nan")}, "share must be a finite number"),
        ({"share": "half"}, "share must be a number"),
        ({"kind": "three"}, "kind must be one of one, two"),
        ({"shade": "grey"}, "shade must be one of light, dark"),
        ({"either": []}, "either must be text, or must be a number"),
        ({"items": 5}, "items must be a list"),
        ({"items": [1, "a"]}, "items[1] must be a whole number"),
        ({"items": [1, 2, 3]}, "items must have 2 items or fewer"),
        ({"inner": {"size": "big"}}, "inner.size must be a number"),
        ({"inner": {"sice": 1}}, "inner.sice does not exist; there are size"),
        ({"inners": {"a b": {"x": 1}}}, 'inners["a b"].x does not exist; there are size'),
        ({"inners": []}, "inners must be a table of keys and values"),
        ({"other": 1}, "other does not exist; there are name, code, number, share,"),
    ],
)
def test_a_fault_says_where_and_what_may_stand_there(
    written: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        Thing.model_validate(written)
    assert first_fault(caught.value, Thing).sentence.startswith(sentence)


@pytest.mark.parametrize("known", list_all_errors(), ids=lambda each: each["type"])
def test_no_fault_speaks_as_pydantic_does(known: Mapping[str, Any]) -> None:
    """Every error that this pydantic has."""
    examples = known.get("example_context") or {}
    context = {name: "odd" if value == "" else value or 2 for name, value in examples.items()}
    if known["type"].endswith(("value_error", "assertion_error")):
        context = {"error": ValueError("must be odd")}
    details = {"type": known["type"], "loc": ("key",), "input": 0, "ctx": context}
    error = ValidationError.from_exception_data("Thing", [details])  # type: ignore[list-item]
    ours = first_fault(error).reason
    assert ours
    assert "{" not in ours
    assert not {"Input", "valid", "instance", "dictionary", "string"} & set(ours.split())


def test_an_error_that_nobody_knows_yet_has_words_too() -> None:
    details = {"type": PydanticCustomError("later", "Input should be odd"), "loc": (), "input": 0}
    error = ValidationError.from_exception_data("Thing", [details])  # type: ignore[list-item]
    assert first_fault(error).reason == "is not what may stand there"
