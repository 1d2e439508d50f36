"""Names as queries: operation ids, paths, parameters and status codes of a site, whole."""

import random
from collections.abc import Mapping, Sequence

from gatepost.model.passage import Passage

SAMPLE = 250


class Names:
    """Queries by what kind of name they are, each with the addresses that it names."""

    def __init__(self, passages: Sequence[Passage], seed: int = 7) -> None:
        chance = random.Random(seed)
        called = [one for one in passages if one.kind == "operation"]
        chosen = chance.sample(called, min(SAMPLE, len(called)))
        parts: dict[str, set[str]] = {}
        for passage in passages:
            for part in passage.parts:
                parts.setdefault(part.name, set()).add(f"{passage.address}#{part.id}")
        own = sorted({part.name for one in called for part in one.parts if part.kind in ("parameter", "response")})
        self.wanted: dict[str, set[str]] = {one.name: {str(one.address)} for one in chosen if one.name}
        self.wanted |= {f"{one.method} {one.path}": {str(one.address)} for one in chosen}
        for one in chosen:
            self.wanted[one.path] = {str(other.address) for other in called if other.path == one.path}
        self.wanted |= {name: parts[name] for name in chance.sample(own, min(SAMPLE, len(own)))}

    @property
    def queries(self) -> list[dict[str, str]]:
        """The queries in the form of `gatepost search`."""
        return [{"id": name, "text": name} for name in self.wanted]

    def share(self, answers: Mapping[str, Sequence[Mapping[str, str]]], most: int) -> float:
        """Return for how many queries in a hundred the thing itself is among the first `most` answers."""
        hits = (any(row["address"] in wanted for row in answers[name][:most]) for name, wanted in self.wanted.items())
        return 100 * sum(hits) / len(self.wanted)
