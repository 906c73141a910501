"""Logging: lines for people on stderr, JSON lines for machines in a rotating file.

Loggers are named by subject: ``logging.getLogger("manim_nodes.preview")``. What a line is about goes
beside its message, in ``extra`` or in structlog's context variables, and into both outputs.
"""

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog
from structlog.typing import EventDict, Processor

ROOT = "manim_nodes"
FILE_NAME = "manim-nodes.jsonl"
MAX_BYTES = 100 * 10**6
KEPT_FILES = 5

_log = logging.getLogger(f"{ROOT}.logs")
_ours: list[logging.Handler] = []


def set_up_logs(
    folder: Path | None, *, level: str = "info", debug: bool = False, subjects: Sequence[str] = ()
) -> None:
    """Send every record of ours to stderr and to the log file; called again, it starts over.

    Parameters
    ----------
    folder : of the log file; None for no file
    level : the least serious records that the file keeps
    debug : stderr shows everything, not only warnings and errors in a line each
    subjects : the only ones whose records below a warning stderr shows; none for all
    """
    take_down_logs()
    console = logging.StreamHandler(sys.stderr)
    console.setLevel(logging.DEBUG if debug else logging.WARNING)
    console.addFilter(_SubjectFilter(subjects))
    console.setFormatter(_formatter(*_for_people(debug=debug)))
    _add(console)
    if folder is not None:
        _add_file(folder, level)
    _configure_structlog()


def take_down_logs() -> None:
    """Close what `set_up_logs` opened."""
    root = logging.getLogger(ROOT)
    for handler in _ours:
        root.removeHandler(handler)
        with suppress(OSError):  # a full disk, reported when it filled
            handler.close()
    _ours.clear()
    root.setLevel(logging.NOTSET)


def _add(handler: logging.Handler) -> None:
    root = logging.getLogger(ROOT)
    _ours.append(handler)
    root.addHandler(handler)
    root.setLevel(min(each.level for each in _ours))


def _add_file(folder: Path, level: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = _LogFile(
            folder / FILE_NAME, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
    except OSError as error:
        _log.warning("%s: No log file can be kept there (%s).", folder, error.strerror)
        return
    file.setLevel(level.upper())
    file.setFormatter(_formatter(*_for_machines()))
    _add(file)


class _LogFile(RotatingFileHandler):
    """A log file that costs the log, not the work, when it cannot be written any more."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802
        logging.getLogger(ROOT).removeHandler(self)
        _log.warning("%s: Logging to it has stopped (%s).", self.baseFilename, sys.exception())


class _SubjectFilter(logging.Filter):
    def __init__(self, subjects: Sequence[str]) -> None:
        super().__init__()
        self._only = [logging.Filter(f"{ROOT}.{subject}") for subject in subjects]

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING or not self._only:
            return True
        return any(each.filter(record) for each in self._only)


def _formatter(*processors: Processor) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_context(), structlog.stdlib.ExtraAdder()],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *processors],
    )


def _context() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        _add_subject,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _add_subject(logger: logging.Logger | None, _: str, event: EventDict) -> EventDict:
    record: logging.LogRecord | None = event.get("_record")
    name = record.name if record else logger.name if logger else ROOT
    event["subject"] = name.removeprefix(f"{ROOT}.")
    return event


def _for_people(*, debug: bool) -> list[Processor]:
    colors = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    time = structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False)
    return [
        time if debug else _keep_what_people_read,
        structlog.dev.ConsoleRenderer(
            colors=colors, exception_formatter=structlog.dev.plain_traceback
        ),
    ]


def _keep_what_people_read(_: object, __: str, event: EventDict) -> EventDict:
    for name in ("timestamp", "subject", "exc_info"):
        event.pop(name, None)
    return event


def _for_machines() -> list[Processor]:
    return [
        structlog.processors.format_exc_info,
        structlog.processors.EventRenamer("message"),
        structlog.processors.JSONRenderer(default=str),
    ]


def _configure_structlog() -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_context(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
