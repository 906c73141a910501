"""How far a system lets a process be confined."""

from enum import Enum

from manim_nodes.translation import tr, tr_later


class Tier(Enum):
    """A way to confine a process, best first.

    Parameters
    ----------
    title : what it is called
    summary : what it keeps a render from
    """

    BUBBLEWRAP = (
        tr_later("bubblewrap"),
        tr_later(
            "Renders see only their own folder, and reach neither network nor other programs."
        ),
    )
    LANDLOCK = (
        tr_later("Landlock"),
        tr_later("Renders open only files of their own folder, and reach no network."),
    )
    LIMITS = (
        tr_later("limits only"),
        tr_later(
            "Renders are limited in time and memory, but could open your files and reach the network: "
            "run Python code of others only if you trust them."
        ),
    )

    def __init__(self, title: str, summary: str) -> None:
        self.title = title
        self.summary = summary

    @property
    def keeps_files_apart(self) -> bool:
        """Return whether a render cannot open files that are none of its business."""
        return self is not Tier.LIMITS


def describe_tier(tier: Tier) -> str:
    """Return a line for people that names a tier and says what it does."""
    return tr("{title}: {summary}", title=tr(tier.title), summary=tr(tier.summary))
