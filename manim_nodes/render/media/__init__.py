"""Pictures, sounds and drawings from files: looked at, and made into what manim reads right."""
