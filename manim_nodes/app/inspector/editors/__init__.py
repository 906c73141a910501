"""Editors of values, one for each type of parameter."""
