"""The panel that lists what is wrong."""
