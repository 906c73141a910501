"""The preview engine in a process of its own, for projects that may be hostile."""
