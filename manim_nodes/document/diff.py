"""What changed from one document to another; quick, since documents share what did not."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from manim_nodes.document.model import Document, Edge, Node, Record
from manim_nodes.document.values import same
from manim_nodes.translation import tr, tr_later, tr_plural

# What a change of one field of Node is called.
_OPERATIONS = {
    "type": tr_later("change type of {name}"),
    "label": tr_later("rename {name}"),
    "position": tr_later("move {name}"),
    "muted": tr_later("mute {name}"),
    "presence": tr_later("show or hide {name}"),
    "color": tr_later("color {name}"),
}


Fate: TypeAlias = Literal["added", "removed", "changed"]


class Titles(Protocol):
    """What things are called."""

    def node(self, node_id: str) -> str:
        """Return what a node is called."""
        ...

    def group(self, group_id: str) -> str:
        """Return what a group is called."""
        ...

    def parameter(self, node_id: str, name: str) -> str:
        """Return what a parameter of a node is called."""
        ...


class _Ids:
    """The ids themselves."""

    def node(self, node_id: str) -> str:
        return node_id

    def group(self, group_id: str) -> str:
        return group_id

    def parameter(self, _node_id: str, name: str) -> str:
        return name


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
    constants : names of those added, removed or changed
    knobs : whether what is offered differs, or how
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
    constants: tuple[str, ...] = ()
    knobs: bool = False

    def __bool__(self) -> bool:
        return bool(self._operations(_Ids()))

    def summary(self, titles: Titles | None = None) -> str:
        """Return what was done, to stand after "Undo": ``move 3 nodes``, ``set Radius of Sun``.

        Parameters
        ----------
        titles : what things are called; by their ids if not given
        """
        titles = titles or _Ids()
        # Called what the user did, not what it took: a group takes its nodes out and puts one in.
        if self.removed and len(self.added) == 1 and "added" in self.groups.values():
            return tr("group {name}", name=_nodes(self.removed, titles))
        if self.added and len(self.removed) == 1 and "removed" in self.groups.values():
            return tr("ungroup {name}", name=_nodes(self.removed, titles))
        if self.added and not self.removed:
            return tr("add {name}", name=_nodes(self.added, titles))
        if self.removed and not self.added:
            return tr("delete {name}", name=_nodes(self.removed, titles))
        operations = self._operations(titles)
        return operations[0] if len(operations) == 1 else tr("edit")

    def _operations(self, titles: Titles) -> list[str]:
        operations = []
        if self.added or self.removed:
            operations.append(tr("replace nodes"))
        if self.changed:
            operations.append(_operation_on_nodes(self.changed, titles))
        if self.wired or self.unwired:
            operations.append(_operation_on_wires(len(self.wired), len(self.unwired)))
        if self.reordered:
            operations.append(tr("reorder wires"))
        if self.frames:
            operations.append(tr("change frames"))
        if self.groups:
            operations.append(tr("change {name}", name=_groups(self.groups, titles)))
        if self.constants:
            operations.append(_operation_on_constants(self.constants))
        elif self.knobs:
            operations.append(tr("change knobs"))
        if self.settings:
            operations.append(tr("change settings"))
        if self.renamed:
            operations.append(tr("rename project"))
        return operations


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
        constants=_changed_constants(before, after),
        knobs=not same(before.knobs, after.knobs),
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


def _changed_constants(before: Document, after: Document) -> tuple[str, ...]:
    if before.constants is after.constants:
        return ()
    old = {constant.name: constant for constant in before.constants}
    new = {constant.name: constant for constant in after.constants}
    return tuple(name for name in old | new if not same(old.get(name), new.get(name)))


def _missing(edges: tuple[Edge, ...], others: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """Return those of ``edges`` that are not among ``others``, comparing only what is not shared."""
    # An edit leaves nearly all wires as they are; to hash thousands of them on each tick of a drag would be seen.
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


def _nodes(ids: Collection[str], titles: Titles) -> str:
    if len(ids) == 1:
        return titles.node(next(iter(ids)))
    return tr_plural("{count} node", "{count} nodes", len(ids))


def _groups(ids: Collection[str], titles: Titles) -> str:
    if len(ids) == 1:
        return titles.group(next(iter(ids)))
    return tr_plural("{count} group", "{count} groups", len(ids))


def _operation_on_nodes(changed: Mapping[str, NodeChange], titles: Titles) -> str:
    name = _nodes(changed, titles)
    fields = {name for change in changed.values() for name in change.fields}
    parameters = {name for change in changed.values() for name in change.parameters}
    if len(fields) > 1:
        return tr("change {name}", name=name)
    if len(parameters) == 1:
        parameter = titles.parameter(min(changed), min(parameters))
        return tr("set {parameter} of {name}", parameter=parameter, name=name)
    return tr(_OPERATIONS.get(min(fields), tr_later("change {name}")), name=name)


def _operation_on_constants(names: Collection[str]) -> str:
    if len(names) == 1:
        return tr("set {name}", name=next(iter(names)))
    return tr("change constants")


def _operation_on_wires(wired: int, unwired: int) -> str:
    if wired and unwired:
        return tr("rewire")
    return tr("connect") if wired else tr("disconnect")
