"""Set manim's globals up for one preview, and put everything back afterwards."""

import configparser
import copy
import functools
import hashlib
import logging
import os
import random
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manim_nodes.render import caches
from manim_nodes.render.network import NO_NETWORK
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.tex import TexService
from manim_nodes.render.typst import TYPST_WORKER, compile_typst
from manim_nodes.render.whole_texts import set_texts_whole

if TYPE_CHECKING:
    from manim._config.utils import ManimConfig

_LOG = logging.getLogger("manim_nodes.manim")
_MOST_SVG_COPIES = 500
_DRAFT_PATCHES = 8
_TYPST_PARTS = (
    "submobjects",
    "id_to_vgroup_dict",
    "_stroke_width_tracked_submobjects",
    "_baseline_tracked_submobjects",
)
_typst_parts: dict[str, list[Any]] = {}


class ManimMessages(logging.Handler):
    """Passes manim's log records on to ours; keeps the errors, which say what TeX rejected.

    Attributes
    ----------
    warnings : what Python's own mechanism was warned by, such as numpy's of infinite values
    """

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[str] = []
        self.warnings: list[warnings.WarningMessage] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on or keep one record of manim's."""
        if record.levelno >= logging.ERROR:
            self.errors.append(record.getMessage())
        else:
            _LOG.log(record.levelno, "%s", record.getMessage())


@contextmanager
def isolated_manim(settings: PreviewSettings) -> Iterator[ManimMessages]:
    """Set manim up for ``settings``; what a script does to globals of Python or manim ends with the block."""
    load_manim()
    messages = ManimMessages()
    with ExitStack() as stack:
        stack.enter_context(_process_state())
        stack.enter_context(_random_state())
        stack.enter_context(_class_defaults())
        stack.enter_context(_digits())
        stack.enter_context(_logging(messages))
        messages.warnings = stack.enter_context(_recorded_warnings())
        stack.enter_context(_config(settings))
        stack.enter_context(_known_folders())
        stack.enter_context(_tex_runner(caches.tex_dir(settings.cache_dir)))
        stack.enter_context(_typst_runner(caches.tex_dir(settings.cache_dir)))
        stack.enter_context(_consistent_splines())
        stack.callback(set_texts_whole())
        stack.enter_context(_svg_copies(settings.cache_dir))
        stack.enter_context(_shared_paths())
        stack.enter_context(_typst_copies())
        if settings.draft:
            stack.enter_context(_coarse_surfaces())
        yield messages


def load_manim() -> None:
    """Import manim, which takes about a second, without the handler that it gives to the root logger."""
    if "manim" in sys.modules:
        return
    root = logging.getLogger()
    placeholder = (
        logging.NullHandler()
    )  # basicConfig() leaves a root logger alone that has a handler
    root.addHandler(placeholder)
    try:
        import manim  # noqa: F401
    finally:
        root.removeHandler(placeholder)


@contextmanager
def _process_state() -> Iterator[None]:
    environment, import_path = dict(os.environ), list(sys.path)
    try:
        folder = Path.cwd()
    except OSError:  # it was removed while the program ran; manim asks for it, and needs one
        folder = None
        os.chdir(tempfile.gettempdir())
    os.environ.update(NO_NETWORK)
    try:
        yield
    finally:
        # Variable by variable: other threads may start a process at any moment.
        for name in {*os.environ} - {*environment}:
            del os.environ[name]
        for name, value in environment.items():
            if os.environ.get(name) != value:
                os.environ[name] = value
        if folder is not None:
            os.chdir(folder)
        sys.path[:] = import_path


@contextmanager
def _random_state() -> Iterator[None]:
    import numpy as np

    python, numpy = random.getstate(), np.random.get_state()
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)


@contextmanager
def _class_defaults() -> Iterator[None]:
    """Undo ``set_default``, which replaces ``__init__``, and what an interrupted ChangeSpeed leaves behind."""
    from manim import Animation, ChangeSpeed, Mobject

    constructors = {
        cls: vars(cls).get("__init__") for cls in (*_family(Animation), *_family(Mobject))
    }
    try:
        yield
    finally:
        ChangeSpeed.is_changing_dt = False
        ChangeSpeed.dt = 0
        for cls, constructor in constructors.items():
            if vars(cls).get("__init__") is constructor:
                continue
            if constructor is None:
                del cls.__init__
            else:
                cls.__init__ = constructor


