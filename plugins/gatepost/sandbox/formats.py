"""String formats, judged lightly: a value is refused only where it is plainly not of its format."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from ipaddress import AddressValueError, IPv4Address, IPv6Address

DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,20})?([Zz]|[+-]\d{2}:\d{2})\Z", re.ASCII)
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*\Z")
BASE64 = re.compile(r"[A-Za-z0-9+/_-]*={0,2}\Z")


def is_date(text: str) -> bool:
    """`full-date` of RFC 3339."""
    try:
        return len(text) == 10 and date.fromisoformat(text) is not None
    except ValueError:
        return False


def is_date_time(text: str) -> bool:
    """`date-time` of RFC 3339, leap seconds included."""
    if not DATE_TIME.match(text):
        return False
    try:
        datetime.fromisoformat(text[:10] + "T" + text[11:17] + text[17:19].replace("60", "59"))
    except ValueError:
        return False
    return True


def is_email(text: str) -> bool:
    """Something, an at sign, something; RFC 5321 allows nearly anything else."""
    local, at, domain = text.rpartition("@")
    return bool(local and at and domain) and not any(character.isspace() for character in domain)


def _is_ipv4(text: str) -> bool:
    try:
        return bool(IPv4Address(text))
    except AddressValueError:
        return False


def _is_ipv6(text: str) -> bool:
    try:
        return bool(IPv6Address(text))
    except AddressValueError:
        return False


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "date-time": is_date_time,
    "email": is_email,
    "uuid": lambda text: bool(UUID.match(text)),
    "uri": lambda text: bool(URI.match(text)),
    "ipv4": _is_ipv4,
    "ipv6": _is_ipv6,
    "byte": lambda text: bool(BASE64.match(text)),
}
