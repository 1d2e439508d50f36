"""Server-sent events (HTML standard, section 9.2), as far as gateways send them."""

from __future__ import annotations

from collections.abc import AsyncIterator


async def data_of(lines: AsyncIterator[str]) -> AsyncIterator[str]:
    """Yield the data of each event."""
    data: list[str] = []
    async for line in lines:
        if line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))
        elif not line and data:
            yield "\n".join(data)
            data = []
    if data:
        yield "\n".join(data)
