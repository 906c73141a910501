"""The player: the picture, its transport, playback and sound."""
