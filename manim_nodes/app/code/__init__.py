"""The surface that shows the generated script."""
