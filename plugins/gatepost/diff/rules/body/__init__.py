"""Rules of request bodies and media types."""
