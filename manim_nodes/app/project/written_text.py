"""Changing the words of a text, and the colors of some of them, right where it stands."""

from collections.abc import Callable

from PySide6.QtCore import QRect

from manim_nodes.app.kit.colored_field import ColoredField, Coloring
from manim_nodes.app.kit.inline_text_field import InlineTextField
from manim_nodes.editing.own_text import OwnText, write
from manim_nodes.editing.project_colors import plain_colors
from manim_nodes.editing.session import Session
from manim_nodes.translation import tr


def begin_writing(
    field: InlineTextField,
    session: Session,
    text: OwnText,
    room: QRect,
    show_hint: Callable[[str], object],
    *,
    initiator: object,
    ended: Callable[[], object] = lambda: None,
    seen: QRect | None = None,
) -> None:
    """Let the user change the words of a node in ``room`` of the view that the field lies over; all of it is one step.

    A color is seen in the picture as soon as it is chosen.

    Parameters
    ----------
    show_hint : shows how it ends, and what cannot be done, in the status bar
    ended : called before it is written into the project
    seen : what the colors are to hide little of
    """
    colors = plain_colors(session.library.names.colors)

    gesture = object()

    def take(words: str) -> None:
        ended()
        spans = field.spans if text.can_color else None
        write(session, text, words, spans, initiator=initiator, merge_key=gesture)
        session.seal()

    field.begin(
        text.value,
        room,
        take,
        lines=True,
        ends_by_enter=not text.has_lines,
        name=tr("Text"),
        coloring=Coloring(text.spans, colors, text.whole) if text.can_color else None,
        seen=seen,
    )
    typed = field.field
    if isinstance(typed, ColoredField):
        typed.refused.connect(
            lambda: show_hint(tr("This cannot have a color alone: select a whole term."))
        )
        typed.colored.connect(
            lambda: write(
                session,
                text,
                typed.toPlainText(),
                typed.spans(),
                initiator=initiator,
                merge_key=gesture,
            )
        )
    show_hint(_how_to_end(text))


def _how_to_end(text: OwnText) -> str:
    ways = (
        tr("Esc, Ctrl+Enter or a click elsewhere keeps it.")
        if text.has_lines
        else tr("Enter, Esc or a click elsewhere keeps it.")
    )
    if not text.can_color:
        return ways
    return tr("To color a part, select it and choose a color; Tab leads there.") + " " + ways
