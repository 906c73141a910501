"""The variables of the environment that a process which draws may see: others may hold keys and tokens."""

from collections.abc import Mapping
from pathlib import Path

from manim_nodes.render.network import NO_NETWORK
from manim_nodes.render.tex import PARANOID_TEX
from manim_nodes.sandbox.own_program import MODULE_FOLDERS
from manim_nodes.sandbox.variables import kept_variables, scratch_variables
from manim_nodes.sandbox.windows import WINDOWS_VARIABLES

_KEPT = {
    *("PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "PYTHONPATH", "VIRTUAL_ENV"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"),
    MODULE_FOLDERS,
    *WINDOWS_VARIABLES,
}
_KEPT_PREFIXES = ("LC_", "XDG_", "FONTCONFIG_", "TEXMF", "TEXINPUTS", "OMP_", "OPENBLAS_")


def drawing_environment(environment: Mapping[str, str], scratch: Path) -> dict[str, str]:
    """Return the variables of ``environment`` that drawing needs, and those that keep it from the network.

    Parameters
    ----------
    scratch : an absolute folder for files in between
    """
    kept = kept_variables(environment, _KEPT, _KEPT_PREFIXES)
    ours = {
        "PYTHONHASHSEED": "0",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        **scratch_variables(scratch),
    }
    return {**kept, **ours, **NO_NETWORK, **PARANOID_TEX}
