"""What the player can do with the node that is selected: go to its step, or show it alone."""

from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.player.playback import Playback
from manim_nodes.app.preview.preview import Preview
from manim_nodes.editing.session import Session
from manim_nodes.translation import tr_later


class SelectedNodeActions:
    """Brings the selected node into the picture."""

    def __init__(self, session: Session, preview: Preview, playback: Playback) -> None:
        self._session, self._preview, self._playback = session, preview, playback

    def selected_step(self) -> int | None:
        """Return the first step that a selected node plays."""
        selected = {self._session.full_id(each) for each in self._session.selection}
        if not selected:
            return None
        within = tuple(f"{node_id}/" for node_id in selected)
        for index, step in enumerate(self._preview.timeline.steps):
            node_id = step.node_id
            if node_id is not None and (node_id in selected or node_id.startswith(within)):
                return index
        return None

    def has_selected_step(self) -> bool:
        """Return whether a selected node plays a step."""
        return self.selected_step() is not None

    def has_one_node(self) -> bool:
        """Return whether a single node is selected."""
        return len(self._session.content.nodes_by_id.keys() & self._session.selection) == 1

    def shows_one_node(self) -> bool:
        """Return whether a node alone is shown."""
        return self._preview.isolated is not None

    @command(
        "player.to_selected",
        tr_later("Go to the selected node's first step"),
        panel="",
        menu="Play",
        is_enabled=has_selected_step,
    )
    def go_to_selected(self) -> None:
        """Go to where the selected node first plays."""
        step = self.selected_step()
        if step is not None:
            self._playback.go_to(self._preview.timeline.steps[step].first_frame)

    @command(
        "player.show_selected",
        tr_later("Show the selected node alone"),
        ("1",),
        panel="canvas",
        menu="Play",
        is_enabled=has_one_node,
        needs=tr_later("Select one node first."),
        help=tr_later(
            "Show what the node makes, without the rest; so does Ctrl+Shift+click on it."
        ),
    )
    def show_selected(self) -> None:
        """Show the selected node alone."""
        nodes = self._session.content.nodes_by_id.keys() & self._session.selection
        if len(nodes) == 1:
            self._preview.show_only(self._session.full_id(nodes.pop()))

    @command(
        "player.show_all",
        tr_later("Show the whole film"),
        panel="",
        menu="Play",
        is_enabled=shows_one_node,
    )
    def show_all(self) -> None:
        """Show the whole film."""
        self._preview.show_only(None)
