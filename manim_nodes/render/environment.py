"""The variables of the environment that a process which draws may see: others may hold keys and tokens."""

from collections.abc import Mapping
from pathlib import Path

from manim_nodes.render.network import NO_NETWORK
from manim_nodes.render.tex import PARANOID_TEX
from manim_nodes.sandbox.windows import WINDOWS_VARIABLES

_KEPT = {
    *("PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "PYTHONPATH", "VIRTUAL_ENV"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"),
    *WINDOWS_VARIABLES,
}
_KEPT_PREFIXES = ("LC_", "XDG_", "FONTCONFIG_", "TEXMF", "TEXINPUTS", "OMP_", "OPENBLAS_")


def drawing_environment(environment: Mapping[str, str], scratch: Path) -> dict[str, str]:
    """Return the variables of ``environment`` that drawing needs, and those that keep it from the network.

    Parameters
    ----------
    scratch : an absolute folder for files in between
    """
    kept = {
        name: value
        for name, value in environment.items()
        if name.upper() in _KEPT or name.upper().startswith(_KEPT_PREFIXES)
    }
    ours = {
        "PYTHONHASHSEED": "0",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch)),
    }
    return {**kept, **ours, **NO_NETWORK, **PARANOID_TEX}
