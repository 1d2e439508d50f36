"""The site for agents: what `llms.txt` lists, and a read-only MCP server over the files of a built site.

The server needs the extra `gatepost[snapshot]`; nothing is imported from it before `serve` is called.
"""

from gatepost.agents.catalog import CATALOG, Catalog, CatalogEntry, first_sentence, read_catalog
from gatepost.agents.llms import OPTIONAL, agent_files
from gatepost.agents.serving import serve

__all__ = ["CATALOG", "OPTIONAL", "Catalog", "CatalogEntry", "agent_files", "first_sentence", "read_catalog", "serve"]
