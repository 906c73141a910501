"""The kinds of files that are prepared for manim, and by which calls a script names them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from manim_nodes.render.media import code_files, drawings, pictures, sounds, tables, videos

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class MediaKind:
    """A kind of file.

    Parameters
    ----------
    check : reads a file, and raises MediaError if it is not of this kind
    is_plain : whether manim reads a file right as it is
    convert : writes the file that manim reads right
    suffix : of what is converted
    suffixes : that manim adds to a name
    calls : functions and methods whose first argument names such a file
    arguments : the names of that argument
    keywords : arguments of any call that name such a file
    warnings : what of a file is not shown as it is meant, in sentences
    colors : all that can be seen in a file, as ``#rrggbb``; none if that is not known
    enlargement : how many times as large a file is shown as what is converted of it
    addition : what a script needs for a converted file, to be put after it
    """

    name: str
    check: Callable[[Path], object]
    is_plain: Callable[[Path], bool]
    convert: Callable[[Path, Path, Stop], None]
    suffix: str
    suffixes: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    warnings: Callable[[Path], Iterable[str]] = lambda _: ()
    colors: Callable[[Path], frozenset[str]] = lambda _: frozenset()
    enlargement: Callable[[Path], float] = lambda _: 1.0
    addition: Callable[[Path], str] = lambda _: ""


KINDS = {
    kind.name: kind
    for kind in (
        MediaKind(
            "sound",
            check=sounds.sound_length_s,
            is_plain=sounds.is_plain_sound,
            convert=sounds.convert_sound,
            suffix=".wav",
            suffixes=(".wav", ".mp3"),
            calls=("add_sound", "add_faded_sound"),
            arguments=("sound_file",),
            warnings=sounds.sound_warnings,
        ),
        MediaKind(
            "picture",
            check=pictures.check_picture,
            is_plain=pictures.is_plain_picture,
            convert=pictures.convert_picture,
            suffix=".png",
            suffixes=(".jpg", ".jpeg", ".png", ".gif", ".ico"),
            calls=("ImageMobject", "color_using_background_image"),
            arguments=("filename_or_array", "background_image"),
            keywords=("background_image",),
            warnings=pictures.picture_warnings,
            enlargement=pictures.enlargement_of,
        ),
        MediaKind(
            "video",
            check=videos.check_video,
            is_plain=videos.is_plain_video,
            convert=lambda *_: None,
            suffix="",
            calls=("Video",),
            arguments=("file",),
            warnings=videos.video_warnings,
        ),
        MediaKind(
            "table",
            check=tables.check_table,
            is_plain=lambda _: True,
            convert=lambda *_: None,
            suffix="",
        ),
        MediaKind(
            "code",
            check=code_files.check_code,
            is_plain=lambda _: True,
            convert=lambda *_: None,
            suffix="",
        ),
        MediaKind(
            "drawing",
            check=drawings.check_drawing,
            is_plain=lambda _: False,
            convert=lambda path, target, _: drawings.convert_drawing(path, target),
            suffix=".svg",
            suffixes=(".svg",),
            calls=("SVGMobject",),
            arguments=("file_name",),
            warnings=drawings.drawing_warnings,
            colors=drawings.drawing_colors,
            addition=drawings.addition_for,
        ),
    )
}
