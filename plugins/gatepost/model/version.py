"""Versions of a gateway that one site documents."""

from typing import Literal

import msgspec

Status = Literal["preview", "current", "supported", "deprecated", "retired"]


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version. `folder` is where its pages stand below the root of the site, empty for the current one.

    `date` is that of its release as an ISO date, `aliases` are further names of it, such as `latest`.
    """

    label: str
    title: str = ""
    status: Status = "supported"
    date: str = ""
    aliases: tuple[str, ...] = ()
    folder: str = ""

    @property
    def display_title(self) -> str:
        """What readers see."""
        return self.title or self.label
