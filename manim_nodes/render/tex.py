r"""Run TeX so that a formula cannot reach files outside its own folder.

TeX reads and writes files, and dvisvgm hands PostScript specials to a Ghostscript that does so too: with dvisvgm 3.0.3
``\special{ps:(/any/file)(w)file ...}`` in a formula overwrote that file. So TeX runs in its paranoid mode, without
shell escape, and dvisvgm does not look at PostScript. Packages that draw by PostScript (``graphicx``, TikZ) need
their ``dvisvgm`` driver, which does without.
"""

from collections.abc import Mapping
from pathlib import Path

DVISVGM_OPTIONS = ("--no-specials=ps",)


def tex_environment(
    environment: Mapping[str, str], output_dir: Path | None = None
) -> dict[str, str]:
    """Give ``environment`` with TeX in its paranoid mode.

    Parameters
    ----------
    output_dir : an absolute folder that TeX may write to, if it is not below the working folder
    """
    paranoid = {"openin_any": "p", "openout_any": "p", "shell_escape": "f"}
    if output_dir is not None:
        paranoid["TEXMFOUTPUT"] = str(output_dir)
    return {**environment, **paranoid}
