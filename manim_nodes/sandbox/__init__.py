"""What runs beside us, and under which limits."""
