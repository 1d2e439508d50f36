"""The guide that is being rendered: where its links start, and what is wrong with it."""

from collections import Counter
from collections.abc import Callable

from gatepost.model.problem import Problem, Severity
from gatepost.model.source import in_text
from gatepost.model.target import Target


class Guide:
    """One page of Markdown while a host renders it.

    `file` names it in problems, `read` returns its whole text with front matter, `link` the `href` of a target in the
    host's own terms; `tell` hears of each problem. `root` leads from the rendered page to the root of the site. A guide
    that shows parts of the reference, `embeds`, changes with them.
    """

    def __init__(
        self,
        file: str,
        read: Callable[[], str],
        link: Callable[[Target], str],
        tell: Callable[[Problem], object],
        root: str = "/",
    ) -> None:
        self.file, self.link, self.root = file, link, root
        self.embeds = False
        self._read, self._tell = read, tell
        self._seen: Counter[str] = Counter()

    def report(self, rule: str, message: str, words: str, severity: Severity = "error") -> None:
        """Tell a problem at the line where `words` stand; at the next such line when it is said again."""
        place = in_text(self.file, self._line(words))
        self._tell(Problem(rule=rule, severity=severity, message=message, source=place))

    def _line(self, words: str) -> int:
        nth = self._seen[words]
        self._seen[words] += 1
        source, at = self._read(), -1
        for _ in range(nth + 1):
            at = source.find(words, at + 1)
        return source.count("\n", 0, at) + 1 if at >= 0 else 0
