"""Blocks that show parts of the reference in a guide: `/// operation | createKey`."""

import json
from ast import PyCF_ALLOW_TOP_LEVEL_AWAIT, PyCF_ONLY_AST
from collections.abc import Callable, Mapping
from html import escape
from textwrap import dedent
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer
from pymdownx.blocks import BlocksExtension, BlocksProcessor  # type: ignore[import-untyped]
from pymdownx.blocks.block import Block  # type: ignore[import-untyped]

from gatepost.inline.excerpt import excerpt
from gatepost.inline.guide import Guide
from gatepost.inline.targets import Targets, UnknownTargetError
from gatepost.model.page import Page
from gatepost.model.target import Target

END = "<!--gatepost-embedded-->"
"""Stands at the end of what is shown: links in it are the reference's, not the guide's."""
PARAMETERS = ("path-parameters", "query-parameters", "querystring-parameters", "header-parameters", "cookie-parameters")


class Shown:
    """What blocks need: the names that there are, their pages, and the guide that is rendered.

    With `console` operations can be called from guides; where `runs` is true Python samples can be run in the page.
    """

    def __init__(
        self,
        targets: Targets,
        read: Callable[[str], Page],
        guide: Callable[[], Guide],
        *,
        console: bool = False,
        runs: Callable[[], bool] = lambda: False,
    ) -> None:
        self.targets, self.read, self.guide, self.console, self.runs = targets, read, guide, console, runs


class _Embedded(Block):  # type: ignore[misc]
    """A block that names one part of the contract, and shows something of its page."""

    ARGUMENT = True
    KINDS: ClassVar[tuple[str, ...]] = ("operation",)

    def on_markdown(self) -> str:
        """Take what is inside as it is written."""
        return "raw"

    def on_create(self, parent: Element) -> Element:
        """Return the element that is filled when its content is known."""
        return SubElement(parent, "div", {"class": "gatepost-embed"})

    def on_end(self, block: Element) -> None:
        """Fill the element."""
        given, block.text = block.text or "", None
        shown: Shown = self.config["shown"]
        shown.guide().embeds = True
        try:
            target = self._find(shown.targets)
            html = self.html(shown.read(target.path), target, shown, given)
        except (UnknownTargetError, ValueError) as error:
            shown.guide().report("unknown-target", f"/// {self.NAME} | {self.argument}: {error}", self.argument)
            block.set("class", "gatepost-unknown")
            block.text = AtomicString(self.argument)
            return
        block.text = AtomicString(self.md.htmlStash.store(f"{html}{END}"))

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return what is shown. Raises ValueError where the content of the block cannot be used."""
        raise NotImplementedError

    def _find(self, targets: Targets) -> Target:
        name = self.argument.strip()
        if name.partition(":")[0] in self.KINDS or " /" in name:
            return targets.find(name)
        return targets.find(f"{self.KINDS[0]}:{name}")


class OperationBlock(_Embedded):
    """`/// operation | createKey`: method, path, title and first words."""

    NAME = "operation"

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return the card of the operation."""
        return _card(page, shown)


class ParametersBlock(_Embedded):
    """`/// parameters | listKeys`: parameters and fields of the body."""

    NAME = "parameters"
    KINDS = ("operation", "tool")

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return what the page has of parameters. Raises ValueError where there are none."""
        html = excerpt(page.body, page.path, shown.guide().root, (*PARAMETERS, "body", "arguments"))
        if not html:
            raise ValueError("it has no parameters and no body. Take the block out.")
        return _framed(html)


class SchemaBlock(_Embedded):
    """`/// schema | TokenUsage`: the fields of a schema."""

    NAME = "schema"
    KINDS = ("schema",)

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return the fields. Raises ValueError where it has none."""
        html = excerpt(page.body, page.path, shown.guide().root, ("fields",))
        if not html:
            raise ValueError("it has no fields. Link to it instead.")
        return _framed(html)


class ConsoleBlock(_Embedded):
    """`/// console | createKey`: the form of an operation, with the values that the block holds as JSON."""

    NAME = "console"

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return card and form. Raises ValueError where the values are not JSON of the right form."""
        values = _values(given)
        if not shown.console or page.contract is None:
            return _card(page, shown)
        attribute = f' data-given="{escape(json.dumps(values))}"' if values else ""
        contract = f"{shown.guide().root}{page.path}contract.json"
        button = '<button type="button" class="gatepost-try">Try it</button>'
        return f'{_card(page, shown)}<gatepost-console contract="{contract}"{attribute}>{button}</gatepost-console>'


class SampleBlock(_Embedded):
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
        return _framed(
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
        for block in (OperationBlock, ParametersBlock, SchemaBlock, ConsoleBlock, SampleBlock):
            block_mgr.register(block, {"shown": self._shown})


def _card(page: Page, shown: Shown) -> str:
    method, _, path = page.address.name.rpartition(":")[2].partition(" ")
    badge = f'<span class="gatepost-method" data-method="{escape(method)}">{escape(method)}</span>'
    link = f'<a href="{shown.guide().root}{page.path}">{escape(page.title)}</a>'
    summary = f" <span>{escape(page.summary)}</span>" if page.summary else ""
    return f'<p class="gatepost-request">{badge} <code>{escape(path)}</code></p><p>{link}{summary}</p>'


def _framed(html: str) -> str:
    return f'<div class="gatepost-page">{html}</div>'


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
