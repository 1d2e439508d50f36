"""Orders to the model where a description of the tool belongs."""

from collections.abc import Iterator
from functools import lru_cache

from gatepost.honesty.characters import reveal, without_hidden
from gatepost.honesty.lookalikes import as_read
from gatepost.honesty.orders import ORDERS, TO_THE_MODEL
from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject

_FEWEST = 8
"""Characters that an order needs; most values of enums are shorter."""


class Directives(BaseRule):
    """Concealment, replaced instructions, imitated prompts, requests for secrets, exfiltration, forced calls."""

    id = "directive-to-model"
    title = "A text gives the model orders that go beyond the use of this tool."
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a text and kind of order."""
        for text in subject.texts:
            for name, words in orders_in(text.value) if len(text.value) >= _FEWEST else ():
                if name != TO_THE_MODEL or text.kind != "instructions":
                    message = f"The {text.kind} {name}. Describe what the tool does, and leave the rest to the user."
                    yield self.finding(message, text.address, text.source, words)


@lru_cache(maxsize=16_384)
def orders_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return what a text orders, and the words in which it does. Tools repeat their texts, so answers are kept."""
    plain = as_read(without_hidden(text)).lower()
    found = ((name, pattern.search(plain)) for name, pattern in ORDERS)
    return tuple((name, reveal(match[0])[:MAX_EXCERPT]) for name, match in found if match)
