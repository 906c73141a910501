"""What a project is: its data, its edits, its history, its file."""
