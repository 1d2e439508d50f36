"""A block that shows the calls of an operation before and after it broke: `/// migration | createKey`."""

from gatepost.inline.comparison import between, editions_of
from gatepost.inline.embedded import Embedded, Shown


class MigrationBlock(Embedded):
    """`/// migration | createKey`: what breaks callers of an operation or tool with a version, with the calls.

    Versions are named as those of a comparison are, and follow each other. The name may be of either version: what is
    gone has no page that a target could lead to.
    """

    NAME = "migration"
    KINDS = ("operation", "tool")

    def filled(self, shown: Shown, given: str) -> str:
        """Return changes and calls. Raises LookupError where nothing breaks, ValueError for versions that are not."""
        editions = editions_of(shown)
        asked = between(self.argument.strip(), editions)
        return editions.calls(asked.name, asked.old, asked.new)
