"""Finds everything that is wrong with a graph, in one pass."""

from collections.abc import Callable, Iterator
from pathlib import Path

from manim_nodes.graph import (
    bars,
    becoming_rules,
    color_rules,
    constant_rules,
    curves,
    group_rules,
    loop_rules,
    order_rules,
    parameter_rules,
    presence_rules,
    scene_rules,
    size_rules,
    stage_rules,
    text_rules,
    wire_rules,
)
from manim_nodes.graph.build import Graph
from manim_nodes.graph.permissions import NO_PERMISSIONS, Permissions
from manim_nodes.graph.problems import Problem

RULES: tuple[Callable[[Graph], Iterator[Problem]], ...] = (
    wire_rules.unknown_types,
    wire_rules.faulty_groups,
    wire_rules.dangling_wires,
    wire_rules.missing_inputs,
    wire_rules.too_few_wires,
    wire_rules.occupied_inputs,
    wire_rules.incompatible_types,
    wire_rules.fixed_parameters,
    group_rules.misfits_at_ports,
    group_rules.idle_values,
    parameter_rules.unknown_parameters,
    parameter_rules.bad_values,
    parameter_rules.unwired_names,
    text_rules.shaped_program_code,
    text_rules.words_among_joined_letters,
    text_rules.words_not_there,
    text_rules.latex_in_typst,
    becoming_rules.unlike_things,
    order_rules.cycles,
    order_rules.ambiguous_order,
    loop_rules.faulty_loops,
    loop_rules.too_many_loops,
    size_rules.too_many,
    size_rules.too_many_rounds,
    scene_rules.animations_played_twice,
    scene_rules.overwritten_animations,
    scene_rules.animations_at_once,
    scene_rules.contradicting_switches,
    scene_rules.conflicting_scenes,
    scene_rules.scene_made_twice,
    scene_rules.bad_settings,
    scene_rules.untrusted_packages,
    scene_rules.nothing_to_show,
    presence_rules.never_shown,
    color_rules.colorless,
    stage_rules.come_twice,
    stage_rules.leave_twice,
    curves.undefined_curves,
    bars.cut_bars,
    constant_rules.faulty_constants,
    constant_rules.knobs_without_target,
)


def validate(
    graph: Graph, *, folder: Path | None = None, permissions: Permissions = NO_PERMISSIONS
) -> list[Problem]:
    """Find all problems of ``graph``.

    Parameters
    ----------
    folder : where the project lives, so that the files it names can be looked for; None while it
        has no place yet
    permissions : what the user has allowed the project

    Returns
    -------
    errors first, then warnings, each in the order of the document's nodes
    """
    problems = [problem for rule in RULES for problem in rule(graph)]
    problems += parameter_rules.missing_files(graph, folder, permissions)
    problems += scene_rules.untrusted_code(graph, permissions)
    # What is about the scene as a whole, and so about no node, comes first of its kind.
    place = {node.id: index for index, node in enumerate(graph.document.nodes)}
    return sorted(
        problems,
        key=lambda problem: (problem.severity, place.get(problem.node_id or "", -1)),
    )
