"""Rules of parameters."""
