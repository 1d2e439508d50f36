"""Rules of what a value may be."""
