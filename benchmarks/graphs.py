"""Documents to measure with."""

from collections.abc import Iterator

from manim_nodes.document.model import Document, Edge, Node, new_document
from manim_nodes.document.values import JSON


def ten_nodes() -> Document:
    """Return ten nodes that play six times, for about seven seconds."""
    nodes = [
        Node(id="circle_1", type="Circle", position=(0, 0), parameters={"radius": 1.5}),
        Node(id="square_1", type="Square", position=(0, 200)),
        Node(id="create_1", type="Create", position=(200, 0)),
        Node(id="shift_1", type="Shift", position=(400, 0), parameters={"animated": True}),
        Node(id="fade_in_1", type="FadeIn", position=(500, 200)),
        Node(id="rotate_1", type="Rotate", position=(600, 0)),
        Node(id="transform_1", type="ReplacementTransform", position=(800, 100)),
        Node(id="wait_1", type="Wait", position=(1000, 100), parameters={"duration": 2.0}),
        Node(id="fade_out_1", type="FadeOut", position=(1200, 100)),
        Node(id="color_1", type="SetColor", position=(300, 200)),
    ]
    edges = [
        _wire("circle_1", "create_1"),
        _wire("create_1", "shift_1"),
        _wire("shift_1", "rotate_1"),
        _wire("square_1", "color_1"),
        _wire("color_1", "fade_in_1"),
        _wire("rotate_1", "transform_1"),
        _wire("fade_in_1", "transform_1", "target"),
        _wire("transform_1", "wait_1", "flow"),
        _wire("transform_1", "fade_out_1"),
        _wire("wait_1", "fade_out_1", "flow"),
    ]
    document = new_document("Ten nodes")
    return document.model_copy(update={"nodes": tuple(nodes), "edges": tuple(edges)})


def surface() -> Document:
    """Return a sphere that turns, for one second."""
    nodes = (
        Node(id="sphere_1", type="Sphere", position=(0, 0)),
        Node(id="rotate_1", type="Rotate", position=(200, 0)),
    )
    edges = (_wire("sphere_1", "rotate_1"),)
    return new_document("Surface").model_copy(update={"nodes": nodes, "edges": edges})


def chain_of_nodes(count: int) -> Document:
    """Return ``count`` nodes, in groups of five that follow one another by flow."""
    rounds = range(count // 5)
    nodes = tuple(node for index in rounds for node in _five_nodes(index))
    edges = tuple(edge for index in rounds for edge in _five_wires(index))
    document = new_document(f"{count} nodes")
    return document.model_copy(update={"nodes": nodes, "edges": edges})


def _five_nodes(index: int) -> Iterator[Node]:
    types: list[tuple[str, str, dict[str, JSON]]] = [
        ("circle", "Circle", {"radius": 1.5, "color": "#58C4DD"}),
        ("create", "Create", {"run_time": 2.0}),
        ("shift", "Shift", {"animated": True, "vector": (1.0, -1.0, 0.0)}),
        ("scale", "Scale", {}),
        ("wait", "Wait", {}),
    ]
    for place, (name, node_type, parameters) in enumerate(types):
        position = (200.0 * (5 * index + place), 100.0)
        yield Node(id=f"{name}_{index}", type=node_type, position=position, parameters=parameters)


def _five_wires(index: int) -> Iterator[Edge]:
    yield _wire(f"circle_{index}", f"create_{index}")
    yield _wire(f"create_{index}", f"shift_{index}")
    yield _wire(f"shift_{index}", f"scale_{index}")
    yield _wire(f"scale_{index}", f"wait_{index}", "flow")
    if index:
        yield _wire(f"wait_{index - 1}", f"circle_{index}", "flow")


def things_that_come_and_go(count: int) -> Document:
    """Return a circle after another, each of which is drawn and fades out four steps later."""
    nodes, edges = [], []
    for index in range(count):
        place = 200.0 * index
        nodes += [
            Node(id=f"circle_{index}", type="Circle", position=(place, 0)),
            Node(id=f"create_{index}", type="Create", position=(place, 200)),
        ]
        edges.append(_wire(f"circle_{index}", f"create_{index}"))
        if index >= 4:
            gone = index - 4
            nodes.append(Node(id=f"fade_out_{gone}", type="FadeOut", position=(place, 400)))
            edges.append(_wire(f"create_{gone}", f"fade_out_{gone}"))
    document = new_document(f"{count} things")
    return document.model_copy(update={"nodes": tuple(nodes), "edges": tuple(edges)})


def _wire(source: str, target: str, name: str = "mobject") -> Edge:
    output = "mobject" if name == "target" else name
    return Edge(source=source, output=output, target=target, input=name)
