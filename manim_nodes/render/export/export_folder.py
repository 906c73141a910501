"""The folder that one export is made in: script, config, copies of caches. After the export it is gone."""

import configparser
import importlib.util
import os
import shlex
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import psutil

from manim_nodes.codegen.script import Script
from manim_nodes.render import caches
from manim_nodes.render.export.command import OUTPUT_NAME, SCRIPT_NAME
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.export.part_plan import PartPlan
from manim_nodes.render.export.play_range import end_of
from manim_nodes.render.media.prepare import FolderCopies, prepared_script
from manim_nodes.render.tex import TEX_PROGRAMS, tex_environment, without_postscript
from manim_nodes.sandbox.limits import TEX_LIMITS

_PREFIX = "manim-nodes-export-"
_TEX, _TEXT, _FILMS, _PICTURES = "media/tex", "media/text", "media/films", "media/pictures"
_PARTS = "media/parts"

# manim merges the config of the working folder over that of the user, key by key. So the export's config has
# every key: those of manim's own defaults, and those that manim knows beside them.
_FURTHER_KEYS = {
    "frame_height": "8.0",
    "frame_width": repr(8.0 * 1920 / 1080),
    "quality": "",
    "input_file": "",
    "tex_template_file": "",
    "no_latex_cleanup": "False",
    "preview_command": "",
}
_OUR_KEYS = {
    "media_dir": "media",
    "video_dir": _FILMS,
    "images_dir": _PICTURES,
    "partial_movie_dir": _PARTS,
    "tex_dir": _TEX,
    "text_dir": _TEXT,
    "zero_pad": "5",
    "max_files_cached": "-1",
    # The next play is drawn while the last one is still encoded.
    "max_inflight_encoders": "2",
    "notify_outdated_version": "False",
}

# manim's own still skips animations, each in one update, which bends traced paths and all that counts seconds.
_STILL = '''

class {name}Picture({name}):
    """The scene, gone through frame by frame to its last picture."""

    def setup(self):
        renderer = self.renderer

        def follow_section():
            if renderer.file_writer.sections[-1].skip_animations:
                renderer.skip_animations = True

        renderer.update_skipping_status = follow_section
        if type(renderer.camera).__name__ != "MultiCamera":
            renderer.render = lambda *_: renderer.add_frame(None)
        super().setup()
'''

# manim writes one picture for a wait, however long that is.
_SEQUENCE = '''

class {name}Picture({name}):
    """The scene, with a picture for each frame."""

    def setup(self):
        renderer = self.renderer

        def write_frames(duration):
            for _ in range(int(duration / (1 / renderer.camera.frame_rate))):
                renderer.add_frame(renderer.get_frame())

        renderer.freeze_current_frame = write_frames
        super().setup()
'''

# A blank line ends a subcaption, an arrow belongs to its times, and manim drops what begins before the film.
_CAPTIONS = '''

class {name}Film({name}):
    """The scene, with subcaptions that every player can read."""

    def add_subcaption(self, content, duration=1, offset=0):
        rows = (row.strip() for row in content.replace("-->", "\\N{{RIGHTWARDS ARROW}}").splitlines())
        content = "\\n".join(row for row in rows if row)
        early = max(0, -(self.renderer.time + offset))
        if content and duration > early:
            super().add_subcaption(content, duration - early, offset + early)
'''
# What is not shown is gone through like the rest; the last picture is that of the last play that is shown.
_RANGE = '''

class {name}Range({name}):
    """The scene, of which some plays are shown."""

    def setup(self):
        from manim.utils.exceptions import EndSceneEarlyException
        from manim_nodes.render.export.play_range import PlayRange, is_shown

        ranges = {ranges}
        renderer = self.renderer
        writer, play = renderer.file_writer, renderer.play
        write_frame = writer.write_frame

        def play_what_is_shown(*arguments, **keywords):
            play(*arguments, **keywords)
            if renderer.num_plays == {end}:
                raise EndSceneEarlyException

        def write_what_is_shown(pixels, **keywords):
            if is_shown(renderer.num_plays, ranges):
                write_frame(pixels, **keywords)

        renderer.play, writer.write_frame = play_what_is_shown, write_what_is_shown
        super().setup()
'''
_ADDITIONS = {ExportFormat.PNG: _STILL, ExportFormat.PNG_SEQUENCE: _SEQUENCE}

