"""Finds node types, and other things, by what a person types, best first."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import TypeVar

from rapidfuzz import fuzz

from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType

# How well a word fits a text, and how much that text says about its node type.
_EXACT, _PREFIX, _WORD, _WORD_PREFIX, _INSIDE, _GUESS = 1.0, 0.8, 0.7, 0.6, 0.4, 0.2
_NAME, _KEYWORD, _CATEGORY, _PORT = 1.0, 0.7, 0.4, 0.3
_ENOUGH = 5
_LIKENESS = 75.0  # in a hundred

Thing = TypeVar("Thing")
Place = tuple[float, str]
Fit = Callable[[str, str], float]


def search(library: Library, query: str) -> list[NodeType]:
    """Find the node types that ``query`` may mean; see `find`."""
    return find(library.types.values(), query, _places)


def find(
    things: Iterable[Thing], query: str, places: Callable[[Thing], Iterable[Place]]
) -> list[Thing]:
    """Find the things that ``query`` may mean.

    Parameters
    ----------
    query : words or beginnings of words, each of which must be found. Where they find little,
        ``fdin`` and ``cirlce`` are understood too
    places : what to look at in a thing, and how much that says about it, from 0 to 1

    Returns
    -------
    best first, the shorter names before the longer; all of them for an empty query
    """
    words = _plain(query).split()
    searched = [
        (thing, [(weight, _plain(text)) for weight, text in places(thing)]) for thing in things
    ]
    scores = [_score(texts, words, _fit) for _, texts in searched]
    found = _best_first(range(len(searched)), scores)
    if len(found) < _ENOUGH:
        rest = [index for index, score in enumerate(scores) if score is None]
        for index in rest:
            scores[index] = _score(searched[index][1], words, _guess)
        found += _best_first(rest, scores)
    return [searched[index][0] for index in found]


def _best_first(indices: Iterable[int], scores: Sequence[float | None]) -> list[int]:
    found = [(score, index) for index in indices if (score := scores[index]) is not None]
    return [index for _, index in sorted(found, key=lambda each: -each[0])]


def _score(texts: Sequence[Place], words: list[str], fit: Fit) -> float | None:
    """Rate a thing, or give None where one of ``words`` is not to be found in it."""
    scores = [max(weight * fit(word, text) for weight, text in texts) for word in words]
    if not all(scores):
        return None
    phrase = "".join(words) if len(words) > 1 else ""
    whole = max(weight * fit(phrase, text) for weight, text in texts) if phrase else 0.0
    return sum(scores) + whole


def _places(node_type: NodeType) -> Iterator[Place]:
    yield _NAME, node_type.title
    yield _NAME, node_type.type
    yield from ((_KEYWORD, keyword) for keyword in node_type.keywords)
    yield _CATEGORY, node_type.category.title
    yield from ((_PORT, port.type) for port in node_type.inputs.values())
    yield from ((_PORT, port.type) for port in node_type.outputs.values() if port.type)


@cache
def _plain(text: str) -> str:
    """Return the words of ``text`` in small letters: ``FadeIn`` as ``fade in``."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return " ".join(re.findall(r"\w+", apart.casefold()))


# Most texts are in many node types: a category, a type of port, a keyword.
@lru_cache(maxsize=20_000)
def _fit(word: str, text: str) -> float:
    joined = text.replace(" ", "")
    if word not in joined:
        return 0.0
    parts = text.split()
    if word in (text, joined):
        tier = _EXACT
    elif joined.startswith(word):
        tier = _PREFIX
    elif word in parts:
        tier = _WORD
    elif any(part.startswith(word) for part in parts):
        tier = _WORD_PREFIX
    else:
        tier = _INSIDE
    return tier + len(word) / len(joined) / 100


@lru_cache(maxsize=20_000)
def _guess(word: str, text: str) -> float:
    """Rate ``word`` as one with letters left out, or with a mistake in it."""
    fit = _fit(word, text)
    if fit or len(word) < 3:
        return fit
    joined = text.replace(" ", "")
    parts = (joined, *text.split())
    likeness = max(fuzz.ratio(word, part, score_cutoff=_LIKENESS) for part in parts)
    if not likeness and not _is_scattered(word, text):
        return 0.0
    return _GUESS * likeness / 100 + len(word) / len(joined) / 100


def _is_scattered(word: str, text: str) -> bool:
    """Return whether ``word`` takes letters of ``text`` in order, its first from a word's beginning."""
    letters = iter(text)
    return any(part[0] == word[0] for part in text.split()) and all(
        letter in letters for letter in word
    )
