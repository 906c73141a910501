"""Nothing but a folder for the tables, which manim-nodes reads without importing it."""
