"""Colors for Python, by Pygments."""

from collections.abc import Iterator

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from manim_nodes.app.kit.theme import Theme

# What follows in the list is more special.
_COLORS = {
    "dark": {
        Keyword: "#c792ea",
        Name.Builtin: "#82aaff",
        Name.Function: "#82aaff",
        Name.Class: "#ffcb6b",
        Number: "#f78c6c",
        String: "#b5d98a",
        Comment: "#8b93a1",
        Operator.Word: "#c792ea",
    },
    "light": {
        Keyword: "#7c2fb0",
        Name.Builtin: "#1f5fbf",
        Name.Function: "#1f5fbf",
        Name.Class: "#8a5a00",
        Number: "#a8430f",
        String: "#2f6f2a",
        Comment: "#5d6673",
        Operator.Word: "#7c2fb0",
    },
}


class PythonHighlighter(QSyntaxHighlighter):
    """Colors the text that it has read; the text as a whole is lexed once, not a line at a time."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._formats = _formats(theme)
        self._lines: list[list[tuple[int, int, _TokenType]]] = []

    def read(self, source: str) -> None:
        """Take notice of the text that the document is about to have."""
        self._lines = [[]]
        for start, text, kind in _pieces(source):
            if text == "\n":
                self._lines.append([])
            else:
                self._lines[-1].append((start, len(text), kind))

    def set_theme(self, theme: Theme) -> None:
        """Change the colors."""
        self._formats = _formats(theme)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: ARG002 (it was lexed before)
        number = self.currentBlock().blockNumber()
        for start, length, kind in self._lines[number] if number < len(self._lines) else ():
            for ancestor in reversed(kind.split()):
                if ancestor in self._formats:
                    self.setFormat(start, length, self._formats[ancestor])
                    break


def _pieces(source: str) -> Iterator[tuple[int, str, _TokenType]]:
    """Return each piece of a line with its column, and each end of a line."""
    column = 0
    for kind, text in PythonLexer(stripnl=False, ensurenl=False).get_tokens(source):
        for piece in text.splitlines(keepends=True):
            words = piece.rstrip("\n")
            if words:
                yield column, words, kind
                column += len(words)
            if piece != words:
                yield column, "\n", kind
                column = 0


def _formats(theme: Theme) -> dict[_TokenType, QTextCharFormat]:
    formats = {}
    for kind, color in _COLORS[theme.name].items():
        formats[kind] = QTextCharFormat()
        formats[kind].setForeground(QColor(color))
    formats[Name.Class].setFontWeight(QFont.Weight.Bold)
    return formats
