"""Blocks that show parts of the reference in a guide: `/// operation | createKey`."""

import json
from ast import PyCF_ALLOW_TOP_LEVEL_AWAIT, PyCF_ONLY_AST
from collections.abc import Mapping
from html import escape
from textwrap import dedent
from typing import Any

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer
from pymdownx.blocks import BlocksExtension, BlocksProcessor  # type: ignore[import-untyped]

from gatepost.inline.comparison import ComparisonBlock
from gatepost.inline.embedded import Embedded, Shown, card, framed
from gatepost.inline.excerpt import excerpt
from gatepost.inline.migration import MigrationBlock
from gatepost.model.page import Page
from gatepost.model.target import Target

PARAMETERS = ("path-parameters", "query-parameters", "querystring-parameters", "header-parameters", "cookie-parameters")


class OperationBlock(Embedded):
    """`/// operation | createKey`: method, path, title and first words."""

    NAME = "operation"

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return the card of the operation."""
        return card(page, shown)


class ParametersBlock(Embedded):
    """`/// parameters | listKeys`: parameters and fields of the body."""

    NAME = "parameters"
    KINDS = ("operation", "tool")

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return what the page has of parameters. Raises ValueError where there are none."""
        html = excerpt(page.body, page.path, shown.guide().root, (*PARAMETERS, "body", "arguments"))
        if not html:
            raise ValueError("it has no parameters and no body. Take the block out.")
        return framed(html)


class SchemaBlock(Embedded):
    """`/// schema | TokenUsage`: the fields of a schema."""

    NAME = "schema"
    KINDS = ("schema",)

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return the fields. Raises ValueError where it has none."""
        html = excerpt(page.body, page.path, shown.guide().root, ("fields",))
        if not html:
            raise ValueError("it has no fields. Link to it instead.")
        return framed(html)


class ConsoleBlock(Embedded):
    """`/// console | createKey`: the form of an operation, with the values that the block holds as JSON."""

    NAME = "console"

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return card and form. Raises ValueError where the values are not JSON of the right form."""
        values = _values(given)
        if not shown.console or page.contract is None:
            return card(page, shown)
        attribute = f' data-given="{escape(json.dumps(values))}"' if values else ""
        contract = f"{shown.guide().root}{page.path}contract.json"
        button = '<button type="button" class="gatepost-try">Try it</button>'
        return f'{card(page, shown)}<gatepost-console contract="{contract}"{attribute}>{button}</gatepost-console>'


class SampleBlock(Embedded):
    """`/// sample | createKey`: Python of the writer's own that calls the gateway of an operation or a tool."""

    NAME = "sample"
    KINDS = ("operation", "tool")

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return the code, with what running it needs. Raises ValueError where it is no Python."""
        source = dedent(given).strip("\n")
        if not source:
            raise ValueError("it has no code. Write the Python that readers run.")
        try:
            compile(source, "sample", "exec", PyCF_ALLOW_TOP_LEVEL_AWAIT | PyCF_ONLY_AST)
        except (SyntaxError, ValueError) as error:
            raise ValueError(f"its code is not Python: {error}.") from None
        code = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
        can_run = shown.console and shown.runs() and page.contract is not None
        contract = f' data-contract="{shown.guide().root}{page.path}contract.json"' if can_run else ""
        return framed(
            f'<div class="gatepost-samples highlight"{contract}><pre data-copy><span>'
            f'<code tabindex="0">{code}</code></span></pre></div>'
        )


class Blocks(BlocksExtension):  # type: ignore[misc]
    """Registers the blocks."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown = shown

    def extendMarkdownBlocks(self, md: Any, block_mgr: BlocksProcessor) -> None:  # noqa: N802 - the library's name
        """Let the processor of all such blocks know ours."""
        own = (OperationBlock, ParametersBlock, SchemaBlock, ConsoleBlock, SampleBlock)
        for block in (*own, ComparisonBlock, MigrationBlock):
            block_mgr.register(block, {"shown": self._shown})


def _values(given: str) -> Mapping[str, Any]:
    """Return the values of a block: `{"parameters": {…}, "body": …}`, or the body alone."""
    if not given.strip():
        return {}
    try:
        value = json.loads(given)
    except ValueError as error:
        raise ValueError(f"its values are not JSON: {error}. Write what the form shall hold, or nothing.") from None
    is_whole = isinstance(value, dict) and value.keys() <= {"parameters", "body", "take"}
    return value if is_whole else {"body": value}
