"""The generated script, highlighted; its lines lead to their nodes, and nodes to their lines."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QFontDatabase,
    QGuiApplication,
    QMouseEvent,
    QShowEvent,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from manim_nodes.app.code.highlighter import PythonHighlighter
from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.codegen.script import Script
from manim_nodes.editing.session import (
    Analyzed,
    DocumentChanged,
    Event,
    LocationChanged,
    SelectionChanged,
    Session,
)
from manim_nodes.translation import tr, tr_later


class CodeView(Panel):
    """Shows the script of the session's project as it is wired.

    Parameters
    ----------
    save_as : called with a text and a file name, to write it to a file that the user selects
    """

    NAME = "code"

    def __init__(
        self,
        session: Session,
        *,
        theme: Theme,
        profile: Profile,  # noqa: ARG002 (all panels are made alike)
        save_as: Callable[[str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._save_as = save_as
        self._script: Script | None = None
        self._note = Label(self)
        self._note.setProperty("dim", True)
        self._note.setContentsMargins(10, 6, 10, 6)
        self._note.setWordWrap(True)
        self.text = _ScriptText(self._reveal_line, self)
        self._highlighter = PythonHighlighter(self.text, theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._note)
        layout.addWidget(self.text)
        self.setFocusProxy(self.text)
        self._unlisten = session.listen(self._on_event)
        self._update_script()

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self._highlighter.set_theme(theme)
        self._highlight_selection()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop following the session."""
        super().closeEvent(event)
        self._unlisten()

    def has_script(self) -> bool:
        """Return whether there is a script."""
        return self._script is not None

    @command(
        "code.copy",
        tr_later("Copy script"),
        panel="",
        menu="Edit",
        icon="mdi6.content-copy",
        help=tr_later("Put the whole Python script on the clipboard."),
        is_enabled=has_script,
    )
    def copy_script(self) -> None:
        """Put the script on the clipboard."""
        QGuiApplication.clipboard().setText(self._source)

    @command(
        "code.save",
        tr_later("Save script as .py…"),
        panel="",
        menu="File",
        icon="mdi6.language-python",
        help=tr_later("Write the Python script to a file that manim itself can render."),
        is_enabled=has_script,
    )
    def save_script(self) -> None:
        """Ask where to, and write the script there."""
        name = Path(self._session.path or self._session.document.name).stem + ".py"
        self._save_as(self._source, name)

    @property
    def note(self) -> str:
        """The text above the script, if there is one."""
        return "" if self._note.isHidden() else self._note.text()

    @property
    def highlighted_lines(self) -> list[int]:
        """The lines of the selected nodes, from 1."""
        return [each.cursor.blockNumber() + 1 for each in self.text.extraSelections()]

    @property
    def _source(self) -> str:
        return self._script.source if self._script is not None else ""

    def _on_event(self, event: Event) -> None:
        match event:
            case Analyzed():
                self._update_script()
            case DocumentChanged(opened=True):
                self._script = None
                self.refresh_if_seen()
            case SelectionChanged() | LocationChanged() if self.isVisible():
                self._highlight_selection()
                self._scroll_to_first()

    def _update_script(self) -> None:
        analysis = self._session.analysis
        if analysis is not None:
            self._script = analysis.script or self._script
        self.refresh_if_seen()

    def refresh(self) -> None:
        """Show the script as it is now, or the last one there was."""
        analysis = self._session.analysis
        is_stale = analysis is not None and analysis.script is None
        self._note.setVisible(is_stale)
        if is_stale:
            self._note.setText(
                tr("The graph has errors. This is the script from before them.")
                if self._script
                else tr("The graph has errors. Once they are mended, its script is shown here.")
            )
        self.text.show_source(self._source)
        self._highlight_selection()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was selected meanwhile."""
        super().showEvent(event)
        self._highlight_selection()
        self._scroll_to_first()

    def _highlight_selection(self) -> None:
        marks = []
        for line in self._lines_of_selection():
            mark = QTextEdit.ExtraSelection()
            color = QColor(self._theme.accent)
            color.setAlpha(50)
            mark.format.setBackground(color)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.cursor = QTextCursor(self.text.document().findBlockByNumber(line - 1))
            marks.append(mark)
        self.text.setExtraSelections(marks)

    def _lines_of_selection(self) -> list[int]:
        selected = {self._session.full_id(node_id) for node_id in self._session.selection}
        if self._script is None or not selected:
            return []
        within = tuple(f"{node_id}/" for node_id in selected)
        return [
            line
            for span in self._script.source_map.spans
            if span.node_id in selected or span.node_id.startswith(within)
            for line in range(span.first_line, span.last_line + 1)
        ]

    def _scroll_to_first(self) -> None:
        lines = self.highlighted_lines
        if lines and not self.text.hasFocus():
            self.text.setTextCursor(
                QTextCursor(self.text.document().findBlockByNumber(lines[0] - 1))
            )
            self.text.ensureCursorVisible()

    def _reveal_line(self, line: int) -> None:
        node_id = self._script.source_map.node_at(line) if self._script else None
        if node_id is not None:
            self._session.reveal(node_id)


class _ScriptText(QPlainTextEdit):
    def __init__(self, reveal_line: Callable[[int], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._reveal_line = reveal_line
        self._lines = [""]
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)  # else every script there ever was is kept
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setAccessibleName(tr("Generated Python script"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)

    def show_source(self, source: str) -> None:
        """Show a script; lines that it shares with the one before stay as they are."""
        before, self._lines = self._lines, source.split("\n")
        if self._lines == before:
            return
        first, old_end, new_end = changed_lines(before, self._lines)
        document = self.document()
        cursor = QTextCursor(document.findBlockByNumber(first))
        last = document.findBlockByNumber(old_end - 1)
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("\n".join(self._lines[first:new_end]))
        if document.blockCount() != len(self._lines):  # Qt ends lines at some rare characters too
            self.setPlainText(source)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        cursor = self.textCursor()
        if event.button() == Qt.MouseButton.LeftButton and not cursor.hasSelection():
            self._reveal_line(cursor.blockNumber() + 1)


def changed_lines(before: Sequence[str], after: Sequence[str]) -> tuple[int, int, int]:
    """Return where two texts begin to differ, and where each goes on as the other does.

    Neither part is empty, so that one can be put in the other's place without a thought for the ends of lines.
    """
    shortest = min(len(before), len(after))
    first = next((index for index in range(shortest) if before[index] != after[index]), shortest)
    first = min(first, shortest - 1)
    same = 0
    while same < shortest - first - 1 and before[-1 - same] == after[-1 - same]:
        same += 1
    return first, len(before) - same, len(after) - same
