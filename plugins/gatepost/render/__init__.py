"""The model to pages."""
