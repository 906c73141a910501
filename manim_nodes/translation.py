"""The language that the program speaks: every text that a user reads passes through here.

English is the source; ``script/translations`` collects it. ``MANIM_NODES_LANGUAGE=pseudo`` shows what is not
collected, or has no room: accented letters, and 40 % more of them.
"""

import gettext
import os
import re

PSEUDO = "pseudo"
_LANGUAGE_VARIABLE = "MANIM_NODES_LANGUAGE"
_ACCENTED = str.maketrans("AEINOUYaceinouyz", "ÅÉÎÑÖÛÝåçéîñöûýž")
_FIELD = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&\w+;)")
_GROWTH = 0.4
"""How much longer than English a translation may be: German and Finnish labels are that long."""


class _PseudoTranslations(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        parts = _FIELD.split(message)  # fields and tags stand at the odd places
        accented = "".join(
            part if index % 2 else part.translate(_ACCENTED) for index, part in enumerate(parts)
        )
        # In words as others, or a text that is broken into lines would need one long line.
        return (
            accented + (" ~~~~~~~" * len(message))[1 : 1 + round(_GROWTH * len(message))].rstrip()
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


_translations: gettext.NullTranslations = gettext.NullTranslations()


def set_language(language: str) -> None:
    """Speak this language from now on; texts that are on the screen stay as they are."""
    global _translations
    _translations = _PseudoTranslations() if language == PSEUDO else gettext.NullTranslations()


def tr(text: str, /, **values: object) -> str:
    """Return a text in the user's language.

    Parameters
    ----------
    text : in English, a literal, so that it is collected; ``{name}`` stands for a value
    values : put in after the translation, since word order differs
    """
    translated = _translations.gettext(text) if text else text
    return whole(translated.format(**values)) if values else translated


def whole(text: str) -> str:
    """Return a text that any screen and file can hold: half characters, as in names of files, are written as codes."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def tr_plural(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Return one of two texts in the user's language, by a count, which is their ``{count}``."""
    return _translations.ngettext(singular, plural, count).format(count=count, **values)


def tr_later(text: str, /) -> str:
    """Mark a text of a table for collection; whoever shows it says `tr`."""
    return text


set_language(os.environ.get(_LANGUAGE_VARIABLE, ""))
