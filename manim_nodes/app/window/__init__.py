"""Windows: what panels are in them, and the table of commands as menus, toolbar and keys."""
