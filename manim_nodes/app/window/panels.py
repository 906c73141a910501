"""Every panel there is: whoever adds one names it here, and it stands in the window and in View > Panels."""

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.app.code.code import CodeView
from manim_nodes.app.export_queue.export_queue_panel import ExportQueuePanel
from manim_nodes.app.exports.exports import Exports
from manim_nodes.app.gallery.welcome import Welcome
from manim_nodes.app.inspector.inspector import Inspector
from manim_nodes.app.palette.palette import Palette
from manim_nodes.app.player.player import Player
from manim_nodes.app.problems.problems import Problems
from manim_nodes.app.timeline.timeline import Timeline
from manim_nodes.app.window.panel_place import PanelPlace, Side
from manim_nodes.translation import tr_later

PANELS = (
    PanelPlace(Welcome, tr_later("Welcome"), Side.PAGE, order=1),
    PanelPlace(Canvas, tr_later("Canvas"), Side.PAGE, order=2),
    PanelPlace(Exports, tr_later("Export"), Side.STRIP),
    PanelPlace(Palette, tr_later("Nodes"), Side.LEFT, width=260),
    PanelPlace(Inspector, tr_later("Inspector"), Side.RIGHT, order=2, height=420),
    PanelPlace(Player, tr_later("Player"), Side.RIGHT, order=1, width=470, height=400),
    PanelPlace(Timeline, tr_later("Timeline"), Side.BOTTOM, order=1, height=260),
    PanelPlace(Problems, tr_later("Problems"), Side.BOTTOM, order=2, behind="timeline"),
    PanelPlace(CodeView, tr_later("Script"), Side.BOTTOM, order=3, behind="timeline"),
    PanelPlace(ExportQueuePanel, tr_later("Exports"), Side.BOTTOM, order=4, behind="timeline"),
)
"""In the order of View > Panels."""
