"""Whether people write 0,5 for 0.5 where the program runs, as the environment says."""

import locale
from collections.abc import Mapping

# By the CLDR; what a system says of a locale that it does not have is nothing.
_LANGUAGES = frozenset(
    [
        "af",
        "az",
        "be",
        "bg",
        "br",
        "bs",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "eo",
        "es",
        "et",
        "eu",
        "fi",
        "fo",
        "fr",
        "fur",
        "fy",
        "gl",
        "hr",
        "hu",
        "hy",
        "id",
        "is",
        "it",
        "ka",
        "kk",
        "kl",
        "ky",
        "lb",
        "lt",
        "lv",
        "mk",
        "mn",
        "nb",
        "nds",
        "nl",
        "nn",
        "no",
        "oc",
        "os",
        "pl",
        "pt",
        "ro",
        "ru",
        "sc",
        "se",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "tg",
        "tk",
        "tr",
        "tt",
        "uk",
        "uz",
        "vi",
        "wa",
    ]
)
_WITH_POINTS = frozenset(
    [
        "de_CH",
        "de_LI",
        "it_CH",
        "es_DO",
        "es_GT",
        "es_HN",
        "es_MX",
        "es_NI",
        "es_PA",
        "es_PE",
        "es_PR",
        "es_SV",
        "es_US",
    ]
)


def writes_commas(environment: Mapping[str, str]) -> bool:
    """Return whether numbers have a comma, by the variables of an environment."""
    named = next(
        (environment[name] for name in ("LC_ALL", "LC_NUMERIC", "LANG") if environment.get(name)),
        locale.getlocale()[0] or "",
    )
    place = named.partition(".")[0].partition("@")[0].replace("-", "_")
    return place.partition("_")[0].lower() in _LANGUAGES and place not in _WITH_POINTS
