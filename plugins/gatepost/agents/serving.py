"""How `gatepost agents` is run: the library is looked for when it is needed."""

from pathlib import Path

from gatepost.agents.catalog import read_catalog
from gatepost.agents.reading import Ask, Reading
from gatepost.errors import GatepostError

LOOPBACK = "127.0.0.1"


def serve(site: Path, ask: Ask, port: int | None = None) -> None:
    """Answer over stdio, or on a port of loopback at `/mcp`, until the client hangs up.

    `ask` is the search of the site. Raises GatepostError where the site has no catalog, or packages are missing.
    """
    reading = Reading(site, read_catalog(site), ask)
    try:
        from gatepost.agents.server import server_of
    except ImportError as error:
        message = f"gatepost agents needs packages that are not installed ({error.name})"
        raise GatepostError(f"{message}: pip install 'gatepost[snapshot]'.") from None
    server = server_of(reading)
    if port is None:
        server.run("stdio")
    else:
        server.run("streamable-http", host=LOOPBACK, port=port, json_response=True, stateless_http=True)
