"""Where the user starts from: new, recent, or a template."""
