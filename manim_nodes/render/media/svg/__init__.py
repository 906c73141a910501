"""Drawings in SVG, made into what manim reads right: shapes with all that they inherit said at each."""

GRADIENT = "data-gradient"
"""The attribute that says a gradient to the class that knows it."""
