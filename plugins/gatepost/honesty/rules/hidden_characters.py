"""Characters that the model reads and nobody sees."""

from collections.abc import Iterator

from gatepost.honesty.characters import hidden_runs, reveal
from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject
from gatepost.honesty.texts import Text


class HiddenCharacters(BaseRule):
    """Unicode tags, zero-width and bidirectional controls, terminal escapes, and the like."""

    id = "hidden-characters"
    title = "A text has characters that a reader does not see and a model does."
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a text."""
        for text in subject.texts:
            kinds = list(dict.fromkeys(run.kind for run in hidden_runs(text.value)))
            if kinds:
                message = f"The {text.kind} hides characters ({', '.join(kinds)}). Take them out."
                yield self.finding(message, text.address, text.source, _excerpt(text))


def _excerpt(text: Text) -> str:
    first = next(hidden_runs(text.value))
    start = max(0, first.start - 30)
    return reveal(text.value[start : start + 2_000])[:MAX_EXCERPT]
