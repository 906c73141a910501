"""Build Manim scenes by wiring nodes."""

__version__ = "0.1.0"
