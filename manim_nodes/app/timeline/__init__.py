"""The timeline: what plays when, for how long, and beside what."""
