"""Names that look like other names."""

from collections import defaultdict
from collections.abc import Iterator

from gatepost.honesty.lookalikes import imitates_latin, skeleton
from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject
from gatepost.model.tool import Tool


class ConfusableNames(BaseRule):
    """Two names that differ by letters of other scripts, by case, or by `l` and `1`; and names in mixed scripts."""

    id = "confusable-name"
    title = "A name looks like another one, or mixes scripts so that it looks like what it is not."
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a name."""
        looks: dict[str, list[Tool]] = defaultdict(list)
        for owner in (subject.server, *subject.others):
            for tool in owner.tools:
                looks[skeleton(tool.name)].append(tool)
        for tool in subject.server.tools:
            alike = [other.name for other in looks[skeleton(tool.name)] if _differs(other.name, tool.name)]
            if alike:
                message = f"The name looks like that of another tool, {alike[0][:60]!a}. Rename one of them."
                yield self.finding(message, tool.address, tool.source.child("name"), ascii(tool.name)[:MAX_EXCERPT])
            elif not tool.name.isascii() and imitates_latin(tool.name):
                message = "The name has letters of another script that look like Latin ones. Write it in one script."
                yield self.finding(message, tool.address, tool.source.child("name"), ascii(tool.name)[:MAX_EXCERPT])


def _differs(one: str, other: str) -> bool:
    """Whether two names of one look are two names, and not spellings that a gateway makes of one."""
    return one != other and one.replace("_", "-") != other.replace("_", "-")
