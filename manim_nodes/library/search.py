"""Finds node types, and other things, by what a person types, best first."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache
from typing import TypeVar

from rapidfuzz import fuzz

from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType

# How well a word fits a text, and how much that text says about its node type.
_EXACT, _FIRST, _LAST, _WORD, _PREFIX, _WORD_PREFIX, _INSIDE, _GUESS = (
    *(1.0, 0.8, 0.74, 0.7),
    *(0.65, 0.55, 0.3, 0.2),
)
_NAME, _CODE, _KEYWORD, _PARAMETER, _SUMMARY, _CATEGORY, _PORT = (
    *(1.0, 0.95, 0.78),
    *(0.45, 0.4, 0.35, 0.25),
)
_GUESSED = 0.6  # what a text must say at least for mistakes in it to be understood
_LATER_KEYWORD = 0.01
_USUAL = 0.1
_FITTING = 0.4
_SECOND = 0.1  # what a second text adds in which a word is found
_SENTENCE = 6  # words
_ENOUGH = 5
_LIKENESS = 75.0  # in a hundred
# Said in sentences, and telling nothing: they need not be found.
_FILLING = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "with",
        "and",
        "my",
        "how",
        "make",
        "do",
    )
)

Thing = TypeVar("Thing")
Place = tuple[float, str]
Text = tuple[float, str, tuple[str, ...]]
Fit = Callable[[str, str, tuple[str, ...]], float]

# British spellings, and those that the program has.
_SPELLINGS = {"colour": "color", "centre": "center", "grey": "gray", "neighbour": "neighbor"}


def search(
    library: Library,
    query: str,
    *,
    is_last: Callable[[NodeType], bool] = lambda _: False,
    fitting: Container[str] = (),
) -> list[NodeType]:
    """Find the node types that ``query`` may mean; see `find`.

    Parameters
    ----------
    is_last : whether a type comes behind all others, such as one that does not work here
    fitting : names of the types that what is selected can be wired to, which come before others that fit the query as well
    """
    usual = frozenset(library.vocabulary.usual)

    def bonus(each: NodeType) -> float:
        return _USUAL * (each.type in usual) + _FITTING * (each.type in fitting)

    found = find(library.types.values(), query, places_of_type, bonus=bonus)
    said = " ".join(query.casefold().split())
    if not said:
        return found
    # Who writes out several words of a title means that one, whatever else is in the singular or the plural.
    begun = f"{said} " if " " in said else "\0"

    def place(each: NodeType) -> tuple[bool, bool, bool]:
        title = each.title.casefold()
        return is_last(each), title != said, not title.startswith(begun)

    return sorted(found, key=place)


def find(
    things: Iterable[Thing],
    query: str,
    places: Callable[[Thing], Iterable[Place]],
    *,
    bonus: Callable[[Thing], float] = lambda _: 0.0,
) -> list[Thing]:
    """Find the things that ``query`` may mean.

    Parameters
    ----------
    query : words or beginnings of words, each of which must be found, but for such as *the*. Where they find little,
        ``fdin`` and ``cirlce`` are understood too; where they are nowhere together, each counts that a thing tells of itself
    places : what to look at in a thing, and how much that says about it, from 0 to 1
    bonus : by how much a thing comes before others that fit as well

    Returns
    -------
    best first, the shorter names before the longer; all of them for an empty query
    """
    said = [_singular(word) for word in _words(query)]
    words = [word for word in said if word not in _FILLING] or said
    phrase = "".join(said) if len(said) > 1 else ""
    texts = [
        (thing, [(weight, *_split(text)) for weight, text in places(thing) if text])
        for thing in things
    ]
    scores = [_score(found, words, phrase, _fit, bonus=bonus(thing)) for thing, found in texts]
    ranked = _best_first(range(len(texts)), scores)
    if len(ranked) < _ENOUGH:
        rest = [index for index, score in enumerate(scores) if score is None]
        for index in rest:
            thing, found = texts[index]
            telling = [text for text in found if text[0] >= _GUESSED]
            scores[index] = _score(telling, words, phrase, _guess, bonus=_GUESS * bonus(thing))
        ranked += _best_first(rest, scores)
    if not ranked and len(words) > 1:
        for index, (thing, found) in enumerate(texts):
            telling = [text for text in found if text[0] >= _GUESSED]
            scores[index] = _score(telling, words, phrase, _fit, bonus=bonus(thing), some=True)
        ranked = _best_first(range(len(texts)), scores)
    return [texts[index][0] for index in ranked]


def places_of_type(node_type: NodeType) -> Iterator[Place]:
    """Return the texts by which a node type is found, and how much each says about it, from 0 to 1."""
    yield _NAME, node_type.title
    yield _CODE, node_type.type
    for index, keyword in enumerate(node_type.keywords):
        yield _KEYWORD - _LATER_KEYWORD * index, keyword
    yield _SUMMARY, node_type.summary
    for name, parameter in node_type.parameters.items():
        yield _PARAMETER, name
        yield _PARAMETER, parameter.title
    yield _CATEGORY, node_type.category.title
    yield from ((_PORT, port.type) for port in node_type.inputs.values())
    yield from ((_PORT, port.type) for port in node_type.outputs.values() if port.type)


def _best_first(indices: Iterable[int], scores: Sequence[float | None]) -> list[int]:
    found = [(score, index) for index in indices if (score := scores[index]) is not None]
    return [index for _, index in sorted(found, key=lambda each: -each[0])]


def _score(
    texts: Sequence[Text],
    words: Sequence[str],
    phrase: str,
    fit: Fit,
    *,
    bonus: float,
    some: bool = False,
) -> float | None:
    """Rate a thing, or give None where one of ``words`` is not to be found in it; all of them, if ``some`` will do."""
    ratings = [_rate(texts, word, fit) for word in words]
    if not (any(ratings) if some else all(ratings)):
        return None
    score = sum(ratings)
    if phrase:
        score += len(words) * max(
            (weight * fit(phrase, joined, parts) for weight, joined, parts in texts), default=0.0
        )
    return score + (bonus if words else 0)


def _rate(texts: Sequence[Text], word: str, fit: Fit) -> float:
    best = second = 0.0
    for weight, joined, parts in texts:
        rating = weight * fit(word, joined, parts)
        if rating > best:
            best, second = rating, best
        elif rating > second:
            second = rating
    return best + _SECOND * second


@cache
def _split(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without spaces, and its words: in small letters and the singular."""
    parts = tuple(map(_singular, _words(text)))
    return "".join(parts), parts


