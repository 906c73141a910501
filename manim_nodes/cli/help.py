"""What help texts have in common."""

FILE_HELP = "The project, a file that ends in .mnodes."


def examples(*lines: str) -> str:
    """Return the epilog that shows how a command is used, a line each."""
    # The backspace keeps click from filling these lines into a paragraph.
    title = "Examples:" if len(lines) > 1 else "Example:"
    return "\n".join(["\b", title, *(f"  {line}" for line in lines)])
