"""How long the preview waits after an edit, which depends on what drawing costs."""

_SHARE = 0.3
_QUIET_S = 0.06
_LONGEST_S = 0.4
_WEIGHT = 0.5
_COSTLY_S = 0.2
_WORTH = 0.7
_OTHER = 1.5


class PreviewDebounce:
    """Learns what drawing costs.

    One frame is drawn at once, however long it takes: waiting would only make it later. The whole film waits until
    edits have paused for a share of its cost, since one that is given up after a tick of a drag is work for nothing.
    """

    def __init__(self) -> None:
        self._film_s = 0.0
        self._frame_s = 0.0
        self._draft_share = 0.0

    def note_film(self, seconds: float) -> None:
        """Learn from a film that was drawn, or given up, after so long."""
        self._film_s += _WEIGHT * (seconds - self._film_s)

    def note_frame(self, seconds: float, *, is_draft: bool) -> None:
        """Learn what one frame costs, in full or as a draft."""
        if is_draft:
            self._draft_share = seconds / self._frame_s
            return
        if not 1 / _OTHER < seconds / max(self._frame_s, 1e-3) < _OTHER:
            self._draft_share = 0.0  # another scene: its drafts may be worth something
        self._frame_s = seconds

    @property
    def wants_draft(self) -> bool:
        """Return whether one frame takes so long that a drag should show rougher ones, and these are quicker."""
        return self._frame_s > _COSTLY_S and self._draft_share < _WORTH

    @property
    def quiet_s(self) -> float:
        """Return how long edits must pause before the whole film is drawn."""
        return min(max(_QUIET_S, _SHARE * self._film_s), _LONGEST_S)
