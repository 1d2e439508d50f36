"""The contract's own answer to a call: the declared status, media type and example, or a generated value."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Sequence
from copy import deepcopy
from html import escape
from typing import Any

from gatepost.sandbox.behaviour import Call, Event, Refusal, Reply, Stream
from gatepost.sandbox.bodies import bare, is_json
from gatepost.sandbox.description import Operation
from gatepost.sandbox.generate import Generator, Named
from gatepost.sandbox.schema import Schema

STREAMS = ("text/event-stream", "application/jsonl", "application/x-ndjson", "application/json-seq")
STREAMED_ITEMS = 3
NOTE = "x-sandbox-note"
"""The header that says where an answer is not as it should be."""
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
BY_RANGE = {"*/*": "application/json", "*": "application/json", "application/*": "application/json"}
BY_KIND = {"text/*": "text/plain", "image/*": "image/png", "audio/*": "audio/wav", "video/*": "video/mp4"}
UNSENT_HEADERS = ("content-type", "content-length", "connection", "transfer-encoding", "content-encoding")


class Answers:
    """The answers of one operation, without memory; generated values are made once."""

    def __init__(self, operation: Operation, seed: int) -> None:
        self.operation = operation
        self.generator = Generator(operation.description, seed=seed)
        self._made: dict[tuple[str, str], Any] = {}
        self._unfit: dict[tuple[str, str], str] = {}

    def status(self) -> int:
        """The status of success: the lowest 2xx, else the default's 200, else the lowest 3xx, else what there is."""
        declared = self.operation.responses
        exact = sorted(int(key) for key in declared if key.isdecimal() and 200 <= int(key) < 600)
        first = [key for key in exact if key < 300]
        if first:
            return first[0]
        if "2XX" in declared or "default" in declared or not exact:
            return 200
        return exact[0]

    def reply(self, call: Call) -> Reply | Stream:
        """The answer of success; raises Refusal 426 where the operation only speaks WebSocket."""
        if self.operation.responses.keys() == {"101"}:
            message = f"{self.operation.name} switches to another protocol, which a sandbox does not speak."
            raise Refusal(426, "upgrade_required", message, headers={"upgrade": "websocket"})
        return self.of(self.status(), call)

    def preferred(self, call: Call) -> Reply | Stream | None:
        """The answer that `Prefer: code=404, example=name` (RFC 7240) asks for, or None where it asks nothing."""
        wishes = _preferences(call.headers.get("prefer", ""))
        if not wishes.keys() & {"code", "example"}:
            return None
        status = int(wishes["code"]) if wishes.get("code", "").isdecimal() else self.status()
        if self.operation.response(status) is None or not 200 <= status < 600:
            known = ", ".join(self.operation.responses)
            raise Refusal(400, "unknown_preference", f"{self.operation.name} declares {known}, not {status}.", "prefer")
        return self.of(status, call, example=wishes.get("example"))

    def of(self, status: int, call: Call, example: str | None = None) -> Reply | Stream:
        """The answer with a declared status."""
        response = self.operation.response(status) or {}
        headers = self._headers(response)
        if 300 <= status < 400:
            headers.setdefault("location", "https://example.com/")
        key = self.media_key(response, call)
        if key is None or status in (204, 304):
            return Reply(status, headers=headers)
        declared = response["content"][key]
        declared = declared if isinstance(declared, dict) else {}
        media_type = concrete(key)
        if bare(media_type) in STREAMS:
            return Stream(self._events(declared, example), status, headers, media_type)
        body = self._body(str(status), key, declared, media_type, example)
        if example is None and (why := self._unfit.get((str(status), key))):
            headers[NOTE] = why
        return Reply(status, body, headers, media_type)

    def media_key(self, response: dict[str, Any], call: Call) -> str | None:
        """The declared media type to answer with: a stream where the body asks for one, else as `accept` says."""
        content = response.get("content")
        keys = [str(key) for key in content] if isinstance(content, dict) else []
        if not keys:
            return None
        streams = [key for key in keys if bare(key) in STREAMS]
        plain = [key for key in keys if key not in streams]
        if streams and (not plain or (isinstance(call.body, dict) and call.body.get("stream") is True)):
            return streams[0]
        if streams and isinstance(call.body, dict) and call.body.get("stream") is False:
            return _negotiated(call.headers.get("accept", ""), plain)
        return _negotiated(call.headers.get("accept", ""), [*plain, *streams])

    def value(self, schema: Schema, named: Named | None = None, variation: int = 0) -> Any:
        """A generated value of the description."""
        return self.generator.make(schema, named=named, variation=variation)

    def _body(self, status: str, key: str, declared: dict[str, Any], media_type: str, example: str | None) -> Any:
        """A body for the wire: an example if it is valid or was asked for by name, else a generated value."""
        schema = declared.get("schema", True)
        examples = _examples(self.operation, declared)
        if example is not None:
            if example not in examples:
                raise Refusal(400, "unknown_preference", f"No example {example}; there are {list(examples)}.", "prefer")
            return examples[example]
        made = self._made.get((status, key), self)
        if made is self:
            made, faults = self._make(schema, examples, media_type)
            self._made[status, key] = made
            if faults:
                self._unfit[status, key] = _noted(faults)
        return deepcopy(made)

    def _make(self, schema: Schema, examples: dict[str, Any], media_type: str) -> tuple[Any, Sequence[object]]:
        """The body, and what of it the schema does not allow: of some schemas there is no value, or none is found."""
        reading = self.operation.description.reading
        for offered in examples.values():
            if not is_json(media_type) or reading.accepts(schema, offered):
                return _written(offered, media_type, self.operation, schema), ()
        made = self.value(schema)
        faults = () if reading.accepts(schema, made) else reading.faults(schema, made)
        if faults and examples:
            made = next(iter(examples.values()))
        return _written(made, media_type, self.operation, schema), faults if is_json(media_type) else ()

    def _events(self, declared: dict[str, Any], example: str | None) -> Iterator[Event]:
        """Events from an example's text or items, else three generated ones."""
        examples = _examples(self.operation, declared)
        chosen = examples.get(example) if example else next(iter(examples.values()), None)
        if isinstance(chosen, str):
            yield from _parsed_events(chosen)
            return
        if isinstance(chosen, list):
            yield from (Event(item, delay=0.05) for item in chosen)
            return
        schema = declared.get("itemSchema", declared.get("schema", True))
        for turn in range(STREAMED_ITEMS):
            yield _event(self.value(schema, variation=turn), wrapped="itemSchema" in declared)

    def _headers(self, response: dict[str, Any]) -> dict[str, str]:
        """The declared headers that are required, exemplified or simple."""
        found: dict[str, str] = {}
        declared = response.get("headers")
        for name, raw in declared.items() if isinstance(declared, dict) else ():
            header = self.operation.description.resolve(raw)
            if not isinstance(header, dict) or str(name).lower() in UNSENT_HEADERS:
                continue
            schema = header.get("schema", {"type": "string"})
            examples = _examples(self.operation, header)
            value = next(iter(examples.values()), None) if examples else self.value(schema)
            if isinstance(value, (str, int, float)):
                found[str(name).lower()] = str(value).lower() if isinstance(value, bool) else str(value)
            elif isinstance(value, list):
                found[str(name).lower()] = ",".join(map(str, value))
        return found


