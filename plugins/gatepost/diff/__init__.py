"""Two versions of a gateway to what changed between them."""

from gatepost.diff.compare import diff
from gatepost.diff.forms import as_comment, as_markdown, as_text, summary
from gatepost.diff.migration import migration

__all__ = ["as_comment", "as_markdown", "as_text", "diff", "migration", "summary"]
