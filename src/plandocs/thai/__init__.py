"""thai."""
