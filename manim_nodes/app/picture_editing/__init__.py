"""Editing on the picture: handles, drags and snapping, and what they write into the project."""
