"""The sounds that a scene adds."""

from dataclasses import dataclass
from pathlib import Path

from manim_nodes.render.media.sound_part import SoundPart


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound of the film, as the scene adds it.

    Parameters
    ----------
    file : an absolute path
    time_s : of the film, when it begins
    gain_db : how much louder it is than its file
    background_gain_db : how much louder what was added before is meanwhile
    part : what is heard of a video; of a sound all is
    """

    file: Path
    time_s: float
    gain_db: float = 0.0
    background_gain_db: float = 0.0
    part: SoundPart | None = None
