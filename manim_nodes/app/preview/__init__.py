"""The live preview: the thread that draws, what it is asked for, and the frames it has made."""
