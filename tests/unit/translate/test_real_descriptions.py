"""Descriptions as the world writes them."""

import jiter
import msgspec
import pytest

from gatepost.model.media_type import Example
from gatepost.translate import translate
from gatepost.translate.generation import MAX_BYTES
from tests import corpus


@pytest.fixture
def read(bundle):
    def run(path):
        return translate([bundle(jiter.from_json(path.read_bytes()), file=path.name)])

    return run


def examples(gateway):
    """Every example of a body, with the operation that it belongs to."""
    for operation in (*gateway.operations, *gateway.webhooks):
        bodies = [operation.request_body] if operation.request_body else []
        for body in (*bodies, *operation.responses):
            for media_type in body.content:
                yield from media_type.examples


def references(value):
    """The names of all schemas that a part of the model refers to."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(one)
        elif isinstance(one, msgspec.Struct) and not isinstance(one, Example):
            if type(one).__name__ == "SchemaRef":
                yield one.name
            waiting.extend(getattr(one, name) for name in one.__struct_fields__ if name != "source")


def check(gateway):
    """What holds for every description: names lead somewhere, ids are unique, examples are small."""
    assert set(references((gateway.operations, gateway.webhooks))) <= gateway.schemas.keys()
    assert {name for named in gateway.schemas.values() for name in references(named.schema)} <= gateway.schemas.keys()
    every = (*gateway.operations, *gateway.webhooks)
    assert len({operation.id for operation in every}) == len({operation.address for operation in every}) == len(every)
    for example in examples(gateway):
        if example.generated:
            assert len(msgspec.json.encode(example.value)) <= MAX_BYTES * 1.2


def test_github(read):
    gateway, problems = read(corpus.github())
    assert (len(gateway.operations), len(gateway.webhooks), len(gateway.schemas)) == (1223, 270, 969)
    assert problems == ()
    check(gateway)
    issues = gateway.operation("issues/list-for-repo")
    assert [one.name for one in issues.parameters][:3] == ["owner", "repo", "milestone"]
    assert issues.parameters[0] is gateway.operation("issues/create").parameters[0]
    assert gateway.operation("classroom/get-an-assignment").sunset == "2026-08-28"


def test_litellm(read):
    gateway, _ = read(corpus.litellm())
    assert len(gateway.operations) == 996
    check(gateway)
    chat = gateway.operation("POST /v1/chat/completions")
    assert chat.request_body.content[0].examples[0].value["messages"][0]["role"] == "user"
    assert chat.success.content[0].stream


def test_spotify(read):
    gateway, problems = read(corpus.spotify())
    check(gateway)
    assert gateway.security_schemes["oauth_2_0"].flows[0].kind == "authorizationCode"
    assert {problem.rule for problem in problems} == {"wrong-type", "optional-path-parameter"}


@pytest.mark.parametrize("path", corpus.directory_sample(60) if corpus.PACKAGES.exists() else [], ids=lambda p: p.stem)
def test_a_directory_of_descriptions(read, path):
    gateway, _ = read(path)
    assert gateway.operations or gateway.schemas
    check(gateway)
