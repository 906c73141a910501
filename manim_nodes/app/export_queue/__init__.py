"""The list of exports, those of all windows, programs and commands."""
