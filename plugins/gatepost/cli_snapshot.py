"""`gatepost snapshot`: live gateways and MCP servers to files that a build reads."""

from collections.abc import Sequence
from pathlib import Path

import click

from gatepost import snapshot as stage
from gatepost.model.schema import Json

OUT = click.option(
    "-o", "--output", "out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
HEADER = click.option(
    "--header", "headers", multiple=True, metavar="'Name: $ENV'", help="Sent with every request; $NAME is a variable."
)


@click.group()
def snapshot() -> None:
    """Write a stable, sorted file of what a live gateway or MCP server lists; builds never open a connection."""


@snapshot.command("mcp")
@click.argument("where", metavar="URL_OR_COMMAND")
@OUT
@HEADER
@click.option("--preset", default="", help="Walk a gateway: litellm or contextforge list their servers at the URL.")
@click.option(
    "--era", type=click.Choice(["auto", "modern", "legacy"]), default="auto", help="Which protocol to speak to it."
)
@click.option("--scope", "scopes", multiple=True, help="Scope of the token, to be noted in the file.")
@click.option("--timeout", default=30.0, show_default=True, help="Seconds that the server may take for one answer.")
def mcp(
    where: str, out: Path, headers: Sequence[str], preset: str, era: str, scopes: Sequence[str], timeout: float
) -> None:
    """List tools, prompts and resources of an MCP server: a streamable HTTP URL, or a command that talks over stdio."""
    sent = stage.headers_of(headers)
    if preset:
        taken = stage.snapshot_gateway(preset, where, headers=sent, era=era, timeout=timeout)
    else:
        taken = stage.snapshot_mcp(where, headers=sent, era=era, scopes=scopes, timeout=timeout)
    _write(taken, out)


@snapshot.command("openapi")
@click.argument("url")
@OUT
@HEADER
def openapi(url: str, out: Path, headers: Sequence[str]) -> None:
    """Take the OpenAPI description that a gateway serves at URL."""
    _write(stage.snapshot_openapi(url, headers=stage.headers_of(headers)), out)


def _write(taken: Json, out: Path) -> None:
    """Write the file, unless nothing but the day has changed."""
    try:
        if out.exists() and stage.unchanged(out.read_text(encoding="utf-8"), taken):
            click.echo(f"{out} is up to date")
            return
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(stage.to_text(taken), encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{out}: {error}. Choose another file with -o.") from None
    click.echo(f"{out} written")
