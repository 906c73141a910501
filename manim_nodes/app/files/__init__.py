"""Projects and their files: open, save, autosave, recovery, trust."""
