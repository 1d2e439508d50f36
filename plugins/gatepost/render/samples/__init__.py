"""Code samples, one language a file."""
