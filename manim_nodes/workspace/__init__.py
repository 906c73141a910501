"""Where things live, preferences, logs and clean-up."""
