"""What is heard of the sound of a video."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SoundPart:
    """What is heard of the sound of a video.

    Parameters
    ----------
    start_s, length_s : of the part, in the video
    speed : how many times as fast it is heard
    rounds : how many times, one after another
    skipped_s : how much of what is heard is left out at its beginning
    """

    start_s: float
    length_s: float
    speed: float = 1.0
    rounds: int = 1
    skipped_s: float = 0.0
