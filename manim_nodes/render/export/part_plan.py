"""What one part of an export draws, and what came of it: the notes that pass between us and the manim that draws it.

Both sides read them, so nothing but the standard library is imported here.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from manim_nodes.render.export.play_range import PlayRange, end_of, is_shown
from manim_nodes.render.step_keys import StepKeys

PLAN_NAME, RESULT_NAME = "part.json", "result.json"
PROGRESS_MARK = "manim-nodes part:"


@dataclass(frozen=True, slots=True)
class PartPlan:
    """The plays that one part draws: it goes through those before, and leaves out those after.

    Parameters
    ----------
    first : index of the first play
    last : index of the first play that is another part's; None for the part that goes to the end, and so knows
        all sounds and subcaptions
    known : keys of plays whose films are at hand
    ranges : the plays that the film shows; all if there are none
    """

    keys: StepKeys
    first: int = 0
    last: int | None = None
    known: frozenset[str] = frozenset()
    ranges: tuple[PlayRange, ...] = ()

    @property
    def end(self) -> int | None:
        """Return the play before which the part ends; None if it goes to the end of the scene."""
        return end_of(self.ranges) if self.last is None else self.last

    def draws(self, play: int, key: str) -> bool:
        """Return whether a play is to be drawn."""
        is_ours = self.first <= play and is_shown(play, self.ranges)
        return is_ours and key not in self.known

    def write(self, folder: Path) -> None:
        """Write it where manim finds it."""
        data = {**asdict(self), "known": sorted(self.known)}
        (folder / PLAN_NAME).write_text(json.dumps(data), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "PartPlan":
        """Read what `write` has written."""
        data = json.loads((folder / PLAN_NAME).read_text(encoding="utf-8"))
        keys = StepKeys(**data.pop("keys"))
        ranges = tuple(PlayRange(**each) for each in data["ranges"])
        return cls(keys, data["first"], data["last"], frozenset(data["known"]), ranges)


@dataclass(frozen=True, slots=True)
class PartPlay:
    """A play that was gone through.

    Parameters
    ----------
    key : names its film
    section : index of the section that it is in
    seconds : what drawing it took; None if another draws it
    """

    key: str
    frames: int
    section: int
    seconds: float | None

    @property
    def number(self) -> int:
        """Return its index in the scene."""
        return int(self.key.rpartition("-")[2])


@dataclass(frozen=True, slots=True)
class PartResult:
    """What came of a part.

    Parameters
    ----------
    plays : that the film of the whole shows, from the first of the scene to the last of the part
    sections : the file name of each section's own film; None if it gets none
    has_sound, has_captions : known by the last part only
    """

    plays: tuple[PartPlay, ...]
    sections: tuple[str | None, ...] = ()
    has_sound: bool = False
    has_captions: bool = False

    def to_json(self) -> str:
        """Return it as text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "PartResult":
        """Return what `to_json` was given."""
        data = json.loads(text)
        plays = tuple(PartPlay(**play) for play in data["plays"])
        sections = tuple(data["sections"])
        return cls(plays, sections, data["has_sound"], data["has_captions"])
