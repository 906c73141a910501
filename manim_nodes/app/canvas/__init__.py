"""The node canvas: the graph as it is seen and built by hand."""
