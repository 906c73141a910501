"""An ordered graph becomes the source of one Scene class."""
