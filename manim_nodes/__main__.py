"""The program's one door: the app, or the command line."""

import sys


def main() -> int:
    """Open the app, or run the command that was asked for."""
    if sys.argv[1:2] in ([], ["open"]):
        print("manim-nodes: the app is not there yet. See `manim-nodes --help`.", file=sys.stderr)  # noqa: T201
        return 1
    from manim_nodes.cli.main import main as run_command

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
