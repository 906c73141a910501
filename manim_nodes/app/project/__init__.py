"""What serves one open project: its files, autosave, trust, and the thread that analyzes it."""
