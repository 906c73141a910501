"""Exports: the manim command line in a process of its own."""
