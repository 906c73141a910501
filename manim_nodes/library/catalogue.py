"""All node types, looked up by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

from manim_nodes.errors import ManimNodesError
from manim_nodes.library.category import Category
from manim_nodes.library.node_packages import NodePackage
from manim_nodes.library.node_tables import read_category, read_node_types
from manim_nodes.library.node_type import NodeType, Parameter
from manim_nodes.library.parameter_types import Names
from manim_nodes.library.port_types import PortTypes
from manim_nodes.library.styles import DEFAULT_STYLE, Style, StyledDefaults, role_colors
from manim_nodes.library.template import CodeTemplate
from manim_nodes.library.toml_files import NodeTableError, TableFile
from manim_nodes.library.type_names import plain_type
from manim_nodes.library.vocabulary import Vocabulary, read_vocabulary
from manim_nodes.translation import tr

_MOST_STYLES = 4


@dataclass(frozen=True)
class Library:
    """Every node type that a project may use, and the vocabulary they share.

    Parameters
    ----------
    faults : what was wrong in the user's own tables and in those of packages; those files are left out
    packages : node packages that were found, trusted or not
    """

    types: Mapping[str, NodeType]
    vocabulary: Vocabulary
    faults: tuple[ManimNodesError, ...] = field(default=())
    packages: tuple[NodePackage, ...] = ()
    _variants: dict[tuple[tuple[str, str], ...], "Library | None"] = field(
        default_factory=dict, repr=False, compare=False
    )
    _styled: dict[Style, "Library"] = field(default_factory=dict, repr=False, compare=False)
    _plain: "Library | None" = field(default=None, repr=False, compare=False)

    @property
    def port_types(self) -> PortTypes:
        """Return the hierarchy of port types."""
        return self.vocabulary.port_types

    @property
    def names(self) -> Names:
        """Return the names of colors and rate functions."""
        return self.vocabulary.names

    @property
    def styles(self) -> Mapping[str, Style]:
        """Return the style presets."""
        return self.vocabulary.styles

    def category(self, title: str) -> Category:
        """Return the category of a title."""
        return self.vocabulary.category(title)

    def get(self, type_name: str) -> NodeType | None:
        """Return a node type, or None where there is no such type."""
        return self.types.get(type_name)

    def with_types(self, types: Mapping[str, NodeType]) -> "Library":
        """Return a library that has more types, before its own."""
        return replace(self, types={**types, **self.types}, _variants={}, _styled={})

    def with_defaults(self, settings: Mapping[str, str]) -> "Library":
        """Return the library of a project: with the defaults that its settings give, by their names, in no style."""
        if self._plain is not None:
            return self._plain.with_defaults(settings)
        key = tuple(sorted(settings.items()))
        if key not in self._variants:
            changed = {
                name: variant
                for name, node_type in self.types.items()
                if (variant := _with_defaults(node_type, settings)) is not node_type
            }
            types = {**self.types, **changed}
            self._variants[key] = self._changed(types, self.names) if changed else None
        return self._variants[key] or self

    def in_style(self, style: Style) -> "Library":
        """Return the library of a project in a style: its defaults are those of the style, and so are its roles."""
        if self._plain is not None:
            return self._plain.in_style(style)
        if style == self.styles.get(DEFAULT_STYLE):
            return self
        if style not in self._styled:
            # Each color that the mouse passes in a dialog is another style.
            if len(self._styled) >= _MOST_STYLES:
                del self._styled[next(iter(self._styled))]
            defaults = StyledDefaults(style, self.vocabulary.roles, self.names.colors)
            types = {name: defaults.apply(node_type) for name, node_type in self.types.items()}
            names = replace(self.names, roles=role_colors(style))
            self._styled[style] = self._changed(types, names, self)
        return self._styled[style]

    def _changed(
        self, types: Mapping[str, NodeType], names: Names, plain: "Library | None" = None
    ) -> "Library":
        vocabulary = replace(self.vocabulary, names=names)
        changed = replace(
            self, types=types, vocabulary=vocabulary, _variants={}, _styled={}, _plain=plain
        )
        # Defaults are values: no name comes in by them, and it takes long to look.
        changed.__dict__["names_in_code"] = self.names_in_code
        return changed

    @cached_property
    def by_category(self) -> Mapping[str, list[NodeType]]:
        """Return the node types of each category, both in their order in ``types``."""
        categories: dict[str, list[NodeType]] = {}
        for node_type in self.types.values():
            categories.setdefault(node_type.category.title, []).append(node_type)
        return categories

    @cached_property
    def together(self) -> NodeType:
        """Return the type of the node that is added to play several animations at once."""
        return next(each for each in self.types.values() if each.together)

    @cached_property
    def transforms(self) -> Mapping[str, NodeType]:
        """Return the type of the node that the mouse in the picture adds, by what it does."""
        types: dict[str, NodeType] = {}
        for each in self.types.values():
            if each.transform:
                types.setdefault(each.transform, each)  # the user's own come last
        return types

    @cached_property
    def code_types(self) -> frozenset[str]:
        """Return the names of the types whose nodes hold Python code."""
        return frozenset(name for name, each in self.types.items() if each.parameters_of("python"))

    @cached_property
    def names_in_code(self) -> frozenset[str]:
        """Return every name that generated code may use, so that no variable takes one of them."""
        names = {*self.names.colors, *self.names.rate_functions, *self.vocabulary.scenes}
        names |= self.vocabulary.helpers.names
        written = [*self.names.rate_functions.values()]
        for template in self._templates():
            names |= template.free_names | template.bound_names
        for parameter in self._parameters():
            names.update(parameter.variables)
            if plain_type(parameter.type) == "constant":
                written += map(str, parameter.choices)
        return frozenset(names.union(name.partition(".")[0] for name in written))

    def _parameters(self) -> Iterator[Parameter]:
        for node_type in self.types.values():
            yield from node_type.parameters.values()

    def _templates(self) -> Iterator[CodeTemplate]:
        for node_type in self.types.values():
            yield node_type.template
            yield from [node_type.play_template] if node_type.play_template else []
            yield from node_type.other_templates
            yield from node_type.output_templates.values()
        for conversion in self.port_types.conversions:
            yield conversion.template


def _with_defaults(node_type: NodeType, settings: Mapping[str, str]) -> NodeType:
    changed = {
        name: parameter.model_copy(update={"default": settings[parameter.setting]})
        for name, parameter in node_type.parameters.items()
        if parameter.setting in settings
        and settings[parameter.setting] != parameter.default
        and settings[parameter.setting] in parameter.choices
    }
    if not changed:
        return node_type
    fields = {name: getattr(node_type, name) for name in NodeType.model_fields}
    # Not a copy, which would bring along what has been found out about the old parameters.
    return NodeType.model_construct(**{**fields, "parameters": {**node_type.parameters, **changed}})


def load_library(
    builtin: Path,
    user: Path | None = None,
    *,
    packages: Sequence[NodePackage] = (),
    trusted: Mapping[str, str] = MappingProxyType({}),
) -> Library:
    """Read the built-in tables, those of packages, and the user's own where that folder exists.

    A fault in a built-in table is ours and raises; one in another's file leaves that file out and
    is kept in ``Library.faults``.

    Parameters
    ----------
    trusted : digests of the packages that the user trusts, by their names

    Raises
    ------
    NodeTableError : a built-in table is faulty
    """
    vocabulary = read_vocabulary(builtin / "shared")
    types: dict[str, NodeType] = {}
    for path in sorted(builtin.glob("*.toml")):  # sorted, so that any machine has the same order
        _add(types, read_node_types(path, builtin, vocabulary))
    faults: list[NodeTableError] = []
    others = [(folder, package) for package in packages for folder in package.tables]
    for folder, package in [*others, (user, None)]:
        if folder and folder.is_dir():
            paths = sorted(folder.glob("*.toml"))
            vocabulary = _with_own_categories(vocabulary, paths, folder)
            as_theirs = partial(_of, package, trusted)
            faults += _add_others(types, paths, folder, vocabulary, as_theirs)
    in_order = _in_order(types, vocabulary.categories)
    return Library(in_order, vocabulary, tuple(faults), tuple(packages))


def _of(package: NodePackage | None, trusted: Mapping[str, str], node_type: NodeType) -> NodeType:
    """Return a node type as it is in a package."""
    if package is None:
        return node_type
    if package.is_trusted(trusted):
        return node_type.model_copy(update={"package": package.name})
    said = tr("Not trusted yet, so that it cannot be used.")
    of_package = {"package": package.name, "is_trusted": False}
    return node_type.model_copy(update={**of_package, "summary": f"{said} {node_type.summary}"})


def _in_order(types: Mapping[str, NodeType], categories: Iterable[str]) -> Mapping[str, NodeType]:
    """Put the categories in their order, and within each the types in that of the tables."""
    rank = {title: place for place, title in enumerate(categories)}
    return dict(sorted(types.items(), key=lambda item: rank.get(item[1].category.title, len(rank))))


def _with_own_categories(vocabulary: Vocabulary, paths: Sequence[Path], folder: Path) -> Vocabulary:
    """Add the categories that the user's files describe, so that other files need only name them."""
    for path in paths:
        with suppress(NodeTableError):  # reported when its node types are read
            category = read_category(TableFile.read(path, folder), vocabulary)
            if category != Category(title=category.title):
                vocabulary = replace(
                    vocabulary,
                    categories={**vocabulary.categories, category.title: category},
                )
    return vocabulary


def _add_others(
    types: dict[str, NodeType],
    paths: Sequence[Path],
    folder: Path,
    vocabulary: Vocabulary,
    as_theirs: Callable[[NodeType], NodeType],
) -> list[NodeTableError]:
    faults = []
    for path in paths:
        try:
            _add(types, list(map(as_theirs, read_node_types(path, folder, vocabulary))))
        except NodeTableError as fault:
            faults.append(fault)
    return faults


def _add(types: dict[str, NodeType], new: list[NodeType]) -> None:
    for node_type in new:
        if known := types.get(node_type.type):
            raise NodeTableError(
                tr(
                    "'{type}' is also in {source}. Give one another name.",
                    type=node_type.type,
                    source=known.source,
                ),
                where=node_type.source,
            )
    types |= {node_type.type: node_type for node_type in new}
