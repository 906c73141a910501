"""Declares a command next to the method that carries it out.

A class says ``@command("canvas.cut", tr_later("Cut"), ("Ctrl+X",), menu="Edit")`` above a method; `commands_of` its
objects collects them in the order in which they stand, base classes first.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from manim_nodes.app.kit.commands import Command
from manim_nodes.translation import tr

_ATTRIBUTE = "declared_commands"

_Method = TypeVar("_Method", bound=Callable[..., object])


@dataclass(frozen=True)
class command:  # noqa: N801  a decorator, as property is
    """Declares that a method carries out a command; several may stand above one method.

    Parameters
    ----------
    title, help, needs : marked by `manim_nodes.translation.tr_later`
    panel : None for the panel that `commands_of` is given
    is_enabled, is_checked, dynamic_title : asked with the method's object; a method that stands above will do
    arguments : what the method is called with, by name
    fields : what stands for fields of title and help; texts for users are marked, too
    others : as `Command` has them
    """

    id: str
    title: str
    keys: tuple[str, ...] = ()
    panel: str | None = None
    menu: str = ""
    help: str = ""
    icon: str = ""
    is_enabled: Callable[[Any], bool] | None = None
    needs: str = ""
    is_checked: Callable[[Any], bool] | None = None
    dynamic_title: Callable[[Any], str] | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, method: _Method) -> _Method:
        """Record the command with the method, which stays as it is."""
        # Decorators are applied from below, and are read from above.
        setattr(method, _ATTRIBUTE, (self, *getattr(method, _ATTRIBUTE, ())))
        return method

    def of(self, owner: object, method_name: str, panel: str) -> Command:
        """Return the command that calls the method of ``owner``."""
        method = getattr(owner, method_name)
        fields = {name: tr(text) for name, text in self.fields.items()}
        made = Command(
            self.id,
            tr(self.title, **fields),
            partial(method, **self.arguments) if self.arguments else method,
            self.keys,
            panel if self.panel is None else self.panel,
            self.menu,
            tr(self.help, **fields),
            self.icon,
            needs=tr(self.needs),
            is_checked=partial(self.is_checked, owner) if self.is_checked else None,
            dynamic_title=partial(self.dynamic_title, owner) if self.dynamic_title else None,
        )
        return (
            replace(made, is_enabled=partial(self.is_enabled, owner)) if self.is_enabled else made
        )


def command_family(commands: Iterable[command]) -> Callable[[_Method], _Method]:
    """Declare several commands that one method carries out, each with arguments of its own."""
    declared = tuple(commands)

    def declare(method: _Method) -> _Method:
        for each in reversed(declared):
            method = each(method)
        return method

    return declare


def commands_of(*owners: object, panel: str = "") -> list[Command]:
    """Return the commands that the classes of objects declare, each carried out by its object.

    Parameters
    ----------
    panel : of the commands that name none
    """
    return [
        declared.of(owner, method_name, panel)
        for owner in owners
        for method_name, commands in _declared_by(type(owner)).items()
        for declared in commands
    ]


def _declared_by(owner_class: type) -> dict[str, tuple[command, ...]]:
    found: dict[str, tuple[command, ...]] = {}
    for part in reversed(owner_class.__mro__):
        for name, member in vars(part).items():
            declared = getattr(member, _ATTRIBUTE, ())
            if declared:
                found[name] = declared
    return found
