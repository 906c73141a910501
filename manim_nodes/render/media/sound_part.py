"""What is heard of a sound, or of that of a video."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SoundPart:
    """What is heard of a sound, or of that of a video.

    Parameters
    ----------
    start_s, length_s : of the part, in the file; None is to its end
    speed : how many times as fast it is heard
    rounds : how many times, one after another
    skipped_s : how much of what is heard is left out at its beginning
    fade_in_s, fade_out_s : in what time it comes up from silence, and goes down to it
    """

    start_s: float
    length_s: float | None
    speed: float = 1.0
    rounds: int = 1
    skipped_s: float = 0.0
    fade_in_s: float = 0.0
    fade_out_s: float = 0.0

    @property
    def is_faded(self) -> bool:
        """Return whether it comes up from silence, or goes down to it."""
        return self.fade_in_s > 0 or self.fade_out_s > 0
