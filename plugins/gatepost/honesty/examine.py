"""All rules over one server."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gatepost.errors import ConfigurationError
from gatepost.honesty.rule import Finding, Subject
from gatepost.honesty.rules import RULES
from gatepost.model.mcp_server import McpServer
from gatepost.model.problem import Severity
from gatepost.settings import HonestySettings

_ORDER: tuple[Severity, ...] = ("error", "warning", "note")
_OFF = "off"


def examine(
    server: McpServer,
    settings: HonestySettings = HonestySettings(),  # noqa: B008 (frozen)
    others: Sequence[McpServer] = (),
) -> tuple[Finding, ...]:
    """Return what misleads in a server and in what it lists, the worst first; `others` are its neighbours on the site.

    Severities come from the settings where they name a rule.
    Raises ConfigurationError for a rule or a severity that is unknown.
    """
    severities = _severities(settings)
    beside = [other for other in others if other.id != server.id]
    found = _findings(Subject(server, beside), severities)
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))


def _severities(settings: HonestySettings) -> dict[str, Severity | None]:
    """The severity of each rule that the settings name; None for one that is off."""
    known = {rule.id for rule in RULES}
    found: dict[str, Severity | None] = {}
    for name, wanted in settings.severity.items():
        if name not in known:
            raise ConfigurationError(f"honesty: there is no rule '{name}'. Rules: {', '.join(sorted(known))}.")
        severity = next((one for one in _ORDER if one == wanted), None)
        if severity is None and wanted != _OFF:
            raise ConfigurationError(
                f"honesty: '{wanted}' is no severity for '{name}'. Write {', '.join(_ORDER)} or off."
            )
        found[name] = severity
    return found


def _findings(subject: Subject, severities: Mapping[str, Severity | None]) -> Iterator[Finding]:
    for rule in RULES:
        severity = severities.get(rule.id, rule.severity)
        if severity is None:
            continue
        for finding in rule.check(subject):
            yield finding if severity == rule.severity else msgspec.structs.replace(finding, severity=severity)
