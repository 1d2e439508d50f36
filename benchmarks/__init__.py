"""Ratios to peers and floors, each pair measured in the same run."""