_PART = '''

class {name}Part({name}):
    """The scene, of which this process draws some plays."""

    def __init__(self, *arguments, **keywords):
        from manim_nodes.render.export.part_renderer import PartRenderer

        super().__init__(*arguments, **{{"renderer": PartRenderer(), **keywords}})
'''
_WHOLE_TEXTS = """

from manim_nodes.render.whole_texts import set_texts_whole

set_texts_whole()
"""
# What exports import of this package, of which a confined process sees nothing else.
_MODULES = (
    "manim_nodes",
    "manim_nodes.render",
    "manim_nodes.render.whole_texts",
    "manim_nodes.render.export",
    "manim_nodes.render.export.play_range",
)
_PART_MODULES = (
    "manim_nodes.render.fast_forward",
    "manim_nodes.render.skipping_renderer",
    "manim_nodes.render.step_keys",
    "manim_nodes.render.export.part_encoder",
    "manim_nodes.render.export.part_plan",
    "manim_nodes.render.export.part_renderer",
)


@dataclass(frozen=True, slots=True)
class ExportFolder:
    """The folder of one export.

    Parameters
    ----------
    scene_name : the class to render
    is_part : it makes films of plays, and what they are joined with
    """

    path: Path
    scene_name: str
    settings: ExportSettings
    is_part: bool = False

    @property
    def product(self) -> Path:
        """Return what manim makes: a film, a picture, or a folder of pictures."""
        match self.settings.format:
            case ExportFormat.PNG:
                return self.path / _PICTURES / f"{OUTPUT_NAME}.png"
            case ExportFormat.PNG_SEQUENCE:
                return self.path / _PICTURES / OUTPUT_NAME
            case _:
                return self.path / _FILMS / f"{OUTPUT_NAME}{self.settings.film_suffix}"

    @property
    def captions(self) -> Path:
        """Return where manim writes subcaptions, if the scene has some."""
        return self.product.with_suffix(".srt")

    @property
    def films_of_plays(self) -> Path:
        """Return the folder that the films of single plays are written to."""
        return self.path / _PARTS

    def keep_outlines(self) -> None:
        """Add the outlines that manim has made to the cache."""
        settings = self.settings
        caches.add_new(self.path / _TEX, caches.tex_dir(settings.cache_dir))
        caches.add_new(self.path / _TEXT, caches.text_dir(settings.cache_dir))


@contextmanager
def open_export_folder(
    script: Script,
    settings: ExportSettings,
    place: Path,
    stop: Callable[[], bool] = lambda: False,
    *,
    plan: PartPlan | None = None,
) -> Iterator[ExportFolder]:
    """Make an export's folder in ``place``, and remove it at the end of the block.

    Parameters
    ----------
    stop : asked while files are prepared, which may take long
    plan : of the part that it is for, if it is for one

    Raises
    ------
    RenderError : a file that the script names is not what it is taken for
    OSError : it cannot be made or written to
    """
    with open_work_folder(place) as folder:
        yield _fill(folder, script, settings, stop, plan)


