import pytest

from gatepost.honesty import cost
from gatepost.honesty.cost import Cost, cost_of_server, cost_of_tool, seen_by_model, tokenizer_name
from tests.unit.honesty.poison import servers_of

TOOL = {"name": "t", "description": "größe", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}}


def test_what_the_model_sees_is_part_of_what_the_agent_gets() -> None:
    (server,) = servers_of(a=[TOOL])
    assert seen_by_model(server.tools[0]) == '{"name":"t","description":"größe","inputSchema":{"type":"object"}}'


def test_bytes_and_tokens_by_a_named_tokenizer() -> None:
    pytest.importorskip("bpe_openai", reason="the extra gatepost[tokens] is not installed")
    (server,) = servers_of(a=[TOOL, {**TOOL, "name": "u"}])
    one = cost_of_tool(server.tools[0])
    assert (one.bytes, one.tokenizer) == (68, "bpe-openai o200k_base") and one.tokens and 10 < one.tokens < 40
    assert cost_of_server(server).bytes == 2 * one.bytes
    assert cost.cost_of_text("hello world").tokens == 2


def test_without_a_tokenizer_there_are_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cost, "_counter", lambda: None)
    assert cost.cost_of_text("abc") == Cost(3) and tokenizer_name() == ""
    assert Cost(1) + Cost(2, 5, "x") == Cost(3)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_counts_are_those_of_the_package_itself() -> None:
    package = pytest.importorskip("bpe_openai", reason="the extra gatepost[tokens] is not installed")
    encoding = package.get_encoding(cost.ENCODING)
    for text in ("", "größe", "a" * 300, '{"name":"t"}\n\n  x', "\U0001f600 \u202e"):
        assert cost.cost_of_text(text).tokens == len(encoding.encode(text))


def test_the_marks_of_a_vocabulary_are_words_like_others() -> None:
    pytest.importorskip("bpe_openai", reason="the extra gatepost[tokens] is not installed")
    assert cost.cost_of_text("ends <|endoftext|> here").tokens
