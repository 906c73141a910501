"""What all node tables rest on: port types, names, shared parameters; reads nodes/shared/."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, RootModel, field_validator

from manim_nodes.library.category import Category
from manim_nodes.library.example import Examples
from manim_nodes.library.formula_words import FormulaWords
from manim_nodes.library.helpers import Helpers, read_helpers
from manim_nodes.library.parameter_types import Names
from manim_nodes.library.port_types import ANY, Conversion, PortType, PortTypes, Remedy
from manim_nodes.library.styles import (
    DEFAULT_STYLE,
    Style,
    check_roles,
    read_styles,
    role_colors,
)
from manim_nodes.library.toml_files import Raw, TableFile, validated


@dataclass(frozen=True)
class Vocabulary:
    """What all node tables rest on: nodes/shared/.

    Parameters
    ----------
    parameters : name of a family of parameters -> its parameters, as raw tables
    scenes : name of a Scene class -> its parent
    styles : by name; how whole films look
    roles : manim's colors by the role of a style that stands for them
    helpers : functions that scripts carry along
    categories : by title, in the order in which people look for them
    group_category : the title of the one whose look a project's own groups have
    usual : node types that are added most; of what a search finds, they come before others that fit as well
    first : those that an empty canvas offers
    becomes : what people let a thing become first
    """

    port_types: PortTypes
    names: Names
    parameters: Mapping[str, Raw]
    scenes: Mapping[str, str]
    styles: Mapping[str, Style]
    roles: Mapping[str, tuple[str, ...]]
    examples: Examples
    helpers: Helpers
    categories: Mapping[str, Category] = field(default_factory=dict)
    group_category: str = ""
    usual: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    becomes: tuple[str, ...] = ()

    def category(self, title: str) -> Category:
        """Return the category of a title; one that no table describes has no look of its own."""
        return self.categories.get(title) or Category(title=title)


class _PortTypesFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    types: Mapping[str, PortType]
    conversions: tuple[Conversion, ...] = ()
    remedies: tuple[Remedy, ...] = ()


class _NamesFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    colors: Mapping[str, str]
    rate_functions: Mapping[str, str]
    scenes: Mapping[str, str]
    roles: Mapping[str, tuple[str, ...]]
    categories: Mapping[str, Category] = {}
    group_category: str = ""
    usual: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    becomes: tuple[str, ...] = ()
    formula_words: FormulaWords = FormulaWords()

    _check_roles = field_validator("roles")(check_roles)

    @field_validator("categories", mode="before")
    @classmethod
    def _with_titles(cls, raws: Mapping[str, Raw]) -> Mapping[str, Raw]:
        return {title: {"title": title, **raw} for title, raw in raws.items()}


class _ParametersFile(RootModel[dict[str, dict[str, Raw]]]):
    pass


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read nodes/shared/, and the styles in the resources beside nodes/.

    Raises
    ------
    NodeTableError : with file and line
    """
    port_types = validated(
        _PortTypesFile, TableFile.read(folder / "port_types.toml", folder.parent)
    )
    names = validated(_NamesFile, TableFile.read(folder / "names.toml", folder.parent))
    parameters = validated(
        _ParametersFile, TableFile.read(folder / "parameters.toml", folder.parent)
    )
    styles = read_styles(folder.parent.parent / "resources" / "styles")
    examples = validated(Examples, TableFile.read(folder / "examples.toml", folder.parent))
    return Vocabulary(
        port_types=PortTypes(
            {ANY: PortType(parent=ANY), **port_types.types},
            port_types.conversions,
            port_types.remedies,
        ),
        names=Names(
            colors=names.colors,
            rate_functions=names.rate_functions,
            formula_words=names.formula_words,
            roles=role_colors(styles[DEFAULT_STYLE]),
        ),
        parameters=parameters.root,
        scenes=names.scenes,
        styles=styles,
        roles=names.roles,
        examples=examples,
        helpers=read_helpers(folder / "helpers.py"),
        categories=names.categories,
        group_category=names.group_category,
        usual=names.usual,
        first=names.first,
        becomes=names.becomes,
    )
