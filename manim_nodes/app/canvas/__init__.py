"""The node canvas: the graph, and editing it with the mouse and keys."""
