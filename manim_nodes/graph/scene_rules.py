"""What can be wrong with a scene as a whole."""

from collections.abc import Iterator, Mapping

from manim_nodes.document.model import FORMULAS, OWN_STYLE
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.merged_changes import merged_changes, plays_at_once
from manim_nodes.graph.permissions import Permissions
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.graph.style import known_style
from manim_nodes.library.node_type import Kind, Parameter, Role
from manim_nodes.library.parameter_types import Names, check_value
from manim_nodes.library.styles import StyleError, parse_style
from manim_nodes.translation import tr

_LONGEST_SIDE = 10
"""So many times as long as the shorter one: more would be too many pixels for encoders."""


_LEAST_SIDE, _MOST_SIDE = 0.01, 10_000.0
"""Of the frame, in units: beyond, coordinates are too coarse to be drawn."""


def animations_played_twice(graph: Graph) -> Iterator[Problem]:
    """Find animations that feed more than one node."""
    for node, _ in graph.active:
        takers = graph.consumers.get(Port(node.id, "animation"), ())
        if len(takers) > 1:
            names = tr(" and ").join(
                sorted(f"'{graph.title_of(taker.node_id)}'" for taker in takers)
            )
            yield Problem(
                "animation-played-twice",
                tr(
                    "The animation of '{node}' feeds {takers}, but it can be played only once.",
                    node=graph.title_of(node.id),
                    takers=names,
                ),
                node.id,
                "animation",
                hint=tr("Delete all but one of these wires."),
            )


def overwritten_animations(graph: Graph) -> Iterator[Problem]:
    """Warn of animated changes that manim lets overwrite one another.

    Those that :mod:`manim_nodes.graph.merged_changes` writes as one do not: the others start, or take
    their time, differently.
    """
    merged = merged_changes(graph)
    # Manim's `.animate` interpolates to a target of its own: of two at once, the later overwrites the other.
    seen: dict[tuple[str, Port], str] = {}
    for node, node_type in graph.active:
        player = graph.player(node.id)
        sources = graph.sources[node.id].get("mobject", ())
        if player == node.id or not sources or not graph.is_animated(node, node_type):
            continue
        one = merged.get(node.id, node.id)
        key = (player, graph.origin(sources[0]))
        first = seen.setdefault(key, one)
        if first != one:
            yield Problem(
                "overwritten-animation",
                tr(
                    "'{first}' and '{second}' change the same thing in one play of '{player}'; "
                    "only the last change would be seen.",
                    first=graph.title_of(first),
                    second=graph.title_of(node.id),
                    player=graph.title_of(player),
                ),
                node.id,
                "animation",
                Severity.WARNING,
                tr(
                    "Give them the same time, rate and path, and play them at once, so that they become one; "
                    "or play them one after another."
                ),
            )


def animations_at_once(graph: Graph) -> Iterator[Problem]:
    """Warn of animations that are played at once and all say what the same thing looks like: the last one is seen.

    What only moves a thing along does not disturb the others.
    """
    seen: dict[tuple[str, Port], str] = {}
    for node, node_type in graph.active:
        if node_type.kind is not Kind.ANIMATION:
            continue
        takers = graph.consumers.get(Port(node.id, "animation"), ())
        if len(takers) != 1 or not plays_at_once(graph, takers[0].node_id):
            continue
        for name, port in node_type.inputs.items():
            role = port.role_for(graph.parameter(node, node_type, port.role_by))
            if role not in (Role.ENTERS, Role.LEAVES) and not port.becomes:
                continue
            for source in graph.sources[node.id].get(name, ()):
                key = takers[0].node_id, graph.origin(source)
                first = seen.setdefault(key, node.id)
                if first != node.id:
                    yield _at_once(graph, first, node.id, source)


def _at_once(graph: Graph, first: str, second: str, thing: Port) -> Problem:
    return Problem(
        "animations-at-once",
        tr(
            "'{first}' and '{second}' play on '{thing}' at once; only one of them would be seen.",
            first=graph.title_of(first),
            second=graph.title_of(second),
            thing=graph.title_of(graph.origin(thing).node_id),
        ),
        second,
        "animation",
        Severity.WARNING,
        tr("Play them one after another: drag one of them out of the block."),
    )


def contradicting_switches(graph: Graph) -> Iterator[Problem]:
    """Find modify nodes that are to be animated and live at once."""
    for node, node_type in graph.active:
        is_live = graph.is_switched_on(node, node_type, "live")
        if is_live and graph.is_animated(node, node_type):
            yield Problem(
                "animated-and-live",
                tr(
                    "Node '{node}' cannot be animated and live at once.",
                    node=graph.title_of(node.id),
                ),
                node.id,
                "live",
                hint=tr("Switch one of the two off."),
            )


def scene_class(graph: Graph) -> str | None:
    """Return the Scene class that all nodes can work in, or None where there is none."""
    parents = graph.library.vocabulary.scenes
    found = "Scene"
    for _, node_type in graph.active:
        wanted = node_type.scene or "Scene"
        if found in _line(wanted, parents):
            found = wanted
        elif wanted not in _line(found, parents):
            return None
    return found


