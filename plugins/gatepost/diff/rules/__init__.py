"""The rules, one a file, in a folder for each kind of thing that they look at."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from gatepost.diff.rule import Rule, SchemaRule


@cache
def every_rule() -> Mapping[str, Rule[Any] | SchemaRule[Any]]:
    """Return all rules by the names of their modules; each module has its own under the name `RULE`."""
    modules = (module.name for module in walk_packages(__path__, f"{__name__}.") if not module.ispkg)
    return {name: import_module(name).RULE for name in modules}


@cache
def rules_for(subject: type[Any]) -> Sequence[Any]:
    """Return the rules that look at pairs of one type, in the order of their files' names."""
    return _by_subject().get(subject, ())


@cache
def _by_subject() -> Mapping[type, Sequence[Any]]:
    found: dict[type, list[Any]] = defaultdict(list)
    for rule in every_rule().values():
        found[rule.subject].append(rule)
    return found
