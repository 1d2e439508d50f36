"""Moments as seconds since 1970 and as RFC 3339 text, and the periods between them, all in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

WEEK = 7 * 86_400.0
FIRST = datetime(2, 1, 1, tzinfo=UTC).timestamp()
LAST = datetime(9998, 12, 31, tzinfo=UTC).timestamp()


def text(seconds: float) -> str:
    """The moment as `2026-11-23T09:00:00Z`; fractions of a second are kept as milliseconds."""
    moment = datetime.fromtimestamp(round(seconds, 3), UTC)
    whole = moment.microsecond == 0
    return moment.isoformat(timespec="seconds" if whole else "milliseconds").replace("+00:00", "Z")


def seconds(moment: str) -> float:
    """RFC 3339 text as seconds, within the years that calendars here know; a leap second is the one before it."""
    for text_ in (moment.upper(), moment.upper().replace(":60", ":59")):
        try:
            parsed = datetime.fromisoformat(text_)
            return min(max((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp(), FIRST), LAST)
        except (ValueError, OverflowError):
            continue
    return FIRST


def starts(at: float, length: str) -> float:
    """Where the hour, day, week (Monday) or month that a moment lies in begins."""
    moment = datetime.fromtimestamp(at, UTC).replace(minute=0, second=0, microsecond=0)
    if length == "hour":
        return moment.timestamp()
    moment = moment.replace(hour=0)
    if length == "week":
        moment -= timedelta(days=moment.weekday())
    if length == "month":
        moment = moment.replace(day=1)
    return moment.timestamp()


def ends(start: float, length: str) -> float:
    """Where the period that begins at `start` ends."""
    days = {"hour": 1 / 24, "day": 1, "week": 7}
    if length in days:
        return start + days[length] * 86_400
    return starts(start + 32 * 86_400, "month")


def span(starts_at: str | None, ends_at: str | None, now: float) -> tuple[float, float]:
    """The period that a query asks for: its end is now and its length a week unless told. It may be empty."""
    end = seconds(ends_at) if ends_at else now
    return seconds(starts_at) if starts_at else end - WEEK, end
