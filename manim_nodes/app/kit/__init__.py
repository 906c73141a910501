"""What every panel is made with: commands, theme, background work, pictures, notices."""
