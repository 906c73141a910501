"""Where parts are done."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from manim_nodes.exports.leases import Leases
from manim_nodes.exports.run_part import run_part
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.render.cancel import CancelToken


class Executor(Protocol):
    """Does parts somewhere: it calls `run_part`, which needs nothing but the rows, the snapshot and a folder."""

    @property
    def workers(self) -> int:
        """Return how many parts it does at a time."""

    def submit(
        self,
        snapshot: ExportSnapshot,
        job_id: str,
        number: int,
        folder: Path,
        *,
        owner: str,
        parts: int,
    ) -> bool:
        """Begin a part of so many; return whether there was room for it. One that is being done is not begun again."""

    @property
    def ended(self) -> int:
        """Return how many parts it has seen end, as far as it sees that: then there may be more to do at once."""

    def close(self) -> None:
        """End what is being done, and wait for that."""


class LocalExecutor:
    """Does parts in processes of this machine, each watched by a thread, with which it ends.

    Parameters
    ----------
    workers : as many as there are processors if None
    """

    def __init__(self, leases: Leases, workers: int | None = None) -> None:
        self._leases = leases
        self.workers = workers or processors()
        self._cancel = CancelToken()
        self._running: dict[tuple[str, int], threading.Thread] = {}
        self._begun = 0

    def submit(
        self,
        snapshot: ExportSnapshot,
        job_id: str,
        number: int,
        folder: Path,
        *,
        owner: str,
        parts: int,
    ) -> bool:
        """Begin a part of so many; return whether there was room for it. One that is being done is not begun again."""
        self._running = {key: each for key, each in self._running.items() if each.is_alive()}
        if (job_id, number) in self._running or len(self._running) >= self.workers:
            return False
        work = self._work(snapshot, job_id, number, folder, owner, parts)
        thread = threading.Thread(target=work, name=f"manim-nodes-export-{number}", daemon=True)
        self._running[job_id, number] = thread
        self._begun += 1
        thread.start()
        return True

    @property
    def ended(self) -> int:
        """Return how many parts have ended."""
        return self._begun - sum(thread.is_alive() for thread in self._running.values())

    def close(self) -> None:
        """End what is being done, and wait for that."""
        self._cancel.cancel()
        for thread in self._running.values():
            thread.join()

    @property
    def is_idle(self) -> bool:
        """Return whether nothing is being done."""
        return not any(thread.is_alive() for thread in self._running.values())

    def _work(
        self,
        snapshot: ExportSnapshot,
        job_id: str,
        number: int,
        folder: Path,
        owner: str,
        parts: int,
    ) -> Callable[[], None]:
        at_once = min(self.workers, parts)
        threads = max(1, processors() // at_once) if at_once > 1 else None
        cancel = _EitherToken(self._cancel)

        def work() -> None:
            run_part(
                self._leases,
                snapshot,
                job_id,
                number,
                folder,
                owner=owner,
                encoder_threads=threads,
                cancel=cancel,
            )

        return work


class _EitherToken(CancelToken):
    """A token that another one cancels too."""

    def __init__(self, other: CancelToken) -> None:
        super().__init__()
        self._other = other

    @property
    def cancelled(self) -> bool:
        """Return whether somebody asked to stop."""
        return self._other.cancelled or super().cancelled


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
