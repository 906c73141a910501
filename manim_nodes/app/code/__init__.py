"""The panel that shows the generated script."""
