"""Sites to measure: the same description and guides, as Gatepost and as each peer takes them."""

import copy
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from markdownify import markdownify

from gatepost import GatewaySettings, ReferenceSettings, build
from gatepost.settings import OpenApiInput

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / "tests/corpus/node_modules/@octokit/openapi/generated/api.github.com.json"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

GUIDE = """# Guide {n}

{paragraphs}

## A section

| a | b |
| --- | --- |
| 1 | 2 |

```python
print("guide {n}")
```
"""
PARAGRAPH = "A gateway stands in front of models and tools, counts what they cost, and says no when it must. "


def guides(folder: Path, count: int) -> None:
    """Write `count` guides of about 4 KB into a docs folder, and an index."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text("# Home\n\nA site to measure.\n")
    for n in range(count):
        (folder / f"guide-{n:03}.md").write_text(GUIDE.format(n=n, paragraphs="\n\n".join([PARAGRAPH * 8] * 5)))


def configuration(folder: Path, plugins: Iterable[Any], features: Iterable[str] = (), **more: Any) -> None:
    """Write mkdocs.yml (as JSON, which is YAML) with Material, and `more` settings."""
    (folder / "mkdocs.yml").write_text(
        json.dumps(
            {
                "site_name": "Measured",
                "site_url": "https://example.org/",
                "theme": {"name": "material", "font": False, "features": list(features)},
                "markdown_extensions": ["pymdownx.highlight", "pymdownx.superfences", "tables"],
                "plugins": list(plugins),
                **more,
            }
        )
    )


def gatepost_site(
    folder: Path, description: Mapping[str, Any] | None, guide_count: int = 20, more: Iterable[Any] = ()
) -> Path:
    """A site of Gatepost with `more` plugins; without a description, the same theme and guides and no plugin at all."""
    shutil.rmtree(folder, ignore_errors=True)
    guides(folder / "docs", guide_count)
    if description is None:
        configuration(folder, [])
        return folder
    (folder / "gateway.json").write_text(json.dumps(description, indent=2))
    own = [{"gatepost/gateway": {"openapi": "gateway.json"}}, "gatepost/reference", "gatepost/console"]
    configuration(folder, [*own, *more])
    return folder


def stock_site(folder: Path, guide_count: int = 20, *, every_page: bool = True) -> Path:
    """The bodies of Gatepost's pages as Markdown pages of stock Material with `navigation.prune`.

    Bodies are turned into Markdown as a writer would have them: headings, lists, tables, fenced code with its
    language. With `every_page` false only the operations are taken, without schemas, webhooks and indexes.
    """
    shutil.rmtree(folder, ignore_errors=True)
    guides(folder / "docs", guide_count)
    settings = GatewaySettings(openapi=(OpenApiInput(path=GITHUB.name),), cache="")
    for page in build(settings, ReferenceSettings(), GITHUB.parent).pages():
        if every_page or page.kind == "operation":
            target = folder / "docs" / f"{page.path.rstrip('/')}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(as_markdown(page.body))
    configuration(folder, ["search"], ["navigation.prune"])
    return folder


def as_markdown(body: str) -> str:
    """The body of a page as Markdown, its code fenced with the language of its sample."""
    body = re.sub(r'<section data-tab="(\w+)">(.*?)<pre', r'<section>\2<pre class="\1"', body, flags=re.DOTALL)
    return str(
        markdownify(body, heading_style="ATX", code_language_callback=lambda pre: " ".join(pre.get("class", "")))
    )


def peer_site(folder: Path, guide_count: int = 20) -> Path:
    """A site of Material with GitHub's description in its navigation, where `mkdocs-openapi` looks for it."""
    shutil.rmtree(folder, ignore_errors=True)
    guides(folder / "docs", guide_count)
    shutil.copyfile(GITHUB, folder / "docs/gateway.json")
    nav = ["index.md", *(f"guide-{n:03}.md" for n in range(guide_count)), {"Reference": "gateway.json"}]
    configuration(folder, ["search", "openapi"], nav=nav)
    return folder


def github() -> dict[str, Any]:
    """GitHub's description, parsed."""
    found: dict[str, Any] = json.loads(GITHUB.read_bytes())
    return found


def resized(description: Mapping[str, Any], count: int) -> dict[str, Any]:
    """A description with exactly `count` operations: the first ones, repeated under other paths, ids and tags."""
    paths: dict[str, dict[str, Any]] = {}
    written = turn = 0
    while written < count:
        for path, item in description["paths"].items():
            for method in [key for key in item if key in METHODS]:
                if written == count:
                    return {**description, "paths": paths}
                prefix = f"/copy-{turn}" if turn else ""
                operation = copy.copy(item[method])
                if turn:
                    operation["operationId"] = f"copy{turn}/{operation['operationId']}"
                    operation["tags"] = [f"{tag} {turn}" for tag in operation.get("tags", ["other"])]
                shared = {key: value for key, value in item.items() if key not in METHODS}
                paths.setdefault(prefix + path, shared)[method] = operation
                written += 1
        turn += 1
    return {**description, "paths": paths}
