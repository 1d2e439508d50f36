"""Several versions of a gateway in one site: where each comes from, its pages, what changed with each."""

from gatepost.versioning.sources import other_inputs
from gatepost.versioning.versioned import Versioned, build_versions

__all__ = ["Versioned", "build_versions", "other_inputs"]
