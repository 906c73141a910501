"""Manim: previews in library mode, exports through its command line."""
