"""What a sample sends in its body."""

import re
from collections.abc import Collection
from typing import Literal
from urllib.parse import quote_plus

import msgspec

from gatepost.model.gateway import Gateway
from gatepost.model.media_type import MediaType
from gatepost.model.operation import Operation
from gatepost.model.schema import Json, Schema, SchemaLike
from gatepost.render.samples.json_text import compact, pretty
from gatepost.render.samples.serialize import words
from gatepost.render.samples.shorten import LIMIT, essential, resolve, shortened

Kind = Literal["json", "form", "multipart", "text", "file"]

_KINDS: tuple[Kind, ...] = ("json", "form", "multipart", "text", "file")
_FORM = "application/x-www-form-urlencoded"
_SUFFIXES = {
    "application/octet-stream": ".bin",
    "application/pdf": ".pdf",
    "application/xml": ".xml",
    "application/zip": ".zip",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "text/xml": ".xml",
    "video/mp4": ".mp4",
}


class Field(msgspec.Struct, frozen=True):
    """One field of a form; where `file` is set, `value` is the name of a file to send."""

    name: str
    value: str
    file: bool = False


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A body in one media type.

    `value` and, as pretty JSON, `text` hold a `json` body; `text` a `text` body; `fields` a `form` or
    `multipart` one; `file` the name of the file that holds a `file` one.
    """

    kind: Kind
    media_type: str
    value: Json = None
    text: str = ""
    fields: tuple[Field, ...] = ()
    file: str = ""

    @property
    def encoded(self) -> str:
        """The fields of a form as sent."""
        return "&".join(f"{quote_plus(field.name)}={quote_plus(field.value)}" for field in self.fields)

    @property
    def named_once(self) -> bool:
        """Whether no two fields share a name, so that a dictionary can hold them."""
        return len({field.name for field in self.fields}) == len(self.fields)


def build_body(operation: Operation, gateway: Gateway, needed: Collection[str] = ()) -> Body | None:
    """Return the body of an operation's sample: JSON before forms before text before files; None without one.

    Of an example that was made from the schema, only required properties and those `needed` are kept.
    """
    if operation.request_body is None or operation.method in ("GET", "HEAD", "TRACE"):
        return None
    content = [(_kind(media), media) for media in operation.request_body.content]
    for kind in _KINDS:
        found = next((media for its, media in content if its == kind), None)
        if found is not None:
            return _build(kind, found, gateway, needed)
    return None


def _kind(media: MediaType) -> Kind:
    if media.is_json or media.name.strip() in ("", "*/*", "application/*"):
        return "json"
    essence = _essence(media.name)
    if essence == _FORM:
        return "form"
    if essence.startswith("multipart/"):
        return "multipart"
    return "text" if essence.startswith("text/") or _serialized(media) else "file"


def _build(kind: Kind, media: MediaType, gateway: Gateway, needed: Collection[str]) -> Body | None:
    example = next((example for example in media.examples if example.value is not msgspec.UNSET), None)
    value = example.value if example else msgspec.UNSET
    if example and example.generated:
        value = essential(value, media.schema, gateway, needed)
    name = _sendable(media.name)
    if kind == "json":
        return _json_body(name if media.is_json else "application/json", value, media, gateway)
    if kind in ("form", "multipart") and isinstance(value, dict):
        fields = tuple(_fields(value, media, gateway, parts=kind == "multipart"))
        return Body(kind=kind, media_type=name, fields=fields) if fields else None
    text = _serialized(media) or (value if isinstance(value, str) else "")
    if text and "\0" not in text and kind == "text":
        return Body(kind="text", media_type=name, text=_whole(text))
    return Body(kind="file", media_type=name, file=f"body{suffix(name)}") if kind in ("text", "file") else None


def _json_body(name: str, value: Json, media: MediaType, gateway: Gateway) -> Body:
    value = {} if value is msgspec.UNSET else value
    text = pretty(value)
    if len(text) > LIMIT:
        value = shortened(value, media.schema, gateway)
        text = pretty(value)
    if value is None or "\\ud" in text.lower():
        # No client's own encoder can be told to send null, or half of a surrogate pair.
        return Body(kind="text", media_type=name, text=text)
    return Body(kind="json", media_type=name, value=value, text=text)


def suffix(media_type: str) -> str:
    """Return the usual end of a name of a file of this media type."""
    return _SUFFIXES.get(_essence(media_type), ".bin")


def _fields(value: dict[str, Json], media: MediaType, gateway: Gateway, parts: bool) -> list[Field]:
    schema = resolve(media.schema, gateway)
    schemas = {p.name: p.schema for p in schema.properties} if schema else {}
    fields: list[Field] = []
    for name, item in value.items():
        binary = parts and _is_binary(schemas.get(name), gateway)
        for one in item if isinstance(item, list) and (binary or not any(map(_deep, item))) else [item]:
            text = f"{_file_stem(name)}.bin" if binary else _whole(compact(one) if _deep(one) else words(one))
            # No tool can be given a NUL for the text of a part.
            fields.append(Field(_whole(name), text.replace("\0", "\ufffd") if parts else text, binary))
    return fields


def _is_binary(schema: SchemaLike | None, gateway: Gateway) -> bool:
    found = resolve(schema, gateway)
    if found is None:
        return False
    if found.items is not None and "array" in found.types:
        return _is_binary(found.items, gateway)
    return found.format == "binary" or _opaque(found) or any(_is_binary(s, gateway) for s in found.any_of)


def _opaque(schema: Schema) -> bool:
    return bool(schema.content_media_type) and not schema.content_encoding and "json" not in schema.content_media_type


def _serialized(media: MediaType) -> str:
    return next((example.serialized for example in media.examples if example.serialized), "")


def _essence(name: str) -> str:
    return name.partition(";")[0].strip().lower()


def _sendable(name: str) -> str:
    return (
        name if re.fullmatch(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(;[ -~]*)?", name, re.ASCII) else "application/octet-stream"
    )


def _file_stem(name: str) -> str:
    return re.sub(r"\W+", "-", name, flags=re.ASCII).strip("-").lower()[:40] or "file"


def _deep(value: Json) -> bool:
    return isinstance(value, dict | list)


def _whole(text: str) -> str:
    """Return text in which halves of surrogate pairs, which no encoding can carry, are replaced."""
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text
