"""The desktop app: Qt, and nothing but Qt; a folder a panel, which meet in the session."""
