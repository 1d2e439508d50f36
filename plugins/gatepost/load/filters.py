"""Which operations of a description are documented."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from gatepost.load.presets import preset
from gatepost.model.document import Bundle
from gatepost.model.operation import METHODS
from gatepost.model.problem import Problem
from gatepost.settings import Filter, OpenApiInput

Keep = Callable[[str, str, Sequence[str], str], bool]
Seen = tuple[str, str, Sequence[str], str]
"""An operation as filters see it: method in upper case, path, tags, operation id or an empty string."""


def selection(entry: OpenApiInput) -> Keep:
    """Return `keep(METHOD, path, tags, operation_id)` for a description: its filters and those of its preset.

    What either of the two excludes is out, whatever `include` says. Raises ConfigurationError for an unknown preset.
    """
    excludes = [entry.exclude]
    if entry.preset:
        excludes.append(preset(entry.preset).exclude)
    included = _matcher(entry.include) if _globs(entry.include) else _everything
    excluded = [_matcher(exclude) for exclude in excludes if _globs(exclude)]

    def keep(method: str, path: str, tags: Sequence[str], operation_id: str) -> bool:
        seen = (method, path, tags, operation_id)
        return included(seen) and not any(matches(seen) for matches in excluded)

    return keep


def filter_problems(entry: OpenApiInput, bundle: Bundle) -> tuple[Problem, ...]:
    """Return a warning for each glob of the configuration that matches no operation, and for a filter that leaves none.

    The globs of presets are left alone: they are written for many versions of a gateway.
    """
    operations = tuple(_operations(bundle))
    problems = [
        _warning("filter-matches-nothing", f"The filter '{side}: {{{field}: [{glob}]}}' matches no operation.", bundle)
        for side, filter_ in (("include", entry.include), ("exclude", entry.exclude))
        for field, glob, matches in _globs(filter_)
        if not any(matches(seen) for seen in operations)
    ]
    keep = selection(entry)
    if operations and not any(keep(*seen) for seen in operations):
        message = f"The filters leave none of {len(operations)} operations. Loosen 'include', 'exclude' or 'preset'."
        problems.append(_warning("filter-keeps-nothing", message, bundle))
    return tuple(problems)


def _warning(rule: str, message: str, bundle: Bundle) -> Problem:
    return Problem(rule=rule, severity="warning", message=message, source=bundle.root.locate("/paths"))


def _operations(bundle: Bundle) -> Iterator[Seen]:
    paths = bundle.root.root.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        if isinstance(item, dict):
            for method in METHODS:
                operation = item.get(method)
                if isinstance(operation, dict):
                    yield method.upper(), path, _texts(operation.get("tags")), _text(operation.get("operationId"))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _everything(seen: Seen) -> bool:
    return True


def _matcher(filter_: Filter) -> Callable[[Seen], bool]:
    matchers = [matches for _, _, matches in _globs(filter_)]
    return lambda seen: any(matches(seen) for matches in matchers)


def _globs(filter_: Filter) -> list[tuple[str, str, Callable[[Seen], bool]]]:
    """Return field, glob and matcher of each glob of a filter."""
    return [
        *(("tags", glob, _by_tag(glob)) for glob in filter_.tags),
        *(("paths", glob, path_matcher(glob)) for glob in filter_.paths),
        *(("operations", glob, _by_id(glob)) for glob in filter_.operations),
    ]


def _by_tag(glob: str) -> Callable[[Seen], bool]:
    matches = _free_glob(glob).fullmatch
    return lambda seen: any(matches(tag) for tag in seen[2])


def _by_id(glob: str) -> Callable[[Seen], bool]:
    matches = _free_glob(glob).fullmatch
    return lambda seen: matches(seen[3]) is not None


def path_matcher(glob: str) -> Callable[[Seen], bool]:
    """Return a test of method and path for a glob such as `/v1/*`, `/v1/**` or `GET /v1/models`."""
    method, space, path = glob.partition(" ")
    if not space:
        method, path = "", glob
    matches, wanted = _path_glob(path.strip()).fullmatch, method.upper()
    return lambda seen: (not wanted or wanted == seen[0]) and matches(seen[1]) is not None


@lru_cache(maxsize=4096)
def _path_glob(glob: str) -> re.Pattern[str]:
    """`*` stays within a segment, `**` crosses slashes, everything else (braces too) means itself."""
    parts = (".*" if part == "**" else "[^/]*" if part == "*" else re.escape(part) for part in _split(glob))
    return re.compile("".join(parts), re.DOTALL)


@lru_cache(maxsize=4096)
def _free_glob(glob: str) -> re.Pattern[str]:
    """Tags and operation ids have no segments: `*` is any run of characters."""
    return re.compile("".join(".*" if "*" in part else re.escape(part) for part in _split(glob)), re.DOTALL)


def _split(glob: str) -> Iterable[str]:
    return re.split(r"(\*+)", glob)
