"""Operations that OpenAI's clients can call."""

import functools
import inspect

import pytest
from openai import OpenAI

from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation
from gatepost.render.samples.dialect import CALLS, REQUIRED, dialect_call
from gatepost.render.samples.languages.openai import PARAMETERS


def _gateway(*names: str) -> Gateway:
    operations = []
    for name in names:
        method, _, path = name.partition(" ")
        operations.append(Operation(id=name, method=method, path=path))
    return Gateway(title="It", operations=tuple(operations))


@pytest.mark.parametrize(
    ("name", "beside", "expected"),
    [
        ("POST /v1/chat/completions", "", ("chat.completions.create", "/v1")),
        ("POST /openai/deployments/{m}/chat/completions", "", ("chat.completions.create", "/openai/deployments/{m}")),
        ("GET /v1/chat/completions", "", ("", "")),
        ("GET /v1/models", "POST /v1/chat/completions", ("models.list", "/v1")),
        ("GET /v1/models/{id}", "POST /v1/chat/completions", ("models.retrieve", "/v1")),
        ("GET /models", "POST /v1/chat/completions", ("", "")),
        ("POST /surveys/{id}/responses", "", ("", "")),
        ("POST /completions", "POST /chat/completions", ("completions.create", "")),
        ("GET /repos/{owner}", "POST /chat/completions", ("", "")),
    ],
)
def test_method_and_end_of_the_path_decide(name: str, beside: str, expected: tuple[str, str]) -> None:
    gateway = _gateway(name, beside) if beside else _gateway(name)
    assert dialect_call(gateway.operations[0], gateway) == expected


@pytest.mark.parametrize("call", list(CALLS.values()))
def test_the_client_takes_what_samples_pass_by_name(call: str) -> None:
    method = functools.reduce(getattr, call.split("."), OpenAI(api_key="none"))
    known = inspect.signature(method).parameters  # type: ignore[arg-type]
    assert set(PARAMETERS[call].split()) <= set(known)
    assert set(REQUIRED.get(call, ())) <= set(known)
