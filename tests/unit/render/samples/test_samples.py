"""The public function, and how each language reads."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from gatepost.errors import ConfigurationError
from gatepost.model.gateway import Gateway
from gatepost.model.media_type import MediaType
from gatepost.render.samples import LANGUAGES, samples
from gatepost.settings import ReferenceSettings

Gateways = Callable[..., Gateway]
GOLDEN = Path(__file__).parent / "golden"


def test_the_option_names_every_language_once() -> None:
    # Two forms of one language would make every site a hundredth larger: the synchronous one is for those who name it.
    assert ReferenceSettings().samples == tuple(name for name in LANGUAGES if name != "python-sync")


def test_samples_come_in_the_order_asked_for(gateway: Gateways) -> None:
    it = gateway()
    found = samples(it.operations[0], it, ["ruby", "openai", "curl"])
    assert [(sample.language, sample.title) for sample in found] == [("ruby", "Ruby"), ("curl", "curl")]


def test_an_unknown_language_is_named_with_those_there_are(gateway: Gateways) -> None:
    it = gateway()
    with pytest.raises(ConfigurationError, match=r"no language 'cobol'\. Languages: curl, python"):
        samples(it.operations[0], it, ["cobol"])


def test_a_webhook_has_no_samples(gateway: Gateways) -> None:
    it = gateway()
    assert samples(msgspec.structs.replace(it.operations[0], webhook=True), it, ["curl"]) == ()


def _chat(gateway: Gateways) -> Gateway:
    message = {"role": "user", "content": 'It\'s "quoted": $HOME #{x} `y` \\ <b>'}
    return gateway(
        path="/v1/chat/completions",
        method="POST",
        body={"model": "postern-small", "messages": [message], "stream": True, "temperature": 0.5},
        security=("bearer",),
        answers=(MediaType(name="application/json", stream=True),),
    )


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_a_chat_reads_as_its_speakers_write(language: str, gateway: Gateways) -> None:
    """`golden/` holds what was judged to read well; look before you renew it."""
    it = _chat(gateway)
    (sample,) = samples(it.operations[0], it, [language])
    assert sample.text + "\n" == (GOLDEN / f"{language}.txt").read_text(encoding="utf-8")