@contextmanager
def _digits() -> Iterator[None]:
    """Empty manim's store of digits, which knows them by their text alone, not by their font or class."""
    from manim import DecimalNumber
    from manim.mobject.text.numbers import string_to_mob_map

    known, to_digit = dict(string_to_mob_map), DecimalNumber._string_to_mob
    string_to_mob_map.clear()
    try:
        yield
    finally:
        DecimalNumber._string_to_mob = to_digit  # type: ignore[method-assign]  # as it was
        string_to_mob_map.clear()
        string_to_mob_map.update(known)


def _family(cls: type[Any]) -> set[type[Any]]:
    return {cls}.union(*(_family(child) for child in cls.__subclasses__()))


@contextmanager
def _logging(messages: ManimMessages) -> Iterator[None]:
    manim, libav = logging.getLogger("manim"), logging.getLogger("libav")
    handlers, levels = manim.handlers[:], (manim.level, libav.level)
    manim.handlers[:] = [messages]
    manim.setLevel(min(logging.WARNING, _LOG.getEffectiveLevel()))
    try:
        yield
    finally:
        manim.handlers[:] = handlers
        manim.setLevel(levels[0])
        libav.setLevel(levels[1])


@contextmanager
def _recorded_warnings() -> Iterator[list[warnings.WarningMessage]]:
    """Take warnings down once for each line that gives some, as a fresh ``manim`` would print them."""
    with warnings.catch_warnings(record=True) as recorded:
        warnings.simplefilter("default")
        yield recorded


@contextmanager
def _config(settings: PreviewSettings) -> Iterator[None]:
    """Set manim's config as a plain ``manim`` without config files would, then for ``settings``."""
    from manim import TexTemplate, config

    saved, template = config.copy(), config.tex_template
    # tempconfig() would assign the base classes of 143 mobject classes anew: 8 ms a preview.
    config._d.update(copy.deepcopy(_library_defaults()._d))
    config.tex_template = TexTemplate()
    for key, value in _config_values(settings).items():
        config[key] = value
    try:
        yield
    finally:
        if config.renderer != saved.renderer:
            config.renderer = saved.renderer
        config._d.update(saved._d)
        config.tex_template = template


def _config_values(settings: PreviewSettings) -> dict[str, Any]:
    quality = settings.quality
    return {
        "format": "none",
        "progress_bar": "none",
        "disable_caching": True,
        "notify_outdated_version": False,
        "pixel_width": quality.width,
        "pixel_height": quality.height,
        "frame_rate": float(quality.fps),
        "seed": settings.seed,
        # manim's default is the working folder, which is not the project's business.
        "assets_dir": settings.assets_dir or settings.cache_dir / "assets",
        "media_dir": settings.cache_dir,
        "tex_dir": caches.tex_dir(settings.cache_dir),
        "text_dir": caches.text_dir(settings.cache_dir),
    }


@functools.cache
def _library_defaults() -> "ManimConfig":
    """Return the config without the user's manim.cfg, which would show in the preview but not in the script."""
    from manim._config.utils import ManimConfig, config_file_paths

    parser = configparser.ConfigParser()
    parser.read(config_file_paths()[0], encoding="utf-8")
    return ManimConfig().digest_parser(parser)


@contextmanager
def _known_folders() -> Iterator[None]:
    """Have manim look for files where we say, and never in the working folder, which it would ask first."""
    from manim.utils import file_ops, images, sounds

    find = file_ops.seek_full_path_from_defaults
    name = find.__name__

    def find_in_assets(file_name: Any, default_dir: Path, extensions: list[str]) -> Path:
        # An absolute name is the only one that manim finds without a folder.
        return find(Path(default_dir) / file_name, default_dir, extensions)

    for module in (images, sounds):
        vars(module)[name] = find_in_assets
    try:
        yield
    finally:
        for module in (images, sounds):
            vars(module)[name] = find


@contextmanager
def _tex_runner(tex_dir: Path) -> Iterator[None]:
    """Have manim run TeX in its paranoid mode, in a folder where there is nothing to read."""
    from manim.utils import tex_file_writing

    names = vars(tex_file_writing)
    subprocess, service = names["subprocess"], TexService(tex_dir)
    names["subprocess"] = service
    try:
        yield
    finally:
        names["subprocess"] = subprocess
        service.stop()


