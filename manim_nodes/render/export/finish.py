"""The last touch to a film that manim has made: where its sound ends, what players read first, its subcaptions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av

from manim_nodes.render.export.containers import container_options

if TYPE_CHECKING:
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet
    from av.stream import Stream

_TIMES = re.compile(r"(\d+):(\d+):(\d+),(\d+) --> (\d+):(\d+):(\d+),(\d+)")
_MILLISECOND = Fraction(1, 1000)
# What each container calls subtitles; a text of MP4 and MOV begins with its length, in two bytes.
_CODECS = {".mp4": "mov_text", ".mov": "mov_text", ".webm": "webvtt"}


@dataclass(frozen=True, slots=True)
class Caption:
    """A subcaption of a film, in milliseconds."""

    start: int
    end: int
    text: str


def finish_film(film: Path, captions: Path | None = None) -> None:
    """Write a film again, its pictures and sounds as they are.

    An MP4 begins with its table of contents, so that it plays before it is loaded. A sound that is longer than the
    film ends with it.

    Parameters
    ----------
    captions : an SRT file, to be made part of the film

    Raises
    ------
    OSError, av.FFmpegError : the film cannot be read or written
    """
    if film.suffix != ".mp4" and captions is None and not _has_sound(film):
        return  # nothing is to be mended, and a copy would lose what WebM says of its transparency
    part = film.with_name(f"finished{film.suffix}")
    end = _end_of_pictures(film)
    options = container_options(film)
    with av.open(str(film)) as source, av.open(str(part), "w", options=options) as target:
        target.metadata.update(source.metadata)
        copies = {}
        for stream in (*source.streams.video, *source.streams.audio):
            copies[stream.index] = target.add_stream_from_template(stream)
            copies[stream.index].metadata.update(stream.metadata)
        texts = read_captions(captions, end) if captions is not None else []
        words = target.add_mux_stream(_CODECS[film.suffix]) if texts else None
        target.start_encoding()
        for packet in _packets(source, end):
            packet.stream = copies[packet.stream.index]
            target.mux(packet)
        if words is not None:
            _write_captions(target, words, texts)
    part.replace(film)


def read_captions(file: Path, end: Fraction) -> list[Caption]:
    """Read an SRT file as manim writes it: a number, times, and lines without a blank one among them.

    Parameters
    ----------
    end : of the film, in seconds; what would be shown after it is left out
    """
    captions = []
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        _, _, rest = block.strip("\n").partition("\n")
        times, _, text = rest.partition("\n")
        if found := _TIMES.match(times):
            first, last = _milliseconds(*found.groups()[:4]), _milliseconds(*found.groups()[4:])
            last = min(last, int(end * 1000))
            if first < last:
                captions.append(Caption(first, last, text))
    return sorted(captions, key=lambda caption: caption.start)


def _milliseconds(hours: str, minutes: str, seconds: str, rest: str) -> int:
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)


def _has_sound(film: Path) -> bool:
    with av.open(str(film)) as source:
        return bool(source.streams.audio)


def _end_of_pictures(film: Path) -> Fraction:
    with av.open(str(film)) as source:
        stream = source.streams.video[0]
        ends = (
            ((packet.pts or 0) + (packet.duration or 0)) * (packet.time_base or Fraction(0))
            for packet in source.demux(stream)
            if packet.pts is not None
        )
        return max(ends, default=Fraction(0))


def _packets(source: "InputContainer", end: Fraction) -> "Iterator[Packet[Stream]]":
    for packet in source.demux(*source.streams.video, *source.streams.audio):
        # The last packet that demux yields flushes decoders, and holds nothing.
        if packet.dts is None:
            continue
        starts_late = packet.stream.type == "audio" and _time(packet) >= end
        if not starts_late:
            yield packet


def _time(packet: "Packet[Stream]") -> Fraction:
    return (packet.pts or 0) * (packet.time_base or Fraction(0))


def _write_captions(target: "OutputContainer", stream: "Stream", captions: list[Caption]) -> None:
    for caption in captions:
        text = caption.text.encode()
        data = text if target.format.name == "webm" else len(text).to_bytes(2, "big") + text
        packet = av.Packet(data)
        packet.stream = stream
        packet.time_base = _MILLISECOND
        packet.pts = packet.dts = caption.start
        packet.duration = caption.end - caption.start
        target.mux(packet)
