"""A server written with FastMCP, run by the FastMCP that `install.sh` installs: its one argument is the port."""

import sys

from fastmcp import FastMCP  # type: ignore[import-not-found]

server = FastMCP("weather")


@server.tool(annotations={"readOnlyHint": True})  # type: ignore[untyped-decorator]
def get_forecast(city: str) -> str:
    """Tell the weather of a city."""
    return f"It rains in {city}."


server.run(transport="http", host="127.0.0.1", port=int(sys.argv[1]), show_banner=False)
