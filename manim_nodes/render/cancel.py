"""Ask a running render to stop, from any thread."""

import threading


class CancelToken:
    """One request to stop, made once and seen by everyone who holds the token."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the render to stop."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Return whether somebody asked to stop."""
        return self._event.is_set()
