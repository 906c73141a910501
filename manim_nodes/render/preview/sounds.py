"""The sounds that a scene adds."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound of the film, as the scene adds it.

    Parameters
    ----------
    file : an absolute path
    time_s : of the film, when it begins
    gain_db : how much louder it is than its file
    background_gain_db : how much louder what was added before is meanwhile
    """

    file: Path
    time_s: float
    gain_db: float = 0.0
    background_gain_db: float = 0.0
