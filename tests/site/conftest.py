"""A project folder in which whole sites are built, as `mkdocs build` does it."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import click.testing
import pytest
import yaml
from mkdocs.__main__ import cli

DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Weather gateway", "version": "1.0"},
    "servers": [{"url": "https://gateway.example/v1"}],
    "tags": [{"name": "Forecasts"}, {"name": "Keys"}],
    "paths": {
        "/forecasts": {
            "get": {
                "tags": ["Forecasts"],
                "operationId": "listForecasts",
                "summary": "List forecasts",
                "description": "Every forecast, the newest first.",
                "parameters": [{"name": "city", "in": "query", "schema": {"type": "string"}}],
                "responses": {
                    "200": {
                        "description": "Forecasts.",
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Forecast"}}
                            }
                        },
                    }
                },
            }
        },
        "/keys": {
            "post": {
                "tags": ["Keys"],
                "operationId": "createKey",
                "summary": "Create a <key> & use it",
                "responses": {"201": {"description": "Created."}},
            }
        },
    },
    "components": {
        "schemas": {"Forecast": {"type": "object", "properties": {"degrees": {"type": "number"}}}},
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
    },
}

MINIMAL = """\
site_name: Weather
site_url: https://docs.example/weather/
theme: material
plugins:
  - gatepost/gateway: {openapi: specs/gateway.yaml}
  - gatepost/reference
  - gatepost/console
  - gatepost/search
"""


Tag = tuple[str, dict[str, str | None]]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(html: bytes | str, *names: str) -> list[Tag]:
    """Return the elements of a page with these names, with their attributes."""
    parser = _Tags()
    parser.feed(html.decode() if isinstance(html, bytes) else html)
    return [tag for tag in parser.found if tag[0] in names]


def link(html: bytes | str, rel: str) -> str | None:
    """Return where the page's link of a kind leads."""
    return next((attributes["href"] for _, attributes in tags(html, "link") if attributes.get("rel") == rel), None)


class Project:
    """A folder with mkdocs.yml, guides and a description."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        self.write("mkdocs.yml", MINIMAL)
        self.write("docs/index.md", "# Weather\n\nHello.\n")
        self.describe(DESCRIPTION)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def describe(self, description: dict[str, Any]) -> None:
        self.write("specs/gateway.yaml", yaml.safe_dump(description, sort_keys=False))

    def build(self, *arguments: str) -> click.testing.Result:
        """Run `mkdocs build`; the result has exit code and output."""
        config = str(self.folder / "mkdocs.yml")
        return click.testing.CliRunner().invoke(cli, ["build", "-f", config, *arguments])

    def built(self, *arguments: str) -> dict[str, bytes]:
        """Run `mkdocs build --strict`, which must succeed; return the files of the site."""
        result = self.build("--strict", *arguments)
        assert result.exit_code == 0, result.output
        return self.files()

    def files(self) -> dict[str, bytes]:
        """Return every file of the site by path."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes() for path in self.site.rglob("*") if path.is_file()
        }

    def read(self, name: str) -> str:
        return (self.site / name).read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds of one test are of one moment, whatever the clock says."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")


def searched(files: dict[str, bytes]) -> list[str]:
    """Return the URLs of everything that the search of a site can find."""
    records = [content for name, content in files.items() if re.search(r"/search/\w+/records-\d+\.json$", name)]
    return [row[2] for content in records for row in json.loads(content)]
