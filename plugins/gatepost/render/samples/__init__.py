"""Code samples of an operation: one request, written down in each language.

from gatepost.render.samples import samples
for sample in samples(operation, gateway, ("curl", "python")): ...
"""

from collections.abc import Sequence

from gatepost.errors import ConfigurationError
from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation
from gatepost.render.samples.highlight import highlight
from gatepost.render.samples.language import SampleLanguage
from gatepost.render.samples.languages import LANGUAGES
from gatepost.render.samples.request import build_request
from gatepost.render.samples.sample import Sample

__all__ = ["LANGUAGES", "Sample", "SampleLanguage", "known_languages", "samples"]


def samples(operation: Operation, gateway: Gateway, languages: Sequence[str]) -> tuple[Sample, ...]:
    """Return the samples of an operation in the order of `languages`; one that cannot say it is left out.

    A webhook has none: the gateway calls it. Raises ConfigurationError for a language that is not known.
    """
    chosen = known_languages(languages)
    if operation.webhook:
        return ()
    request = build_request(operation, gateway)
    written = ((language, language.write(request)) for language in chosen)
    return tuple(
        Sample(language.name, language.title, marked, highlight(marked, language.lexer))
        for language, marked in written
        if marked
    )


def known_languages(names: Sequence[str]) -> list[SampleLanguage]:
    """Return languages by their names. Raises ConfigurationError for one that is not known."""
    return [_language(name) for name in names]


def _language(name: str) -> SampleLanguage:
    if name not in LANGUAGES:
        raise ConfigurationError(
            f"gatepost/reference: samples: there is no language '{name}'. Languages: {', '.join(LANGUAGES)}."
        )
    return LANGUAGES[name]
