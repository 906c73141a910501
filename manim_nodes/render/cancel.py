"""A request to stop a running render, made from any thread."""

import threading


class CancelToken:
    """One request to stop, made once and seen by all who hold the token."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the render to stop."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Return whether somebody asked to stop."""
        return self._event.is_set()
