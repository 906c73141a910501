"""The templates that projects start from."""
