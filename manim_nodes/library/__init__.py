"""What a node type is, read from the tables under nodes/."""
