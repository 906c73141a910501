"""The desktop app: Qt, and nothing but Qt; a folder a surface, which meet in the session."""
