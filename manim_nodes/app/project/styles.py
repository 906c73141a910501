"""Choosing the style of the project, and keeping its own for other projects."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.project.style_dialog import StyleDialog
from manim_nodes.document.model import OWN_STYLE, Document
from manim_nodes.editing.session import Session
from manim_nodes.editing.styles import own_styles, use_own_style, use_style
from manim_nodes.graph.style import style_of
from manim_nodes.library.styles import Style, StyleError, parse_style
from manim_nodes.translation import tr, tr_later

_KEPT = "kept:"
_NOTICE = "style"


class Styles(QObject):
    """Offers the styles that everybody has, those that the user has kept, and the project's own.

    Parameters
    ----------
    draw : asks for the picture of a document, and for what is called with it
    """

    def __init__(
        self,
        session: Session,
        profile: Profile,
        window: QWidget,
        notices: Notices,
        *,
        draw: Callable[[Document, Callable[[QImage], object]], object],
    ) -> None:
        super().__init__(window)
        self._session, self._profile = session, profile
        self._window, self._notices = window, notices
        self._draw = draw

    @command(
        "project.style",
        tr_later("Style of the film…"),
        panel="",
        menu="Edit",
        help=tr_later("Shows the project in all styles side by side, and uses one of them."),
        icon="mdi6.palette-swatch-outline",
    )
    def choose(self) -> None:
        """Let a style be chosen, and use it in one step of the history."""
        settings = self._session.document.settings
        kept = self._profile.preferences.styles
        styles, faults = self._styles()
        dialog = StyleDialog(
            styles,
            settings.style,
            self._window,
            draw=lambda name, take: self._draw(
                self._with_style(self._session.document, name, styles), take
            ),
            faults={
                name: (name.removeprefix(_KEPT) if name != OWN_STYLE else tr("Its own"), fault)
                for name, fault in faults.items()
            },
            removable=frozenset(f"{_KEPT}{name}" for name in kept),
            remove=self._remove,
        )
        dialog.accepted.connect(lambda: self._use(dialog.chosen, styles))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _has_own(self) -> bool:
        return self._session.document.settings.style == OWN_STYLE

    @command(
        "project.keep_style",
        tr_later("Keep style for other projects"),
        panel="",
        menu="Edit",
        help=tr_later("Offers the style of this project, under its name, to all other projects."),
        icon="mdi6.palette-swatch",
        is_enabled=_has_own,
    )
    def keep(self) -> None:
        """Keep the project's own style under its name."""
        style = style_of(self._session.document.settings, self._session.library)
        kept = self._profile.preferences.styles
        values = style.model_dump(exclude={"order"})
        self._profile.change_preferences(styles={**kept, style.title: values})
        text = tr("“{name}” is offered in all projects now.", name=style.title)
        self._notices.put(_NOTICE, text)

    def _styles(self) -> tuple[Mapping[str, Style], Mapping[str, str]]:
        """Return all styles by name, and what is wrong with others: the project's own first, since it is nowhere else."""
        kept, broken = own_styles(self._profile.preferences.styles)
        styles = {
            **self._session.library.styles,
            **{f"{_KEPT}{name}": style for name, style in kept.items()},
        }
        faults = {f"{_KEPT}{name}": fault for name, fault in broken.items()}
        if self._has_own():
            try:
                own = parse_style(self._session.document.settings.own_style)
            except StyleError as fault:
                return styles, {OWN_STYLE: fault.message, **faults}
            styles = {OWN_STYLE: own, **styles}
        return styles, faults

    def _with_style(self, document: Document, name: str, styles: Mapping[str, Style]) -> Document:
        if name == OWN_STYLE:
            return document
        if name.startswith(_KEPT):
            return use_own_style(document, styles[name])
        return use_style(document, name)

    def _use(self, name: str, styles: Mapping[str, Style]) -> None:
        if name in styles and name != OWN_STYLE:
            self._session.edit(
                lambda document: self._with_style(document, name, styles),
                label=tr("use the style {name}", name=tr(styles[name].title)),
            )

    def _remove(self, name: str) -> None:
        kept = self._profile.preferences.styles
        title = name.removeprefix(_KEPT)
        styles = {key: values for key, values in kept.items() if key != title}
        self._profile.change_preferences(styles=styles)
