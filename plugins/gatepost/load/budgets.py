"""How much a description may ask of the machine, and why there.

A description is untrusted input: without a ceiling 300 bytes of YAML can fill the memory.
The figures lie far above everything seen (GitHub's: 13 MB, 0.6 million nodes, 24 levels).
"""

MAX_FILE_BYTES = 64 * 1024 * 1024
"""Five times the largest public description; parsing this much stays below a gigabyte."""

MAX_FILES = 2_000
"""Files that one description may be split into."""

MAX_NODES = 4_000_000
"""Values in one file, aliases counted each time they are used: a walk over them ends in seconds."""

MAX_DEPTH = 200
"""Levels of nesting. The JSON parser stops here too, and recursion in later stages stays below Python's limit."""

MAX_NUMBER_LENGTH = 4_000
"""Characters of one number: Python converts no longer ones."""
