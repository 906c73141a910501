"""Previews: manim in library mode, in this process, frame by frame."""
