"""Figures, never tests."""