def _noted(faults: Sequence[object]) -> str:
    """A header's value: nothing in it but printable ASCII."""
    said = "no value was found that fits the declared schema: " + "; ".join(map(str, faults))
    return "".join(one if " " <= one <= "~" else "?" for one in said[:300])


def concrete(key: str) -> str:
    """A media type that can be sent, for a declared key that may be a range."""
    name = bare(key)
    return BY_RANGE.get(name) or BY_KIND.get(name) or (key if "/" in key else "application/json")


def meant_type(operation: Operation, reply: Reply) -> str | None:
    """The declared media type that a reply without one means, by the kind of its body."""
    content = (operation.response(reply.status) or {}).get("content")
    keys = [concrete(str(key)) for key in content] if isinstance(content, dict) else []
    written = [key for key in keys if is_json(key)]
    others = [key for key in keys if key not in written and bare(key) not in STREAMS]
    chosen = others if isinstance(reply.body, bytes) or (isinstance(reply.body, str) and not written) else written
    return chosen[0] if chosen and reply.body is not None else None


def _preferences(header: str) -> dict[str, str]:
    pieces = [piece.partition("=") for piece in header.replace(";", ",").split(",")]
    return {name.strip().lower(): value.strip().strip('"') for name, _, value in pieces if name.strip()}


