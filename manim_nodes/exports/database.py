"""The database of the queue: SQLite in a file of the user's, or a server by its address."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from manim_nodes.exports.export_queue_error import ExportQueueError
from manim_nodes.translation import tr

_NEWEST = "jobs_and_parts"
"""The revision of the tables that this program knows."""

_BUSY_TIMEOUT_MS = 20_000


def open_database(place: Path | str) -> Engine:
    """Open the database, and bring its tables to what this program knows.

    Parameters
    ----------
    place : a file, which is made if it is not there, or the address of a server's database

    Raises
    ------
    ExportQueueError : it cannot be opened, or a newer version has written it
    """
    try:
        if isinstance(place, Path):
            place.parent.mkdir(parents=True, exist_ok=True)
            engine = _sqlite(place)
        else:
            engine = create_engine(place)
        _migrate(engine)
    except (OSError, SQLAlchemyError) as error:
        raise ExportQueueError(
            tr("The export queue cannot be opened ({reason}).", reason=_reason(error)),
            where=str(place),
            hint=tr("Check the disk and the permissions."),
        ) from error
    return engine


def _reason(error: Exception) -> object:
    """Return the system's words, or the database's own, without what libraries put around them."""
    return getattr(error, "strerror", None) or getattr(error, "orig", None) or error


def _sqlite(file: Path) -> Engine:
    # No pool: a connection must end with the thread that has opened it, and to open one takes a tenth of a millisecond.
    engine = create_engine(f"sqlite:///{file}", poolclass=NullPool)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        f"busy_timeout = {_BUSY_TIMEOUT_MS}",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    # Who only begins to write after reading may find that another has written meanwhile, and would have to start anew.
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _migrate(engine: Engine) -> None:
    with engine.execution_options(reads=True).begin() as connection:
        if _revision(connection) == _NEWEST:
            return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise ExportQueueError(
                tr("A newer version of manim-nodes has written the export queue."),
                hint=tr("Update manim-nodes."),
            ) from error


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
