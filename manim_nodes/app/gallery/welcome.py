"""The welcome page: what a user may want to begin with."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from manim_nodes import __version__
from manim_nodes.app.gallery.recent import RecentProject, RecentProjects, look_up
from manim_nodes.app.gallery.recent_view import RecentView
from manim_nodes.app.gallery.templates_view import MakeTrial, TemplatesView
from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.document.model import Document
from manim_nodes.gallery.catalogue import Template
from manim_nodes.translation import tr, tr_later

_LEFT_WIDTH = 300


class Welcome(Panel):
    """New, open, recent projects, templates; Esc leads back to what is open.

    Attributes
    ----------
    take_tour : begins the tour; set by whoever has one

    Parameters
    ----------
    leave : leads back to the canvas
    open_project : gives what the open project is called; empty if there is nothing to go back to
    new_project, open_file : do what their buttons say
    open_path : opens a project of the list
    use_template : opens a copy of a template
    use_project, insert_project : open what a template has become by its knobs, or add it to what is open
    make_trial, type_title : see `TemplatesView`
    """

    NAME = "welcome"

    def __init__(
        self,
        *,
        theme: Theme,
        profile: Profile,
        templates: Sequence[Template],
        leave: Callable[[], object],
        open_project: Callable[[], str],
        new_project: Callable[[], object],
        open_file: Callable[[], object],
        open_path: Callable[[Path], object],
        use_template: Callable[[Template], object],
        use_project: Callable[[Template, Document], object],
        insert_project: Callable[[Document], object],
        make_trial: MakeTrial,
        type_title: Callable[[str], str] = lambda name: name,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._profile, self._theme = profile, theme
        self._leave, self._open_project = leave, open_project
        self._open_path, self._use_template = open_path, use_template
        self._background = Background(self)
        self._recent = RecentProjects(self)
        self._recent_view = RecentView(self._recent, theme, self)
        self._recent_view.opened.connect(self._on_project_opened)
        self._recent_view.removed.connect(self._on_project_removed)
        self._templates = TemplatesView(
            templates,
            theme=theme,
            make_trial=make_trial,
            may_insert=lambda: bool(open_project()),
            type_title=type_title,
            parent=self,
        )
        self._templates.chosen.connect(self._on_template_chosen)
        self._templates.open_asked.connect(use_project)
        self._templates.insert_asked.connect(insert_project)
        self._new = self._button(tr("New project"), new_project, primary=True)
        self._open = self._button(tr("Open…"), open_file)
        self._back = self._button("", leave)
        self.take_tour: Callable[[], object] = lambda: None
        self.remove_template: Callable[[Template], object] = lambda _: None
        self._templates.cards.remove_asked.connect(lambda each: self.remove_template(each))
        self.pack_template: Callable[[Template], object] = lambda _: None
        self._templates.cards.pack_asked.connect(lambda each: self.pack_template(each))
        self._offer: tuple[QWidget, ...] = (
            _label(tr("New here? A tour in five steps shows how a film is made."), "dim"),
            self._button(tr("Take the tour"), lambda: self.take_tour()),
            self._button(tr("No, thanks"), lambda: profile.change_state(is_tour_offered=True)),
        )
        self._lay_out()
        self.setFocusProxy(self._templates.cards)
        self.set_theme(theme)
        profile.state_changed.connect(self._look_up)
        profile.state_changed.connect(self.refresh)
        self._look_up()

    @command(
        "welcome.leave",
        tr_later("Back to the project"),
        ("Esc",),
        menu="View",
        help=tr_later("Leave the welcome page."),
        is_enabled=lambda page: page.isVisible(),
    )
    def leave(self) -> None:
        """Show the canvas with what is open."""
        self._leave()

    def use_templates(self, templates: Sequence[Template]) -> None:
        """Show these templates from now on."""
        self._templates.use_templates(templates)

    def forget_titles(self) -> None:
        """Look up again what people call node types."""
        self._templates.forget_titles()

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self._recent_view.set_theme(theme)
        self._templates.set_theme(theme)
        self.setStyleSheet(
            f"#welcome {{ background: {theme.window}; }}"
            f"#side {{ background: {theme.panel}; border: none; border-right: 1px solid {theme.line}; }}"
            "#side QListView { background: transparent; } #side QListView:focus { border: none; }"
            "#side QPushButton { padding: 8px 12px; text-align: left; font-weight: 600; }"
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Offer the way back to what is open now."""
        name = self._open_project()
        self._back.setText(tr("← Back to {name}", name=name))
        self._back.setVisible(bool(name))
        for part in self._offer:
            part.setVisible(not self._profile.state.is_tour_offered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, and the gallery have the other keys that nobody has taken."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            self._templates.keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop moving pictures and looking for files."""
        super().closeEvent(event)
        self._profile.state_changed.disconnect(self._look_up)
        self._profile.state_changed.disconnect(self.refresh)
        self._templates.close()
        self._background.close()

    # making it

    def _button(
        self, text: str, pressed: Callable[[], object], *, primary: bool = False
    ) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("primary", primary)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: pressed())
        return button

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side())
        layout.addLayout(self._main(), 1)

    def _side(self) -> QWidget:
        side = QFrame(self, objectName="side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(_LEFT_WIDTH)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(24, 32, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(_label("manim-nodes", "title"))
        layout.addWidget(_label(tr("Build Manim scenes by wiring nodes."), "dim"))
        layout.addSpacing(16)
        layout.addWidget(self._back)
        layout.addWidget(self._new)
        layout.addWidget(self._open)
        layout.addSpacing(8)
        for part in self._offer:
            layout.addWidget(part)
        layout.addSpacing(20)
        self._recent_heading = _label(tr("Recent"), "heading")
        layout.addWidget(self._recent_heading)
        self._no_recent = _label(tr("Projects that you save are listed here."), "dim")
        layout.addWidget(self._no_recent)
        layout.addWidget(self._recent_view, 1)
        layout.addStretch(0)
        layout.addWidget(_label(tr("Version {number}", number=__version__), "dim"))
        return side

    def _main(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setContentsMargins(32, 32, 8, 16)
        layout.setSpacing(4)
        layout.addWidget(_label(tr("Start from a template"), "heading"))
        layout.addWidget(_label(tr("You get a copy of your own to change as you like."), "dim"))
        layout.addSpacing(12)
        layout.addWidget(self._templates, 1)
        return layout

    # what happens

    def _look_up(self) -> None:
        paths = self._profile.state.recent_projects
        self._background.run(partial(look_up, paths), self._show_recent)

    def _show_recent(self, projects: list[RecentProject]) -> None:
        self._recent.show(projects)
        self._recent_view.setVisible(bool(projects))
        self._no_recent.setVisible(not projects)

    def _on_project_opened(self, project: RecentProject) -> None:
        self._open_path(project.path)

    def _on_project_removed(self, project: RecentProject) -> None:
        paths = self._profile.state.recent_projects
        left = tuple(path for path in paths if Path(path) != project.path)
        self._profile.change_state(recent_projects=left)

    def _on_template_chosen(self, template: Template) -> None:
        self._use_template(template)


def _label(text: str, style: str) -> Label:
    label = Label(text, wordWrap=True)
    label.setProperty(style, True)
    return label
