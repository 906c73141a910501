"""Films made of the project: one click, a bar that shows how far they are, and where they went."""
