"""What people call nodes, groups and parameters, whose ids are for files and scripts."""

from manim_nodes.document.groups import GROUP, group_id_of
from manim_nodes.document.model import Content, Document, Edge, Node
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import spoken_name
from manim_nodes.translation import tr


def node_title(content: Document, library: Library, node_id: str) -> str:
    """Return what people call a node: its label, its group's name or its type's title, or its id where it is not known."""
    node = content.nodes_by_id.get(node_id)
    if node is None:
        return node_id
    return _title_of(content, library, node)


def title_at(document: Document, library: Library, full_id: str) -> str:
    """Return what people call a node inside of groups, or one that stands for a group.

    Parameters
    ----------
    document : with its groups
    full_id : the ids of the groups' nodes from the outside in, then its own, joined by slashes
    """
    *location, node_id = full_id.split("/")
    content: Content = document
    for outer in location:
        node = content.nodes_by_id.get(outer)
        group = document.groups_by_id.get(group_id_of(node) or "") if node is not None else None
        if group is None:
            return node_id
        content = group
    node = content.nodes_by_id.get(node_id)
    return node_id if node is None else _title_of(document, library, node)


def distinct_title(content: Document, library: Library, node_id: str) -> str:
    """Return what people call a node, and which of them it is where others beside it are called the same."""
    title, group = node_title(content, library, node_id), node_id.rpartition("/")[0]
    same = [
        node
        for node in content.nodes
        if node.id.rpartition("/")[0] == group and node_title(content, library, node.id) == title
    ]
    if len(same) < 2:
        return title
    ids = [node.id for node in sorted(same, key=lambda node: (node.position, node.id))]
    return tr(
        "{title} ({number} of {count} from the left)",
        title=title,
        number=ids.index(node_id) + 1,
        count=len(ids),
    )


def group_title(content: Document, group_id: str) -> str:
    """Return the name of a group."""
    group = content.groups_by_id.get(group_id)
    return (group.name if group is not None else "") or tr("group")


def frame_title(content: Document, frame_id: str) -> str:
    """Return what people call a frame or a note."""
    frame = next((each for each in content.frames if each.id == frame_id), None)
    if frame is not None and frame.text:
        return tr("note")
    return (frame.title if frame is not None else "") or tr("frame")


def parameter_title(content: Document, library: Library, node_id: str, name: str) -> str:
    """Return what people call a parameter of a node."""
    node = content.nodes_by_id.get(node_id)
    node_type = library.get(node.type) if node is not None else None
    known = node_type.parameters.get(name) if node_type is not None else None
    title = known.display_title if known is not None else spoken_name(name).capitalize()
    return tr(title)


def output_title(content: Document, library: Library, node_id: str, name: str) -> str:
    """Return what people call an output: its node, and the port where the node has several."""
    node = content.nodes_by_id.get(node_id)
    node_type = library.get(node.type) if node is not None else None
    title = node_title(content, library, node_id)
    is_only = node_type is not None and set(node_type.outputs) == {name}
    return title if is_only else f"{title}: {tr(spoken_name(name))}"


def wire_title(content: Document, library: Library, wire: Edge) -> str:
    """Return what people call a wire: from where it leads, and into what."""
    source = output_title(content, library, wire.source, wire.output)
    target = node_title(content, library, wire.target)
    return f"{source} \N{RIGHTWARDS ARROW} {target}: {tr(spoken_name(wire.input))}"


def _title_of(document: Document, library: Library, node: Node) -> str:
    return node.label or _group_name(document, node) or _type_title(library, node.type)


def _group_name(content: Document, node: Node) -> str:
    if node.type != GROUP:
        return ""
    return group_title(content, group_id_of(node) or "")


def _type_title(library: Library, type_name: str) -> str:
    node_type = library.get(type_name)
    return tr(node_type.title) if node_type is not None else type_name
