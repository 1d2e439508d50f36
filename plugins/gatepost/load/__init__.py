"""Bytes to documents: files, YAML and JSON, references, filters."""
