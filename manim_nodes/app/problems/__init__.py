"""The surface that lists what is wrong."""
