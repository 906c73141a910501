"""The inspector: what is selected, in fields that can be changed."""
