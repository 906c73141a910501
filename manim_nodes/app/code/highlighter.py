"""Colors for Python, by Pygments, a line at a time and only for lines that are seen."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

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

_QUOTES = ("", '"""', "'''")
"""What a line may begin inside of, at the index that is Qt's state of the line before."""

_OPENING = re.compile(r"""#|"{3}|'{3}|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?""")
_REST = {quotes: re.compile(rf"(?:[^\\]|\\.)*?{quotes}") for quotes in _QUOTES[1:]}
_LEXER = PythonLexer(stripnl=False, ensurenl=False)


class PythonHighlighter(QSyntaxHighlighter):
    """Colors the lines that are in sight, and others once they are scrolled to.

    Lexing a script of some thousand lines takes longer than a frame, and each edit makes another script.
    """

    def __init__(self, text: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(text.document())
        self._text = text
        self._formats = _formats(theme)
        self._is_coloring = False
        text.updateRequest.connect(self._color_seen)

    def set_theme(self, theme: Theme) -> None:
        """Change the colors."""
        self._formats = _formats(theme)
        self.rehighlight()
        self._color_seen()

    def highlightBlock(self, text: str) -> None:
        inside = _QUOTES[max(self.previousBlockState(), 0)]
        self.setCurrentBlockState(_QUOTES.index(_quotes_after(text, inside)))
        if self._is_coloring:
            for start, length, kind in _tokens(text, inside):
                for ancestor in reversed(kind.split()):
                    if ancestor in self._formats:
                        self.setFormat(start, length, self._formats[ancestor])
                        break

    def _color_seen(self) -> None:
        if self._is_coloring:  # coloring asks for an update
            return
        self._is_coloring = True
        block, bottom = self._text.firstVisibleBlock(), self._text.viewport().height()
        top = self._text.blockBoundingGeometry(block).translated(self._text.contentOffset()).top()
        while block.isValid() and top < bottom:
            if not block.layout().formats():
                self.rehighlightBlock(block)
            top += self._text.blockBoundingRect(block).height()
            block = block.next()
        self._is_coloring = False


def _quotes_after(line: str, inside: str) -> str:
    """Return the quotes of the string that a line leaves open, if it does."""
    at = 0
    while True:
        if inside:
            rest = _REST[inside].match(line, at)
            if rest is None:
                return inside
            at = rest.end()
        opening = _OPENING.search(line, at)
        if opening is None or opening[0] == "#":
            return ""
        at, inside = opening.end(), opening[0] if opening[0] in _REST else ""


@lru_cache(maxsize=2000)
def _tokens(line: str, inside: str) -> tuple[tuple[int, int, _TokenType], ...]:
    """Return the tokens of a line: the column and length of each, and its kind."""
    return tuple(_tokens_after(inside, line))


def _tokens_after(inside: str, line: str) -> Iterator[tuple[int, int, _TokenType]]:
    column = -len(inside)
    for kind, text in _LEXER.get_tokens(inside + line):
        end = column + len(text)
        if end > max(column, 0):
            yield max(column, 0), end - max(column, 0), kind
        column = end


def _formats(theme: Theme) -> dict[_TokenType, QTextCharFormat]:
    formats = {}
    for kind, color in _COLORS[theme.name].items():
        formats[kind] = QTextCharFormat()
        formats[kind].setForeground(QColor(color))
    formats[Name.Class].setFontWeight(QFont.Weight.Bold)
    return formats
