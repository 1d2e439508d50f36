"""What breaks an operation or tool, shown in a guide: found by the name that a writer knows it by."""

import os
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from gatepost.model.address import Address
from gatepost.model.change import CHANGE_SEVERITIES, Change
from gatepost.model.nearest import suggestion
from gatepost.model.version import Version
from gatepost.pipeline import Built

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from gatepost.render.calls import Calls

KINDS = ("operation", "tool")
WORST = CHANGE_SEVERITIES[:2]


class Edition(Protocol):
    """A version with its pages."""

    @property
    def version(self) -> Version:
        """What it is called."""

    @property
    def built(self) -> Built:
        """Its pages, and the model that they are made from."""


class Step(NamedTuple):
    """Two versions of which the second follows the first, and what changed."""

    old: Edition
    new: Edition
    changes: Sequence[Change]

    @property
    def titles(self) -> tuple[str, str]:
        """What readers call them."""
        return self.old.version.display_title, self.new.version.display_title


class Migration:
    """The calls of each version and the one before it; nothing is made before a guide asks for it.

    What guides were given is kept in a folder of `cache`, so that a later build need not read two versions for it.
    """

    def __init__(
        self,
        steps: Mapping[tuple[str, str], Step],
        languages: Sequence[str],
        environment: "Callable[[], Environment]",
        cache: Path | None,
    ) -> None:
        self._steps, self._languages, self._environment = steps, languages, environment
        self._cache = cache / "calls" if cache else None
        self._made: dict[str, Calls] = {}

    def html(self, name: str, old: str, new: str) -> str:
        """Return what breaks an operation or tool from one version to the next, with its calls.

        Raises LookupError where nothing of that name breaks, with what may have been meant.
        """
        step = self._steps.get((old, new))
        if step is None:
            raise LookupError(f"`{new}` does not follow `{old}`. Name versions that follow each other.")
        changes = _worst(step, name)
        kept = self._kept(step, changes)
        if kept and kept.exists():
            return kept.read_text(encoding="utf-8")
        html = self._written(step, changes)
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            temporary = kept.with_name(f".{kept.name}-{os.getpid()}")
            temporary.write_text(html, encoding="utf-8")
            os.replace(temporary, kept)
        return html

    def _written(self, step: Step, changes: Sequence[Change]) -> str:
        from gatepost.render.call_words import as_html
        from gatepost.render.calls import Calls

        label = step.new.version.label
        if label not in self._made:
            gateways = step.old.built.made.gateway, step.new.built.made.gateway
            self._made[label] = Calls(*gateways, step.changes, self._languages)
        return as_html(changes, self._made[label].of(changes), step.titles, self._environment())

    def _kept(self, step: Step, changes: Sequence[Change]) -> Path | None:
        if self._cache is None:
            return None
        told = (
            step.titles,
            _basis(step.old.built),
            _basis(step.new.built),
            [(c.rule, str(c.address)) for c in changes],
        )
        return self._cache / blake2b(repr((told, self._languages)).encode(), digest_size=16).hexdigest()


def _worst(step: Step, name: str) -> Sequence[Change]:
    """Return the breaking changes of what is meant, else the risky ones."""
    by_name = _named(step)
    wanted = {by_name[key] for key in (name, name.partition(":")[2]) if key in by_name}
    for severity in WORST:
        found = [one for one in step.changes if one.severity == severity and one.subject in wanted]
        if found:
            return found
    breaking = {one.subject for one in step.changes if one.severity == WORST[0]}
    near = suggestion(name, [key for key, address in by_name.items() if address in breaking])
    raise LookupError(f"nothing that breaks callers of `{name}` came with {step.titles[1]}.{near}")


def _named(step: Step) -> Mapping[str, Address]:
    """Return what changed by each of its names, those of the old version included."""
    subjects = {one.subject: one.subject for one in step.changes if one.address.kind in KINDS}
    subjects |= {
        one.origin: one.subject for one in step.changes if one.origin is not None and one.origin not in subjects
    }
    names: dict[str, Address] = {}
    for ids in (step.old.built.ids, step.new.built.ids):
        for name, addresses in ids.items():
            meant = subjects.get(Address.parse(addresses[0]))
            if meant is not None and len(addresses) == 1:
                names[name] = meant
    for address, subject in subjects.items():
        short = address.name.partition("/")[2] if address.kind == "tool" else address.name.rpartition(":")[2]
        names.setdefault(short, subject)
        names[address.name] = subject
    return names


def _basis(built: Built) -> str:
    return f"{built.state} {sorted(built.contents.files.items())} {built.contents.basis}"
