"""What is heard and read along with a film of some plays: cut out of what belongs to the whole scene."""

import wave
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from manim_nodes.render.export.finish import Caption, read_captions
from manim_nodes.render.export.part_plan import PartPlay


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of the whole film, in seconds of it."""

    start: Fraction
    end: Fraction


def excerpts_of(
    plays: Iterable[PartPlay], shown: Collection[PartPlay], rate: Fraction
) -> list[Excerpt]:
    """Return the pieces of the whole film of which the film of some plays is made.

    Parameters
    ----------
    plays : all of the scene
    shown : those of the film
    rate : frames a second
    """
    found: list[Excerpt] = []
    wanted = frozenset(shown)
    frames = 0
    for play in plays:
        start, end = frames / rate, (frames + play.frames) / rate
        frames += play.frames
        if play not in wanted:
            continue
        if found and found[-1].end == start:
            start = found.pop().start
        found.append(Excerpt(start, end))
    return found


def cut_sound(sound: Path, excerpts: Sequence[Excerpt], product: Path) -> None:
    """Write the pieces of a WAV file one behind the other, with silence where it ends too soon."""
    with wave.open(str(sound)) as source, wave.open(str(product), "wb") as target:
        target.setparams(source.getparams())
        rate, total = source.getframerate(), source.getnframes()
        size = source.getnchannels() * source.getsampwidth()
        for excerpt in excerpts:
            first, last = round(excerpt.start * rate), round(excerpt.end * rate)
            source.setpos(min(first, total))
            samples = source.readframes(last - first)
            target.writeframes(samples.ljust((last - first) * size, b"\0"))


def cut_captions(captions: Path, excerpts: Sequence[Excerpt], product: Path) -> bool:
    """Write the subcaptions that are read in pieces of a film, with their times there; return whether there are any."""
    shown: list[Caption] = []
    before = 0
    for excerpt in excerpts:
        start, end = round(excerpt.start * 1000), round(excerpt.end * 1000)
        for caption in read_captions(captions, excerpt.end):
            first, last = max(caption.start, start), min(caption.end, end)
            if first < last:
                shown.append(Caption(first - start + before, last - start + before, caption.text))
        before += end - start
    blocks = (
        f"{number}\n{_srt_time(each.start)} --> {_srt_time(each.end)}\n{each.text}\n\n"
        for number, each in enumerate(shown, 1)
    )
    product.write_text("".join(blocks), encoding="utf-8")
    return bool(shown)


def _srt_time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02},{rest:03}"
