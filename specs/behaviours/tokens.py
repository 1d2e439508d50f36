"""Counting and cutting text the way Postern documents it: a token for every four characters, rounded up."""

from __future__ import annotations

from math import ceil
from typing import Any

PER_TOKEN = 4
PER_MESSAGE = 4
IMAGES = {"low": 85, "auto": 85, "high": 340}


def count(text: str) -> int:
    """Tokens of a text."""
    return ceil(len(text) / PER_TOKEN)


def of_message(message: dict[str, Any]) -> int:
    """Tokens of a chat message with its images and tool calls."""
    total = PER_MESSAGE + count(text_of(message))
    for part in parts(message):
        if part["type"] == "image_url":
            total += IMAGES[part["image_url"].get("detail", "auto")]
    for call in message.get("tool_calls") or ():
        total += count(call["function"]["name"] + call["function"]["arguments"])
    return total


def parts(message: dict[str, Any]) -> list[dict[str, Any]]:
    """The content of a message as parts, also where it is plain text."""
    content = message.get("content")
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    return list(content or ())


def text_of(message: dict[str, Any]) -> str:
    """The text of a message, without its images."""
    return " ".join(part["text"] for part in parts(message) if part["type"] == "text")


def cut(text: str, most: int | None, stops: list[str]) -> tuple[str, str]:
    """The text up to the first stop text and at most so many tokens, and its finish reason."""
    found = [place for place in (text.find(stop) for stop in stops) if place >= 0]
    if found:
        text = text[: min(found)]
    if most is not None and count(text) > most:
        return text[: most * PER_TOKEN], "length"
    return text, "stop"
