import json
import re
from collections import Counter

import pytest

from gatepost.errors import ConfigurationError
from gatepost.load import preset, preset_names, selection
from gatepost.load.filters import path_matcher
from gatepost.settings import OpenApiInput
from tests.corpus import litellm

Operation = tuple[str, str, tuple[str, ...], str]


@pytest.mark.parametrize("name", preset_names())
def test_each_preset_can_be_read(name: str) -> None:
    found = preset(name)
    assert found.name == name
    assert found.title
    for glob in (*found.exclude.paths, *found.streams):
        path_matcher(glob)


def test_an_unknown_preset_names_the_known() -> None:
    with pytest.raises(ConfigurationError, match=r"bifrost, contextforge, litellm"):
        preset("../litellm")


def operations(version: str) -> list[Operation]:
    paths = json.loads(litellm(version).read_bytes())["paths"]
    return [
        (method.upper(), path, tuple(operation.get("tags", ())), operation.get("operationId", ""))
        for path, item in paths.items()
        for method, operation in item.items()
    ]


@pytest.mark.parametrize("version", ["1.106.2", "1.105.1"])
def test_litellm_becomes_what_a_reader_wants(version: str) -> None:
    keep = selection(OpenApiInput(path="x", preset="litellm"))
    everything = operations(version)
    kept = [operation for operation in everything if keep(*operation)]
    assert 450 < len(kept) < 560 < 970 < len(everything)
    assert not [path for _, path, *_ in kept if path.endswith("/{endpoint}")]
    names = {f"{method} {path}" for method, path, *_ in kept}
    for wanted in ("chat/completions", "embeddings", "responses", "messages", "images/generations", "audio/speech"):
        assert f"POST /v1/{wanted}" in names
    assert {"GET /v1/models", "POST /key/generate", "GET /v1/mcp/server", "POST /team/new"} <= names


def test_litellm_loses_no_operation_that_has_no_other_name() -> None:
    def meaning(path: str) -> str:
        versions = r"^/(openai/v1|openai/deployments/\{[^}]*\}|engines/\{[^}]*\}|openai|v1beta|v1|v2)(?=/)"
        return re.sub(versions, "", path)

    globs = preset("litellm").exclude.paths
    aliases = [path_matcher(glob) for glob in globs[globs.index("/openai/**") :]]
    everything = operations("1.106.2")
    keep = selection(OpenApiInput(path="x", preset="litellm"))
    kept = Counter((method, meaning(path)) for method, path, *rest in everything if keep(method, path, *rest))
    dropped_by_tag = {"llm_passthrough", "WebSocket"}
    for operation in everything:
        if any(matches(operation) for matches in aliases) and not dropped_by_tag & set(operation[2]):
            assert kept[operation[0], meaning(operation[1])], operation


def test_streams_of_litellm_are_operations_of_it() -> None:
    keep = selection(OpenApiInput(path="x", preset="litellm"))
    kept = [operation for operation in operations("1.106.2") if keep(*operation)]
    for glob in preset("litellm").streams:
        assert any(path_matcher(glob)(operation) for operation in kept), glob
