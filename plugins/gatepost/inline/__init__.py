"""What guides say in Markdown about the contract: deep links, glossary marks, blocks; for any Python-Markdown host."""

from gatepost.inline.extension import GuidesExtension
from gatepost.inline.guide import Guide
from gatepost.inline.marks import Marks
from gatepost.inline.mentions import mentioned
from gatepost.inline.targets import KINDS, Targets, UnknownTargetError
from gatepost.inline.unknown import unknown_targets

__all__ = [
    "KINDS",
    "Guide",
    "GuidesExtension",
    "Marks",
    "Targets",
    "UnknownTargetError",
    "mentioned",
    "unknown_targets",
]
