"""What is said of a job: where it is, how long it takes yet, what came of it."""

from collections.abc import Mapping
from datetime import datetime

from manim_nodes.exports.export_job import ExportJob
from manim_nodes.exports.job_state import JOB_STATE_TITLES, JobState
from manim_nodes.translation import tr

_KB, _MINUTE = 1000, 60


def state_in_words(job: ExportJob) -> str:
    """Return where a job is."""
    if job.waits_for_room:
        return tr("Waiting for room on the disk")
    if job.state is JobState.RENDERING and job.progress > 0:
        return tr("Rendering, {percent} %", percent=int(job.progress * 100))
    if job.state is JobState.COMPLETED and job.written is None:
        return tr("Completed, but not there any more")
    return tr(JOB_STATE_TITLES[job.state])


def step_in_words(job: ExportJob, titles: Mapping[str, str]) -> str:
    """Return which step a job is at.

    Parameters
    ----------
    titles : what the user calls its nodes
    """
    if job.state is JobState.QUEUED:
        return tr("waiting for its turn")
    if not job.progress and job.step is None:
        return tr("starting")
    return titles.get(job.step or "", tr("finishing"))


def error_in_words(job: ExportJob, titles: Mapping[str, str]) -> str:
    """Return why a job failed, and what to do.

    Parameters
    ----------
    titles : what the user calls its nodes
    """
    error, node = job.error or "", titles.get(job.error_node or "")
    said = f"{node}: {error}" if node else error
    return f"{said} {job.error_hint}" if job.error_hint else said


def end_in_words(job: ExportJob, titles: Mapping[str, str]) -> str:
    """Return what came of a job that is over, in a sentence.

    Parameters
    ----------
    titles : what the user calls its nodes
    """
    name = job.output.name
    if job.state is JobState.COMPLETED:
        return tr("{name} is ready.", name=name)
    if job.state is JobState.CANCELED:
        return tr("{name} was canceled.", name=name)
    return tr("{name} failed: {error}", name=name, error=error_in_words(job, titles))


def time_in_words(seconds: float) -> str:
    """Return how long something takes."""
    if seconds < _MINUTE:
        return tr("{seconds} s", seconds=max(1, round(seconds)))
    return tr("{minutes} min", minutes=round(seconds / _MINUTE))


def size_in_words(size: int) -> str:
    """Return a size that is given in bytes."""
    if size < _KB**2:
        return tr("{size} kB", size=max(1, round(size / _KB)))
    return tr("{size:.1f} MB", size=size / _KB**2)


def moment_in_words(seconds: float) -> str:
    """Return when something was, which is given in seconds since 1970."""
    then = datetime.fromtimestamp(seconds).astimezone()
    is_today = then.date() == datetime.now().astimezone().date()
    return f"{then:%H:%M}" if is_today else f"{then:%d %b, %H:%M}"