def _words(text: str) -> list[str]:
    """Return the words of a text: those of ``FadeIn`` and ``fade_in`` are the same, and those of *colour* and *color*."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text).replace("_", " ").casefold()
    for british, spelling in _SPELLINGS.items():
        apart = apart.replace(british, spelling)
    return re.findall(r"\w+", apart)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _fit(word: str, joined: str, parts: tuple[str, ...]) -> float:
    if word not in joined or not _is_within(word, joined, parts):
        return 0.0
    if word == joined:
        tier = _EXACT
    elif word == parts[0]:
        tier = _FIRST
    elif word == parts[-1]:
        tier = _LAST
    elif word in parts:
        tier = _WORD
    elif joined.startswith(word):
        tier = _PREFIX
    elif any(part.startswith(word) for part in parts):
        tier = _WORD_PREFIX
    else:
        tier = _INSIDE
    return tier + len(word) / len(joined) / 100


def _is_within(word: str, joined: str, parts: tuple[str, ...]) -> bool:
    """Return whether ``word`` is in one of ``parts``, or in several joined, of which it begins the first.

    A word of a sentence must begin with it, and not be a mere article: *light* does not mean what is done *slightly*,
    nor *arow* what is put in *a row*.
    """
    sentence = len(parts) >= _SENTENCE
    if not sentence and any(word in part for part in parts):
        return True
    begin = 0
    for part in parts:
        if joined.startswith(word, begin) and not (sentence and part in _FILLING):
            return True
        begin += len(part)
    return False


def _guess(word: str, joined: str, parts: tuple[str, ...]) -> float:
    """Rate ``word`` as one with letters left out, or with a mistake in it."""
    fit = _fit(word, joined, parts)
    if fit or len(word) < 3 or not parts:
        return fit
    likeness = max(fuzz.ratio(word, part, score_cutoff=_LIKENESS) for part in (joined, *parts))
    if not likeness and not _is_scattered(word, joined, parts):
        return 0.0
    return _GUESS * likeness / 100 + len(word) / len(joined) / 100


def _is_scattered(word: str, joined: str, parts: tuple[str, ...]) -> bool:
    """Return whether ``word`` takes letters of a text in order, its first from a word's beginning."""
    letters = iter(joined)
    return any(part[0] == word[0] for part in parts) and all(letter in letters for letter in word)
