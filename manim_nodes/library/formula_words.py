"""Which words of a label are a formula, and which are text."""

import re
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

_MARK = "$"
# What says by itself that a label is written in Typst's language.
_WRITTEN = re.compile(r'["#\\]')
_WORD = r"[^\W\d_][^\W_]*(?:\.[^\W\d_]+)*"
_WORDS = re.compile(rf"{_WORD}(?:(?:[ ]+|[-'\u2019/]|[ ]?[,;:&.!?][ ]+)(?:{_WORD}|\d+(?![\w.])))*")
_EACH = re.compile(_WORD)
_STEP = re.compile(r"d([a-zA-Z])(?:/d([a-zA-Z]))?")  # dx and dy/dx, as people write them


class FormulaWords(BaseModel):
    """The words that are formulas where a label is one in Typst's language.

    Parameters
    ----------
    symbols : words such as ``alpha``, which stand for a sign
    functions : words such as ``vec``, which mean something before a bracket only
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    symbols: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()

    def as_formula(self, label: str) -> str:
        """Return a label as a formula of Typst's, in which words are text.

        What stands between dollar signs is a formula, and all else text. In a label without them, words that mean nothing
        in a formula are text, and so are those beside them. What has quotes is left as it is.
        """
        if _WRITTEN.search(label):
            return label
        pieces = label.split(_MARK)
        if len(pieces) == 2:
            return f'"{label}"'  # a price
        if len(pieces) > 1 and len(pieces) % 2:
            parts = (
                self._piece(piece, is_text=not index % 2) for index, piece in enumerate(pieces)
            )
            return " ".join(part for part in parts if part)
        return _WORDS.sub(self._as_text, label)

    @staticmethod
    def _piece(piece: str, *, is_text: bool) -> str:
        return f'"{piece}"' if is_text and piece.strip() else piece.strip()

    def _as_text(self, found: re.Match[str]) -> str:
        words = found[0]
        before_bracket = found.string[found.end() : found.end() + 1] == "("
        if not any(self._unknown(words, before_bracket=before_bracket)):
            return words
        if step := _STEP.fullmatch(words):
            return f"(d {step[1]})/(d {step[2]})" if step[2] else f"d {step[1]}"
        # A function keeps its name before its bracket: of "slope of sin(x)", the first two are text.
        *_, last = _EACH.finditer(words)
        if before_bracket and last.end() == len(words) and self._is_known(last[0], called=True):
            text = words[: last.start()].rstrip()
            return f'"{text} "{last[0]}' if text else words
        return f'"{words}"'

    def _unknown(self, words: str, *, before_bracket: bool) -> Iterator[bool]:
        for word in _EACH.finditer(words):
            called = before_bracket and word.end() == len(words)
            yield not self._is_known(word[0], called=called)

    def _is_known(self, word: str, *, called: bool) -> bool:
        base = word.partition(".")[0]
        return len(base) == 1 or base in self.symbols or (called and base in self.functions)


NO_FORMULA_WORDS = FormulaWords()
