"""The work for one part of a job, wherever it is done: this machine's processes, or another engine's workers."""

import errno
import hashlib
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from manim_nodes.atomic import remove_abandoned_parts
from manim_nodes.errors import ManimNodesError
from manim_nodes.exports.leases import MOST_ATTEMPTS, Leases, PartClaim
from manim_nodes.exports.play_costs import PlayCosts, costs_of
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.export.export import publish_product
from manim_nodes.render.export.join import MissingPlayError, join_parts
from manim_nodes.render.export.part import export_keys, known_keys, render_part
from manim_nodes.render.export.part_plan import PartPlan, PartResult
from manim_nodes.render.export.progress import Progress
from manim_nodes.render.export.publish import writing_to
from manim_nodes.render.export.run_errors import ProcessCrashedError

_BEAT_S = 0.3
_ROOM_TO_WAIT_FOR = 256 * 1024 * 1024

_log = logging.getLogger("manim_nodes.exports")


def run_part(
    leases: Leases,
    snapshot: ExportSnapshot,
    job_id: str,
    number: int,
    folder: Path,
    *,
    owner: str,
    encoder_threads: int | None = None,
    cancel: CancelToken | None = None,
) -> None:
    """Do a part of a job, if it can be claimed, and record what came of it.

    Parameters
    ----------
    folder : the place of the job's results, one for all its parts
    owner : who does it
    cancel : ends it; what is done by then is lost, and the part can be claimed again
    """
    claim = leases.claim_part(job_id, number, owner)
    if claim is None:
        return
    with _kept_alive(leases, claim, cancel or CancelToken()) as heart:
        try:
            if claim.is_join:
                _join(leases, claim, snapshot, folder, heart)
            else:
                _draw(leases, claim, snapshot, folder, heart, encoder_threads)
        except ProcessCrashedError as error:
            _log.info("part %d of job %s crashed: %s", number, job_id, error)
            leases.note(job_id, str(error))
            if claim.attempt >= MOST_ATTEMPTS:
                leases.fail_job(claim, error)
            else:
                leases.release_part(claim, after_crash=True)
        except MissingPlayError as error:
            # The scene plays otherwise than was planned, or somebody has tidied up: it is planned anew.
            _log.info("job %s lacks the film of %s", job_id, error)
            leases.release_job(claim)
        except (ManimNodesError, OSError) as error:
            if _is_disk_full(error):
                leases.note(job_id, str(error))
                leases.wait_for_room(claim, error, _ROOM_TO_WAIT_FOR, _full_place(error, folder))
            else:
                leases.fail_job(claim, error)
        except Exception as error:  # noqa: BLE001 (whatever comes here is a mistake of ours)
            _log.exception("A mistake in manim-nodes, in part %d of job %s", number, job_id)
            leases.fail_job(claim, error)


@dataclass
class _Heart:
    """What the work on a part and its sign of life have in common."""

    cancel: CancelToken
    progress: float = 0.0
    step: str | None = None

    def show(self, progress: Progress) -> None:
        """Take how far the work is; it goes with the next sign of life."""
        self.progress, self.step = progress.fraction, progress.node_id


@contextmanager
def _kept_alive(leases: Leases, claim: PartClaim, cancel: CancelToken) -> Iterator[_Heart]:
    """Show signs of life while the block runs, and cancel it when the part is theirs no more."""
    heart, over = _Heart(cancel), threading.Event()

    def beat() -> None:
        while not over.wait(_BEAT_S):
            if not leases.keep_part(claim, heart.progress, heart.step):
                cancel.cancel()

    thread = threading.Thread(target=beat, name=f"manim-nodes-part-{claim.number}", daemon=True)
    thread.start()
    try:
        yield heart
    finally:
        over.set()
        thread.join()


def _draw(
    leases: Leases,
    claim: PartClaim,
    snapshot: ExportSnapshot,
    folder: Path,
    heart: _Heart,
    encoder_threads: int | None,
) -> None:
    settings = replace(snapshot.settings, encoder_threads=encoder_threads)
    keys = export_keys(snapshot.script, settings)
    known = frozenset(known_keys(folder, keys, settings))
    result = render_part(
        snapshot.script,
        settings,
        PartPlan(keys, claim.first, claim.last, known, settings.ranges),
        folder,
        work_dir=folder.parent,
        on_progress=heart.show,
        cancel=heart.cancel,
    )
    if result is None:
        leases.release_part(claim)
    else:
        leases.finish_part(claim, result.to_json())


def _join(
    leases: Leases, claim: PartClaim, snapshot: ExportSnapshot, folder: Path, heart: _Heart
) -> None:
    def keep_going(fraction: float) -> bool:
        heart.show(Progress(fraction))
        return not heart.cancel.cancelled

    text = leases.result_of_last(claim.job)
    if text is None:
        raise MissingPlayError(claim.job)
    settings = snapshot.settings
    project = snapshot.document if settings.embeds_project else None
    with writing_to(folder):
        product = join_parts(
            PartResult.from_json(text), settings, folder, keep_going, project=project
        )
    if product is None or heart.cancel.cancelled:
        leases.release_part(claim)
        return
    costs = costs_of(map(PartResult.from_json, leases.results(claim.job)), snapshot.script)
    # Whoever takes over from here can tell whether what is at the output is ours.
    if leases.note_published(claim, digest_of_output(product.film)):
        remove_abandoned_parts([settings.output.parent])
        size = _size(product.film)
        result = publish_product(product, settings)
        leases.complete_job(claim, size, result.beside)
        with suppress(OSError):  # then the next one is cut by its lengths
            PlayCosts(folder.parent).note(snapshot.project, costs)


def digest_of_output(path: Path) -> str:
    """Return a digest of a film, or of all files of a folder.

    Raises
    ------
    OSError : it cannot be read
    """
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files)


def _is_disk_full(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return True
        error = error.__cause__
    return False


def _full_place(error: Exception, folder: Path) -> Path:
    """Return the folder whose disk is full: that of the output, or that of the work."""
    where = error.where if isinstance(error, ManimNodesError) else None
    return Path(where) if where and Path(where).is_absolute() else folder
