"""A part of an export: some plays of a scene, drawn by a manim of its own, each into a film of its own."""

import shutil
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from manim_nodes.codegen.script import Script
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.error_messages import explain
from manim_nodes.render.export.command import encoder_options
from manim_nodes.render.export.export_folder import ExportFolder, open_export_folder
from manim_nodes.render.export.export_settings import ExportSettings
from manim_nodes.render.export.manim_run import ManimRun
from manim_nodes.render.export.part_films import (
    CAPTIONS_NAME,
    SOUND_NAME,
    nothing_shown,
    product_path,
)
from manim_nodes.render.export.part_plan import RESULT_NAME, PartPlan, PartResult
from manim_nodes.render.export.progress import Progress, ProgressReader
from manim_nodes.render.export.publish import writing_to
from manim_nodes.render.export.run_errors import ManimFailedError
from manim_nodes.render.step_keys import StepKeys
from manim_nodes.syntax import parse_module

_VERSION = 2  # of what films of plays are: those of another version are made again


def export_keys(script: Script, settings: ExportSettings) -> StepKeys:
    """Return the keys by which films of plays are found again.

    Raises
    ------
    SyntaxError : the script is not Python
    """
    quality = settings.quality
    decisive = (
        *(_VERSION, version("manim"), settings.film_suffix, settings.transparent, settings.seed),
        *(quality.width, quality.height, f"{quality.fps}", str(settings.assets_dir)),
        encoder_options(settings),
    )
    tree = parse_module(script.source, script.scene_name)
    return StepKeys.of(tree, script.scene_name, repr(decisive), settings.assets_dir)


def render_part(
    script: Script,
    settings: ExportSettings,
    plan: PartPlan,
    place: Path,
    *,
    work_dir: Path,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancel: CancelToken | None = None,
) -> PartResult | None:
    """Draw the plays of a part, and put their films into ``place``; None if that was cancelled.

    What is there already, whole, is what other tries have left, and is replaced. Of a format that is no film the one
    part is all of it.

    Parameters
    ----------
    place : a folder, on the same disk as ``work_dir``
    work_dir : where the folder is made that manim works in
    on_progress : called in the calling thread

    Raises
    ------
    ExportError : it cannot be written
    ManimFailedError : names the node and says what is wrong
    """
    cancel = cancel or CancelToken()
    in_parts = settings.format.is_film
    with (
        writing_to(work_dir),
        open_export_folder(
            script, settings, work_dir, lambda: cancel.cancelled, plan=plan if in_parts else None
        ) as folder,
    ):
        place.mkdir(parents=True, exist_ok=True)
        reader = ProgressReader(
            script.source_map, first=plan.first, end=plan.end, ranges=settings.ranges
        )
        if not ManimRun(script, folder, reader, on_progress, cancel).run():
            return None
        folder.keep_outlines()
        if in_parts:
            return _keep_films(folder, plan, place)
        _demand_product(folder, settings)
        target = product_path(place, settings)
        if target.is_dir():
            shutil.rmtree(target)
        folder.product.replace(target)
        return PartResult(())


def _demand_product(folder: ExportFolder, settings: ExportSettings) -> None:
    # A scene that plays nothing ends well, and writes no film.
    if not folder.product.exists():
        if settings.ranges:
            raise nothing_shown()
        message, hint = explain("RuntimeError", "has no play calls")
        raise ManimFailedError(message, hint=hint)


def _keep_films(folder: ExportFolder, plan: PartPlan, place: Path) -> PartResult:
    result = PartResult.from_json((folder.path / RESULT_NAME).read_text(encoding="utf-8"))
    for play in result.plays:
        if play.seconds is not None and _is_of(plan.keys, play.key):
            film = folder.films_of_plays / f"{play.key}{folder.settings.film_suffix}"
            film.replace(place / film.name)
    if result.has_sound:
        folder.product.with_suffix(".wav").replace(place / SOUND_NAME)
    if result.has_captions:
        folder.captions.replace(place / CAPTIONS_NAME)
    return result


def _is_of(keys: StepKeys, key: str) -> bool:
    """Return whether a key is of this script: a scene writes what it likes, and must not name films for others."""
    digest, _, number = key.partition("-")
    return number.isdecimal() and digest in {keys.whole, *keys.digests}


def known_keys(place: Path, keys: StepKeys, settings: ExportSettings) -> Iterable[str]:
    """Return the keys of the films in ``place`` that show plays of a script."""
    for file in place.glob(f"*{settings.film_suffix}"):
        if _is_of(keys, file.stem):
            yield file.stem