@contextmanager
def open_work_folder(place: Path) -> Iterator[Path]:
    """Make a folder for all that one export needs in ``place``, and remove it at the end of the block.

    Raises
    ------
    OSError : it cannot be made
    """
    place.mkdir(parents=True, exist_ok=True)
    remove_abandoned_export_folders(place)
    folder = Path(mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=place.resolve()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_abandoned_export_folders(place: Path) -> None:
    """Remove the folders of exports whose program was killed."""
    for folder in place.glob(f"{_PREFIX}*"):
        process_id = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if process_id.isdecimal() and not psutil.pid_exists(int(process_id)):
            shutil.rmtree(folder, ignore_errors=True)


def _fill(
    folder: Path,
    script: Script,
    settings: ExportSettings,
    stop: Callable[[], bool],
    plan: PartPlan | None,
) -> ExportFolder:
    copies = FolderCopies(folder)
    script = prepared_script(
        script, settings.assets_dir, settings.cache_dir, name_of=copies.name_of, stop=stop
    )
    additions, scene_name = _additions(script, settings, in_parts=plan is not None)
    (folder / SCRIPT_NAME).write_text(script.source + additions, encoding="utf-8")
    _copy_modules(folder, _MODULES)
    if plan is not None:
        plan.write(folder)
        _copy_modules(folder, _PART_MODULES)
    with (folder / "manim.cfg").open("w", encoding="utf-8") as file:
        _config(_link_assets(folder, settings.assets_dir)).write(file)
    (folder / "tmp").mkdir()
    caches.copy_newest(caches.tex_dir(settings.cache_dir), folder / _TEX)
    caches.copy_newest(caches.text_dir(settings.cache_dir), folder / _TEXT)
    _wrap_tex(folder / "bin", folder / "tmp", folder / _TEX)
    return ExportFolder(folder, scene_name, settings, is_part=plan is not None)


def _additions(script: Script, settings: ExportSettings, *, in_parts: bool) -> tuple[str, str]:
    """Return what is put behind a script, and the class of it that is rendered."""
    text, name = _WHOLE_TEXTS, script.scene_name
    if not settings.format.is_film:
        text, name = text + _ADDITIONS[settings.format].format(name=name), f"{name}Picture"
        if settings.ranges:
            known = {"ranges": settings.ranges, "end": end_of(settings.ranges)}
            text, name = text + _RANGE.format(name=name, **known), f"{name}Range"
    elif has_captions(script):
        text, name = text + _CAPTIONS.format(name=name), f"{name}Film"
    if in_parts:
        text, name = text + _PART.format(name=name), f"{name}Part"
    return text, name


def _copy_modules(folder: Path, names: Iterable[str]) -> None:
    """Copy what a scene imports; in a frozen program, which has no sources, it finds the program's own."""
    for name in names:
        found = importlib.util.find_spec(name)
        if found is not None and found.origin is not None and Path(found.origin).is_file():
            is_package = found.submodule_search_locations is not None
            copy = folder.joinpath(*name.split("."))
            copy = copy / "__init__.py" if is_package else copy.with_suffix(".py")
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(found.origin, copy)


def has_captions(script: Script) -> bool:
    """Return whether a script may have subcaptions."""
    return "subcaption" in script.source


def _config(assets: str) -> configparser.RawConfigParser:
    manim = importlib.util.find_spec("manim")
    folders = manim.submodule_search_locations if manim else None
    config = configparser.RawConfigParser()
    config.read(Path(folders[0]) / "_config" / "default.cfg" if folders else [], encoding="utf-8")
    config.read_dict({"CLI": {**_FURTHER_KEYS, **_OUR_KEYS, "assets_dir": assets}})
    return config


def _link_assets(folder: Path, assets_dir: Path | None) -> str:
    """Return a name for the assets folder that manim reads as it is: braces in a path are fields of a format to it."""
    link = folder / "assets"
    if assets_dir is None:
        link.mkdir()
        return link.name
    try:
        link.symlink_to(assets_dir.resolve(), target_is_directory=True)
    except OSError:  # Windows allows links to few
        return str(assets_dir.resolve())
    return link.name


_LIMITED = """\
#!/bin/sh
ulimit -t {seconds:.0f}
"""
_JUST_RUN = """\
exec {line} "$@"
"""
# manim names the formula's file last. What TeX writes beside files of its name is removed, and outlines: see `tex`. When
# it begins to write, the mark is older by far than what clocks of file systems can tell apart.
_OWN_FILES_ONLY = """\
mark={scratch}/$$
: > "$mark"
for file in "$@"; do :; done
name=${{file##*/}}
{line} "$@"
code=$?
for each in {outlines}/*; do
    case ${{each##*/}} in
        "${{name%.*}}.svg") ;;
        "${{name%.*}}".*) continue ;;
    esac
    if [ "$each" -nt "$mark" ]; then rm -rf "$each"; fi
done
rm -f "$mark"
exit $code
"""


def _wrap_tex(folder: Path, scratch: Path, outlines: Path) -> None:
    """Put programs that run TeX's with what ``tex`` says before the real ones on the path."""
    folder.mkdir()
    if os.name != "posix":
        return
    variables = [f"{name}={value}" for name, value in tex_environment(os.environ, scratch).items()]
    for program in TEX_PROGRAMS:
        real = shutil.which(program)
        if real is not None:
            line = shlex.join(("env", "-i", *variables, *without_postscript([real])))
            wrapper = folder / program
            wrapper.write_text(
                _LIMITED.format(seconds=TEX_LIMITS.time_s)
                + (_JUST_RUN if program == "dvisvgm" else _OWN_FILES_ONLY).format(
                    line=line,
                    scratch=shlex.quote(str(scratch)),
                    outlines=shlex.quote(str(outlines)),
                ),
                encoding="utf-8",
            )
            wrapper.chmod(0o700)
