"""What the contract has of replies: the console checks against it what comes back.

One file for all operations, apart from their contracts: a reader who only sends never loads it.
"""

import gzip

import msgspec

from gatepost.model.gateway import Gateway
from gatepost.model.response import Response
from gatepost.model.schema import Json
from gatepost.render.json_schema import json_schema

LARGEST = 24_000_000
"""Characters of JSON; beyond it schemas are left out, and the console says that it cannot check."""


def expected(gateway: Gateway) -> bytes:
    """Return the replies of each operation by address and status, with the named schemas, as gzip of JSON.

    `{"operations": {ADDRESS: {STATUS: {"headers": [NAME], "content": {MEDIA TYPE: SCHEMA}}}}, "defs": {NAME: SCHEMA}}`;
    "items" beside "content" has the schemas of pieces of a stream.
    """
    operations = {
        str(operation.address): {response.status: _reply(response) for response in operation.responses}
        for operation in gateway.operations
    }
    defs = {key: json_schema(named.schema, bare=True) for key, named in gateway.schemas.items()}
    written = msgspec.json.encode({"operations": operations, "defs": defs})
    if len(written) > LARGEST:
        written = msgspec.json.encode({"operations": {}, "defs": {}, "cut": True})
    # Without a time in it: the same description makes the same bytes.
    return gzip.compress(written, 6, mtime=0)


def _reply(response: Response) -> dict[str, Json]:
    reply: dict[str, Json] = {}
    if response.headers:
        reply["headers"] = [header.name for header in response.headers]
    content = {
        media_type.name: json_schema(media_type.schema, bare=True)
        for media_type in response.content
        if media_type.schema is not None
    }
    if content:
        reply["content"] = content
    items = {
        media_type.name: json_schema(media_type.item_schema, bare=True)
        for media_type in response.content
        if media_type.item_schema is not None
    }
    if items:
        reply["items"] = items
    return reply
