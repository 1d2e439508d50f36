"""An OAuth 2 authorization server on loopback that gives out a canary, and keeps what it was asked.

It does authorization code with PKCE, refresh, client credentials, device authorization and implicit, and describes
itself as OpenID Connect and RFC 8414 have it.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.serving import Quiet, answering

TOKEN = "canary-token-7d31"
SECRET = "canary-secret-40b2"
REFRESH = "canary-refresh-9e02"
PRESS_SOON = "link => void setTimeout(() => link.click())"
"""Presses a link of a window that closes itself: a click that is waited for may outlive the window."""


class AuthorizationServer:
    """What was asked of it; `issuer` is what its answers say, `lies` what they say in place of the truth."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.host = url.removeprefix("http://")
        self.forms: list[dict[str, str]] = []
        self.asked: list[dict[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.approved = False
        self.lies: dict[str, str] = {}

    def forget(self) -> None:
        self.forms.clear()
        self.asked.clear()
        self.headers.clear()
        self.lies.clear()
        self.approved = False

    @property
    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.lies.get("issuer", self.url),
            "authorization_endpoint": self.lies.get("authorization_endpoint", f"{self.url}/authorize"),
            "token_endpoint": f"{self.url}/token",
            "device_authorization_endpoint": f"{self.url}/device",
            "grant_types_supported": [
                "authorization_code",
                "client_credentials",
                "urn:ietf:params:oauth:grant-type:device_code",
            ],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["things:read", "things:write"],
            "authorization_response_iss_parameter_supported": True,
        }

    def grant(self, form: dict[str, str]) -> dict[str, Any]:
        """The answer of the token endpoint; an `error` is refused."""
        kind = form["grant_type"].rpartition(":")[2]
        token: dict[str, Any] = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}
        if kind == "authorization_code":
            asked = self.codes.pop(form["code"], {})
            challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
            if not asked or challenge.decode() != asked["code_challenge"]:
                return {"error": "invalid_grant"}
            return token | {"refresh_token": REFRESH, "scope": asked.get("scope", ""), "id_token": "not.looked.at"}
        if kind == "refresh_token":
            return token | {"access_token": f"{TOKEN}-again"} if form["refresh_token"] == REFRESH else {"error": "no"}
        if kind == "device_code":
            return token if self.approved else {"error": "authorization_pending"}
        return token | {"scope": form.get("scope", "")} if kind == "client_credentials" else {"error": "unsupported"}


class _Answers(Quiet, BaseHTTPRequestHandler):
    state: AuthorizationServer

    def do_OPTIONS(self) -> None:
        self._answer(204, b"", "text/plain")

    def do_GET(self) -> None:
        state = self.state
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path in ("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"):
            self._json(200, state.metadata)
        elif url.path == "/authorize":
            state.asked.append(query)
            page = f'<!doctype html><h1>Sign in</h1><a href="{escape(self._callback(query))}">Allow</a>'
            self._answer(200, page.encode(), "text/html")
        else:
            self._json(404, {})

    def do_POST(self) -> None:
        state = self.state
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        state.forms.append(form)
        state.headers.append({name.lower(): value for name, value in self.headers.items()})
        if urlsplit(self.path).path == "/device":
            answer: dict[str, Any] = {"device_code": "dev-1", "user_code": "WDJB-MJHT", "interval": 1}
            self._json(200, answer | {"verification_uri": f"{state.url}/activate", "expires_in": 600})
        else:
            answer = state.grant(form)
            self._json(400 if "error" in answer else 200, answer)

    def _callback(self, query: dict[str, str]) -> str:
        state = self.state
        answer = {"state": state.lies.get("state", query["state"]), "iss": state.lies.get("iss", state.url)}
        if query["response_type"] == "token":
            return f"{query['redirect_uri']}#{urlencode(answer | {'access_token': TOKEN, 'token_type': 'bearer'})}"
        code = f"code-{len(state.codes)}"
        state.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode(answer | {'code': code})}"

    def _json(self, status: int, body: Any) -> None:
        self._answer(status, json.dumps(body).encode(), "application/json")

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", self.headers.get("Access-Control-Request-Headers", "*"))
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def authorization_server() -> Iterator[AuthorizationServer]:
    """Run such a server on a free port."""
    with answering(_Answers, AuthorizationServer) as state:
        yield state
