"""People count from 1, and angles have one name each, wherever they are."""

import re

from manim_nodes.library.node_type import Parameter, spoken_name
from tests.support.sources import built_in_library

TYPES = built_in_library()[0].types.values()
FROM_NOUGHT = re.compile(r"(counted|number(ed)?|starts?) (from|at) 0", re.IGNORECASE)
# Heights of areas, layers and ways; numbers that are names; and what a wire brings counts as Python does.
OTHERS = {"PlotAntiderivativeGraph", "SetZIndex", "RandomGraph", "ListItem", "InterpolateNumbers"}
ANGLES = {"phi": "Polar angle", "theta": "Azimuth", "gamma": "Roll"}


def test_nobody_is_told_to_count_from_nought() -> None:
    misled = set()
    for each in TYPES:
        words = [each.summary, each.documentation]
        words += [parameter.description for parameter in each.parameters.values()]
        if any(map(FROM_NOUGHT.search, words)):
            misled.add(each.type)
    assert misled <= OTHERS


def test_what_says_which_part_is_counted_from_one() -> None:
    which = [
        parameter
        for each in TYPES
        for parameter in each.parameters.values()
        if re.search(r"\b1 is the first\b", parameter.description)
    ]
    assert len(which) >= 6
    assert [each.name for each in which if each.minimum in (None, 0) and not each.ordinal] == []


def test_numbers_in_lists_are_counted_too() -> None:
    parameter = Parameter(name="faces", type="list[list[integer]]", ordinal=True)
    assert parameter.as_shown(((0, 1), (2, -1))) == ((1, 2), (3, -1))
    assert parameter.as_kept(((1, 2), (3, -1))) == ((0, 1), (2, -1))


def test_angles_of_cameras_and_points_have_one_name_each() -> None:
    seen = set()
    for each in TYPES:
        for parameter in each.parameters.values():
            angle = parameter.name.removeprefix("origin_")
            if angle in ANGLES:
                seen.add(each.type)
                assert parameter.display_title == ANGLES[angle], each.type
        for port in {*each.inputs, *each.outputs} & ANGLES.keys():
            seen.add(each.type)
            assert spoken_name(port).capitalize() == ANGLES[port], each.type
    assert {"SphericalPoint", "SetCameraOrientation", "CameraAngles"} <= seen
