"""Gatepost in MkDocs and ProperDocs: one plugin a file; hooks only wire."""