def _line(name: str, parents: Mapping[str, str]) -> list[str]:
    line = [name]
    while parent := parents.get(line[-1]):
        line.append(parent)
    return line


def conflicting_scenes(graph: Graph) -> Iterator[Problem]:
    """Find nodes that need Scene classes which do not go together."""
    if scene_class(graph) is not None:
        return
    users: dict[str, str] = {}
    for node, node_type in graph.active:
        if node_type.scene:
            users.setdefault(node_type.scene, node.id)
    needs = ", ".join(
        tr("'{node}' needs a {scene}", node=graph.title_of(node_id), scene=scene)
        for scene, node_id in users.items()
    )
    yield Problem(
        "conflicting-scenes",
        tr("These nodes cannot be in one scene: {needs}.", needs=needs),
        next(iter(users.values())),
        hint=tr("Put them into projects of their own."),
    )


def scene_made_twice(graph: Graph) -> Iterator[Problem]:
    """Find a second node that says how the Scene class is made."""
    makers = [node for node, node_type in graph.active if node_type.kind is Kind.SCENE]
    for node in makers[1:]:
        yield Problem(
            "scene-made-twice",
            tr(
                "'{first}' and '{second}' both say how the scene is made.",
                first=graph.title_of(makers[0].id),
                second=graph.title_of(node.id),
            ),
            node.id,
            hint=tr("Delete one of them."),
        )


def _bad_own_style(graph: Graph) -> Iterator[Problem]:
    try:
        style = parse_style(graph.document.settings.own_style)
    except StyleError as fault:
        yield Problem("bad-setting", fault.message, hint=tr("Choose another style."))
        return
    if style.rate_func not in graph.library.names.rate_functions:
        yield Problem(
            "bad-setting",
            tr("The style's way of moving, '{name}', is not known.", name=style.rate_func),
            hint=tr("Choose another style."),
        )


def bad_settings(graph: Graph) -> Iterator[Problem]:
    """Find scene settings that cannot be used."""
    settings = graph.document.settings
    names = Names(graph.library.names.colors, graph.library.names.rate_functions)
    fault = check_value(settings.background, Parameter(name="background", type="color"), names)
    if fault:
        yield Problem(
            "bad-setting",
            tr("The scene's background {fault}", fault=fault),
            hint=tr("Choose a color."),
        )
    if settings.style == OWN_STYLE:
        yield from _bad_own_style(graph)
    elif known_style(settings, graph.library) is None:
        known = ", ".join(tr(style.title) for style in graph.library.styles.values())
        yield Problem(
            "bad-setting",
            tr("The scene's style '{style}' is not known.", style=settings.style),
            hint=tr("Choose one of {styles}.", styles=known),
        )
    if settings.formulas not in FORMULAS:
        yield Problem(
            "bad-setting",
            tr("Formulas cannot be set by '{formulas}'.", formulas=settings.formulas),
            hint=tr("Choose one of {ways}.", ways=", ".join(FORMULAS)),
        )
    width, height = settings.frame_width, settings.frame_height
    if max(width, height) / _LONGEST_SIDE > min(width, height):
        yield Problem(
            "bad-setting",
            tr(
                "The scene's frame is {width:g} wide and {height:g} high, which no film can be.",
                width=width,
                height=height,
            ),
            hint=tr("Let the one be at most {count} times the other.", count=_LONGEST_SIDE),
        )
    elif not all(_LEAST_SIDE <= side <= _MOST_SIDE for side in (width, height)):
        yield Problem(
            "bad-setting",
            tr(
                "The scene's frame is {width:g} wide and {height:g} high; "
                "from {least:g} to {most:,.15g} units can be drawn.",
                width=width,
                height=height,
                least=_LEAST_SIDE,
                most=_MOST_SIDE,
            ),
            hint=tr("Choose another size of the frame."),
        )


def nothing_to_show(graph: Graph) -> Iterator[Problem]:
    """Warn of a scene that would be an empty picture."""
    if not graph.active:
        yield Problem(
            "nothing-to-show",
            tr("The scene is empty."),
            severity=Severity.WARNING,
            hint=tr("Add a node, such as Circle."),
        )


def untrusted_packages(graph: Graph) -> Iterator[Problem]:
    """Find nodes of node packages that the user has not said to trust."""
    for node, node_type in graph.active:
        if not node_type.is_trusted:
            yield Problem(
                "untrusted-package",
                tr(
                    "Node '{node}' is of the node package '{package}', which you have not said to trust.",
                    node=graph.title_of(node.id),
                    package=node_type.package,
                ),
                node.id,
                hint=tr(
                    "If you know who made it, trust it in Edit > Preferences > Node packages (manim-nodes packages on the command line)."
                ),
            )


def untrusted_code(graph: Graph, permissions: Permissions) -> Iterator[Problem]:
    """Find Python code that the user has not said to run."""
    for node, node_type in graph.active:
        if node_type.parameters_of("python") and not permissions.may_run(node.id):
            yield Problem(
                "untrusted-code",
                tr(
                    "Node '{node}' holds Python code, which is not run until you trust it.",
                    node=graph.title_of(node.id),
                ),
                node.id,
                hint=tr(
                    "Read the code; if it is safe, choose Run its code (--trust on the command line)."
                ),
            )
