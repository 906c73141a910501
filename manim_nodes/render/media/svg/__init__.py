"""Drawings in SVG, made into what manim reads right: shapes with all that they inherit said at each."""