@contextmanager
def _typst_runner(tex_dir: Path) -> Iterator[None]:
    """Have manim set formulas in a process of Typst's own, which can be ended when the script is."""
    from manim.mobject.text import typst_mobject
    from manim.utils.typst_file_writing import TYPST_COMPILATION_FONT_SIZE, TYPST_TEMPLATE

    names = vars(typst_mobject)
    original, is_over = names["typst_to_svg_file"], threading.Event()

    def typst_to_svg_file(
        typst_code: str,
        preamble: str = "",
        text_size: float = TYPST_COMPILATION_FONT_SIZE,
        font_paths: list[str | Path] | None = None,
    ) -> Path:
        source = TYPST_TEMPLATE.format(text_size=text_size, preamble=preamble, body=typst_code)
        file = tex_dir / f"{hashlib.sha256(source.encode()).hexdigest()[:16]}.svg"
        if not file.exists():
            fonts = map(str, font_paths or ())
            drawing = compile_typst(
                source.encode(), "svg", font_paths=fonts, keep_going=lambda: not is_over.is_set()
            )
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(drawing)
        return file

    TYPST_WORKER.start()
    names["typst_to_svg_file"] = typst_to_svg_file
    try:
        yield
    finally:
        is_over.set()
        names["typst_to_svg_file"] = original


@contextmanager
def _consistent_splines() -> Iterator[None]:
    """Undo a step in manim's table of spline coefficients that was interrupted between its two halves."""
    from manim.utils import bezier

    names = vars(bezier)
    saved = {name: names[name] for name in ("CP_CLOSED_MEMO", "UP_CLOSED_MEMO")}
    try:
        yield
    finally:
        if names["CP_CLOSED_MEMO"].size != names["UP_CLOSED_MEMO"].size:
            names.update(saved)


@contextmanager
def _shared_paths() -> Iterator[None]:
    """Let copies of a letter share what it was read from: manim needs that no more, and it is most of what a copy costs.

    manim copies letters for each Transform and each new value of a number in the scene.
    """
    from svgelements import Path as ReadPath

    ReadPath.__deepcopy__ = lambda self, _memo: self
    try:
        yield
    finally:
        del ReadPath.__deepcopy__


@contextmanager
def _typst_copies() -> Iterator[None]:
    """Read each drawing of Typst's once for all previews: that takes ten times as long as a copy."""
    from manim import Mobject, Typst, VMobject, VMobjectFromSVGPath

    generate = Typst.generate_mobject

    def generate_or_copy(self: Any) -> Any:
        defaults = [vars(cls)["__init__"] for cls in (Mobject, VMobject, VMobjectFromSVGPath)]
        tracks_strokes = self._preserve_svg_stroke_widths
        key = repr((self.hash_seed, self._svg_leaf_labels, tracks_strokes, defaults))
        if key not in _typst_parts:
            generate(self)
            if len(_typst_parts) >= _MOST_SVG_COPIES:
                _typst_parts.clear()
            _typst_parts[key] = copy.deepcopy([getattr(self, name) for name in _TYPST_PARTS])
            return self
        for name, value in zip(_TYPST_PARTS, copy.deepcopy(_typst_parts[key]), strict=True):
            setattr(self, name, value)
        return self

    Typst.generate_mobject = generate_or_copy  # type: ignore[method-assign]  # for the block only
    try:
        yield
    finally:
        del Typst.generate_mobject


@contextmanager
def _coarse_surfaces() -> Iterator[None]:
    """Let no surface have more than a few patches a side."""
    from manim import Surface

    whole = Surface.__init__

    @functools.wraps(whole)
    def coarse(self: Surface, *arguments: Any, resolution: Any = 32, **options: Any) -> None:
        if isinstance(resolution, int):
            resolution = (resolution, resolution)
        rough = tuple(min(count, _DRAFT_PATCHES) for count in resolution)
        whole(self, *arguments, **{**options, "resolution": rough})

    Surface.__init__ = coarse  # type: ignore[method-assign]  # for the block only
    try:
        yield
    finally:
        Surface.__init__ = whole  # type: ignore[method-assign]  # as it was


@contextmanager
def _svg_copies(cache_dir: Path) -> Iterator[None]:
    """Bound manim's table of parsed SVG files, and keep out of it what a fresh manim would draw otherwise."""
    from manim import Typst
    from manim.mobject.svg.svg_mobject import SVG_HASH_TO_MOB_MAP as COPIES

    try:
        yield
    finally:
        if len(COPIES) > _MOST_SVG_COPIES:
            COPIES.clear()
        for key, mobject in list(COPIES.items()):
            # Names in the cache folder are hashes of their content; any other file can be edited.
            # A copy of Typst's drawing loses the widths of its fraction bars.
            is_ours = mobject.file_name is not None and cache_dir in mobject.file_name.parents
            if not is_ours or isinstance(mobject, Typst):
                del COPIES[key]
