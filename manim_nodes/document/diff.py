"""What changed from one document to another; quick, since documents share what did not."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from manim_nodes.document.model import Document, Edge, Node, Record
from manim_nodes.document.values import same

_VERBS = {
    "type": "change type of",
    "label": "rename",
    "position": "move",
    "muted": "mute",
    "color": "color",
}


Fate: TypeAlias = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class NodeChange:
    """What changed in one node.

    Parameters
    ----------
    fields : names of the fields of Node that differ, ``parameters`` among them
    parameters : names of the parameters that differ
    """

    fields: frozenset[str]
    parameters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in a document; false if nothing did.

    Parameters
    ----------
    added, removed : ids of nodes
    changed : what changed in nodes that both documents have, by id
    wired, unwired : wires that are new, wires that are gone
    reordered : inputs, as node id and port, that have the same wires in another order
    frames : ids of frames added, removed or changed
    groups : what was done to groups, by id
    settings : names of the fields of Settings that differ
    renamed : whether the project has another name
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, NodeChange]
    wired: tuple[Edge, ...]
    unwired: tuple[Edge, ...]
    reordered: tuple[tuple[str, str], ...]
    frames: tuple[str, ...]
    groups: Mapping[str, Fate]
    settings: frozenset[str]
    renamed: bool

    def __bool__(self) -> bool:
        return bool(self._deeds())

    @property
    def summary(self) -> str:
        """What was done, to stand after "Undo": ``move 3 nodes``, ``set radius of circle_1``."""
        if self.removed and len(self.added) == 1 and "added" in self.groups.values():
            return f"group {_name(self.removed)}"
        if self.added and len(self.removed) == 1 and "removed" in self.groups.values():
            return f"ungroup {_name(self.removed)}"
        if self.added and not self.removed:
            return f"add {_name(self.added)}"
        if self.removed and not self.added:
            return f"delete {_name(self.removed)}"
        deeds = self._deeds()
        return deeds[0] if len(deeds) == 1 else "edit"

    def _deeds(self) -> list[str]:
        deeds = []
        if self.added or self.removed:
            deeds.append("replace nodes")
        if self.changed:
            deeds.append(_node_deed(self.changed))
        if self.wired or self.unwired:
            deeds.append(_wire_deed(len(self.wired), len(self.unwired)))
        if self.reordered:
            deeds.append("reorder wires")
        if self.frames:
            deeds.append("change frames")
        if self.groups:
            deeds.append(f"change {_name(self.groups, 'groups')}")
        if self.settings:
            deeds.append("change settings")
        if self.renamed:
            deeds.append("rename project")
        return deeds


def diff(before: Document, after: Document) -> Change:
    """Compare two documents, commonly two versions of one."""
    old_nodes, new_nodes = before.nodes_by_id, after.nodes_by_id
    changed = {
        node_id: _node_change(old_nodes[node_id], node)
        for node_id, node in new_nodes.items()
        if node_id in old_nodes and not same(old_nodes[node_id], node)
    }
    wired = _missing(after.edges, before.edges)
    unwired = _missing(before.edges, after.edges)
    return Change(
        added=tuple(node_id for node_id in new_nodes if node_id not in old_nodes),
        removed=tuple(node_id for node_id in old_nodes if node_id not in new_nodes),
        changed=changed,
        wired=wired,
        unwired=unwired,
        reordered=_reordered(before.edges, after.edges),
        frames=_changed_frames(before, after),
        groups=_changed_groups(before, after),
        settings=_changed_fields(before.settings, after.settings),
        renamed=before.name != after.name,
    )


def _node_change(before: Node, after: Node) -> NodeChange:
    old, new = before.parameters, after.parameters
    return NodeChange(
        fields=_changed_fields(before, after),
        parameters=frozenset(
            name
            for name in old.keys() | new.keys()
            if not (name in old and name in new and same(old[name], new[name]))
        ),
    )


def _changed_fields(before: Record, after: Record) -> frozenset[str]:
    return frozenset(
        name
        for name in type(before).model_fields
        if not same(getattr(before, name), getattr(after, name))
    )


def _changed_frames(before: Document, after: Document) -> tuple[str, ...]:
    old = {frame.id: frame for frame in before.frames}
    new = {frame.id: frame for frame in after.frames}
    return tuple(key for key in old | new if not same(old.get(key), new.get(key)))


def _changed_groups(before: Document, after: Document) -> dict[str, Fate]:
    old, new = before.groups_by_id, after.groups_by_id
    return {
        key: "removed" if key not in new else "changed" if key in old else "added"
        for key in {**old, **new}
        if not same(old.get(key), new.get(key))
    }


def _missing(edges: tuple[Edge, ...], others: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """Return those of ``edges`` that are not among ``others``, comparing only what is not shared."""
    shared = set(map(id, edges)) & set(map(id, others))
    left = Counter(edge for edge in others if id(edge) not in shared)
    missing = []
    for edge in edges:
        if id(edge) in shared:
            continue
        if left[edge]:
            left[edge] -= 1
        else:
            missing.append(edge)
    return tuple(missing)


def _reordered(before: tuple[Edge, ...], after: tuple[Edge, ...]) -> tuple[tuple[str, str], ...]:
    if before is after:
        return ()
    old, new = _by_input(before), _by_input(after)
    return tuple(
        key
        for key, edges in new.items()
        if edges != old.get(key) and Counter(edges) == Counter(old.get(key))
    )


def _by_input(edges: Iterable[Edge]) -> dict[tuple[str, str], list[Edge]]:
    inputs = defaultdict(list)
    for edge in edges:
        inputs[edge.target, edge.input].append(edge)
    return inputs


def _name(ids: Collection[str], kind: str = "nodes") -> str:
    return next(iter(ids)) if len(ids) == 1 else f"{len(ids)} {kind}"


def _node_deed(changed: Mapping[str, NodeChange]) -> str:
    fields = {name for change in changed.values() for name in change.fields}
    parameters = {name for change in changed.values() for name in change.parameters}
    if len(fields) > 1:
        return f"change {_name(changed)}"
    if len(parameters) == 1:
        return f"set {min(parameters)} of {_name(changed)}"
    return f"{_VERBS.get(min(fields), 'change')} {_name(changed)}"


def _wire_deed(wired: int, unwired: int) -> str:
    if wired and unwired:
        return "rewire"
    return "connect" if wired else "disconnect"
