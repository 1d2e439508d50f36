"""Parameters that ask for what is not the tool's business."""

import re
from collections.abc import Iterator

from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject
from gatepost.model.schema import Schema
from gatepost.model.tool import Tool

_NAMES = re.compile(
    r"^(?:side_?note|system_?(?:prompt|message)|(?:conversation|chat)_?(?:history|log|context|transcript)"
    r"|(?:previous|prior|all|full)_?(?:messages|conversation|context|prompts?)|chain_?of_?thought|user_?prompt"
    r"|(?:available|other|all)_?tools"
    r"|\w*(?:id_rsa|etc_passwd)\w*|(?:contents?|text|dump|reading)_\w*(?:ssh|passwd|credentials?|secrets?|private_?key|env)\w*)$",
    re.IGNORECASE,
)
_ABOUT_MODELS = re.compile(r"assistant|agent|prompt|bot|model|chat|thread|persona", re.IGNORECASE)
"""Tools that deal in prompts and conversations have parameters for them."""

_WORDS = re.compile(
    r"\b(?:entire|full|whole|complete|verbatim|all (?:of )?the|all previous)\b[^.\n]{0,40}"
    r"\b(?:conversation|chat|dialog(?:ue)?|system prompt|message history|user'?s? messages|context window)\b"
    r"|\byour (?:own )?(?:system prompt|instructions|hidden reasoning)\b"
    r"|\b(?:contents?|text) of\b[^.\n]{0,60}(?:\.ssh|id_rsa|\.env\b|/etc/passwd|\.aws|mcp\.json|private key)",
    re.IGNORECASE,
)


class ConversationGrabs(BaseRule):
    """Parameters for the conversation, the system prompt, the list of tools, or files with secrets."""

    id = "asks-for-conversation"
    title = "A parameter asks for the conversation, the instructions or the secrets of the user."
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a parameter at the top of a tool's input."""
        for tool in subject.server.tools:
            yield from self._of(tool)

    def _of(self, tool: Tool) -> Iterator[Finding]:
        schema = tool.input_schema
        for parameter in schema.properties if isinstance(schema, Schema) else ():
            told = parameter.schema.description if isinstance(parameter.schema, Schema) else ""
            match = _WORDS.search(told)
            if match or (_NAMES.match(parameter.name) and not _ABOUT_MODELS.search(tool.name)):
                message = f"The parameter '{parameter.name[:60]}' asks for more than a tool needs."
                excerpt = (match[0] if match else told or parameter.name)[:MAX_EXCERPT]
                yield self.finding(message, tool.address, parameter.schema.source, excerpt)
