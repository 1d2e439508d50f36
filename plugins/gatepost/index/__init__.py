"""Passages of a site, and the files that a search in the page reads."""

from gatepost.index.passages import passages
from gatepost.index.sections import sections
from gatepost.index.teacher import model_files, teacher
from gatepost.index.terms import term_passages
from gatepost.index.writer import files

__all__ = ["files", "model_files", "passages", "sections", "teacher", "term_passages"]
