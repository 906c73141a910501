"""The films of all plays become one, without encoding anything again; sound and subcaptions come with it.

What a scene has written is decoded here, so it is done in a process with limits: `manim_nodes.render.export.join` asks
for it.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from manim_nodes.document.embedded import embed, packed
from manim_nodes.render.export.containers import container_options, project_key
from manim_nodes.render.export.excerpts import cut_captions, cut_sound, excerpts_of
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.export.join import MissingPlayError, Product, settings_of
from manim_nodes.render.export.part_films import CAPTIONS_NAME, SOUND_NAME, film_of_play
from manim_nodes.render.export.part_plan import PartPlay, PartResult
from manim_nodes.render.export.play_range import is_shown
from manim_nodes.render.worker_main import Message

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.video.stream import VideoStream

_SOUND_CODECS = {".mp4": ("aac", ".aac"), ".webm": ("libvorbis", ".ogg")}
_SAYS_EVERY_S = 0.1


def join(
    content: bytes, *, last: str, settings: dict[str, Any], place: str, has_project: bool
) -> Iterator[Message]:
    """Make what is to be published of the films in ``place``: say from time to time how much is done, and at last what is there.

    Parameters
    ----------
    content : the text of a project, to be put inside what is made
    last : the result of the last part, as text
    """
    done = 0.0

    def note(fraction: float) -> bool:
        nonlocal done
        done = fraction
        return True

    project = content.decode() if has_project else None
    with ThreadPoolExecutor(1) as thread:
        work = thread.submit(
            _joined, PartResult.from_json(last), settings_of(settings), Path(place), note, project
        )
        while not work.done():
            yield {"done": done}, b""
            wait([work], _SAYS_EVERY_S)
        try:
            product = work.result()
        except OSError as error:
            if error.errno is None:
                raise
            yield {"errno": error.errno}, str(error.strerror or error).encode()
            return
    yield {"product": product.to_values()}, b""


def _joined(
    last: PartResult,
    settings: ExportSettings,
    place: Path,
    note: Callable[[float], bool],
    project: str | None,
) -> Product:
    folder = place / "joined"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    film = folder / f"film{settings.film_suffix}"
    shown = [play for play in last.plays if is_shown(play.number, settings.ranges)]
    captions = _make_film(shown, film, last, settings, place, project)
    sections = tuple(_sections(shown, last, settings, place, folder))
    if settings.format.is_animated_picture:
        picture = film.with_suffix(f".{settings.format.value}")
        _convert(film, picture, settings, note)
        if project is not None:
            embed(picture, project)
        return Product(picture, captions, sections)
    return Product(film, captions, sections)


def _make_film(
    plays: Sequence[PartPlay],
    film: Path,
    last: PartResult,
    settings: ExportSettings,
    place: Path,
    project: str | None = None,
) -> Path | None:
    """Make a film of some plays with what is heard and read along with them; return its subcaptions."""
    from manim_nodes.render.export.finish import finish_film

    _concatenate(plays, film, settings, place, project)
    excerpts = excerpts_of(last.plays, plays, _rate(settings.quality.fps))
    is_whole = len(plays) == len(last.plays)
    captions = None
    if last.has_captions:
        captions = film.with_suffix(".srt")
        if is_whole:
            shutil.copyfile(place / CAPTIONS_NAME, captions)
        elif not cut_captions(place / CAPTIONS_NAME, excerpts, captions):
            captions = None
    if settings.format.is_animated_picture:
        return captions
    if last.has_sound:
        sound = place / SOUND_NAME
        if not is_whole:
            sound = film.with_suffix(".wav")
            cut_sound(place / SOUND_NAME, excerpts, sound)
        _add_sound(film, sound)
    finish_film(film, captions if settings.embeds_captions else None)
    return captions


def _films(plays: Iterable[PartPlay], settings: ExportSettings, place: Path) -> list[Path]:
    films = [film_of_play(place, play.key, settings) for play in plays]
    missing = [film.name for film in films if not film.exists()]
    if missing:
        raise MissingPlayError(missing[0])
    return films


def _sections(
    shown: Sequence[PartPlay],
    last: PartResult,
    settings: ExportSettings,
    place: Path,
    folder: Path,
) -> Iterator[Path]:
    """Make the films of the sections, and yield them and their subcaptions."""
    for number, name in enumerate(last.sections):
        plays = [play for play in shown if play.section == number]
        # What a scene calls its sections is no path of ours.
        if settings.saves_sections and name is not None and plays:
            section = folder / "sections" / Path(name).name
            section.parent.mkdir(exist_ok=True)
            captions = _make_film(plays, section, last, settings, place)
            yield section
            if captions is not None:
                yield captions


def _concatenate(
    plays: Sequence[PartPlay],
    film: Path,
    settings: ExportSettings,
    place: Path,
    project: str | None = None,
) -> None:
    """Put the films of plays one behind the other, packet by packet, as manim does with them."""
    import av

    rate = _rate(settings.quality.fps)
    frames = 0
    with av.open(str(film), "w", options=container_options(film)) as target:
        target.metadata["comment"] = f"Rendered with Manim Community v{version('manim')}"
        if project is not None:
            target.metadata[project_key(film)] = packed(project)
        stream: VideoStream | None = None
        for play, each in zip(plays, _films(plays, settings, place), strict=True):
            # A scene may have written anything there: it is read as what it is to be, or not at all.
            with av.open(str(each), "r", format=film.suffix[1:]) as source:
                video = source.streams.video[0]
                if stream is None:
                    stream = target.add_stream_from_template(video)
                    if settings.transparent and settings.format is ExportFormat.WEBM:
                        stream.pix_fmt = "yuva420p"
                start = round(frames / rate / (video.time_base or 1))
                for packet in source.demux(video):
                    # The last packet that demux yields flushes decoders, and holds nothing.
                    if packet.dts is None:
                        continue
                    packet.pts = (packet.pts or 0) + start
                    # Of one film after another they need not rise: FFmpeg finds others.
                    packet.dts = None
                    packet.stream = stream
                    target.mux(packet)
            frames += play.frames


def _rate(fps: float) -> Fraction:
    """Return the frame rate that manim encodes with."""
    if abs(fps - round(fps)) < 1e-4:
        return Fraction(round(fps))
    ntsc = Fraction(round(fps * 1001 / 1000) * 1000, 1001)
    return ntsc if abs(fps - ntsc) < 0.02 else Fraction(str(fps))


def _add_sound(film: Path, sound: Path) -> None:
    import av

    part = film.with_name(f"sounding{film.suffix}")
    encoded = _encoded(sound, film)
    with (
        av.open(str(film)) as pictures,
        av.open(str(encoded)) as sounds,
        av.open(str(part), "w", options=container_options(film)) as target,
    ):
        target.metadata.update(pictures.metadata)
        _copy((pictures, sounds), target)
    part.replace(film)


def _copy(sources: "Sequence[InputContainer]", target: "OutputContainer") -> None:
    # All streams before any packet: with the first one the file's beginning is written.
    copies = []
    for source in sources:
        copies.append(target.add_stream_from_template(source.streams[0]))
        copies[-1].metadata.update(source.streams[0].metadata)
    for source, copy in zip(sources, copies, strict=True):
        for packet in source.demux(source.streams[0]):
            if packet.dts is not None:
                packet.stream = copy
                target.mux(packet)


def _encoded(sound: Path, film: Path) -> Path:
    """Return a sound as the container of ``film`` takes it."""
    import av

    if film.suffix not in _SOUND_CODECS:
        return sound
    codec, suffix = _SOUND_CODECS[film.suffix]
    if codec == "libvorbis" and codec not in av.codecs_available:
        codec = "libopus"
    encoded = film.with_name(f"sound{suffix}")
    with av.open(str(sound), "r", format="wav") as source, av.open(str(encoded), "w") as target:
        stream = cast("AudioStream", target.add_stream(codec))
        for frame in source.decode(audio=0):
            target.mux(stream.encode(frame))
        target.mux(stream.encode())
    return encoded


def _convert(
    film: Path, picture: Path, settings: ExportSettings, keep_going: Callable[[float], bool]
) -> None:
    """Make a picture that moves of a film without loss."""
    from manim_nodes.render.export.gif import GifLook, make_gif
    from manim_nodes.render.export.gif_budget import make_gif_within
    from manim_nodes.render.export.webp import make_webp

    fps, plays = settings.quality.fps, settings.plays
    look = GifLook(fps, plays=plays)
    if settings.format is ExportFormat.WEBP:
        make_webp(film, picture, fps=fps, plays=plays, keep_going=keep_going)
    elif settings.most_bytes is None:
        make_gif(film, picture, look, keep_going=keep_going)
    else:
        make_gif_within(film, picture, look, settings.most_bytes, keep_going=keep_going)
