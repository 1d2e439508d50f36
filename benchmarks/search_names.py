"""Names as queries: operation ids, paths, parameters and status codes of a site, whole and as they begin."""

import random
from collections.abc import Mapping, Sequence

from gatepost.model.passage import Passage

SAMPLE = 250
TYPED = 0.75
"""The share of a name that is typed where only its beginning is asked for."""
SHORTEST_START = 3


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
        self._all: dict[str, set[str]] = dict(parts)
        for passage in passages:
            for name in {passage.name, passage.path, f"{passage.method} {passage.path}"} - {"", " "}:
                self._all.setdefault(name, set()).add(str(passage.address))

    @property
    def queries(self) -> list[dict[str, str]]:
        """The queries in the form of `gatepost search`."""
        return [{"id": name, "text": name} for name in self.wanted]

    @property
    def starts(self) -> dict[str, str]:
        """What is typed of each name."""
        cut = {name: name[: max(SHORTEST_START, round(TYPED * len(name)))] for name in self.wanted}
        return {name: start for name, start in cut.items() if start != name}

    def begun(self, answers: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, float]:
        """Return shares in a hundred of answers to `starts`.

        `own`: of starts of one name alone, those whose thing stands first; `three`: among the first three. `any`: of
        starts of several names, those where something stands first whose name begins so; `same`: where it is the very
        thing that the start was cut from.
        """
        hits: dict[str, list[bool]] = {"own": [], "three": [], "any": [], "same": []}
        for name, start in self.starts.items():
            found = [row["address"] for row in answers[name]]
            alike = [other for other in self._all if other.startswith(start)]
            same = found[:1] != [] and found[0] in self.wanted[name]
            if len(alike) == 1:
                hits["own"].append(same)
                hits["three"].append(any(one in self.wanted[name] for one in found[:3]))
            else:
                hits["same"].append(same)
                hits["any"].append(any(found[:1] == [one] for other in alike for one in self._all[other]))
        return {key: 100 * sum(found) / max(len(found), 1) for key, found in hits.items()}

    def share(self, answers: Mapping[str, Sequence[Mapping[str, str]]], most: int) -> float:
        """Return for how many queries in a hundred the thing itself is among the first `most` answers."""
        hits = (any(row["address"] in wanted for row in answers[name][:most]) for name, wanted in self.wanted.items())
        return 100 * sum(hits) / len(self.wanted)
