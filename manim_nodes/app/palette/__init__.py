"""Where the user finds node types: the palette, the search at the cursor, and help for a type."""
