"""How to be let in: one page for all security schemes."""

from collections.abc import Iterator

from gatepost.model.page import Heading, Outline, Page
from gatepost.model.security import OAuthFlow, SecurityScheme
from gatepost.render.context import Context
from gatepost.render.markup import Markup
from gatepost.render.operation_text import demoted
from gatepost.render.prose import is_safe, one_line, prose
from gatepost.render.security_words import FLOWS, how_to_send, kind_words


def authentication_page(context: Context, outline: Outline) -> Page:
    """Return the page of all security schemes."""
    schemes = list(context.gateway.security_schemes.values())
    body = context.fill(
        "authentication",
        {
            "kind": "security",
            "address": str(outline.address),
            "title": outline.title,
            "schemes": [_shown(scheme, context) for scheme in schemes],
        },
    )
    return Page(
        path=outline.path,
        title=outline.title,
        body=body,
        markdown="\n\n".join(_text(schemes)) + "\n",
        address=outline.address,
        kind="security",
        headings=tuple(Heading(id=context.urls.scheme(scheme.key), text=scheme.name) for scheme in schemes),
        summary=f"How to authenticate: {', '.join(kind_words(scheme) for scheme in schemes)}."[:160],
    )


def _shown(scheme: SecurityScheme, context: Context) -> dict[str, object]:
    before, sent = how_to_send(scheme)
    discovery = scheme.open_id_connect_url
    return {
        "id": context.urls.scheme(scheme.key),
        "name": scheme.name,
        "kind": kind_words(scheme),
        "is_deprecated": scheme.deprecated,
        "description": Markup(prose(scheme.description)) if scheme.description else "",
        "before": before,
        "sent": sent,
        "format": scheme.bearer_format,
        "discovery": discovery if is_safe(discovery) else "",
        "flows": [_flow(flow) for flow in scheme.flows],
    }


def _flow(flow: OAuthFlow) -> dict[str, object]:
    urls = [
        ("Authorization URL", flow.authorization_url),
        ("Device authorization URL", flow.device_authorization_url),
        ("Token URL", flow.token_url),
        ("Refresh URL", flow.refresh_url),
    ]
    return {
        "title": FLOWS.get(flow.kind, flow.kind),
        "urls": [(name, url) for name, url in urls if url],
        "scopes": flow.scopes,
    }


def _text(schemes: list[SecurityScheme]) -> Iterator[str]:
    yield "# Authentication"
    for scheme in schemes:
        before, sent = how_to_send(scheme)
        yield f"## {one_line(scheme.name)}"
        yield f"{kind_words(scheme)}. {before} `{sent}`."
        if scheme.description:
            yield demoted(scheme.description)
        for flow in scheme.flows:
            urls = [flow.authorization_url, flow.device_authorization_url, flow.token_url, flow.refresh_url]
            yield f"Flow {FLOWS.get(flow.kind, flow.kind)}: " + ", ".join(f"`{url}`" for url in urls if url)
            if flow.scopes:
                yield "\n".join(f"- `{name}`: {one_line(said)}" for name, said in flow.scopes)