def _negotiated(accept: str, keys: list[str]) -> str:
    """The first declared type the client likes most, JSON before others; any where it likes none."""
    ordered = sorted(keys, key=lambda key: not is_json(concrete(key)))
    wanted = []
    for position, piece in enumerate(accept.split(",")):
        name, *rest = [part.strip() for part in piece.split(";")]
        quality = next((part[2:] for part in rest if part.startswith("q=")), "1")
        wanted.append((-_quality(quality), name.count("*"), position, name.lower()))
    for disliked, _, _, name in sorted(wanted):
        for key in ordered:
            if disliked < 0 and name in (bare(key), bare(concrete(key)), f"{bare(key).partition('/')[0]}/*", "*/*"):
                return key
    return ordered[0]


def _quality(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _examples(operation: Operation, declared: dict[str, Any]) -> dict[str, Any]:
    """Declared examples by name; a lone one is called `default`."""
    found: dict[str, Any] = {}
    if "example" in declared:
        found["default"] = declared["example"]
    examples = declared.get("examples")
    for name, raw in examples.items() if isinstance(examples, dict) else ():
        example = operation.description.resolve(raw)
        for word in ("value", "dataValue", "serializedValue"):
            if isinstance(example, dict) and word in example:
                found.setdefault(str(name), example[word])
    return found


def _written(value: Any, media_type: str, operation: Operation, schema: Schema) -> Any:
    """The value as the media type writes it."""
    name = bare(media_type)
    if is_json(media_type) or isinstance(value, bytes):
        return value
    if name.endswith(("/xml", "+xml")) and not isinstance(value, str):
        return '<?xml version="1.0" encoding="UTF-8"?>' + _xml(value, schema, operation, "root")
    if name.startswith("image/") and "svg" not in name:
        return PIXEL
    if isinstance(value, (dict, list)) and name.startswith("text/"):
        return "sandbox"
    if not name.startswith("text/") and isinstance(value, str):
        return value.encode()
    return value if isinstance(value, str) else b"sandbox"


def _xml(value: Any, schema: Schema, operation: Operation, name: str, depth: int = 0) -> str:
    """The value as an element, named as the schema's `xml` object says."""
    resolved = operation.description.resolve(schema)
    resolved = resolved if isinstance(resolved, dict) and depth < 40 else {}
    hints = resolved.get("xml") if isinstance(resolved.get("xml"), dict) else {}
    tag = _tag((hints or {}).get("name") or name)
    if isinstance(value, list):
        items = resolved.get("items", {})
        inner = "".join(_xml(item, items, operation, tag, depth + 1) for item in value)
        return f"<{tag}>{inner}</{tag}>" if (hints or {}).get("wrapped") or depth == 0 else inner
    if not isinstance(value, dict):
        text = str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
        return f"<{tag}>{escape(text)}</{tag}>"
    properties = resolved.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    attributes, inner = "", ""
    for key, item in value.items():
        rule = operation.description.resolve(properties.get(key, {}))
        if isinstance(rule, dict) and (rule.get("xml") or {}).get("attribute") is True:
            attributes += f' {_tag(rule["xml"].get("name") or key)}="{escape(str(item))}"'
        else:
            inner += _xml(item, rule, operation, str(key), depth + 1)
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _tag(name: object) -> str:
    return "".join(one if one.isalnum() or one in "_-.:" else "_" for one in str(name))


def _event(value: Any, *, wrapped: bool) -> Event:
    """An event of a generated value; an `itemSchema` may describe the event itself, with `data` inside."""
    if wrapped and isinstance(value, dict) and "data" in value:
        return Event(value["data"], value.get("event"), value.get("id"), delay=0.05)
    return Event(value if value is not None else {}, delay=0.05)


def _parsed_events(text: str) -> Iterator[Event]:
    """The events of an example written as an event stream; other text is one event."""
    for block in text.replace("\r\n", "\n").split("\n\n"):
        fields = [line.partition(":") for line in block.split("\n") if ":" in line]
        found = {name.strip(): value.strip() for name, _, value in fields if name.strip() in ("event", "id")}
        lines = [value.removeprefix(" ") for name, _, value in fields if name == "data"]
        if lines:
            yield Event("\n".join(lines), found.get("event"), found.get("id"), delay=0.05)
    if "data:" not in text:
        yield Event(text)
