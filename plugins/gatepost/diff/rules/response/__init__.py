"""Rules of responses."""
