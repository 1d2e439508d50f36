"""Texts that work on the model without any one order that could be named."""

from collections.abc import Iterator

from gatepost.honesty.characters import reveal, without_hidden
from gatepost.honesty.cues import combined
from gatepost.honesty.lookalikes import as_read
from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject

FEWEST = 40
"""Characters that several signs need."""


class Wording(BaseRule):
    """Obligation, secrecy, foreign tools, things that are not its business: each innocent, not all at once."""

    id = "manipulative-wording"
    title = "Neighbouring sentences show several signs of working on the model."
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a text; the instructions of a server are made for the model and are spared."""
        for text in subject.texts:
            if len(text.value) < FEWEST or text.kind == "instructions":
                continue
            found = combined(as_read(without_hidden(text.value)).lower())
            if found:
                words, signs = found
                message = f"The {text.kind} shows signs of working on the model ({', '.join(signs)}). Say it plainly."
                yield self.finding(message, text.address, text.source, reveal(words)[:MAX_EXCERPT])
